"""A list opened as SPARQL gives what the list gives, for every facet and for several at once."""

import pytest
from common import times
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from snaglist.model.facets import ISSUE_FACETS, STRATEGY_FACETS, filter_entries
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.sparql_queries import ISSUE_PATHS, STRATEGY_PATHS

LISTS = {"issues": "issue", "strategies": "strategy"}
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def values(shipped: Snapshot) -> dict[str, dict[str, list[str]]]:
    """For each list, the values of each facet that some entry has."""
    catalogue = shipped.catalogue
    issues = filter_entries(catalogue, catalogue.issues, ISSUE_FACETS, {}).counts
    strategies = filter_entries(catalogue, catalogue.strategies, STRATEGY_FACETS, {}).counts
    return {
        "issues": {name: [one.value for one in found] for name, found in issues.items()},
        "strategies": {name: [one.value for one in found] for name, found in strategies.items()},
    }


def asked(site: FlaskClient, url: str, name: str) -> list[str]:
    """The ids that the query at an address gives."""
    answer = site.get(url).get_json()
    rows = answer["results"]["bindings"]
    return [row[name]["value"].rpartition("/id/")[2] for row in rows]


def check(site: FlaskClient, name: str, chosen: dict[str, list[str]]) -> None:
    told = site.get(f"/{name}.json", query_string=chosen).get_json()
    ids = [entry["id"] for entry in told[name]]
    assert asked(site, told["sparql"], LISTS[name]) == sorted(ids)


def test_every_facet_has_its_path() -> None:
    assert set(ISSUE_PATHS) == {facet.name for facet in ISSUE_FACETS}
    assert set(STRATEGY_PATHS) == {facet.name for facet in STRATEGY_FACETS}


@pytest.mark.parametrize(
    ("name", "facet"),
    [
        *(("issues", facet.name) for facet in ISSUE_FACETS),
        *(("strategies", facet.name) for facet in STRATEGY_FACETS),
    ],
)
def test_every_value_of_a_facet(
    site: FlaskClient, values: dict[str, dict[str, list[str]]], name: str, facet: str
) -> None:
    assert values[name][facet]
    for value in values[name][facet]:
        check(site, name, {facet: [value]})


@pytest.mark.parametrize("facets", [("domain", "interview"), ("language", "role"), ("person",)])
def test_choices_that_nearly_all_meet_are_answered_in_time(
    site: FlaskClient, values: dict[str, dict[str, list[str]]], facets: tuple[str, ...]
) -> None:
    """A strategy stands on many quotes: joined with its evidence, they took longer than allowed."""
    check(site, "strategies", {name: values["strategies"][name] for name in (*facets, "evidence")})


@examples(max_examples=times(12, 90), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_several_choices_at_once(
    site: FlaskClient, values: dict[str, dict[str, list[str]]], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(values)))
    facets = data.draw(st.sets(st.sampled_from(sorted(values[name])), max_size=3))
    chosen = {
        facet: data.draw(st.lists(st.sampled_from(values[name][facet]), min_size=1, unique=True))
        for facet in sorted(facets)
    }
    check(site, name, chosen)


@pytest.mark.parametrize(
    "words", ["sensor", "late data", "trust", "sensor&page=2", "camera&type=turn", "a&type=quote"]
)
def test_a_page_of_hits_is_the_same_in_the_same_order(site: FlaskClient, words: str) -> None:
    told = site.get(f"/search.json?q={words}").get_json()
    assert told["hits"]
    assert asked(site, told["sparql"], "thing") == [hit["id"] for hit in told["hits"]]


def test_nothing_found_is_no_query(site: FlaskClient) -> None:
    assert site.get("/search.json?q=xyzzy").get_json()["sparql"] is None
    page = site.get("/search?q=xyzzy").text
    assert ">SPARQL query</a>" not in page.partition("</main>")[0]


@pytest.mark.parametrize("name", ["data", "semantics", "requirements", "trust", "deployment"])
def test_a_category_gives_its_issues(site: FlaskClient, name: str) -> None:
    told = site.get(f"/categories/{name}.json").get_json()
    assert asked(site, told["sparql"], "issue") == sorted(one["id"] for one in told["issues"])


def test_the_interviews_come_with_their_quotes(site: FlaskClient, shipped: Snapshot) -> None:
    told = site.get("/interviews.json").get_json()
    (row,) = site.get(told["sparql"]).get_json()["results"]["bindings"]
    assert row["quotes"]["value"] == str(len(list(shipped.catalogue.quotes)))


@pytest.mark.parametrize("address", ["/issues", "/issues?phase=operation", "/search?q=sensor"])
def test_the_page_shows_the_query_run(site: FlaskClient, address: str) -> None:
    assert ">SPARQL query</a>" in site.get(address).text
    join = "?" if "?" not in address else "&"
    told = site.get(address.replace("?", ".json?") if join == "&" else f"{address}.json").get_json()
    page = site.get(told["sparql"], headers=PAGE)
    assert page.status_code == 200
    assert '<a href="/id/SNAG-001">' in page.text


def test_an_entry_gives_its_claims_with_their_words(site: FlaskClient, shipped: Snapshot) -> None:
    for entry in shipped.catalogue.entries:
        told = site.get(f"/id/{entry.id}", headers={"Accept": "application/json"})
        page = site.get(told.location).get_json()
        claims = [*page["claims"], *page.get("answers", ()), *page.get("noticing", ())]
        expected = {
            (claim["id"], name) for claim in claims for name in claim["quotes"] + claim["findings"]
        }
        assert expected
        rows = site.get(page["sparql"]).get_json()["results"]["bindings"]
        names = ("claim", "witness")
        got = {tuple(row[each]["value"].rpartition("/")[2] for each in names) for row in rows}
        assert got == expected

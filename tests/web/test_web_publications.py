"""What readers see of published findings, and that it is kept apart from what was reported."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from common import SAMPLE
from flask import Flask
from flask.testing import FlaskClient
from loaded import loaded
from web.conftest import SampleKnowledge
from web.web_sample import CATALOGUE, HOLES, SCRIPT, SILENT

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Arrow, NotWhen
from snaglist.model.witness import Evidence, Stance, Witness
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.static_site import write_site

F1, F2 = Witness(finding="P001-F1"), Witness(finding="P001-F2", stance=Stance.CONTRADICTS)

FOUND = replace(
    HOLES,
    id="SNAG-004",
    title="Bells ring and nobody listens",
    also_called=("deaf watch",),
    claims=(replace(HOLES.claims[0], id="SNAG-004-C1", witnesses=(F1, F2), strategy=None),),
    leads_to=(Arrow(issue="SNAG-002", text="Holes.", witnesses=(F1,)),),
    category="trust",
)
"""An issue that rests on findings alone, and disputes one of them."""

WITNESSED_BY_BOTH = replace(
    SILENT,
    not_when=(*SILENT.not_when, NotWhen(text="Bells ring.", see="SNAG-004")),
    leads_to=(*SILENT.leads_to, Arrow(issue="SNAG-004", text="It tires.", witnesses=(F1,))),
)

(NO_TRUST,) = [issue for issue in CATALOGUE.issues if issue.id == "SNAG-003"]

BOTH_KINDS = replace(
    CATALOGUE, issues=(WITNESSED_BY_BOTH, *CATALOGUE.issues[1:], FOUND), guide=None
)
"""The sample with that issue."""


def without_publications(catalogue: Catalogue) -> Catalogue:
    """The same as if its editors had never read a publication: edited by hand, line by line."""
    return replace(
        catalogue,
        issues=(
            replace(
                SILENT,
                claims=(
                    replace(SILENT.claims[0], witnesses=(Witness(quote="I07-Q001"),)),
                    *SILENT.claims[1:],
                ),
                not_when=(*SILENT.not_when, NotWhen(text="Bells ring.", see=None)),
            ),
            *CATALOGUE.issues[1:],
        ),
        publications=(),
    )


def app_of(catalogue: Catalogue, folder: Path) -> Flask:
    return create_app(cast(Snapshot, SampleKnowledge(folder, catalogue)))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A browser on both kinds of witness."""
    return app_of(BOTH_KINDS, tmp_path_factory.mktemp("both")).test_client(use_cookies=False)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A browser on the interviews alone."""
    catalogue = without_publications(BOTH_KINDS)
    return app_of(catalogue, tmp_path_factory.mktemp("alone")).test_client(use_cookies=False)


def figures(page: str, kind: str) -> list[str]:
    return re.findall(rf'<figure class="{kind}">.*?</figure>', page, re.DOTALL)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_finding_is_no_quote(both: FlaskClient) -> None:
    page = both.get("/issues/SNAG-001").text
    (found,) = set(figures(page, "finding"))
    assert "Of 120 sensors in two cities, 3.3 % stopped each month." in found
    assert "blockquote" not in found
    assert not re.search("[“”]", found)
    assert text(found).startswith(
        "Of 120 sensors in two cities, 3.3 % stopped each month. published"
    )
    assert "Audit" in found or "audit" in found
    assert "Ätze et al., Bell Conference, 2021" in found
    assert "abstract" in found
    assert 'href="/publications/P001#F1"' in found
    assert 'href="/cite/P001-F1.bib"' in found
    for quote in figures(page, "quote"):
        assert "<blockquote" in quote
        assert "published" not in quote


def test_quotes_stand_before_findings_and_each_has_its_mark(both: FlaskClient) -> None:
    page = both.get("/issues/SNAG-001").text
    claim = page.split('id="C1"')[1].split("</li>")[0]
    kinds = re.findall('<div class="witness ([a-z-]+ [a-z-]+)">', claim)
    assert kinds == ["supports of-quote", "supports of-finding"]
    assert "Of two kinds of sensor." in claim
    assert "reported and published" in text(claim)
    only_said = page.split('id="C3"')[1].split("</li>")[0]
    assert "published" not in text(only_said)


def test_an_entry_says_how_strong_its_evidence_is(both: FlaskClient) -> None:
    head = both.get("/issues/SNAG-001").text.split("<h1>")[1].split("</header>")[0]
    assert "reported by 1 person in 1 interview · published : audit 2021" in text(head)
    assert "published only" not in head
    head = both.get("/issues/SNAG-004").text.split("<h1>")[1].split("</header>")[0]
    assert "published only no interview in the catalogue speaks of it" in text(head)
    # What contradicts a claim makes it no stronger.
    assert "published : audit 2021" in text(head)
    assert "field" not in text(head).lower()
    strength = both.get("/issues/SNAG-001.json").get_json()["evidence"]["strength"]
    assert strength["text"] == "reported by 1 person in 1 interview · published: audit 2021"
    assert [each["url"] for each in strength["published"]] == ["/publications/P001"]


def test_data_of_an_entry_has_its_findings(both: FlaskClient) -> None:
    view = both.get("/issues/SNAG-001.json").get_json()
    assert view["findings"] == ["P001-F1"]
    assert view["evidence_values"] == ["told", "published", "both"]
    assert [claim["findings"] for claim in view["claims"]] == [["P001-F1"], [], []]
    assert view["claims"][0]["evidence"] == ["told", "published", "both"]
    assert view["published"]["P001-F1"]["figures"] == [
        {"value": "3.3 %", "what": "sensors that stopped, a month"}
    ]
    assert view["evidence"]["quote_count"] == len(view["quotes"]) == len(view["witnesses"])
    arrow = both.get("/issues/SNAG-004.json").get_json()["leads_to"][0]
    assert (arrow["inferred"], arrow["quotes"], arrow["findings"]) == (False, [], ["P001-F1"])


def test_lists_mark_the_three_cases(both: FlaskClient) -> None:
    page = both.get("/issues").text
    rows = {
        text(row)[:8]: text(row) for row in re.findall("<li class=.row .*?</li>", page, re.DOTALL)
    }
    assert "4 quotes, 1 finding" in rows["SNAG-001"]
    assert "1 quote ·" in rows["SNAG-002"]
    assert "2 findings" in rows["SNAG-004"]
    assert "quote" not in rows["SNAG-004"]
    assert [name for name, row in rows.items() if "published only" in row] == ["SNAG-004"]
    assert "4 issues (3 reported in an interview, 1 published only)" in text(page)


def test_counts_are_kept_apart(both: FlaskClient, alone: FlaskClient) -> None:
    home, before = (client.get("/index.json").get_json()["counts"] for client in (both, alone))
    assert home["issues"] - home["issues_published_only"] == before["issues"] == 3
    assert home["quotes"] == before["quotes"]
    assert (home["publications"], home["findings"]) == (1, 2)
    assert text(both.get("/").text).count("1 publication : 2 findings, 1 more issues") == 1
    assert "finding" not in text(alone.get("/").text)
    here, there = (client.get("/about.json").get_json() for client in (both, alone))
    for kept in ("standings", "stances", "outcomes", "studies"):
        assert here[kept] == there[kept], kept
    assert here["stances_published"] == {"supports": 4, "qualifies": 0, "contradicts": 1}
    assert here["outcomes_published"]["failed"] == 1
    assert here["seen"] == {"source": 1, "verbatim-copy": 1}
    same = ("quotes", "turns_quoted", "arrows_reported", "arrows_inferred", "interviews")
    assert [here["counts"][name] for name in same] == [there["counts"][name] for name in same]
    assert here["counts"]["arrows_published_only"] == 2
    for path in ("/interviews.json", "/interviews/I07.json"):
        rows = [client.get(path).get_json() for client in (both, alone)]
        for row in rows:
            row.pop("finding_count", None), row.pop("publication_count", None)
            row.pop("cite", None)
        assert rows[0] == rows[1]


TOLD_PAGES = [
    "/issues",
    "/issues?category=data",
    "/strategies",
    "/issues/SNAG-001",
    "/issues/SNAG-002",
    "/strategies/FIX-001",
    "/categories",
    "/categories/data",
    "/categories/trust",
    "/phases",
    "/phases/operation",
    "/map",
    "/matrix",
    "/questions",
    "/gaps",
]

NOT_COMPARED = {"url", "listing", "sparql", "all", "cite", "facets"}
"""Addresses say what is shown, and the days of citations are today's."""


def bare(view: Any) -> Any:
    if isinstance(view, dict):
        return {name: bare(each) for name, each in view.items() if name not in NOT_COMPARED}
    return [bare(each) for each in view] if isinstance(view, list) else view


@pytest.mark.parametrize("address", TOLD_PAGES)
def test_what_interviews_bear_out_can_be_read_alone(
    both: FlaskClient, alone: FlaskClient, address: str
) -> None:
    path, _, query = address.partition("?")
    asked = f"{path}.json?{query}&evidence=told" if query else f"{path}.json?evidence=told"
    shown = both.get(asked).get_json()
    expected = alone.get(f"{path}.json?{query}").get_json()
    if path in ("/issues", "/strategies"):
        # An issue without any claim, which only this sample has, is borne out by nothing.
        name = path.strip("/")
        expected[name] = [row for row in expected[name] if row["id"] != NO_TRUST.id]
        expected["total"] = len(expected[name])
    assert bare(shown) == bare(expected)
    page = both.get(asked.replace(".json", ""))
    assert "Only what was reported in interviews is shown." in page.text
    assert f'<a href="{path}">Show all evidence</a>' in page.text
    assert not figures(page.text, "finding")
    assert "SNAG-004" not in page.text.split("<main")[1].split("</main>")[0]


def test_lists_of_what_was_reported_count_that(both: FlaskClient, alone: FlaskClient) -> None:
    shown = both.get("/issues.json?evidence=told").get_json()["facets"]
    expected = alone.get("/issues.json?evidence=told").get_json()["facets"]
    for name in set(expected) - {"evidence"}:
        counts = [{each["value"]: each["count"] for each in of[name]} for of in (shown, expected)]
        assert counts[0] == counts[1], name
    evidence = {each["value"]: each["count"] for each in shown["evidence"]}
    assert evidence == {"told": 2, "published": 2, "both": 1, "none": 1}


def test_the_catalogue_of_interviews_is_the_one_loaded_without_publications() -> None:
    told, expected = BOTH_KINDS.told, without_publications(BOTH_KINDS)
    assert told.issues == expected.issues
    assert told.strategies == expected.strategies
    assert told.told == told
    assert not told.published_only
    shipped = loaded(SAMPLE)
    by_hand = shipped.told
    assert all(Evidence.PUBLISHED not in by_hand.evidence_of(e) for e in by_hand.entries)
    assert {e.id for e in shipped.entries} - {e.id for e in by_hand.entries} == set(
        shipped.published_only
    )


def test_a_strategy_stays_for_what_an_interview_says_of_it() -> None:
    (bell,) = CATALOGUE.strategies
    published = replace(
        bell, claims=tuple(replace(claim, witnesses=(F1,)) for claim in bell.claims)
    )
    catalogue = replace(CATALOGUE, strategies=(published,))
    assert catalogue.evidence_of(published) == tuple(Evidence)
    assert [(each.id, each.claims) for each in catalogue.told.strategies] == [("FIX-001", ())]
    unnamed = replace(catalogue, issues=(NO_TRUST,))
    assert unnamed.published_only == {"FIX-001"}
    assert unnamed.told.strategies == ()


def test_what_no_interview_speaks_of_is_not_among_what_was_reported(both: FlaskClient) -> None:
    answer = both.get("/issues/SNAG-004.json?evidence=told")
    assert answer.status_code == 404
    error = answer.get_json()["error"]
    assert "rests on published findings alone" in error["message"]
    assert [each["url"] for each in error["nearest"]] == ["/issues/SNAG-004"]
    assert both.get("/issues/SNAG-404?evidence=told").status_code == 404


def test_links_go_on_showing_only_what_was_reported(both: FlaskClient) -> None:
    page = both.get("/issues?evidence=told").text
    assert 'href="/issues/SNAG-001?evidence=told"' in page
    assert 'href="/phases/operation?evidence=told"' in page
    moved = both.get("/issues/snag-001?evidence=told")
    assert (moved.status_code, moved.location) == (301, "/issues/SNAG-001?evidence=told")
    assert both.get("/phases/OPERATION.json?evidence=told").location.endswith("/operation.json")
    assert 'rel="alternate" type="application/json"' in page
    links = both.get("/issues/SNAG-001?evidence=told").headers.getlist("Link")
    assert '</issues/SNAG-001>; rel="canonical"' in links


@pytest.mark.parametrize(
    "address",
    [
        "/map?evidense=told",
        "/map?evidence=published",
        "/map?evidence=told&evidence=published",
        "/issues/SNAG-001?phase=operation",
        "/issues?evidence=heard",
        "/publications?kind=audit",
        "/publications?evidence-kind=heard",
    ],
)
def test_unknown_parameters_are_refused(both: FlaskClient, address: str) -> None:
    answer = both.get(address)
    assert answer.status_code == 400
    assert "Try " in answer.text


def test_the_list_of_publications(both: FlaskClient) -> None:
    view = both.get("/publications.json").get_json()
    (row,) = view["publications"]
    assert (view["total"], view["finding_count"]) == (1, 2)
    assert row["reference"] == "Ätze et al., Bell Conference, 2021"
    assert [each["id"] for each in row["evidence"]] == ["audit", "field-study"]
    assert (row["issues"], row["strategies"]) == (["SNAG-001", "SNAG-004"], [])
    for chosen in ("evidence-kind=audit", "year=2021"):
        assert both.get(f"/publications.json?{chosen}").get_json()["total"] == 1
    assert "snag:hasFinding" in both.get("/publications").text.replace("%3A", ":")


def test_a_publication_has_its_reference_and_what_rests_on_it(both: FlaskClient) -> None:
    page = both.get("/publications/P001").text
    assert 'href="https://doi.org/10.1145/1.2"' in page
    assert SCRIPT not in page
    assert "The page says 3.4 %." in page
    assert re.search("<th scope=.row.>3.3 %</th>", page)
    for words in ("Logs of a year were read", "120 sensors in two cities", "2018 to 2019"):
        assert words in page
    assert "read in the source" in page
    assert "read in a verbatim copy of the passage" in page
    assert page.index('id="F1"') < page.index('id="F2"')
    view = both.get("/publications/P001.json").get_json()
    first, second = view["findings"]
    assert [(use["claim"], use["leads_to"], use["note"]) for use in first["uses"]] == [
        ("SNAG-001-C1", None, "Of two kinds of sensor."),
        (None, "SNAG-004", None),
        ("SNAG-004-C1", None, None),
        (None, "SNAG-002", None),
    ]
    assert [use["url"] for use in first["uses"]][:2] == [
        "/issues/SNAG-001#C1",
        "/issues/SNAG-001#to-SNAG-004",
    ]
    assert [use["stance"] for use in second["uses"]] == ["contradicts"]


def test_a_publication_says_what_it_is_to_search_engines(both: FlaskClient) -> None:
    page = both.get("/publications/P001").text
    (_, found) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
    )  # After the way to it.
    work = json.loads(found)
    assert (work["@type"], work["@id"]) == (
        "ScholarlyArticle",
        "https://w3id.org/snaglist/id/P001",
    )
    assert [author["@type"] for author in work["author"]] == ["Person", "Organization"]
    assert (work["datePublished"], work["url"]) == ("2021-12-06", "https://doi.org/10.1145/1.2")
    assert work["subjectOf"]["url"] == "http://localhost/publications/P001"


def test_a_catalogue_without_publications_looks_as_before(alone: FlaskClient) -> None:
    for address in ("/", "/issues", "/issues/SNAG-001", "/map", "/about", "/interviews", "/gaps"):
        page = alone.get(address).text
        assert 'href="/publications"' not in page, address
        assert "published only" not in page, address
        assert "evidence=told" not in page, address
    view = alone.get("/issues.json").get_json()
    assert "evidence" not in view["facets"]
    assert "no publications yet" in alone.get("/publications").text


def test_names_of_publications_lead_to_them(both: FlaskClient) -> None:
    for name, page in {
        "P001": "/publications/P001",
        "P001-F1": "/publications/P001#F1",
    }.items():
        found = both.get(f"/id/{name}", headers={"Accept": "text/html"})
        assert (found.status_code, found.location) == (303, page)
        assert both.get(f"/{name.lower()}").location == page
    data = both.get("/id/P001", headers={"Accept": "application/json"})
    assert data.location == "/publications/P001.json"


def test_a_map_marks_what_is_published_only(both: FlaskClient) -> None:
    view = both.get("/map.json").get_json()
    assert (view["told"], view["published"], view["inferred"]) == (1, 2, 1)
    only = {each["id"] for each in view["picture"]["issues"] if each["published_only"]}
    assert only == {"SNAG-004"}
    page = both.get("/map").text
    assert page.count('class="gap-between"') == 2 + 1
    assert 'aria-label="SNAG-004 Bells ring and nobody listens, published only"' in page
    matrix = both.get("/matrix.json").get_json()
    cells = [cell for row in matrix["rows"] for cell in row["cells"]]
    assert sum(cell["published_only"] for cell in cells) == len(FOUND.phases)


def test_publications_are_in_the_site_as_files(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(app_of(BOTH_KINDS, tmp_path_factory.mktemp("snapshot")), folder, dumps=False)
    page = (folder / "publications" / "P001.html").read_text(encoding="utf-8")
    assert 'href="../issues/SNAG-004.html#C1"' in page
    entry = (folder / "issues" / "SNAG-004.html").read_text(encoding="utf-8")
    assert 'href="../publications/P001.html#F1"' in entry
    told = (folder / "issues_evidence-told.html").read_text(encoding="utf-8")
    assert "Only what was reported in interviews is shown." in told
    assert 'href="issues/SNAG-001.html"' in told
    assert "SNAG-004" not in told
    assert (folder / "publications_evidence-kind-audit.html").exists()

"""The page about the catalogue defines the words of the other pages; short addresses lead on."""

import re

import pytest
from flask.testing import FlaskClient

from snaglist.model.entry import EntryStatus, Outcome
from snaglist.model.interview import Standing
from snaglist.model.witness import Stance
from snaglist.snapshot.snapshot import Snapshot

WORDS = [
    *(word.value for kind in (EntryStatus, Outcome, Stance, Standing) for word in kind),
    *("reported", "inferred", "issue", "strategy", "claim", "quote", "our reading", "limits"),
]


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_ours_has_a_definition(client: FlaskClient, word: str) -> None:
    assert f'id="{word.replace(" ", "-")}"' in client.get("/about").text


def test_words_on_pages_lead_to_their_definitions(site: FlaskClient, shipped: Snapshot) -> None:
    page = site.get("/about").text
    found = set()
    for entry in shipped.catalogue.entries:
        kind = "issues" if entry.id.startswith("SNAG") else "strategies"
        found |= set(re.findall(r'href="/about#([^"]+)"', site.get(f"/{kind}/{entry.id}").text))
    assert {"reviewed", "prompted", "volunteered", "inferred", "reported", "qualifies"} <= found
    assert all(f'id="{anchor}"' in page for anchor in found)


def test_every_page_leads_to_it(client: FlaskClient) -> None:
    for path in ("/", "/issues/SNAG-001", "/search?q=sensor", "/nowhere"):
        assert client.get(path).text.count('href="/about"') == 2


def test_the_study_says_how_many_interviews_it_had(site: FlaskClient) -> None:
    view = site.get("/about.json").get_json()
    (study,) = view["studies"]
    assert (study["reports"], study["here"]) == (37, ["I07"])
    assert "of the 37 that the study reports" in site.get("/about").text


def test_what_is_cited_there(site: FlaskClient, shipped: Snapshot) -> None:
    cited = site.get("/about.json").get_json()["citing"]
    kinds = ["the catalogue", "an entry", "a quote", "an interview"]
    if shipped.catalogue.publications:
        kinds.append("a finding")
    assert [thing["what"] for thing in cited] == kinds
    for thing in cited:
        for style in thing["cite"]:
            answer = site.get(style["url"]).text
            assert answer.replace("\r", "") == style["text"].replace("\r", "")
            assert thing["id"] in answer


@pytest.mark.parametrize(
    ("short", "place"),
    [
        ("/help", "/about#find"),
        ("/studies", "/interviews"),
        ("/studies/cote-2023", "/interviews#cote-2023"),
        ("/SNAG-001", "/issues/SNAG-001"),
        ("/fix-001", "/strategies/FIX-001"),
        ("/I07", "/interviews/I07"),
        ("/i07-q001", "/interviews/I07#I07-Q001"),
        ("/SNAG-001-C2", "/issues/SNAG-001#C2"),
        ("/issue/SNAG-001", "/issues/SNAG-001"),
        ("/strategy/FIX-001", "/strategies/FIX-001"),
    ],
)
def test_short_addresses_lead_on(client: FlaskClient, short: str, place: str) -> None:
    answer = client.get(short)
    assert answer.status_code == 302
    assert answer.headers["Location"] == place
    mounted = client.get(short, environ_overrides={"SCRIPT_NAME": "/snags"})
    assert mounted.headers["Location"] == f"/snags{place}"


def test_an_identifier_that_is_none_names_its_neighbours(client: FlaskClient) -> None:
    answer = client.get("/SNAG-004")
    assert answer.status_code == 404
    assert "SNAG-001" in answer.text


def test_the_categories_have_a_page(site: FlaskClient, shipped: Snapshot) -> None:
    view = site.get("/categories.json").get_json()
    tops = shipped.catalogue.scheme("category").top()
    assert [each["id"] for each in view["concepts"]] == [top.id for top in tops]
    assert sum(each["count"] for each in view["concepts"]) == len(shipped.catalogue.live_issues)

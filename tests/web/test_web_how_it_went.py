"""What was tried stands apart from what was proposed, on pages, in lists and in the search."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from flask.testing import FlaskClient
from web.conftest import SampleKnowledge
from web.web_sample import CATALOGUE, HOLES, SILENT

from snaglist.model.entry import Outcome
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_engine
from snaglist.web.app import create_app

SAID = "Nothing is reported to have been tried."
PROPOSED = replace(HOLES, claims=(replace(HOLES.claims[0], outcome=Outcome.PROPOSED),))
ISSUES = tuple(PROPOSED if issue.id == HOLES.id else issue for issue in CATALOGUE.issues)


@pytest.fixture(scope="module")
def proposing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The sample with one mitigation that is only proposed."""
    folder = tmp_path_factory.mktemp("proposing")
    knowledge = cast(Snapshot, SampleKnowledge(folder, replace(CATALOGUE, issues=ISSUES)))
    engine = open_engine(knowledge)
    yield create_app(knowledge, engine).test_client(use_cookies=False)
    engine.close()


def helps(client: FlaskClient, issue: str) -> tuple[str, str]:
    """What a page has under what was tried, and under what was not."""
    page = client.get(f"/issues/{issue}").text
    section = page.split('id="tried"')[1].split("</section>")[0]
    tried, _, other = section.partition('id="proposed"')
    return tried, other


def test_a_proposal_is_not_among_what_was_tried(proposing: FlaskClient) -> None:
    tried, other = helps(proposing, "SNAG-002")
    assert SAID in tried
    assert "Discard the month." in other
    assert "1 proposed · 1 quote</span>" in proposing.get("/issues/SNAG-002").text
    assert ">proposed</a>" in other
    tried, other = helps(proposing, "SNAG-001")
    assert SAID not in tried
    assert "tried: partly worked" in tried
    assert "1 tried: partly worked</p>" in proposing.get("/issues/SNAG-001").text
    assert other == ""


def test_gaps_count_as_the_page_says(proposing: FlaskClient) -> None:
    counts = proposing.get("/gaps.json").get_json()["counts"]
    silent = [issue.id for issue in ISSUES if SAID in proposing.get(f"/issues/{issue.id}").text]
    assert counts["issues without mitigation"] == len(silent) == 2
    assert counts["mitigations proposed"] == 1


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/issues.json?outcome=proposed", ["SNAG-002"]),
        ("/issues.json?outcome=partly", ["SNAG-001"]),
        ("/issues.json?outcome=failed", []),
        ("/strategies.json?outcome=proposed", ["FIX-001"]),
        ("/search.json?type=issue&outcome=proposed", ["SNAG-002"]),
        ("/search.json?type=issue&q=outcome%3Aproposed", ["SNAG-002"]),
    ],
)
def test_how_it_went_narrows_lists_and_the_search(
    proposing: FlaskClient, address: str, found: list[str]
) -> None:
    told = proposing.get(address).get_json()
    rows = told.get("issues") or told.get("strategies") or told.get("hits") or []
    assert [row["id"] for row in rows] == found


def test_lists_mark_how_it_went(proposing: FlaskClient) -> None:
    rows = proposing.get("/issues.json").get_json()["issues"]
    assert {row["id"]: row["outcomes"] for row in rows} == {
        "SNAG-001": ["partly"],
        "SNAG-002": ["proposed"],
        "SNAG-003": [],
    }
    page = proposing.get("/strategies").text
    assert "tried: partly worked" in page
    assert ">proposed</span>" in page


def test_hits_mark_how_it_went(proposing: FlaskClient) -> None:
    hits = proposing.get("/search.json?q=holes").get_json()["hits"]
    marks = {hit["id"]: hit.get("outcomes") for hit in hits}
    assert marks["SNAG-001"] == ["partly"]
    assert "tried: partly worked" in proposing.get("/search?q=holes").text


def test_an_outcome_that_is_none_is_refused(proposing: FlaskClient) -> None:
    response = proposing.get("/issues.json?outcome=proposd")
    assert response.status_code == 400
    assert "Try proposed" in response.get_json()["error"]["message"]


def test_hidden_labels_are_on_no_page(tmp_path: Path) -> None:
    secret = "silent sensr failuer"
    issues = (replace(SILENT, hidden_labels=(secret,)), *ISSUES[1:])
    knowledge = cast(Snapshot, SampleKnowledge(tmp_path, replace(CATALOGUE, issues=issues)))
    engine = open_engine(knowledge)
    client = create_app(knowledge, engine).test_client(use_cookies=False)
    for address in (
        "/issues/SNAG-001",
        "/issues",
        "/issues/SNAG-001.json",
        "/suggest.json?q=sensr",
    ):
        assert secret not in client.get(address).text
    hits = client.get(f"/search.json?q={secret}").get_json()["hits"]
    assert hits[0]["id"] == "SNAG-001"
    assert "failuer" not in repr([hit["highlight"] for hit in hits])
    engine.close()

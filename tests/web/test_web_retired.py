"""A retired entry keeps its page, and no list, count or search has it any more."""

from dataclasses import replace
from typing import cast

import pytest
from flask.testing import FlaskClient
from web.conftest import SampleKnowledge
from web.web_sample import CATALOGUE, HOLES

from snaglist.model.entry import EntryStatus, Retirement
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app

GONE = replace(
    HOLES,
    status=EntryStatus.RETIRED,
    retired=Retirement(why="Reported twice.", replaced_by=("SNAG-001",)),
)
LEFT = [issue.id for issue in CATALOGUE.issues if issue.id != HOLES.id]


@pytest.fixture(scope="module")
def retiring(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The sample with an issue that is retired."""
    issues = tuple(GONE if issue.id == GONE.id else issue for issue in CATALOGUE.issues)
    folder = tmp_path_factory.mktemp("retiring")
    knowledge = cast(Snapshot, SampleKnowledge(folder, replace(CATALOGUE, issues=issues)))
    return create_app(knowledge).test_client(use_cookies=False)


def ids(rows: list[dict[str, str]]) -> list[str]:
    return [row["id"] for row in rows]


def test_the_list_has_it_apart(retiring: FlaskClient) -> None:
    view = retiring.get("/issues.json").get_json()
    assert ids(view["issues"]) == LEFT
    assert view["total"] == len(LEFT)
    assert ids(view["retired"]) == [GONE.id]
    page = retiring.get("/issues").text
    assert f"{len(LEFT)} issues" in page
    assert f'href="/issues/{GONE.id}"' in page.partition('id="retired"')[2]
    assert 'id="retired"' not in retiring.get("/issues?phase=operation").text


def test_counts_leave_it_out(retiring: FlaskClient) -> None:
    start = retiring.get("/index.json").get_json()
    assert start["counts"]["issues"] == len(LEFT)
    assert sum(category["count"] for category in start["categories"]) == len(LEFT)
    named = {issue["id"] for phase in start["phases"] for issue in phase["issues"]}
    assert named == set(LEFT)
    assert sum(row["total"] for row in retiring.get("/matrix.json").get_json()["rows"]) == len(LEFT)
    (interview,) = retiring.get("/interviews.json").get_json()["interviews"]
    assert GONE.id not in interview["issues"]


def test_it_asks_and_answers_nothing(retiring: FlaskClient) -> None:
    asking = retiring.get("/questions.json").get_json()["categories"]
    assert GONE.id not in [issue["id"] for category in asking for issue in category["issues"]]
    for row in retiring.get("/strategies.json").get_json()["strategies"]:
        assert GONE.id not in (*row["issues"], *row["notices"])
    picture = retiring.get("/map.json").get_json()["picture"]
    assert GONE.id not in ids(picture["issues"])


def test_a_search_finds_it_by_its_name_alone(retiring: FlaskClient) -> None:
    found = retiring.get("/search.json?type=issue&size=100").get_json()
    assert sorted(ids(found["hits"])) == LEFT
    named, *_ = retiring.get(f"/search.json?q={GONE.id}").get_json()["hits"]
    assert named["title"] == f"{GONE.title} (retired)"
    assert retiring.get(f"/search?q={GONE.id}").status_code == 200
    for words in ("gap+as+it+stands", "holes&type=issue"):
        assert GONE.id not in ids(retiring.get(f"/search.json?q={words}").get_json()["hits"])


def test_it_keeps_its_page(retiring: FlaskClient) -> None:
    assert "Reported twice." in retiring.get(f"/issues/{GONE.id}").text

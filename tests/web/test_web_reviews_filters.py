"""Whose an issue is and when it is due: filters that stand in the address."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from reviews.garden import NAMES, begun
from web.review_desk import Desk, says
from web.test_web_reviews_sharing import brought

from snaglist.web.reviews import access

TODAY = datetime(2999, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def edit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    """Five issues: Ana's due soon, Bo's overdue, Bo's accepted for a while, one done, one new."""
    link = brought(desk, begun())[0]
    desk.answer(link, NAMES[0], owner="Ana", due="2999-01-15")
    desk.answer(link, NAMES[1], owner="Bo", due="2999-01-09", by="Bo")
    grounds: dict[str, Any] = {
        "status": "accepted",
        "reason": "R",
        "owner": "bo ",
        "expires": "2999-02-01",
    }
    desk.answer(link, NAMES[2], **grounds, by="Ana")
    done: dict[str, Any] = {
        "status": "addressed",
        "done": "A bell.",
        "owner": "Ana",
        "due": "2999-01-12",
    }
    desk.answer(link, NAMES[3], **done, by="Ana")
    monkeypatch.setattr(access, "now", lambda: TODAY)
    return link


def found(desk: Desk, link: str, query: str) -> list[str]:
    """The issues that an address leaves, by page and JSON alike."""
    shown = desk.get(f"{link}.json?{query}").json
    assert shown is not None
    names = [row["id"] for row in shown["issues"]]
    page = desk.get(f"{link}?{query}").text
    assert [name for name in NAMES if f'id="{name}"' in page] == names
    return names


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("owner=Ana", [0, 3]),
        ("owner=BO", [1, 2]),
        ("owner=Zoe", []),
        ("owner=(nobody)", [4]),
        ("day=overdue", [1]),
        ("day=due-within-0", [1]),
        ("day=due-within-7", [0, 1]),
        ("day=ends-within-21", []),
        ("day=ends-within-22", [2]),
        ("owner=Bo&day=due-within-7", [1]),
        ("severity=Something+was+lost&owner=Ana", [0, 3]),
    ],
)
def test_filters_leave_what_they_say(desk: Desk, edit: str, query: str, numbers: list[int]) -> None:
    assert found(desk, edit, query) == [NAMES[number] for number in numbers]


@pytest.mark.parametrize(
    "query",
    ["day=soon", "day=due-within-", "day=due-within-99999", "day=due-within--1", "day=²",
     "severity=Nothing", f"owner={'x' * 201}"],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(desk: Desk, edit: str, query: str) -> None:
    for form in ("", ".json"):
        assert desk.get(f"{edit}{form}?{query}").status_code == 400


def test_what_the_team_rated_is_a_filter_of_its_own(desk: Desk, edit: str) -> None:
    desk.answer(edit, NAMES[4], status="", severity="critical")
    assert found(desk, edit, "own-severity=critical") == [NAMES[4]]
    assert found(desk, edit, "own-severity=critical&owner=Ana") == []
    (facet,) = (each for each in desk.json(edit)["facets"]["own-severity"] if each["count"])
    assert (facet["value"], facet["label"], facet["count"]) == ("critical", "critical", 1)
    assert desk.get(f"{edit}?own-severity=awful").status_code == 400


def test_a_day_that_was_moved_after_the_signature_counts(desk: Desk, edit: str) -> None:
    desk.answer(edit, NAMES[4], status="not-applicable", reason="No such thing.")
    assert desk.post(f"{edit}/sign", by="Ana").status_code == 303
    desk.post(f"{edit}/issues/{NAMES[1]}/follow-up", by="Bo", due="2999-01-20")
    assert found(desk, edit, "day=overdue") == []
    assert found(desk, edit, "day=due-within-9") == [NAMES[0]]
    assert found(desk, edit, "day=due-within-10") == [NAMES[0], NAMES[1]]


def test_choices_say_how_much_they_leave_and_lead_there(desk: Desk, edit: str) -> None:
    facets = desk.json(edit)["facets"]
    owners = {value["value"]: value for value in facets["owner"]}
    # Whose name this browser knows comes first, and one person is one choice however it is spelt.
    assert list(owners) == ["Ana", "Bo", "(nobody)"]
    assert owners["Ana"]["label"] == "Ana (you)"
    assert [value["count"] for value in facets["owner"]] == [2, 2, 1]
    for name in ("owner", "day", "severity"):
        for value in facets[name]:
            query = urlsplit(value["url"]).query
            assert parse_qs(query) == {name: [value["value"]]}
            assert len(found(desk, edit, query)) == value["count"]
    chosen = desk.get(f"{edit}.json?owner=bo&day=due-within-3").json
    assert chosen is not None
    (bo,) = (value for value in chosen["facets"]["owner"] if value["chosen"])
    assert (bo["value"], bo["url"]) == ("Bo", f"{edit}?day=due-within-3")
    (day,) = (value for value in chosen["facets"]["day"] if value["chosen"])
    assert day["label"] == "due within 3 days"
    assert chosen["bulk_url"] == f"{edit}/answers?owner=bo&day=due-within-3"


def test_what_is_mine_is_one_step_away(desk: Desk, edit: str) -> None:
    page = desk.get(edit)
    assert f'href="{edit}?owner=Ana">Mine (2)</a>' in page.text
    assert desk.json(edit)["mine"] == {"count": 2, "url": f"{edit}?owner=Ana"}
    stranger = Desk(desk.app)
    assert "Mine" not in says(stranger.get(edit))


def test_blind_nobody_is_an_owner_but_oneself(desk: Desk) -> None:
    edit, _, own, other = desk.begin(reviewers="Bo\nCleo")
    desk.answer(other, "SNAG-001", owner="Dora")
    desk.answer(own, "SNAG-001", owner="Bo")
    for link, owners in ((own, ["Bo", "(nobody)"]), (edit, [])):
        shown = [value["value"] for value in desk.json(link)["facets"].get("owner", [])]
        assert shown == owners
        assert found(desk, link, "owner=Dora") == []

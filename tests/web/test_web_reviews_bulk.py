"""Many issues in one table: one answer for all that are ticked, each as it was looked at."""

import re
from typing import Any

import pytest
from reviews.garden import NAMES, begun
from web.review_desk import Desk, review_app, says
from web.test_web_reviews_sharing import brought
from werkzeug.test import TestResponse

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot

FITTING = NAMES[:5]
"""The issues of the garden that a review begins with."""


@pytest.fixture
def edit(desk: Desk) -> str:
    """The link to a review of five issues."""
    return brought(desk, begun())[0]


def ticked(page: TestResponse) -> list[str]:
    """The issues that are ticked on a page."""
    return re.findall(r'name="tick\.([\w-]+)" value="\d+" data-row="\w+" checked', page.text)


def ticks(desk: Desk, link: str, *issues: str) -> dict[str, str]:
    """The fields of rows that somebody ticks who has just looked at them."""
    rows = {row["id"]: row["version"] for row in desk.json(link)["issues"]}
    return {f"tick.{issue}": str(rows[issue]) for issue in issues or rows}


def statuses(desk: Desk, link: str) -> list[str]:
    return [row["status"] for row in desk.json(link)["issues"]]


def test_all_that_are_ticked_get_one_answer_in_one_save(desk: Desk, edit: str) -> None:
    page = desk.get(f"{edit}/answers")
    assert ticked(page) == []
    assert page.text.count('type="checkbox" id="t-') == len(FITTING)
    wanted = FITTING[1:4]
    done = desk.post(
        f"{edit}/answers",
        status="not-applicable",
        reason="No garden here.",
        by="Ana",
        **ticks(desk, edit, *wanted),
    )
    assert (done.status_code, done.location) == (303, f"{edit}/answers")
    left = desk.get(done.location)
    assert "3 issues are not applicable now. 2 issues are left to look at." in says(left)
    assert left.text.count('type="checkbox" id="t-') == 2
    rows = {row["id"]: row for row in desk.json(edit)["issues"]}
    assert {name for name, row in rows.items() if row["answer"]["reason"]} == set(wanted)
    later = ticks(desk, edit, FITTING[0], FITTING[4])
    done = desk.post(
        f"{edit}/answers", status="open", due="2999-01-01", owner="Ben", by="Ana", **later
    )
    assert done.location == edit
    rows = {row["id"]: row for row in desk.json(edit)["issues"]}
    assert rows[FITTING[4]]["answer"]["due"] == "2999-01-01"
    assert rows[FITTING[4]]["answer"]["owner"] == "Ben"
    assert "No issue is left to look at." in says(desk.get(f"{edit}/answers"))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"status": "", "reason": "R"}, "Status: Choose one."),
        ({"status": "not-applicable"}, "Reason: Say why."),
        ({"status": "open", "owner": "Ben"}, "Due: Say until which day."),
        ({"status": "open", "due": "soon"}, "Due: Write a day as 2026-12-31."),
        ({"status": "addressed", "done": "All."}, "Status: Choose one of those there are."),
        ({"status": "not-applicable", "reason": "R", "by": ""}, "Your name: Fill this in."),
    ],
)
def test_what_is_wrong_is_said_and_the_ticks_stay(
    desk: Desk, edit: str, fields: dict[str, str], message: str
) -> None:
    rows = ticks(desk, edit, *FITTING[:2])
    page = desk.post(f"{edit}/answers", **{"by": "Ana", "owner": "Chloé"} | fields | rows)
    assert page.status_code == 400
    assert message in says(page)
    assert ticked(page) == list(FITTING[:2])
    assert f'value="{fields.get("owner", "Chloé")}"' in page.text
    assert set(statuses(desk, edit)) == {"not-looked-at"}


def test_without_a_tick_there_is_nothing_to_answer(desk: Desk, edit: str) -> None:
    fields = {"status": "not-applicable", "reason": "R", "by": "Ana"}
    assert "Issues: Tick the issues" in says(desk.post(f"{edit}/answers", **fields))
    for version in ("", "x", "9" * 5_000):
        page = desk.post(f"{edit}/answers", **fields, **{f"tick.{FITTING[0]}": version})
        assert page.status_code == 400
        assert "which state" in says(page)
    gone = desk.post(f"{edit}/answers", **fields, **{"tick.SNAG-999": "0"})
    assert gone.status_code == 400
    assert "SNAG-999 is not in the review" in says(gone)


def test_what_somebody_changed_meanwhile_is_shown_and_the_rest_is_saved(
    desk: Desk, edit: str
) -> None:
    rows = ticks(desk, edit)
    desk.answer(edit, FITTING[1], status="addressed", done="A bell.", by="Ben")
    fields = {"status": "not-applicable", "reason": "No garden.", "by": "Ana"}
    page = desk.post(f"{edit}/answers", **fields, **rows)
    assert page.status_code == 409
    words = says(page)
    assert "4 issues are saved. SNAG-102 was not: somebody changed it" in words
    assert "The answer now, by Ben" in words
    assert "A bell." in words
    assert ticked(page) == [FITTING[1]]
    assert ">\nNo garden.</textarea>" in page.text
    assert desk.json(f"{edit}/issues/{FITTING[1]}")["answer"]["done"] == "A bell."
    assert statuses(desk, edit).count("not-applicable") == 4
    # Whoever has seen the other answer may replace it, and both stay in the history.
    seen = re.search(rf'name="tick\.{FITTING[1]}" value="(\d+)"', page.text)
    assert seen is not None
    again = desk.post(f"{edit}/answers", **fields, **{f"tick.{FITTING[1]}": seen[1]})
    assert again.status_code == 303
    told = [event["what"] for event in desk.json(f"{edit}/issues/{FITTING[1]}")["history"]]
    assert told[0] == "answered: addressed → not applicable"


def test_where_all_was_changed_nothing_is_saved(desk: Desk, edit: str) -> None:
    rows = ticks(desk, edit, FITTING[0])
    desk.answer(edit, FITTING[0], by="Ben")
    before = len(desk.json(edit)["history"])
    page = desk.post(f"{edit}/answers", status="open", due="2999-01-01", by="Ana", **rows)
    assert page.status_code == 409
    assert "SNAG-101 was not" in says(page)
    assert len(desk.json(edit)["history"]) == before


def test_an_answer_keeps_what_belongs_to_the_issue(desk: Desk, edit: str) -> None:
    desk.answer(edit, FITTING[0], owner="Ben", notes="See the plan.", links="docs/plan.md")
    rows = ticks(desk, edit, FITTING[0])
    desk.post(f"{edit}/answers", status="not-applicable", reason="R", by="Ana", **rows)
    answer = desk.json(f"{edit}/issues/{FITTING[0]}")["answer"]
    assert (answer["status"], answer["owner"]) == ("not-applicable", "Ben")
    assert (answer["notes"], answer["links"]) == ("See the plan.", ["docs/plan.md"])


def test_a_new_status_keeps_the_rating_and_drops_the_evidence(desk: Desk, edit: str) -> None:
    said: dict[str, Any] = {
        "done": "A bell.",
        "severity": "major",
        "evidence": "value metrics.json /auc >=0.8",
    }
    assert desk.answer(edit, FITTING[0], status="addressed", **said).status_code == 303
    assert desk.json(f"{edit}/issues/{FITTING[0]}")["answer"]["evidence"]
    rows = ticks(desk, edit, FITTING[0])
    desk.post(f"{edit}/answers", status="open", due="2999-01-01", by="Ana", **rows)
    answer = desk.json(f"{edit}/issues/{FITTING[0]}")["answer"]
    assert (answer["status"], answer["severity"], answer["evidence"]) == ("open", "major", [])


def test_filters_go_along_and_the_ten_are_left_out_of_the_rest(desk: Desk, edit: str) -> None:
    desk.answer(edit, FITTING[0], owner="Ben")
    link = desk.json(f"{edit}")["bulk_url"]
    assert link == f"{edit}/answers"
    page = desk.get(f"{edit}/answers?owner=ben&tick=all")
    assert ticked(page) == [FITTING[0]]
    assert f'action="{edit}/answers?owner=ben"' in page.text
    assert ticked(desk.get(f"{edit}/answers?tick=rest")) == []
    assert "one of the ten" in page.text
    rows = ticks(desk, edit, FITTING[0])
    done = desk.post(f"{edit}/answers?owner=ben", status="open", due="2999-01-01", by="A", **rows)
    assert done.location == f"{edit}/answers?owner=ben"
    for query in ("tick=some", "ownr=Ben", "day=soon", "mode=short"):
        assert desk.get(f"{edit}/answers?{query}").status_code == 400


def test_who_may_not_answer_is_told_so(desk: Desk) -> None:
    edit, view = desk.begin()
    assert "read-only" in says(desk.get(f"{view}/answers"))
    assert desk.post(f"{view}/answers", status="open").status_code == 403
    for issue in ("SNAG-001", "SNAG-002"):
        desk.answer(edit, issue)
    assert desk.post(f"{edit}/sign", by="Ana").status_code == 303
    page = desk.get(f"{edit}/answers?status=open")
    assert "reopen it" in says(page)
    frozen = desk.post(
        f"{edit}/answers?status=open",
        status="not-applicable",
        reason="Long thoughts.",
        by="Ana",
        **ticks(desk, edit),
    )
    assert frozen.status_code == 409
    assert "Long thoughts." in says(frozen)


def test_a_blind_reviewer_answers_many_and_is_told_of_nobody(desk: Desk) -> None:
    edit, _, own, other = desk.begin(reviewers="Bo\nCleo")
    desk.answer(other, "SNAG-001", notes="Cleo's")
    page = desk.get(f"{own}/answers?tick=all")
    assert ticked(page) == ["SNAG-001", "SNAG-002"]
    fields = {"status": "not-applicable", "reason": "Bo's own."}
    done = desk.post(f"{own}/answers", **fields, **ticks(desk, own))
    assert done.status_code == 303
    assert statuses(desk, own) == ["not-applicable"] * 2
    assert "Bo's own." not in desk.get(f"{other}/answers?status=open").text
    # Their own other window is told from this one.
    late = desk.post(f"{own}/answers", **fields, **{"tick.SNAG-001": "0"})
    assert late.status_code == 409
    assert desk.post(f"{edit}/answers", **fields, by="Ana", **ticks(desk, edit)).status_code == 403


def test_issues_that_differ_cannot_be_answered_together(desk: Desk) -> None:
    edit, _, own, other = desk.begin(reviewers="Bo\nCleo")
    desk.answer(own, "SNAG-001", status="open")
    desk.answer(other, "SNAG-001", status="not-applicable", reason="No.")
    for link in (own, other):
        desk.post(f"{link}/hand-in")
    page = desk.get(f"{edit}/answers?tick=all")
    assert ticked(page) == ["SNAG-002"]
    assert "Settle it : SNAG-001" in says(page)
    fields = {"status": "open", "due": "2999-01-01", "by": "Ana"}
    refused = desk.post(f"{edit}/answers", **fields, **ticks(desk, edit, "SNAG-001"))
    assert refused.status_code == 409
    assert "The reviewers differ; settle it first." in says(refused)


def test_a_save_of_many_counts_as_one_change(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    desk = Desk(review_app(sample_knowledge, store, writes=2))
    edit, _ = desk.begin()
    fields = {"status": "not-applicable", "reason": "R", "by": "Ana"}
    assert desk.post(f"{edit}/answers", **fields, **ticks(desk, edit)).status_code == 303
    assert desk.post(f"{edit}/answers", **fields, **ticks(desk, edit)).status_code == 429

"""What is said of an issue, and what a build fails on; of a retired issue, nothing fails."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from snaglist.cli.review.flags import CONDITIONS, failing
from snaglist.reviews.agreement import Difference
from snaglist.reviews.events.fields import RetiredIssue
from snaglist.reviews.flags import flags_of
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import Answer, Status

TODAY = date(2027, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)

FRESH = IssueState(issue="SNAG-001", entry="a" * 64, since=1)
OPEN = replace(FRESH, answer=Answer(status=Status.OPEN), answered=2, answered_entry="a" * 64)
LATE = replace(OPEN, answer=Answer(status=Status.OPEN, due=YESTERDAY))
EXPIRED = replace(
    OPEN,
    answer=Answer(status=Status.ACCEPTED, reason="So.", owner="Bo", expires=YESTERDAY),
)
DIFFERING = replace(FRESH, difference=Difference.STATUS)
DONE = replace(OPEN, answer=Answer(status=Status.ADDRESSED, done="So."))
CASES = {
    "not looked at": (FRESH, [], ["not-looked-at"]),
    "open": (OPEN, [], ["open"]),
    "overdue": (LATE, ["overdue"], ["open", "overdue"]),
    "expired": (EXPIRED, ["expired"], ["expired"]),
    "differing": (DIFFERING, ["differs"], ["differs"]),
    "reworded": (replace(DONE, entry="b" * 64), ["reworded"], ["reworded"]),
    "done": (DONE, [], []),
    "no longer fits": (replace(DONE, fits=False), ["no longer fits"], []),
}


@pytest.mark.parametrize("case", CASES)
def test_an_issue_is_flagged_for_what_it_is(case: str) -> None:
    item, said, met = CASES[case]
    assert [flag.value for flag in flags_of(item, TODAY)] == said
    assert failing(item, frozenset(CONDITIONS), TODAY) == met


@pytest.mark.parametrize("case", CASES)
def test_no_build_fails_for_a_retired_issue(case: str) -> None:
    item, said, _ = CASES[case]
    gone = replace(item, retired=RetiredIssue(issue="SNAG-001", why="Merged."))
    assert failing(gone, frozenset(CONDITIONS), TODAY) == []
    assert set(flags_of(gone, TODAY)) == {*said, "retired"}


@pytest.mark.parametrize("case", CASES)
def test_a_build_fails_only_for_what_it_is_told_to(case: str) -> None:
    item, _, met = CASES[case]
    for condition in CONDITIONS:
        asked = failing(item, frozenset({condition}), TODAY)
        assert asked == (
            [condition] if condition in met or CONDITIONS[condition](item, TODAY) else []
        )
    assert failing(item, frozenset(), TODAY) == []


@pytest.mark.parametrize("status", Status)
def test_only_what_is_left_to_do_can_be_overdue(status: Status) -> None:
    answer = Answer.model_construct(
        status=status, due=YESTERDAY, reason="So.", owner="Bo", done="So."
    )
    left = status in (Status.OPEN, Status.NOT_LOOKED_AT)
    assert replace(OPEN, answer=answer).overdue(TODAY) is left
    assert not replace(OPEN, answer=answer).overdue(YESTERDAY)

"""What a meeting still has to ask: all of it, or ten questions in half an hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Protocol

from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.state import IssueState, ReviewState
from snaglist.reviews.statuses import UNSETTLED

SHORT_QUESTIONS = 10
"""How many questions a half-hour meeting has time for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingQuestion:
    """A question of the short mode, and the issue that asks it."""

    item: IssueState
    question: str


class HasEntries(Protocol):
    """What has the entries that reviewers are shown: a record, or what may be seen of it."""

    @property
    def entries(self) -> Mapping[str, EntrySnapshot]:
        """The entries by their hash."""


def unsettled_items(state: ReviewState, today: date) -> list[IssueState]:
    """The issues that are still to do, in the order of the review."""
    return [i for i in state.items.values() if not i.retired and i.status(today) in UNSETTLED]


def short_questions(record: HasEntries, items: Iterable[IssueState]) -> tuple[MeetingQuestion, ...]:
    """The ten questions for a half-hour meeting: the first question of each of the first ten.

    An issue that asks nothing leaves its place to the next.
    """
    asked = (
        MeetingQuestion(item=item, question=record.entries[item.entry].questions[0])
        for item in items
        if record.entries[item.entry].questions
    )
    return tuple(islice(asked, SHORT_QUESTIONS))

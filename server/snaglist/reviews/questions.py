"""What a meeting still has to ask: all of it, or ten questions in half an hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Protocol

from snaglist.reviews.entry_snapshot import Shown
from snaglist.reviews.state import Item, State
from snaglist.reviews.statuses import LEFT

SHORT = 10
"""How many questions a half-hour meeting has time for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the short mode, and the issue that asks it."""

    item: Item
    question: str


class HasEntries(Protocol):
    """What has the entries that reviewers are shown: a record, or what may be seen of it."""

    @property
    def entries(self) -> Mapping[str, Shown]:
        """The entries by their hash."""


def left(state: State, today: date) -> list[Item]:
    """The issues that somebody still has to see to, in the order of the review."""
    return [i for i in state.items.values() if not i.retired and i.status(today) in LEFT]


def short(record: HasEntries, items: Iterable[Item]) -> tuple[Asked, ...]:
    """The ten questions for a half-hour meeting: the first question of each of the first ten.

    An issue that asks nothing leaves its place to the next.
    """
    asked = (
        Asked(item=item, question=record.entries[item.entry].questions[0])
        for item in items
        if record.entries[item.entry].questions
    )
    return tuple(islice(asked, SHORT))

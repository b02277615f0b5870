"""What a review asks, and what its five answers mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Protocol

from snaglist.reviews.entry_snapshot import Shown
from snaglist.reviews.events import Status
from snaglist.reviews.state import Item, State

SHORT = 10
"""How many questions a half-hour meeting has time for."""

LEFT = (Status.NOT_LOOKED_AT, Status.OPEN)
"""Where an issue stands that somebody still has to see to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An answer as people read it: its name, what it says, and what it needs, if anything."""

    label: str
    definition: str
    needs: str = ""


MEANINGS = {
    Status.NOT_LOOKED_AT: Meaning(label="not looked at", definition="Nobody has answered yet."),
    Status.OPEN: Meaning(label="open", definition="It concerns us, and is not settled."),
    Status.ADDRESSED: Meaning(
        label="addressed",
        definition="Something was done about it.",
        needs="what was done, or a link",
    ),
    Status.ACCEPTED: Meaning(
        label="accepted",
        definition="We live with it until a day; then it is open again.",
        needs="a reason, an owner, and the day it expires",
    ),
    Status.NOT_APPLICABLE: Meaning(
        label="not applicable", definition="It cannot happen here.", needs="a reason"
    ),
}
"""The answers there are; ``docs/reviews.md`` says the same."""


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

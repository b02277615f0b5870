"""What a review asks, and what its five answers mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from snaglist.reviews.record import Record, Status
from snaglist.reviews.state import Item, State

SHORT = 10
"""How many questions a half-hour meeting has time for."""

TO_ASK = (Status.NOT_LOOKED_AT, Status.OPEN)
"""Where an issue stands that a meeting still has to talk about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An answer as people read it: its name, what it says, and what it needs."""

    label: str
    definition: str


MEANINGS = {
    Status.NOT_LOOKED_AT: Meaning(
        label="not looked at", definition="Nobody has asked the questions yet."
    ),
    Status.OPEN: Meaning(
        label="open", definition="It concerns the project, and nothing is done about it yet."
    ),
    Status.ADDRESSED: Meaning(
        label="addressed",
        definition="Something is done about it. Say what was done, or link to it.",
    ),
    Status.ACCEPTED: Meaning(
        label="accepted",
        definition=(
            "It concerns the project, and you live with it for a time. Say why, who answers for "
            "it, and until when; after that day it is open again."
        ),
    ),
    Status.NOT_APPLICABLE: Meaning(
        label="not applicable", definition="It cannot happen in this project. Say why."
    ),
}
"""The answers there are; ``docs/reviews.md`` says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the short mode, and the issue that asks it."""

    item: Item
    question: str


def short(record: Record, state: State, today: date) -> tuple[Asked, ...]:
    """The ten questions for a half-hour meeting.

    The first question of each of the first ten issues that are not looked at or open; an issue
    that asks nothing, or that the catalogue has retired, leaves its place to the next.
    """
    return tuple(_asked(record, state, today))[:SHORT]


def _asked(record: Record, state: State, today: date) -> Iterator[Asked]:
    for item in state.items.values():
        questions = record.entries[item.entry].questions
        if questions and not item.retired and item.status(today) in TO_ASK:
            yield Asked(item=item, question=questions[0])

"""What a build may fail on."""

from collections.abc import Callable
from datetime import date

from snaglist.reviews.flags import FLAGS, Flag
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import Status

CONDITIONS: dict[str, Callable[[IssueState, date], bool]] = {
    Flag.EXPIRED.value: FLAGS[Flag.EXPIRED].holds,
    Flag.DIFFERS.value: FLAGS[Flag.DIFFERS].holds,
    "one-only": FLAGS[Flag.ONE_ONLY].holds,
    "open": lambda item, today: item.status(today) is Status.OPEN,
    "not-looked-at": lambda item, today: item.status(today) is Status.NOT_LOOKED_AT,
    Flag.OVERDUE.value: FLAGS[Flag.OVERDUE].holds,
    Flag.REWORDED.value: FLAGS[Flag.REWORDED].holds,
}
"""What an issue may fail a build for; expired and differing ones are open too."""

UNSIGNED = "unsigned"
"""What a review as a whole may fail a build for."""


def failing(item: IssueState, chosen: frozenset[str], today: date) -> list[str]:
    """The conditions that an issue meets; open only where nothing says why it is open."""
    if item.retired:
        return []
    met = [name for name, holds in CONDITIONS.items() if name in chosen and holds(item, today)]
    if {Flag.EXPIRED.value, Flag.DIFFERS.value}.intersection(met):
        met = [name for name in met if name != "open"]
    return met

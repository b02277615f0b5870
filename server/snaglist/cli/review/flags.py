"""What to be told of an issue besides its status, and what a build may fail on."""

from collections.abc import Callable
from datetime import date

from snaglist.reviews.state import Item
from snaglist.reviews.statuses import Status

FLAGS: dict[str, Callable[[Item, date], bool]] = {
    "expired": lambda item, today: item.expired(today),
    "differs": lambda item, today: item.differs,
    "overdue": lambda item, today: item.overdue(today),
    "reworded": lambda item, today: item.reworded,
    "retired": lambda item, today: item.retired is not None,
    "fits no more": lambda item, today: not item.fits,
}
"""What is said of an issue beside its status."""

CONDITIONS: dict[str, Callable[[Item, date], bool]] = {
    "expired": FLAGS["expired"],
    "differs": FLAGS["differs"],
    "open": lambda item, today: item.status(today) is Status.OPEN,
    "not-looked-at": lambda item, today: item.status(today) is Status.NOT_LOOKED_AT,
    "overdue": FLAGS["overdue"],
    "reworded": FLAGS["reworded"],
}
"""What an issue may fail a build for; expired and differing ones are open too."""

UNSIGNED = "unsigned"
"""What a review as a whole may fail a build for."""


def flags(item: Item, today: date) -> list[str]:
    """What is said of an issue beside its status."""
    return [name for name, holds in FLAGS.items() if holds(item, today)]


def failing(item: Item, chosen: frozenset[str], today: date) -> list[str]:
    """The conditions that an issue meets; open only where nothing says why it is open."""
    if item.retired:
        return []
    met = [name for name, holds in CONDITIONS.items() if name in chosen and holds(item, today)]
    if {"expired", "differs"}.intersection(met):
        met = [name for name in met if name != "open"]
    return met

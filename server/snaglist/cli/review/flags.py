"""What a build may fail on, and what it lets pass where that is not chosen."""

from collections.abc import Callable
from dataclasses import dataclass
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

NOTHING = "none"
"""For a check of the files alone, such as before each commit of a review that is under way."""

DEFAULT_CONDITIONS = ("not-looked-at", "open", "expired")
"""What a build should fail on, and does where nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMeaning:
    """What a condition finds, as the end of "an issue that …", and what passes without it."""

    finds: str
    otherwise: str


CONDITION_MEANINGS = {
    "not-looked-at": ConditionMeaning(
        finds="has no answer yet",
        otherwise="A review that nobody has opened is green.",
    ),
    "open": ConditionMeaning(
        finds="is open, for whatever reason",
        otherwise="What you know to be unsettled is green.",
    ),
    "expired": ConditionMeaning(
        finds="was accepted until a day that has passed",
        otherwise="A risk that was accepted for a time is accepted without end.",
    ),
    "overdue": ConditionMeaning(
        finds="was due on a day that has passed, and is not done",
        otherwise="Nothing more, where `open` and `not-looked-at` are chosen; else late work.",
    ),
    "reworded": ConditionMeaning(
        finds="the catalogue has reworded since it was answered",
        otherwise="An answer to other words counts as an answer.",
    ),
    "differs": ConditionMeaning(
        finds="blind reviewers, or two branches, see differently",
        otherwise="Nothing more, where `open` is chosen; else a disagreement.",
    ),
    "one-only": ConditionMeaning(
        finds="only one of several blind reviewers looked at",
        otherwise="One pair of eyes counts as several.",
    ),
    UNSIGNED: ConditionMeaning(
        finds="(the review as a whole) is not signed off by all who are asked, or was reopened",
        otherwise="Answers that nobody vouches for are green.",
    ),
}
"""Each condition in words; ``docs/reviews-format.md`` says the same."""


def failing(item: IssueState, chosen: frozenset[str], today: date) -> list[str]:
    """The conditions that an issue meets; open only where nothing says why it is open."""
    if item.retired:
        return []
    met = [name for name, holds in CONDITIONS.items() if name in chosen and holds(item, today)]
    if {Flag.EXPIRED.value, Flag.DIFFERS.value}.intersection(met):
        met = [name for name in met if name != "open"]
    return met


def passed_over(item: IssueState, chosen: frozenset[str], today: date) -> list[str]:
    """The conditions that an issue meets and that nobody chose, where no chosen one found it."""
    if failing(item, chosen, today):
        return []
    return failing(item, frozenset(CONDITIONS), today)

"""What people should notice about an issue of a review besides its status.

The one place that decides it: command line, web pages, their JSON and the reports all ask
``flags_of``, so that they cannot disagree. ``docs/reviews-format.md`` has the same list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.reviews.state import IssueState

WARN_DAYS = 30
"""Days before its last day from which on an acceptance is marked, where nobody says another."""


class Flag(StrEnum):
    """The flags, by the names that JSON, addresses and the command line use."""

    DIFFERS = "differs"
    ONE_ONLY = "one only"
    EXPIRED = "expired"
    ENDS_SOON = "ends soon"
    OVERDUE = "overdue"
    REWORDED = "reworded"
    RETIRED = "retired"
    BY_HAND = "by hand"
    NO_LONGER_FITS = "no longer fits"
    FOLLOWED_UP = "followed up"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagInfo:
    """A flag as people read it, what it means, and on which items it is set on a day."""

    label: str
    definition: str
    holds: Callable[[IssueState, date], bool]


FLAGS: dict[Flag, FlagInfo] = {
    Flag.DIFFERS: FlagInfo(
        label="reviewers differ",
        definition="Blind reviewers, or two branches, gave it another status, or the same with "
        "another reason, deed, owner, day, severity or likelihood, and have not settled it.",
        holds=lambda item, _: item.differs,
    ),
    Flag.ONE_ONLY: FlagInfo(
        label="looked at by one only",
        definition="Of several blind reviewers, only one looked at it; the answer is theirs alone.",
        holds=lambda item, _: item.by_one_only,
    ),
    Flag.EXPIRED: FlagInfo(
        label="acceptance expired",
        definition="It was accepted until a day that has passed, so it is open again.",
        holds=lambda item, today: item.expired(today),
    ),
    Flag.ENDS_SOON: FlagInfo(
        label="acceptance ends soon",
        definition="It is accepted until a day within the next 30, or as many as `--warn-days` "
        "says.",
        holds=lambda item, today: item.ends_soon(today, WARN_DAYS),
    ),
    Flag.OVERDUE: FlagInfo(
        label="overdue",
        definition="It was due on a day that has passed, and is open or not looked at.",
        holds=lambda item, today: item.overdue(today),
    ),
    Flag.REWORDED: FlagInfo(
        label="reworded since",
        definition="Its words changed, or it asks for another phase, since it was answered.",
        holds=lambda item, _: item.reworded,
    ),
    Flag.RETIRED: FlagInfo(
        label="retired",
        definition="The catalogue has retired it; it is no longer asked.",
        holds=lambda item, _: item.retired is not None,
    ),
    Flag.BY_HAND: FlagInfo(
        label="added by hand",
        definition="Somebody added it; no answer of the profile leads to it.",
        holds=lambda item, _: item.by_hand,
    ),
    Flag.NO_LONGER_FITS: FlagInfo(
        label="no longer fits",
        definition="The profile no longer leads to it; it stays for its answer.",
        holds=lambda item, _: not item.fits,
    ),
    Flag.FOLLOWED_UP: FlagInfo(
        label="followed up",
        definition="After the signature, somebody said what was done, another day, or a link.",
        holds=lambda item, _: bool(item.follow_ups),
    ),
}
"""Every flag, in the order in which they are given."""


def flags_of(item: IssueState, today: date, ahead: int = WARN_DAYS) -> tuple[Flag, ...]:
    """The flags of an issue on a day, in the order of ``FLAGS``; ``ahead`` days are soon.

    Of an issue that the catalogue has retired, all that holds is still said.
    """
    return tuple(
        flag
        for flag, info in FLAGS.items()
        if (item.ends_soon(today, ahead) if flag is Flag.ENDS_SOON else info.holds(item, today))
    )

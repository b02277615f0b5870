"""Which issues of a review somebody wants to see: whose they are, and what falls due when.

Command line and pages ask here, so that both give the same issues on the same day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.reviews.names import same_name
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import UNSETTLED, Status

MOST_DAYS = 3_650
"""How far ahead may be looked, in days."""


class DayKind(StrEnum):
    """What a day may be of: what was to be done by then, or how long an acceptance lasts."""

    OVERDUE = "overdue"
    DUE = "due-within"
    ENDS = "ends-within"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFilter:
    """Issues with a day; an address writes ``overdue``, ``due-within-7``, ``ends-within-30``.

    What is due within a week is all that is to be done until then, the overdue too.
    """

    kind: DayKind
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> "DayFilter":
        """Read what ``str`` writes; raises ``UsageError`` for anything else."""
        if text == DayKind.OVERDUE:
            return cls(kind=DayKind.OVERDUE)
        for kind in (DayKind.DUE, DayKind.ENDS):
            number = text.removeprefix(f"{kind}-")
            if number != text and number.isdecimal() and len(number) <= 4:
                return cls(kind=kind, days=check_days(int(number)))
        raise UsageError(
            f"There is no day {text!r}. Try overdue, due-within-7 or ends-within-30, with any "
            "number of days."
        )

    def __str__(self) -> str:
        return self.kind.value if self.kind is DayKind.OVERDUE else f"{self.kind}-{self.days}"

    @property
    def label(self) -> str:
        """The filter as people say it."""
        days = count_of(self.days, "day")
        match self.kind:
            case DayKind.OVERDUE:
                return "overdue"
            case DayKind.DUE:
                return f"due within {days}"
            case DayKind.ENDS:
                return f"acceptance ends within {days}"

    def holds(self, item: IssueState, today: date) -> bool:
        """True where the issue has such a day, counted from ``today``, which is day 0."""
        answer, last = item.answer, today + timedelta(days=self.days)
        match self.kind:
            case DayKind.OVERDUE:
                return item.overdue(today)
            case DayKind.DUE:
                left = item.status(today) in UNSETTLED
                return left and item.due is not None and item.due <= last
            case DayKind.ENDS:
                lasts = item.status(today) is Status.ACCEPTED
                return lasts and answer.expires is not None and answer.expires <= last


def check_days(days: int) -> int:
    """The same; raises ``UsageError`` for more than anybody looks ahead."""
    if not 0 <= days <= MOST_DAYS:
        raise UsageError(f"{days} days are more than the {MOST_DAYS:,} that can be looked ahead.")
    return days


def is_owned_by(item: IssueState, name: str) -> bool:
    """True where this person is the owner, however the name is spelt; for "", where nobody is."""
    return same_name(item.answer.owner, name)

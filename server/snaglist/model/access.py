"""How much of an interview may leave, and what its participant agreed to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Access(StrEnum):
    """How much of an interview may leave."""

    OPEN = "open"
    QUOTES_ONLY = "quotes-only"
    WITHHELD = "withheld"


class Covered(StrEnum):
    """What a participant agreed that others may read."""

    QUOTES = "quotes"
    TRANSCRIPT = "transcript"


NEEDED = {
    Access.OPEN: frozenset((Covered.QUOTES, Covered.TRANSCRIPT)),
    Access.QUOTES_ONLY: frozenset((Covered.QUOTES,)),
    Access.WITHHELD: frozenset[Covered](),
}
"""What must have been agreed to for each access."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What a participant agreed to, as data; ``until`` is the last day."""

    to: tuple[Covered, ...]
    on: date | None = None
    until: date | None = None
    withdrawn: date | None = None

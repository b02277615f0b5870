"""An interview as a coder has it before them, and what they want to mark in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.coding import Code, CodedInterview, Coding
from snaglist.model.interview import Standing, Turn


@dataclass(frozen=True, slots=True)
class Place:
    """Where words are, in code points of the transcript, ``end`` exclusive; ``line`` is 1-based."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Words to code, and with what.

    ``line`` (1-based), ``turn`` (``I12-T003``) and ``at`` (the code point where they start) choose
    where words occur in several places. ``codes`` are ids or names that there are, ``new`` names of
    codes that may not be there yet.
    """

    words: str
    codes: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    line: int | None = None
    turn: str | None = None
    at: int | None = None
    ignore_case: bool = False
    standing: Standing | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpeaker:
    """Who speaks; ``role`` as in the interview."""

    label: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingSheet:
    """What a coder sees of an interview.

    ``version`` is a hash of their file, which a change is made against. ``others`` are codings of
    other coders, empty while ``awaited`` (coders by id) have not handed in. ``entries`` are the ids
    of issues and strategies with their titles, ``removed`` what the coder took out and can put
    back, last first. ``fault`` says why codings cannot be shown; there are none then.
    """

    interview: str
    coder: str
    language: str
    turns: tuple[Turn, ...]
    speakers: Mapping[str, SheetSpeaker]
    version: str
    codings: tuple[Coding, ...] = ()
    others: tuple[CodedInterview, ...] = ()
    awaited: tuple[str, ...] = ()
    handed_in: date | None = None
    codebook: tuple[Code, ...] = ()
    entries: Mapping[str, str]
    removed: tuple[Coding, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedCount:
    """How far a coder is with an interview; ``codings`` is None where their file has a fault."""

    interview: str
    codings: int | None
    handed_in: date | None
    awaited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodingDifference:
    """A coding that is otherwise than it was shown: ``added``, ``removed`` or ``changed``."""

    what: str
    coding: Coding


class AmbiguousPassageError(UsageError):
    """Words stand in several places, or not in the chosen one; ``places`` are all of them."""

    def __init__(self, words: str, places: tuple[Place, ...]) -> None:
        self.places = places
        listed = ", ".join(f"line {each.line} (--at {each.start})" for each in places)
        super().__init__(f"{words!r} stands at {listed}. Choose with --line or --at.")


class StaleSheetError(SnaglistError):
    """A coder's file is not what the page showed; nothing was written.

    ``differences`` is None where what was shown is not known any more.
    """

    http_status = 409

    def __init__(self, differences: tuple[CodingDifference, ...] | None) -> None:
        self.differences = differences
        super().__init__(
            "Your file of codings was changed since this page was shown. Nothing was written."
        )

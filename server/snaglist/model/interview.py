"""An interview: who spoke, what was said, which words are quoted."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from snaglist.model.access import Access, Agreement
from snaglist.model.text import Selector


class Standing(StrEnum):
    """Whether the interviewee raised a matter alone or took it up from a question."""

    VOLUNTEERED = "volunteered"
    PROMPTED = "prompted"


class SpeakerRole(StrEnum):
    """Who speaks; only a participant's words are evidence."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Somebody who wrote a study; ``given`` are the given names or their initials."""

    family: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A published investigation that interviews belong to.

    ``interviews`` are how many it reports; the catalogue may have fewer.
    """

    id: str
    title: str
    description: str
    citation: str
    authors: tuple[Author, ...] = ()
    year: int | None = None
    interviews: int | None = None
    url: str | None
    terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone who speaks in an interview, by role: no names."""

    id: str
    role: SpeakerRole
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of an interview under one heading of the guide, from ``line`` (1-based)."""

    id: str
    title: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says until another speaks: ``transcript[start:end]``, label left out."""

    id: str
    speaker: str
    section: str
    start: int
    end: int
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A place where personal matter was withheld; the text itself is never kept."""

    line: int
    placeholder: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a participant at an exact place in a transcript."""

    id: str
    interview: str
    selector: Selector
    speaker: str
    standing: Standing
    question: str | None
    gloss: str | None
    about: tuple[str, ...]
    coder: str
    turn: str
    section: str
    line: int

    @property
    def exact(self) -> str:
        """The words as transcribed, errors included."""
        return self.selector.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A topic the participant said they had not met, not done or could not speak to."""

    topic: str
    quote: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One conversation: its transcript as shipped, and everything said about it.

    ``access`` says which words are left in it once it is loaded; see ``snaglist.model.access``.
    """

    id: str
    title: str
    study: str
    date: str
    participant: str
    experience: str
    domains: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    sections: tuple[Section, ...]
    redactions: tuple[Redaction, ...]
    declined: tuple[Declined, ...]
    licence: str
    consent: str
    transcription: str
    transcript: str
    sha256: str
    turns: tuple[Turn, ...]
    quotes: tuple[Quote, ...]
    access: Access = Access.OPEN
    agreed: Agreement | None = None


def turn_at(turns: Sequence[Turn], position: int) -> Turn | None:
    """The turn that holds a code point, if any does; ``turns`` are in their order."""
    before = bisect_right(turns, position, key=lambda turn: turn.start)
    return turns[before - 1] if before and position < turns[before - 1].end else None

"""An interview: who spoke, what was said, which words are quoted."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from snaglist.model.access import Access, Agreement
from snaglist.model.text import Selector


class Standing(StrEnum):
    """Whether the interviewee raised a matter alone or took it up from a question."""

    VOLUNTEERED = "volunteered"
    PROMPTED = "prompted"


class SpeakerRole(StrEnum):
    """Who speaks; only a participant's words are evidence.

    ``UNKNOWN`` is for words that the source gives to nobody.
    """

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    UNKNOWN = "unknown"


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
class Participant:
    """Somebody who was interviewed: the speaker they are here, and the person behind it.

    ``person`` is a pseudonym that is the same in every interview of that person, so that two
    interviews of one person are one witness.
    """

    speaker: str
    person: str
    role: str
    experience: str | None = None
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFrom:
    """The file that an interview was imported from; the file itself is not kept."""

    format: str
    sha256: str
    tool: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of an interview under one heading of the guide, from ``line`` (1-based)."""

    id: str
    title: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPart:
    """A stretch of a turn without a label in it: ``transcript[start : start + len(text)]``."""

    start: int
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker says until another speaks, from ``start`` to ``end`` of the transcript.

    Where a label is said again, or a passage was given to another speaker, a turn has several
    ``parts``; ``text`` is their words, a line each, without the labels between them. Each part
    counts for the numbers of turns: the turn has the id of its first, and ``joined`` are those of
    the others, which lead to it.
    """

    id: str
    speaker: str
    section: str
    start: int
    end: int
    line: int
    text: str
    parts: tuple[TurnPart, ...] = ()
    joined: tuple[str, ...] = ()

    @property
    def stretches(self) -> tuple[TurnPart, ...]:
        """The parts, of which there is always one."""
        return self.parts or (TurnPart(start=self.start, line=self.line, text=self.text),)


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
    language: str = "en"
    held: str | None = None
    participants: tuple[Participant, ...] = ()
    source: ImportedFrom | None = None
    times: tuple[tuple[int, int], ...] = ()
    access: Access = Access.OPEN
    agreed: Agreement | None = None

    def person_of(self, quote: Quote) -> str:
        """Who said the words, by a name that is one person's in all interviews."""
        found = (each.person for each in self.participants if each.speaker == quote.speaker)
        return next(found, f"{self.id}-{quote.speaker}")

    def participant_of(self, quote: Quote) -> Participant | None:
        """What is known of who said the words."""
        return next((each for each in self.participants if each.speaker == quote.speaker), None)

    def time_of(self, position: int) -> int | None:
        """When in the recording a code point was said, in milliseconds, where that is known.

        It is the start of the cue that holds the place.
        """
        before = bisect_right(self.times, position, key=lambda time: time[0])
        return self.times[before - 1][1] if before else None


def last_question(
    turns: Sequence[Turn], interviewers: Collection[str], position: int
) -> Turn | None:
    """The last turn of an interviewer that is over at a code point: what the words answer."""
    asked = (turn for turn in reversed(turns) if turn.end <= position)
    return next((turn for turn in asked if turn.speaker in interviewers), None)


def place_in(turn: Turn, offset: int) -> int:
    """The code point of the transcript at an offset into the words of a turn."""
    for part in turn.stretches:
        # A line end stands between two parts, in place of the label.
        if offset <= len(part.text):
            return part.start + offset
        offset -= len(part.text) + 1
    raise IndexError(f"{turn.id} has no offset that far.")


def turn_at(turns: Sequence[Turn], position: int) -> Turn | None:
    """The turn that holds a code point, if any does; ``turns`` are in their order."""
    before = bisect_right(turns, position, key=lambda turn: turn.start)
    return turns[before - 1] if before and position < turns[before - 1].end else None

"""A transcript cut for reading: sections, turns, lines, and pieces that quotes mark.

Quotes overlap. Each piece knows every quote that covers it, so that marks nest or, where they
cross, go on in a second element; the element where a quote begins carries its id.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from snaglist.model.interview import Interview, Quote, Redaction, Section, Speaker, Turn
from snaglist.model.masking import has_words
from snaglist.web.components.quotes import QuoteView


class Span(Protocol):
    """A stretch of a transcript in code points, ``end`` exclusive."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Marked(Protocol):
    """What is marked in a transcript: a quote, or a coding."""

    @property
    def id(self) -> str:
        """Its id, which the mark carries."""

    @property
    def selector(self) -> Span:
        """Where it is."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Words to show as they are, or a placeholder when ``redaction`` says what was withheld."""

    text: str
    redaction: str | None = None


@dataclass(frozen=True, slots=True)
class MarkStart:
    """Where a mark begins; ``first`` where its quote begins too."""

    quote: str
    first: bool


@dataclass(frozen=True, slots=True)
class MarkEnd:
    """Where the mark opened last ends."""


Piece = TextPiece | MarkStart | MarkEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLine:
    """One line of a turn, with the quotes that begin on it."""

    number: int
    section: Section | None
    pieces: tuple[Piece, ...]
    quotes: tuple[Quote, ...]

    def entries(self, notes: Mapping[str, QuoteView]) -> list[tuple[str, list[str]]]:
        """The entries that rely on these quotes, each with those it relies on."""
        found: dict[str, list[str]] = {}
        for quote in self.quotes:
            for entry in (*notes[quote.id]["issues"], *notes[quote.id]["strategies"]):
                found.setdefault(entry, []).append(quote.id)
        return list(found.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptTurn:
    """A turn as the reader shows it."""

    id: str
    speaker: Speaker
    lines: tuple[TranscriptLine, ...]


def transcript_turns(interview: Interview) -> Iterator[TranscriptTurn]:
    """The turns of an interview, ready to be shown."""
    speakers = {speaker.id: speaker for speaker in interview.speakers}
    unseen = list(interview.sections)
    for turn in interview.turns:
        quotes = [quote for quote in interview.quotes if quote.turn == turn.id]
        lines = []
        for number, start, words in turn_lines(turn):
            end = start + len(words)
            section = None
            while unseen and unseen[0].line <= number:
                section = unseen.pop(0)
            redactions = [r for r in interview.redactions if r.line == number]
            if has_words(words):
                lines.append(
                    TranscriptLine(
                        number=number,
                        section=section,
                        pieces=tuple(line_pieces(words, start, quotes, redactions)),
                        quotes=tuple(q for q in quotes if start <= q.selector.start <= end),
                    )
                )
        yield TranscriptTurn(id=turn.id, speaker=speakers[turn.speaker], lines=tuple(lines))


def turn_lines(turn: Turn) -> Iterator[tuple[int, int, str]]:
    """The number, the place and the words of each line; labels inside of a turn are left out."""
    for part in turn.stretches:
        start = part.start
        for number, words in enumerate(part.text.split("\n"), start=part.line):
            yield number, start, words
            start += len(words) + 1


def line_pieces(
    words: str, start: int, quotes: Sequence[Marked], redactions: Sequence[Redaction]
) -> Iterator[Piece]:
    """Cut ``words``, which are at ``start`` of the transcript, where a quote begins or ends."""
    end = start + len(words)
    inside = [q for q in quotes if q.selector.start < end and q.selector.end > start]
    edges = {q.selector.start for q in inside} | {q.selector.end for q in inside}
    cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
    opened: list[Marked] = []
    for left, right in pairwise(cuts):
        wanted = [q for q in inside if q.selector.start <= left and q.selector.end >= right]
        wanted.sort(key=lambda q: (-q.selector.end, q.selector.start, q.id))
        kept = _common(opened, wanted)
        yield from (MarkEnd() for _ in opened[kept:])
        yield from (MarkStart(q.id, first=q.selector.start == left) for q in wanted[kept:])
        opened = wanted
        yield from _texts(words[left - start : right - start], redactions)
    yield from (MarkEnd() for _ in opened)


def _common(opened: Sequence[Marked], wanted: Sequence[Marked]) -> int:
    """How many marks can stay open: the outermost ones that both hold."""
    pairs = zip(opened, wanted, strict=False)
    return next(
        (i for i, (one, two) in enumerate(pairs) if one is not two), min(len(opened), len(wanted))
    )


def _texts(words: str, redactions: Sequence[Redaction]) -> Iterator[TextPiece]:
    """Words with the placeholders in them set apart."""
    found = [(words.find(r.placeholder), r) for r in redactions]
    at, redaction = min(
        ((a, r) for a, r in found if a >= 0), default=(-1, None), key=lambda p: p[0]
    )
    if redaction is None:
        yield TextPiece(words)
        return
    if at:
        yield TextPiece(words[:at])
    yield TextPiece(redaction.placeholder, redaction.kind)
    if rest := words[at + len(redaction.placeholder) :]:
        yield from _texts(rest, redactions)

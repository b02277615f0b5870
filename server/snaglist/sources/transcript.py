"""From a transcript to speaker turns."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from snaglist.model.interview import Section, Turn, TurnPart
from snaglist.schema.report import Report
from snaglist.sources.interview_forms import CorrectionForm, SpeakerForm
from snaglist.sources.labels import (
    TIME_IN_WORDS,
    Shape,
    inner_pattern,
    label_pattern,
    label_start,
    unpunctuated_pattern,
)

DECLARE = "Declare it in speakers of interview.yaml; where it is words, name it in not_labels."
BEGIN_LINE = (
    "Begin a line with the label and its colon before anything is quoted; "
    "where it is words, name them in not_labels of interview.yaml."
)
IMPORT = (
    "Bring the file in with snag interview import, which reads labels of this form; "
    "where it is words, name them in not_labels of interview.yaml."
)

_CLOCK = re.compile(r"\d:\d\d")
"""What every time has."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Code points ``start`` to ``end`` of the transcript, spoken by one speaker."""

    start: int
    end: int
    speaker: str


class TurnParser:
    """Finds the turns of one transcript.

    A label is a speaker's name before a colon at the start of a line; case and inner spaces do not
    matter. Lines without one belong to the running turn. A correction gives a passage inside a
    turn to another speaker. What is left of a turn after its label, white space trimmed, is the
    turn; nothing is left of an empty one, and what one speaker says in a row is one turn, however
    often the label is repeated. What else looks like a label is a finding, unless ``not_labels``
    has it. ``complete`` is False once there was a finding; ``doubts`` are the places of those that
    ``not_labels`` could excuse.
    """

    def __init__(
        self,
        transcript: str,
        speakers: Sequence[SpeakerForm],
        path: Path,
        report: Report,
        not_labels: Sequence[str] = (),
    ) -> None:
        self.text = transcript
        self.path = path
        self.report = report
        self.complete = True
        self.doubts: list[tuple[int, int]] = []
        self.line_starts = [0] + [m.end() for m in re.finditer("\n", transcript)]
        self.names = [label for speaker in speakers for label in speaker.labels]
        owners = [speaker.id for speaker in speakers for _ in speaker.labels]
        self.speaker_of = {f"label{n}": owner for n, owner in enumerate(owners)}
        self.label = label_pattern(self.names)
        self.excused = [span for words in not_labels for span in _places(transcript, words)]

    def turns(
        self,
        interview: str,
        corrections: Sequence[CorrectionForm],
        sections: Sequence[Section],
    ) -> tuple[Turn, ...]:
        """All turns in order, with ids ``I07-T001`` and on.

        Each part of a turn counts for the numbers, so that joining moves no id.
        """
        passages = sorted(self._passages(corrections), key=lambda passage: passage.start)
        pieces = [piece for stretch in self._labelled() for piece in self._split(stretch, passages)]
        found: list[Turn] = []
        for number, piece in enumerate(pieces, start=1):
            turn = self._turn(f"{interview}-T{number:03}", piece, sections)
            if found and found[-1].speaker == turn.speaker:
                found[-1] = _joined(found[-1], turn)
            else:
                found.append(turn)
        return tuple(found)

    def line_of(self, position: int) -> int:
        """The line (1-based) that holds a code point."""
        return bisect_right(self.line_starts, position)

    def _turn(self, identifier: str, piece: _Stretch, sections: Sequence[Section]) -> Turn:
        line = self.line_of(piece.start)
        return Turn(
            id=identifier,
            speaker=piece.speaker,
            section=section_at(line, sections),
            start=piece.start,
            end=piece.end,
            line=line,
            text=self.text[piece.start : piece.end],
        )

    def _labelled(self) -> Iterator[_Stretch]:
        """The text between one label and the next."""
        labels = [
            match
            for match in self.label.finditer(self.text)
            if not self._is_excused(*match.span(match.lastindex or 0))
        ]
        head = self.text[: labels[0].start()] if labels else self.text
        if head.strip():
            self._unlabelled(len(head) - len(head.lstrip()), "words stand before the first label.")
        known = {self.line_of(match.end() - 1) for match in labels}
        self._check_missing_colons(known | self._check_starts(known))
        self._check_inside()
        ends = [match.start() for match in labels[1:]] + [len(self.text)]
        for match, end in zip(labels, ends, strict=False):
            yield _Stretch(match.end(), end, self.speaker_of[str(match.lastgroup)])

    def _check_starts(self, known: set[int]) -> set[int]:
        """A finding for each line that begins with what looks like a label and is none here.

        Returns the lines.
        """
        lines = self.text.split("\n")
        last = max((n for n, line in enumerate(lines, start=1) if line.strip()), default=0)
        doubtful = set()
        for number, line in enumerate(lines, start=1):
            found = None if number in known else label_start(line)
            # With nothing below it, a short line is the last that somebody says.
            if not found or (found.shape is Shape.ALONE and number == last):
                continue
            start = self.line_starts[number - 1] + found.start
            if self._is_doubt(start, start + len(found.name)):
                mend = DECLARE if found.shape is Shape.COLON and not found.time else IMPORT
                message = f"{found.name!r} looks like a label ({found.shape}) and is nobody's."
                self._finding("transcript-label", number, message, mend)
                doubtful.add(number)
        return doubtful

    def _check_missing_colons(self, known: set[int]) -> None:
        """A finding for each line that begins with a declared label and no colon."""
        pattern = unpunctuated_pattern(self.names)
        for match in pattern.finditer(self.text) if pattern else ():
            line = self.line_of(match.start(1))
            if line not in known and self._is_doubt(*match.span(1)):
                message = f"the label {match[1]!r} has no colon."
                self._finding("transcript-label", line, message, BEGIN_LINE)

    def _check_inside(self) -> None:
        """A finding for each declared label within a line, and for each time among the words."""
        pattern = inner_pattern(self.names)
        for match in pattern.finditer(self.text) if pattern else ():
            if self._is_doubt(*match.span(1)):
                message = f"the label {match[1]!r} stands within a line, where none is read."
                line = self.line_of(match.start(1))
                self._finding("transcript-label", line, message, BEGIN_LINE)
        # Most transcripts have no time at all, which is seen in a tenth of the time.
        times = TIME_IN_WORDS.finditer(self.text) if _CLOCK.search(self.text) else ()
        for match in times:
            if self._is_doubt(*match.span()):
                message = f"the time {match[0].strip()!r} stands among the words."
                self._finding("transcript-time", self.line_of(match.start()), message)

    def _is_excused(self, start: int, end: int) -> bool:
        """True inside of words that are said to be no label."""
        return any(first <= start and end <= last for first, last in self.excused)

    def _is_doubt(self, start: int, end: int) -> bool:
        """True for what nobody said is no label; its place is kept."""
        if self._is_excused(start, end):
            return False
        self.doubts.append((start, end))
        return True

    def _unlabelled(self, position: int, message: str) -> None:
        self._finding("transcript-label", self.line_of(position), message)

    def _finding(self, rule: str, line: int, message: str, mend: str = "") -> None:
        self.complete = False
        self.report.add(rule, self.path, line, message, mend)

    def _passages(self, corrections: Sequence[CorrectionForm]) -> Iterator[_Stretch]:
        """The places of the corrections, each apart from the others."""
        lines = self.text.split("\n")
        taken: set[int] = set()
        for correction in corrections:
            line = lines[correction.line - 1] if correction.line <= len(lines) else ""
            if (found := line.count(correction.text)) != 1:
                message = f"the words {correction.text!r} stand {found} times here."
                self._finding("correction-place", correction.line, message)
                continue
            start = self.line_starts[correction.line - 1] + line.index(correction.text)
            end = start + len(correction.text)
            if not taken.isdisjoint(range(start, end)):
                message = f"the words {correction.text!r} are corrected above already."
                self._finding("correction-place", correction.line, message)
                continue
            taken.update(range(start, end))
            yield _Stretch(start, end, correction.speaker)

    def _split(self, stretch: _Stretch, passages: Sequence[_Stretch]) -> list[_Stretch]:
        """One labelled stretch as the pieces that speakers really said."""
        pieces: list[_Stretch] = []
        at = stretch.start
        for passage in passages:
            if stretch.start <= passage.start < stretch.end:
                pieces += [_Stretch(at, passage.start, stretch.speaker), passage]
                at = passage.end
        pieces.append(_Stretch(at, stretch.end, stretch.speaker))
        return self._trimmed(pieces)

    def _trimmed(self, pieces: Sequence[_Stretch]) -> list[_Stretch]:
        """Trim white space, drop what is empty, join what one speaker says in a row."""
        joined: list[_Stretch] = []
        for piece in pieces:
            words = self.text[piece.start : piece.end]
            if not words.strip():
                continue
            start = piece.start + len(words) - len(words.lstrip())
            end = piece.start + len(words.rstrip())
            if joined and joined[-1].speaker == piece.speaker:
                joined[-1] = _Stretch(joined[-1].start, end, piece.speaker)
            else:
                joined.append(_Stretch(start, end, piece.speaker))
        return joined


def _joined(turn: Turn, more: Turn) -> Turn:
    """Two turns of one speaker as one, with the id of the first."""
    part = TurnPart(start=more.start, line=more.line, text=more.text)
    return replace(
        turn,
        end=more.end,
        text=f"{turn.text}\n{more.text}",
        parts=(*turn.stretches, part),
        joined=(*turn.joined, more.id),
    )


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where some words stand as a whole, white space and case aside."""
    words = words.strip()
    if not words:
        return
    pattern = r"\s+".join(map(re.escape, words.split()))
    left = r"(?<!\w)" if re.match(r"\w", words) else ""
    right = r"(?!\w)" if re.search(r"\w$", words) else ""
    for match in re.finditer(f"{left}{pattern}{right}", text, re.IGNORECASE):
        yield match.span()


def section_at(line: int, sections: Sequence[Section]) -> str:
    """The id of the section that a line (1-based) is in."""
    return [section.id for section in sections if section.line <= line][-1]

"""From a transcript to speaker turns."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from snaglist.model.interview import Section, Turn
from snaglist.schema.report import Report
from snaglist.sources.interview_forms import CorrectionForm, SpeakerForm

UNNAMED = re.compile(
    r"^[ \t]*((?:interview|speak|particip|respond)[a-z]*[ \t]*\d*)[ \t]*:", re.I | re.M
)
"""What looks like a label at the start of a line."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Code points ``start`` to ``end`` of the transcript, spoken by one speaker."""

    start: int
    end: int
    speaker: str


class TurnParser:
    """Finds the turns of one transcript.

    A label is a speaker's name before a colon; case and inner spaces do not matter, and it may
    be in mid-line. Lines without one belong to the running turn. A correction gives a
    passage inside a turn to another speaker. What is left of a turn after its label, white
    space trimmed, is the turn; nothing is left of an empty one. ``complete`` is False once words
    turned out to be nobody's, or a correction to have no place, with a finding for each.
    """

    def __init__(
        self, transcript: str, speakers: Sequence[SpeakerForm], path: Path, report: Report
    ) -> None:
        self.text = transcript
        self.path = path
        self.report = report
        self.complete = True
        self.line_starts = [0] + [m.end() for m in re.finditer("\n", transcript)]
        self.by_label = {_folded(label): s.id for s in speakers for label in s.labels}
        # Longest first, as a label may hold a colon: "Chair" must not be all of "Chair: acting:".
        alternatives = sorted((_pattern(label) for label in self.by_label), key=len, reverse=True)
        self.label = re.compile(rf"(?<!\w)({'|'.join(alternatives)})[ \t]*:", re.IGNORECASE)

    def turns(
        self,
        interview: str,
        corrections: Sequence[CorrectionForm],
        sections: Sequence[Section],
    ) -> tuple[Turn, ...]:
        """All turns in order, with ids ``I07-T001`` and on."""
        passages = sorted(self._passages(corrections), key=lambda passage: passage.start)
        pieces = [piece for stretch in self._labelled() for piece in self._split(stretch, passages)]
        return tuple(
            self._turn(f"{interview}-T{number:03}", piece, sections)
            for number, piece in enumerate(pieces, start=1)
        )

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
        labels = list(self.label.finditer(self.text))
        head = self.text[: labels[0].start()] if labels else self.text
        if head.strip():
            self._unlabelled(len(head) - len(head.lstrip()), "words stand before the first label.")
        known = {match.start(1) for match in labels}
        for match in UNNAMED.finditer(self.text):
            if match.start(1) not in known:
                self._unlabelled(match.start(1), f"the label {match[1]!r} is nobody's.")
        ends = [match.start() for match in labels[1:]] + [len(self.text)]
        for match, end in zip(labels, ends, strict=False):
            yield _Stretch(match.end(), end, self.by_label[_folded(match[1])])

    def _unlabelled(self, position: int, message: str) -> None:
        self._finding("transcript-label", self.line_of(position), message)

    def _finding(self, rule: str, line: int, message: str) -> None:
        self.complete = False
        self.report.add(rule, self.path, line, message)

    def _passages(self, corrections: Sequence[CorrectionForm]) -> Iterator[_Stretch]:
        """The places of the corrections."""
        lines = self.text.split("\n")
        for correction in corrections:
            line = lines[correction.line - 1] if correction.line <= len(lines) else ""
            if (found := line.count(correction.text)) != 1:
                message = f"the words {correction.text!r} stand {found} times here."
                self._finding("correction-place", correction.line, message)
                continue
            start = self.line_starts[correction.line - 1] + line.index(correction.text)
            yield _Stretch(start, start + len(correction.text), correction.speaker)

    def _split(self, stretch: _Stretch, passages: Sequence[_Stretch]) -> list[_Stretch]:
        """One labelled stretch as the pieces that speakers really said."""
        pieces: list[_Stretch] = []
        at = stretch.start
        for passage in passages:
            if stretch.start <= passage.start < stretch.end:
                pieces += [_Stretch(at, passage.start, stretch.speaker), passage]
                at = passage.end
        pieces.append(_Stretch(at, stretch.end, stretch.speaker))
        return self._joined(pieces)

    def _joined(self, pieces: Sequence[_Stretch]) -> list[_Stretch]:
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


def section_at(line: int, sections: Sequence[Section]) -> str:
    """The id of the section that a line (1-based) is in."""
    return [section.id for section in sections if section.line <= line][-1]


def _folded(label: str) -> str:
    return re.sub(r"\s+", "", label).casefold()


def _pattern(folded: str) -> str:
    """A pattern for a folded label, with spaces allowed wherever its folding took them out."""
    return r"[ \t]*".join(map(re.escape, folded))

"""Turns whose speaker is in doubt: what a person should hold against the recording."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from snaglist.model.interview import SpeakerRole, Turn
from snaglist.sources.interview_forms import SpeakerForm
from snaglist.sources.labels import COLON, SPACE, is_role


class Doubt(StrEnum):
    """Why a turn is in doubt."""

    FRAGMENT = "fragment"
    GOES_ON = "goes on"
    QUESTION_INSIDE = "question inside"
    LABEL_INSIDE = "label inside"
    NO_LABEL = "no label"


DOUBT_MEANINGS = {
    Doubt.FRAGMENT: "Three words at most, and no end of a sentence.",
    Doubt.GOES_ON: "Begins in the middle of the sentence that the speaker before left open.",
    Doubt.QUESTION_INSIDE: (
        "A participant goes on after a question that an interviewer may have asked."
    ),
    Doubt.LABEL_INSIDE: "A speaker is named before a colon within the turn.",
    Doubt.NO_LABEL: "A paragraph after a blank line has no label, so it goes on with the turn.",
}

_OPEN_END = re.compile(r"[\w,;–—-]$")
_CLOSED = re.compile(r"[.?!…。？！:\]][\"”»’)]*$")
_INSIDE = re.compile(rf"(?<=\s)(\w+(?:{SPACE}\d+|{SPACE}\w)?){SPACE}*{COLON}")


_QUESTION = re.compile(r"(?:(?<=[.?!…]\s)|^)([^\s.?!…][^.?!…]*\?)(?=\s*\S)")


@dataclass(frozen=True, slots=True)
class DoubtfulTurn:
    """A turn in doubt, and the line and words that say why."""

    turn: Turn
    doubt: Doubt
    line: int
    words: str


def doubtful_turns(
    turns: Sequence[Turn], transcript: str, speakers: Sequence[SpeakerForm]
) -> Iterator[DoubtfulTurn]:
    """What is in doubt, in the order of the transcript; a turn may be for several reasons."""
    known = {" ".join(name.casefold().split()) for each in speakers for name in each.labels}
    asked = {each.id for each in speakers if each.role is SpeakerRole.PARTICIPANT}
    before: Sequence[Turn | None] = [None, *turns]
    for last, turn in pairwise(before):
        assert turn is not None  # only the first is
        pairs = [(last, turn)] if last else []
        if len(turn.text.split()) <= 3 and not _CLOSED.search(turn.text):
            yield DoubtfulTurn(turn, Doubt.FRAGMENT, turn.line, turn.text)
        if any(_OPEN_END.search(one.text) and two.text[0].islower() for one, two in pairs):
            assert last is not None
            words = f"{_tail(last.text)} | {_head(turn.text)}"
            yield DoubtfulTurn(turn, Doubt.GOES_ON, turn.line, words)
        if turn.speaker in asked:
            yield from _questions(turn)
        yield from _inside(turn, known)
        yield from _bare_paragraphs(turn, transcript)


def _questions(turn: Turn) -> Iterator[DoubtfulTurn]:
    for part in turn.stretches:
        for match in _QUESTION.finditer(part.text):
            line = part.line + part.text.count("\n", 0, match.start(1))
            yield DoubtfulTurn(turn, Doubt.QUESTION_INSIDE, line, " ".join(match[1].split()))


def _inside(turn: Turn, known: set[str]) -> Iterator[DoubtfulTurn]:
    for part in turn.stretches:
        for match in _INSIDE.finditer(part.text):
            name = " ".join(match[1].casefold().split())
            if name in known or is_role(name):
                line = part.line + part.text.count("\n", 0, match.start())
                around = part.text[max(0, match.start() - 30) : match.end() + 30]
                yield DoubtfulTurn(turn, Doubt.LABEL_INSIDE, line, " ".join(around.split()))


def _bare_paragraphs(turn: Turn, transcript: str) -> Iterator[DoubtfulTurn]:
    for part in turn.stretches:
        for match in re.finditer(r"\n\s*\n\s*", part.text):
            line = transcript.count("\n", 0, part.start + match.end()) + 1
            yield DoubtfulTurn(turn, Doubt.NO_LABEL, line, _head(part.text[match.end() :]))


def _head(words: str) -> str:
    return " ".join(words.split()[:8])


def _tail(words: str) -> str:
    return " ".join(words.split()[-5:])

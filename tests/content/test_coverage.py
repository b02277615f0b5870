"""Nothing that was said is left out unnoticed: each line is quoted or excused, never both.

Who speaks is taken from the turns; the words a quote holds are taken from its position.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from snaglist.model.catalogue import Catalogue
from snaglist.model.interview import Interview, Quote, SpeakerRole
from snaglist.snapshot.snapshot import Snapshot

INTERVIEWER, PARTICIPANT = SpeakerRole.INTERVIEWER, SpeakerRole.PARTICIPANT

SPEAKERS: dict[str, SpeakerRole | None] = {
    "small-talk": None,
    "question": INTERVIEWER,
    "backchannel": INTERVIEWER,
    "assent": PARTICIPANT,
    "asks-back": PARTICIPANT,
    "unfinished": PARTICIPANT,
    "background": PARTICIPANT,
    "repetition": PARTICIPANT,
    "declined": PARTICIPANT,
}
"""The closed list of reasons, each with who must speak in such a line, where that matters.

Where it must be the interviewer, the participant must say nothing.
"""

POINTS_AT_A_QUOTE = frozenset({"repetition", "declined"})
NOTED = frozenset({"asks-back", "unfinished", "assent", "background", *POINTS_AT_A_QUOTE})
"""Reasons that leave out words of the participant with content: a note says what they are."""

FILLER = frozenset(["absolutely", "hmm", "mm", "okay", "uh", "uhhuh", "um", "yeah"])
"""Words of assent: who says no other words in a line says nothing."""

SHORT = {"small-talk": 8, "backchannel": 8, "assent": 8, "asks-back": 30, "unfinished": 12}
"""How many words of a participant such a line may hold at most."""


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """A range of lines and why they are not quoted."""

    first: int
    last: int
    reason: str
    of: str | None
    note: str | None

    @property
    def lines(self) -> range:
        return range(self.first, self.last + 1)


def excuses_of(interview: str) -> list[Excuse]:
    """What uncovered.yaml says of an interview; a field it does not know is an error."""
    path = Path(__file__).with_name("uncovered.yaml")
    found = []
    for item in yaml.safe_load(path.read_text(encoding="utf-8"))[interview]:
        assert set(item) <= {"lines", "reason", "of", "note"}, item
        first, _, last = str(item["lines"]).partition("-")
        found.append(
            Excuse(
                first=int(first),
                last=int(last or first),
                reason=item["reason"],
                of=item.get("of"),
                note=item.get("note"),
            )
        )
    return found


@cache
def spans_of(transcript: str) -> tuple[tuple[int, int, int], ...]:
    """Number, start and end of each line."""
    ends = list(itertools.accumulate(len(line) + 1 for line in transcript.split("\n")))
    return tuple(
        (number, start, end - 1)
        for number, (start, end) in enumerate(itertools.pairwise([0, *ends]), start=1)
    )


@dataclass(frozen=True)
class Lines:
    """A transcript by lines: what each speaker says in each, and which are quoted."""

    interview: Interview
    relied_on: frozenset[str]

    def spans(self) -> tuple[tuple[int, int, int], ...]:
        """Number, start and end of each line."""
        return spans_of(self.interview.transcript)

    def said(self, number: int, role: SpeakerRole) -> str:
        """The words of one side in a line."""
        roles = {speaker.id: speaker.role for speaker in self.interview.speakers}
        _, start, end = self.spans()[number - 1]
        return " ".join(
            self.interview.transcript[max(start, turn.start) : min(end, turn.end)]
            for turn in self.interview.turns
            if roles[turn.speaker] is role and turn.start < end and start < turn.end
        )

    def spoken(self) -> set[int]:
        """The lines in which anybody says anything."""
        return {number for number, start, end in self.spans() if start < end}

    def speaking(self, number: int) -> frozenset[SpeakerRole]:
        """Who says something in a line."""
        return frozenset(
            role
            for role in SpeakerRole
            if set(re.findall(r"[a-z']+", self.said(number, role).casefold())) - FILLER
        )

    def quoted(self) -> set[int]:
        """The lines touched by a quote that something relies on."""
        chosen = [q.selector for q in self.interview.quotes if q.id in self.relied_on]
        return {
            number
            for number, start, end in self.spans()
            if any(selector.start < end and start < selector.end for selector in chosen)
        }


def relied_on(catalogue: Catalogue) -> frozenset[str]:
    """The quotes of claims, arrows and declined topics."""
    declined = {item.quote for each in catalogue.interviews for item in each.declined}
    return frozenset(catalogue.uses) | declined


def faults(lines: Lines, excuses: list[Excuse]) -> list[str]:
    """Every line that is neither quoted nor excused, or both, and every excuse that is none."""
    spoken, quoted = lines.spoken(), lines.quoted()
    excused = [number for excuse in excuses for number in excuse.lines]
    found = [f"line {n} is neither quoted nor excused" for n in spoken - quoted - set(excused)]
    found += [f"line {n} is quoted and excused" for n in quoted & set(excused)]
    found += [f"line {n} is excused and not there" for n in set(excused) - spoken]
    found += [f"line {n} stands out of order" for n in _out_of_order(excused)]
    for excuse in excuses:
        if not excuse.lines:
            found.append(f"lines {excuse.first}-{excuse.last} are none")
        for number in spoken & set(excuse.lines):
            found += [f"line {number} {fault}" for fault in _unfit(excuse, number, lines)]
    return sorted(found)


def _out_of_order(numbers: list[int]) -> list[int]:
    return [b for a, b in itertools.pairwise(numbers) if b <= a]


def _unfit(excuse: Excuse, number: int, lines: Lines) -> Iterator[str]:
    """What speaks against excusing this line for this reason."""
    if excuse.reason not in SPEAKERS:
        yield f"has the unknown reason {excuse.reason}"
        return
    who, speaking = SPEAKERS[excuse.reason], lines.speaking(number)
    if (who and who not in speaking) or (who is INTERVIEWER and PARTICIPANT in speaking):
        yield f"is no {excuse.reason}: {', '.join(sorted(speaking))} speaks"
    words = len(lines.said(number, PARTICIPANT).split())
    if words > SHORT.get(excuse.reason, words):
        yield f"is no {excuse.reason}: the participant says {words} words"
    if bool(excuse.of) != (excuse.reason in POINTS_AT_A_QUOTE):
        yield f"names {excuse.of} as {excuse.reason}"
    elif excuse.of and excuse.of not in lines.relied_on:
        yield f"names {excuse.of}, which nothing relies on"
    declined = {item.quote for item in lines.interview.declined}
    if excuse.reason == "declined" and excuse.of not in declined:
        yield f"names {excuse.of}, which declines nothing"
    if excuse.reason in NOTED and not excuse.note:
        yield "has no note on what the participant says"


@pytest.fixture(scope="module", params=["I07"])
def interview(request: pytest.FixtureRequest, shipped: Snapshot) -> Interview:
    return shipped.catalogue.find(Interview, request.param)


@pytest.fixture(scope="module")
def lines(interview: Interview, shipped: Snapshot) -> Lines:
    return Lines(interview, relied_on(shipped.catalogue))


def test_every_interview_is_looked_at(shipped: Snapshot) -> None:
    assert [interview.id for interview in shipped.catalogue.interviews] == ["I07"]


def test_every_line_is_quoted_or_excused(interview: Interview, lines: Lines) -> None:
    assert faults(lines, excuses_of(interview.id)) == []


def test_no_quote_holds_words_of_an_interviewer(interview: Interview) -> None:
    roles = {speaker.id: speaker.role for speaker in interview.speakers}
    asked = [turn for turn in interview.turns if roles[turn.speaker] is INTERVIEWER]
    answered = [turn for turn in interview.turns if roles[turn.speaker] is PARTICIPANT]
    assert asked
    for quote in interview.quotes:
        start, end = quote.selector.start, quote.selector.end
        assert not [t.id for t in asked if t.start < end and start < t.end], quote.id
        assert any(t.start <= start and end <= t.end for t in answered), quote.id


LABEL = re.compile(r"\s*(interviewe[er])\s*\d*\s*:", re.IGNORECASE)


def test_no_quote_holds_a_line_labelled_interviewer(interview: Interview) -> None:
    """The same from the raw text, so that a fault of the turns would show; no quote rests on a
    passage that a correction gives to the participant but one answer, whose line is labelled."""
    labelled = ""
    by_line: dict[int, str] = {}
    for number, line in enumerate(interview.transcript.split("\n"), start=1):
        match = LABEL.match(line)
        labelled = match[1].casefold() if match else labelled
        by_line[number] = labelled
    assert set(by_line.values()) == {"interviewer", "interviewee"}
    for quote in interview.quotes:
        last = quote.line + quote.exact.count("\n")
        assert {by_line[n] for n in range(quote.line, last + 1)} == {"interviewee"}, quote.id
        assert not re.search(r"interviewe[er]\s*\d*\s*:", quote.exact, re.IGNORECASE), quote.id


def test_a_line_that_loses_its_quotes_is_noticed(interview: Interview, lines: Lines) -> None:
    """Line by line: without the quotes that touch it, each quoted line must be a fault."""
    excuses = excuses_of(interview.id)
    assert lines.quoted()
    for number in sorted(lines.quoted()):
        kept = frozenset(q.id for q in interview.quotes if number not in _touched(q))
        found = faults(Lines(interview, lines.relied_on & kept), excuses)
        assert f"line {number} is neither quoted nor excused" in found


def _touched(quote: Quote) -> range:
    return range(quote.line, quote.line + quote.exact.count("\n") + 1)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"first": 19, "last": 19}, "line 19 is quoted and excused"),
        ({"first": 999, "last": 999}, "line 999 is excused and not there"),
        ({"first": 39, "last": 39}, "line 39 is excused and not there"),
        ({"first": 1, "last": 1}, "line 1 stands out of order"),
        ({"first": 9, "last": 8}, "lines 9-8 are none"),
        ({"reason": "dull"}, "line 52 has the unknown reason dull"),
        ({"reason": "question"}, "line 52 is no question: participant speaks"),
        ({"reason": "backchannel"}, "line 52 is no backchannel: participant speaks"),
        ({"first": 49, "last": 49}, "line 49 is no background: interviewer speaks"),
        ({"reason": "assent"}, "line 52 is no assent: the participant says 95 words"),
        ({"reason": "repetition"}, "line 52 names None as repetition"),
        ({"of": "I07-Q002"}, "line 52 names I07-Q002 as background"),
        (
            {"reason": "repetition", "of": "I07-Q999"},
            "line 52 names I07-Q999, which nothing relies on",
        ),
        (
            {"reason": "declined", "of": "I07-Q002"},
            "line 52 names I07-Q002, which declines nothing",
        ),
        ({"note": None}, "line 52 has no note on what the participant says"),
    ],
)
def test_a_wrong_excuse_is_noticed(
    interview: Interview, lines: Lines, change: dict[str, object], fault: str
) -> None:
    excuses = excuses_of(interview.id)
    at = next(index for index, excuse in enumerate(excuses) if excuse.first == 52)
    excuses[at] = replace(excuses[at], **change)  # type: ignore[arg-type]
    assert fault in faults(lines, excuses)

"""What two coders marked in an interview, cut into units and set against each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from snaglist.analysis.agreement import Measured, measure
from snaglist.errors import UsageError
from snaglist.model.interview import Interview, SpeakerRole

Span = tuple[int, int]
"""From a code point of the transcript to one, exclusive."""

Marks = Mapping[str, Sequence[Span]]
"""What a coder marked: for each code, the spans that have it."""

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

ANY = "any code"
"""The row of whether a unit was coded at all."""


class Unit(StrEnum):
    """What is counted: a unit has a code where any of it was marked so."""

    TURN = "turn"
    LINE = "line"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of what participants said: where each starts and ends, and in which turn it is.

    Three arrays of the same length; ``turns`` are places in the interview's turns.
    """

    starts: Numbers
    ends: Numbers
    turns: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A stretch that one of the two marked with the code, from ``line``; ``by`` is who."""

    code: str
    by: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree on one code.

    ``units`` are all that were compared; ``both``, ``first`` and ``second`` count those that both
    marked, and only one of them. ``prevalence`` is the mean share of units that a coder marked.
    """

    code: str
    units: int
    both: int
    first: int
    second: int
    prevalence: float
    measures: dict[str, Measured]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two coders of one interview: a row for each code, and where they differ."""

    interview: str
    coders: tuple[str, str]
    unit: Unit
    rows: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]


def units_of(interview: Interview, unit: Unit) -> Units:
    """The turns, lines or characters of what participants said; white space is no unit."""
    said = {each.id for each in interview.speakers if each.role is SpeakerRole.PARTICIPANT}
    found: list[tuple[int, int, int]] = []
    for number, turn in enumerate(interview.turns):
        if turn.speaker not in said:
            continue
        if unit is Unit.TURN:
            found.append((turn.start, turn.end, number))
            continue
        for part in turn.stretches:
            places = _lines if unit is Unit.LINE else _characters
            found += ((*place, number) for place in places(part.text, part.start))
    columns = np.array(found, dtype=np.int64).reshape(-1, 3).T
    return Units(starts=columns[0], ends=columns[1], turns=columns[2])


def _lines(text: str, start: int) -> Iterable[Span]:
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _characters(text: str, start: int) -> Iterable[Span]:
    return ((n, n + 1) for n, each in enumerate(text, start) if not each.isspace())


def compare(
    interview: Interview, marks: Mapping[str, Marks], unit: Unit, seed: int = 0
) -> Comparison:
    """Set what two coders marked against each other, code by code.

    ``marks`` has the two coders, by name. Raises ``UsageError`` where there are not two of them,
    or nothing that could be compared.
    """
    if len(marks) != 2:
        raise UsageError(
            f"Agreement is between two coders; {len(marks) or 'none'} given. Name two of those "
            f"who coded {interview.id}."
        )
    units = units_of(interview, unit)
    if not len(units.starts):
        raise UsageError(f"No participant says anything in {interview.id}: nothing to compare.")
    first, second = marks
    codes = sorted({code for each in marks.values() for code in each})
    rows: list[Agreement] = []
    differing: list[Disagreement] = []
    length = int(units.ends.max()) + 1
    for code in (*codes, ANY):
        ana, ben = (_marked(units, _spans(marks[coder], code), length) for coder in marks)
        rows.append(_agreement(code, units.turns, ana, ben, seed))
        if code != ANY:
            for coder, only in ((first, ana & ~ben), (second, ben & ~ana)):
                differing += _stretches(interview, units, code, coder, only)
    differing.sort(key=lambda each: (each.start, each.code))
    return Comparison(
        interview=interview.id,
        coders=(first, second),
        unit=unit,
        rows=tuple(rows),
        disagreements=tuple(differing),
    )


def _spans(marks: Marks, code: str) -> Iterable[Span]:
    if code == ANY:
        return (span for spans in marks.values() for span in spans)
    return marks.get(code, ())


def _marked(units: Units, spans: Iterable[Span], length: int) -> Flags:
    """Which units hold a code point of a span."""
    steps = np.zeros(length + 1, dtype=np.int64)
    for start, end in spans:
        steps[min(start, length)] += 1
        steps[min(end, length)] -= 1
    covered = np.concatenate(([0], np.cumsum(np.cumsum(steps) > 0)))
    return np.asarray(covered[units.ends] > covered[units.starts])


def _agreement(code: str, turns: Numbers, ana: Flags, ben: Flags, seed: int) -> Agreement:
    _, cluster = np.unique(turns, return_inverse=True)
    cell = 2 * ~ana + ~ben
    tables = np.zeros((int(cluster.max()) + 1, 4), dtype=np.int64)
    np.add.at(tables, (cluster, cell), 1)
    both, first, second, _ = (int(each) for each in tables.sum(axis=0))
    return Agreement(
        code=code,
        units=len(ana),
        both=both,
        first=first,
        second=second,
        prevalence=float((ana.mean() + ben.mean()) / 2),
        measures=measure(tables.reshape(-1, 2, 2), seed),
    )


def _stretches(
    interview: Interview, units: Units, code: str, coder: str, only: Flags
) -> Iterable[Disagreement]:
    """Units that follow each other in one turn are one stretch."""
    places = np.flatnonzero(only)
    breaks = (np.diff(places) > 1) | (np.diff(units.turns[places]) > 0)
    for run in np.split(places, np.flatnonzero(breaks) + 1):
        if len(run):
            start = int(units.starts[run[0]])
            yield Disagreement(
                code=code,
                by=coder,
                line=interview.transcript.count("\n", 0, start) + 1,
                start=start,
                end=int(units.ends[run[-1]]),
            )

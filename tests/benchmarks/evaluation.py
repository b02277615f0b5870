"""How good the search is: queries with what must come first, and what comes.

Measures: the mean reciprocal rank (Voorhees, TREC-8 question answering track, 1999), one over the
place of the first right entry, and how often a right entry is among the first three.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import yaml

from snaglist.errors import UsageError

HELD_BACK = "held_back"
PARTS = ("tune", HELD_BACK)
"""The parts of each sort of queries: those that weights may be tuned on, and those that may not."""

DEEPEST = 50
"""Hits that are looked through; a right entry further down counts as not found."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, what sort of query it is, and the things of which any is right.

    ``held_back`` ones measure and are never tuned on.
    """

    words: str
    kind: str
    right: tuple[str, ...]
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """A query and the place of the first right entry, from 1; None where none was found."""

    asked: Judged
    place: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """What a search reached on a set of queries; both measures are from 0 to 1."""

    answers: tuple[Answered, ...]

    @property
    def reciprocal_rank(self) -> float:
        """The mean of one over the place, 0 for what was not found."""
        return fmean(1 / each.place if each.place else 0 for each in self.answers)

    @property
    def in_three(self) -> float:
        """The share of queries with a right entry among the first three hits."""
        return fmean(each.place is not None and each.place <= 3 for each in self.answers)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The sorts of queries, in their order."""
        return tuple(dict.fromkeys(each.asked.kind for each in self.answers))

    def of(self, kind: str) -> "Score":
        """The score of one sort of query."""
        return Score(tuple(each for each in self.answers if each.asked.kind == kind))

    def part(self, *, held_back: bool) -> "Score":
        """The score of the queries that are held back from tuning, or of those that are not."""
        return Score(tuple(e for e in self.answers if e.asked.held_back is held_back))


def read_judged(path: Path, known: Collection[str]) -> tuple[Judged, ...]:
    """The queries of a YAML file, in its order; ``known`` are the things that there are.

    Below each sort are two lists, ``tune`` and ``held_back``, of rows: the words, then the right
    entries. Raises ``UsageError`` for anything else.
    """
    try:
        sorts = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"The queries in {path} cannot be read: {error}") from error
    if not isinstance(sorts, Mapping) or not sorts:
        raise UsageError(f"{path} should name sorts of queries, each with lists below it.")
    for kind, parts in sorts.items():
        if not isinstance(parts, Mapping) or set(parts) != set(PARTS):
            raise UsageError(f"{path}, {kind}: there should be the lists {' and '.join(PARTS)}.")
    return tuple(
        _judged(f"{path}, {kind}", str(kind), part == HELD_BACK, row, known)
        for kind, parts in sorts.items()
        for part in PARTS
        for row in parts[part] or ()
    )


def _judged(place: str, kind: str, held_back: bool, row: object, known: Collection[str]) -> Judged:
    if not isinstance(row, Sequence) or isinstance(row, str) or len(row) < 2:
        raise UsageError(f"{place}: {row!r} should be a list: words, then right entries.")
    words, *right = map(str, row)
    for name in right:
        if name not in known:
            raise UsageError(f"{place}: {words!r} names {name!r}, which is not there.")
    return Judged(words, kind, tuple(right), held_back)


def judge(queries: Sequence[Judged], search: Callable[[str, int], Sequence[str]]) -> Score:
    """Ask every query; ``search`` takes words and how many hits to give, by identifier."""
    places = (_place(each, search(each.words, DEEPEST)) for each in queries)
    return Score(tuple(map(Answered, queries, places)))


def _place(asked: Judged, found: Sequence[str]) -> int | None:
    return next((at for at, name in enumerate(found, start=1) if name in asked.right), None)

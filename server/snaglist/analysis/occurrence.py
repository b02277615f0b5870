"""Where issues occur: by interview, beside each other, and how many of them each interview adds.

An issue occurs where one of its quotes is, whatever the quote says of it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import fmean

import numpy as np

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.model.interview import Interview, Quote

LEVEL = 0.95


class Within(StrEnum):
    """What two issues have to share to occur together."""

    TURN = "turn"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An issue at a quote; ``turn`` and ``person`` are those who say it and where."""

    issue: str
    quote: str
    interview: str
    turn: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Quotes of each issue in each interview: ``counts[issue, interview]``, where there are any."""

    issues: tuple[str, ...]
    interviews: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An interview in an order: which issues occur in it first, and how many have occurred."""

    interview: str
    new: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Issues that have occurred after ``interviews`` in random order: mean and 95 % of orders."""

    interviews: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two issues that occur in ``together`` units; ``jaccard`` their share of those with either."""

    first: str
    second: str
    together: int
    of_first: int
    of_second: int
    jaccard: float


def occurrences(catalogue: Catalogue) -> tuple[Occurrence, ...]:
    """Each quote of each issue that is not retired, once."""
    return tuple(
        Occurrence(
            issue=issue.id,
            quote=quote.id,
            interview=quote.interview,
            turn=quote.turn,
            person=catalogue.person_of(quote),
        )
        for issue in catalogue.live_issues
        for quote in (catalogue.find(Quote, name) for name in dict.fromkeys(issue.quote_ids()))
    )


def matrix_of(found: Sequence[Occurrence], interviews: Sequence[str]) -> Matrix:
    """Issues by interviews, in their order; issues without a quote are left out."""
    return Matrix(
        issues=tuple(dict.fromkeys(each.issue for each in found)),
        interviews=tuple(interviews),
        counts=dict(Counter((each.issue, each.interview) for each in found)),
    )


def order_held(interviews: Iterable[Interview]) -> tuple[str, ...]:
    """Interviews by the day they were held; those without one come last, by id."""
    return tuple(each.id for each in sorted(interviews, key=lambda i: (i.held or "~", i.id)))


def saturation(found: Sequence[Occurrence], order: Sequence[str]) -> tuple[Step, ...]:
    """What each interview adds, in this order. Raises ``UsageError`` where one is named twice."""
    if len(set(order)) != len(order):
        twice = next(name for name, times in Counter(order).items() if times > 1)
        raise UsageError(f"An order names each interview once; {twice} is in it twice.")
    seen: set[str] = set()
    steps = []
    for interview in order:
        here = {each.issue for each in found if each.interview == interview}
        new = tuple(sorted(here - seen))
        seen |= here
        steps.append(Step(interview=interview, new=new, total=len(seen)))
    return tuple(steps)


def expected_saturation(
    found: Sequence[Occurrence], interviews: Sequence[str], orders: int, seed: int
) -> tuple[Expected, ...]:
    """The same over ``orders`` random orders of all interviews, drawn with ``seed``."""
    if orders < 1:
        raise UsageError("There must be one random order at least.")
    generator = np.random.default_rng(seed)
    drawn = [
        [step.total for step in saturation(found, generator.permutation(interviews).tolist())]
        for _ in range(orders)
    ]
    columns = list(zip(*drawn, strict=True))
    ends = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    return tuple(
        Expected(
            interviews=number,
            mean=fmean(column),
            low=float(np.quantile(column, ends[0])),
            high=float(np.quantile(column, ends[1])),
        )
        for number, column in enumerate(columns, 1)
    )


def co_occurrence(found: Iterable[Occurrence], within: Within) -> tuple[Pair, ...]:
    """Pairs of issues that occur in one turn, or interview; the most frequent first."""
    units: dict[Hashable, set[str]] = {}
    for each in found:
        place = each.turn if within is Within.TURN else each.interview
        units.setdefault((each.interview, place), set()).add(each.issue)
    alone = Counter(issue for issues in units.values() for issue in issues)
    pairs = Counter(pair for issues in units.values() for pair in combinations(sorted(issues), 2))
    made = (
        Pair(
            first=a,
            second=b,
            together=count,
            of_first=alone[a],
            of_second=alone[b],
            jaccard=count / (alone[a] + alone[b] - count),
        )
        for (a, b), count in pairs.items()
    )
    return tuple(sorted(made, key=lambda p: (-p.together, -p.jaccard, p.first, p.second)))

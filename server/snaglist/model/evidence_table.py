"""The evidence as a table: rows of one kind, narrowed and sorted, with the columns asked for.

A table can also be counted: how many rows there are for each two values of two facets.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue, nearest_names
from snaglist.model.evidence_columns import (
    CLAIM_COLUMNS,
    FINDING_COLUMNS,
    ISSUE_COLUMNS,
    QUESTION_COLUMNS,
    QUOTE_COLUMNS,
    STRATEGY_COLUMNS,
    Cell,
    Column,
)
from snaglist.model.evidence_facets import (
    CLAIM_FACETS,
    FINDING_FACETS,
    QUESTION_FACETS,
    QUOTE_FACETS,
    claims,
    questions,
)
from snaglist.model.facets import (
    ISSUE_FACETS,
    STRATEGY_FACETS,
    Chosen,
    Facet,
    FacetTable,
    FilteredEntries,
    facet_order,
    filter_table,
)

DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKind:
    """What a row can be: its name in addresses, the word for one, and what there is of it.

    ``shown`` are the columns where none are chosen.
    """

    name: str
    noun: str
    rows: Callable[[Catalogue], Iterable[Any]]
    facets: tuple[Facet[Any], ...]
    columns: tuple[Column[Any], ...]
    shown: tuple[str, ...]

    def table(self, catalogue: Catalogue) -> FacetTable[Any]:
        """All rows with their values of each facet, which are worked out once a catalogue."""
        key = ("facet table", self.name)
        if key not in catalogue.derived:
            catalogue.derived[key] = FacetTable.of(catalogue, self.rows(catalogue), self.facets)
        found: FacetTable[Any] = catalogue.derived[key]
        return found

    def column(self, name: str) -> Column[Any]:
        """The column of a name; raises ``UsageError`` where there is none."""
        found = {column.name: column for column in self.columns}
        if name not in found:
            near = nearest_names(name, found) or list(found)
            raise UsageError(
                f"A table of {self.name} has no column {name[:40]!r}. Try {', '.join(near)}."
            )
        return found[name]

    def facet(self, name: str) -> Facet[Any]:
        """The facet of a name; raises ``UsageError`` where there is none."""
        found = {facet.name: facet for facet in self.facets}
        if name not in found:
            near = nearest_names(name, found) or list(found)
            raise UsageError(
                f"A table of {self.name} has no facet {name[:40]!r}. Try {', '.join(near)}."
            )
        return found[name]


ROW_KINDS = {
    kind.name: kind
    for kind in (
        RowKind(
            name="issues",
            noun="issue",
            rows=lambda catalogue: catalogue.live_issues,
            facets=ISSUE_FACETS,
            columns=ISSUE_COLUMNS,
            shown=("id", "title", "category", "phases", "outcomes", "evidence", "quotes",
                   "findings"),
        ),
        RowKind(
            name="strategies",
            noun="strategy",
            rows=lambda catalogue: catalogue.live_strategies,
            facets=STRATEGY_FACETS,
            columns=STRATEGY_COLUMNS,
            shown=("id", "title", "kind", "answers", "notices", "outcomes", "evidence", "quotes",
                   "findings"),
        ),
        RowKind(
            name="claims",
            noun="claim",
            rows=claims,
            facets=CLAIM_FACETS,
            columns=CLAIM_COLUMNS,
            shown=("id", "title", "type", "text", "outcome", "evidence", "quotes", "findings"),
        ),
        RowKind(
            name="quotes",
            noun="quote",
            rows=lambda catalogue: tuple(catalogue.quotes),
            facets=QUOTE_FACETS,
            columns=QUOTE_COLUMNS,
            shown=("id", "words", "speaker", "section", "line", "standing", "issues",
                   "strategies"),
        ),
        RowKind(
            name="findings",
            noun="finding",
            rows=lambda catalogue: tuple(catalogue.findings),
            facets=FINDING_FACETS,
            columns=FINDING_COLUMNS,
            shown=("id", "text", "evidence-kind", "reference", "place", "issues", "strategies"),
        ),
        RowKind(
            name="questions",
            noun="question",
            rows=questions,
            facets=QUESTION_FACETS,
            columns=QUESTION_COLUMNS,
            shown=("issue", "title", "question", "phases", "claims"),
        ),
    )
}  # fmt: skip
"""The tables there are, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """The column to sort by, and whether the greatest comes first."""

    column: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> "Sorting":
        """``quotes``, or ``-quotes`` for the greatest first."""
        return cls(column=text.removeprefix("-"), descending=text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column


def select_rows(
    catalogue: Catalogue, kind: RowKind, chosen: Chosen, sorting: Sorting | None = None
) -> FilteredEntries[Any]:
    """The rows that match the choices, in the catalogue's order or sorted, with counts of facets.

    Rows without a value in the column to sort by come last, whichever way it is sorted. Raises
    ``UsageError`` for facets, values and columns that there are none of.
    """
    found = filter_table(catalogue, kind.table(catalogue), chosen)
    if sorting is None:
        return found
    column = kind.column(sorting.column)
    keyed = [(_sort_key(column.cell(catalogue, row)), row) for row in found.entries]
    there = sorted(
        (each for each in keyed if each[0] is not None),
        key=lambda each: each[0] or (),
        reverse=sorting.descending,
    )
    missing = [row for key, row in keyed if key is None]
    return FilteredEntries((*(row for _, row in there), *missing), found.counts)


def _sort_key(cell: Cell) -> tuple[Any, ...] | None:
    """Numbers by size, several values by how many, texts by letters with numbers by size."""
    if isinstance(cell, int):
        return (cell,)
    if isinstance(cell, tuple):
        return (len(cell), _letters(" ".join(cell))) if cell else None
    return _letters(cell) if cell else None


def _letters(text: str) -> tuple[Any, ...]:
    parts = DIGITS.split(text.casefold())
    return tuple((part, 0) if at % 2 == 0 else ("", int(part)) for at, part in enumerate(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotTable:
    """How many rows have each value of one facet and each of another.

    A row that has several values counts at each, so that sums may exceed the number of rows:
    ``totals`` count each row once. ``across`` are the values of the columns.
    """

    down: tuple[str, ...]
    across: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    totals_down: Mapping[str, int]
    totals_across: Mapping[str, int]


def count_pairs(
    catalogue: Catalogue, rows: Sequence[Any], down: Facet[Any], across: Facet[Any]
) -> PivotTable:
    """Count rows by two facets, with the values in the order of their schemes."""
    pairs: Counter[tuple[str, str]] = Counter()
    totals_down: Counter[str] = Counter()
    totals_across: Counter[str] = Counter()
    for row in rows:
        first, second = down.values_or_none(catalogue, row), across.values_or_none(catalogue, row)
        totals_down.update(first)
        totals_across.update(second)
        pairs.update((one, other) for one in first for other in second)
    return PivotTable(
        down=_ordered(catalogue, down, totals_down),
        across=_ordered(catalogue, across, totals_across),
        counts=pairs,
        totals_down=totals_down,
        totals_across=totals_across,
    )


def _ordered(catalogue: Catalogue, facet: Facet[Any], values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values, key=facet_order(catalogue, facet)))

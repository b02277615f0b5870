"""What an address asks of the evidence table, and how a paper says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypedDict

from flask import request

from snaglist.errors import UsageError
from snaglist.model.catalogue import nearest_names
from snaglist.model.evidence_table import ROW_KINDS, RowKind, Sorting, count_pairs
from snaglist.model.facets import FilteredEntries
from snaglist.plurals import count_of
from snaglist.web.components.facets import ChosenValues, facet_label, read_choices
from snaglist.web.site import Site

NAME = "evidence"
"""The address of the table."""

ROWS, COLUMN, SORT, DOWN, ACROSS, PAGE = "rows", "column", "sort", "down", "across", "page"
TABLE_PARAMETERS = (ROWS, COLUMN, SORT, DOWN, ACROSS)


class PivotCell(TypedDict):
    """A count, and the table of what it counts."""

    count: int
    url: str


class PivotRow(TypedDict):
    """A value of the facet that goes down, with a count for each value of the other."""

    value: str
    label: str
    cells: list[PivotCell]
    total: PivotCell


class PivotView(TypedDict):
    """How many rows there are by two facets; ``across`` has the labels of the columns."""

    down: str
    across: str
    labels: list[str]
    rows: list[PivotRow]
    totals: list[PivotCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """What an address asks for; ``kept`` are its parameters but the number of the page."""

    kind: RowKind
    columns: tuple[str, ...]
    sorting: Sorting | None
    chosen: ChosenValues
    down: str
    across: str
    page: int

    @property
    def kept(self) -> dict[str, tuple[str, ...]]:
        """All but the page, as an address has it; what is usual is left out."""
        usual = self.columns == self.kind.shown
        return {
            ROWS: (self.kind.name,),
            COLUMN: () if usual else self.columns,
            SORT: (str(self.sorting),) if self.sorting else (),
            DOWN: (self.down,) if self.down else (),
            ACROSS: (self.across,) if self.across else (),
            **self.chosen,
        }


def read_table_request(name: str = "") -> TableRequest:
    """What the address asks for; of the table ``name``, where that is given.

    Raises ``UsageError`` for parameters, tables, columns, facets and pages there are none of.
    """
    wanted = name or _one(ROWS) or "issues"
    if wanted not in ROW_KINDS:
        near = nearest_names(wanted, ROW_KINDS) or list(ROW_KINDS)
        raise UsageError(f"There is no table of {wanted[:40]!r}. Try {', '.join(near)}.")
    kind = ROW_KINDS[wanted]
    chosen = read_choices(kind.facets, *TABLE_PARAMETERS[bool(name) :], PAGE)
    columns = tuple(dict.fromkeys(request.args.getlist(COLUMN))) or kind.shown
    sorting = Sorting.parse(_one(SORT)) if _one(SORT) else None
    down, across = _one(DOWN), _one(ACROSS)
    for column in (*columns, *([sorting.column] if sorting else ())):
        kind.column(column)
    for facet in filter(None, (down, across)):
        kind.facet(facet)
    if bool(down) != bool(across):
        raise UsageError("To count by two facets, give both: down and across.")
    page = _one(PAGE) or "1"
    if not (page.isascii() and page.isdecimal()) or not 1 <= int(page[:6]) <= 10_000:
        raise UsageError(f"There is no page {page[:40]!r}; pages are numbered from 1.")
    return TableRequest(
        kind=kind,
        columns=columns,
        sorting=sorting,
        chosen=chosen,
        down=down,
        across=across,
        page=int(page),
    )


def _one(name: str) -> str:
    """A parameter that is given once at most; raises ``UsageError`` for more."""
    values = dict.fromkeys(request.args.getlist(name))
    if len(values) > 1:
        raise UsageError(f"{name} takes one value; choose of {', '.join(v[:40] for v in values)}.")
    return next(iter(values), "")


def method_sentence(site: Site, asked: TableRequest, total: int) -> str:
    """How the rows were chosen, for the section on methods of a paper."""
    about, catalogue = site.catalogue.about, site.catalogue
    count = len(asked.kind.table(catalogue).entries)
    chosen = [
        f"{asked.kind.facet(name).title.lower()} "
        + " or ".join(facet_label(site, asked.kind.facet(name), value) for value in values)
        for name, values in asked.chosen.items()
    ]
    where = f" with {' and '.join(chosen)}" if chosen else ""
    of = f"the {total:,} of {count:,}" if chosen else f"all {count:,}"
    address = f"{request.host_url.rstrip('/')}{site.urls.listing(NAME, asked.kept)}"
    today = datetime.now(UTC).date().isoformat()
    return (
        f"We took {of} {asked.kind.name}{where} in {about.title}, {about.edition}, which "
        f"holds {count_of(len(catalogue.interviews), 'interview')} and "
        f"{count_of(len(catalogue.publications), 'publication')} (n = {total:,}; {address}, "
        f"accessed {today})."
    )


def pivot_view(site: Site, asked: TableRequest, found: FilteredEntries[Any]) -> PivotView:
    """The rows counted by the two facets that the address names, each count with its table."""
    down, across = asked.kind.facet(asked.down), asked.kind.facet(asked.across)
    table = count_pairs(site.catalogue, found.entries, down, across)

    def cell(count: int, chosen: Mapping[str, str]) -> PivotCell:
        kept = {**asked.kept, DOWN: (), ACROSS: (), **{n: (v,) for n, v in chosen.items()}}
        return {"count": count, "url": site.urls.listing(NAME, kept)}

    return {
        "down": down.title,
        "across": across.title,
        "labels": [facet_label(site, across, value) for value in table.across],
        "rows": [
            {
                "value": value,
                "label": facet_label(site, down, value),
                "cells": [
                    cell(
                        table.counts.get((value, other), 0), {down.name: value, across.name: other}
                    )
                    for other in table.across
                ],
                "total": cell(table.totals_down[value], {down.name: value}),
            }
            for value in table.down
        ],
        "totals": [
            cell(table.totals_across[value], {across.name: value}) for value in table.across
        ],
    }

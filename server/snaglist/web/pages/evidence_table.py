"""The evidence table: a row for each issue, claim, quote …, as a page and as a file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypedDict

from flask import Blueprint, request

from snaglist.errors import UsageError
from snaglist.exchange.table_formats import TableFormat
from snaglist.model.evidence_columns import Cell, Column
from snaglist.model.evidence_table import (
    ROW_KINDS,
    RowKind,
    Sorting,
    select_rows,
)
from snaglist.model.facets import EVIDENCE, FacetCount, FilteredEntries
from snaglist.web.components.facets import (
    FacetValue,
    facet_values,
)
from snaglist.web.components.table_request import (
    NAME,
    PAGE,
    ROWS,
    SORT,
    TABLE_PARAMETERS,
    PivotView,
    TableRequest,
    method_sentence,
    pivot_view,
    read_table_request,
)
from snaglist.web.respond import page_route
from snaglist.web.site import Site, current_site
from snaglist.web.table_queries import rows_query

blueprint = Blueprint("evidence", __name__)

PAGE_ROWS = 100
"""Rows on a page; files hold all."""


class ColumnView(TypedDict):
    """A column; ``sorted`` is ascending, descending or empty, ``url`` sorts by it.

    ``scheme`` is that of its values, ``ids`` true where they are ids of things here.
    """

    name: str
    title: str
    shown: bool
    scheme: str | None
    ids: bool
    sorted: str
    url: str


class KindView(TypedDict):
    """A table there is."""

    name: str
    chosen: bool
    url: str


class EvidenceTableView(TypedDict):
    """The table. ``rows`` have the shown columns by name; ids, not labels, of concepts.

    ``method`` is a sentence that says how the rows were chosen; ``formats`` the same table as
    files; ``pages`` the addresses of the pages before and after, where there are any.
    """

    kind: str
    noun: str
    total: int
    of: int
    first: int
    kinds: list[KindView]
    columns: list[ColumnView]
    rows: list[dict[str, Cell]]
    facets: dict[str, list[FacetValue]]
    facet_names: list[str]
    pivot: PivotView | None
    method: str
    sparql: str
    formats: dict[str, str]
    pages: dict[str, str]


@page_route(
    blueprint,
    "/evidence",
    "evidence.html",
    told_alone=True,
    facets=True,
    forms=("csv",),
    parameters=(*TABLE_PARAMETERS, PAGE),
)
def evidence() -> EvidenceTableView:
    """The rows that the address asks for; the page has some, the JSON all."""
    here, asked = current_site(), read_table_request()
    found = select_rows(here.catalogue, asked.kind, asked.chosen, asked.sorting)
    if asked.page > max(1, -(-len(found.entries) // PAGE_ROWS)):
        raise UsageError(f"There is no page {asked.page}: these are {len(found.entries):,} rows.")
    whole = request.path.endswith(".json")
    first = 0 if whole else (asked.page - 1) * PAGE_ROWS
    shown = found.entries if whole else found.entries[first : first + PAGE_ROWS]
    return {
        "kind": asked.kind.name,
        "noun": asked.kind.noun,
        "total": len(found.entries),
        "of": len(asked.kind.table(here.catalogue).entries),
        "first": first + 1,
        "kinds": [_kind(here, kind, asked) for kind in ROW_KINDS.values()],
        "columns": [_column(here, column, asked) for column in asked.kind.columns],
        "rows": [_cells(here, row, asked) for row in shown],
        "facets": _facets(here, asked, found),
        "facet_names": [facet.name for facet in asked.kind.facets],
        "pivot": pivot_view(here, asked, found) if asked.down else None,
        "method": method_sentence(here, asked, len(found.entries)),
        "sparql": here.urls.sparql(rows_query(asked.kind.name, asked.chosen)),
        "formats": {form.label: _file(here, asked, form) for form in TableFormat},
        "pages": _pages(here, asked, len(found.entries)),
    }


def _kind(site: Site, kind: RowKind, asked: TableRequest) -> KindView:
    """A table, with those of the choices that it knows."""
    known = {facet.name for facet in kind.facets}
    kept = {name: values for name, values in asked.chosen.items() if name in known}
    return {
        "name": kind.name,
        "chosen": kind is asked.kind,
        "url": site.urls.listing(NAME, {ROWS: kind.name, **kept}),
    }


def _column(site: Site, column: Column[Any], asked: TableRequest) -> ColumnView:
    """A column, and the address that sorts by it, or by it the other way round."""
    now = asked.sorting if asked.sorting and asked.sorting.column == column.name else None
    turned = Sorting(column=column.name, descending=now is not None and not now.descending)
    return {
        "name": column.name,
        "title": column.title,
        "shown": column.name in asked.columns,
        "scheme": column.scheme,
        "ids": column.ids,
        "sorted": "" if now is None else "descending" if now.descending else "ascending",
        "url": site.urls.listing(NAME, {**asked.kept, SORT: str(turned)}),
    }


def _cells(site: Site, row: object, asked: TableRequest) -> dict[str, Cell]:
    return {name: asked.kind.column(name).cell(site.catalogue, row) for name in asked.columns}


def _facets(
    site: Site, asked: TableRequest, found: FilteredEntries[Any]
) -> dict[str, list[FacetValue]]:
    """Every facet; the evidence is counted over all there is, also where interviews stand alone."""
    counts: dict[str, Sequence[FacetCount]] = dict(found.counts)
    whole = site.knowledge.catalogue
    if EVIDENCE in counts:
        counts[EVIDENCE] = select_rows(whole, asked.kind, asked.chosen).counts[EVIDENCE]
    offered = tuple(replace(facet, offered=True) for facet in asked.kind.facets)
    return facet_values(site, NAME, offered, counts, asked.kept)


def _file(site: Site, asked: TableRequest, form: TableFormat) -> str:
    return site.urls.listing(f"{NAME}.{form.value}", asked.kept)


def _pages(site: Site, asked: TableRequest, total: int) -> dict[str, str]:
    last = max(1, -(-total // PAGE_ROWS))
    near = {"previous": asked.page - 1, "next": asked.page + 1}
    return {
        name: site.urls.listing(NAME, {**asked.kept, PAGE: (str(page),) if page > 1 else ()})
        for name, page in near.items()
        if 1 <= page <= last
    }

"""The evidence table as files: CSV with its metadata, CSV for Excel, Markdown, LaTeX."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from snaglist.exchange.csvw import METADATA_SUFFIX, CsvwColumn, table_metadata
from snaglist.exchange.table_formats import TableFormat, write_table
from snaglist.model.entry import outcome_label
from snaglist.model.evidence_columns import Cell, Column
from snaglist.model.evidence_table import select_rows
from snaglist.model.witness import evidence_label
from snaglist.web.components.table_request import (
    COLUMN,
    PivotView,
    TableRequest,
    method_sentence,
    pivot_view,
    read_table_request,
)
from snaglist.web.respond import link_list_forms
from snaglist.web.site import TOLD_ALONE, Site, current_site

blueprint = Blueprint("evidence_downloads", __name__)

CSVM = "application/csvm+json"
"""The media type of metadata of tables."""


@blueprint.get(f"/evidence.<any({', '.join(repr(f.value) for f in TableFormat)}):suffix>")
def evidence_file(suffix: str) -> Response:
    """The table, or the counts by two facets, as a file with all rows."""
    return _response(read_table_request(), TableFormat(suffix))


@blueprint.get("/issues.csv", endpoint="issues_csv", defaults={"name": "issues"})
@blueprint.get("/strategies.csv", endpoint="strategies_csv", defaults={"name": "strategies"})
@blueprint.get("/questions.csv", endpoint="questions_csv", defaults={"name": "questions"})
@blueprint.get("/matrix.csv", endpoint="matrix_csv", defaults={"name": "matrix"})
def kind_csv(name: str) -> Response:
    """One of the tables, with all its columns unless some are chosen, or the matrix."""
    return _response(_named_request(name), TableFormat.CSV)


@blueprint.get(f"/<any(evidence, issues, strategies, questions, matrix):name>.csv{METADATA_SUFFIX}")
def csv_metadata(name: str) -> Response:
    """What the columns of such a CSV hold, for the same choices (CSV on the Web)."""
    here, asked = current_site(), _named_request(name)
    table = here.urls.path(f"{name}.csv").rpartition("/")[2]
    found = select_rows(here.catalogue, asked.kind, asked.chosen, asked.sorting)
    content = table_metadata(
        f"{table}{_query()}",
        method_sentence(here, asked, len(found.entries)),
        _csvw_columns(here, asked, pivot_view(here, asked, found) if asked.down else None),
    )
    return Response(content, content_type=CSVM)


for file_view in (evidence_file, kind_csv, csv_metadata):
    setattr(file_view, TOLD_ALONE, True)


def _query() -> str:
    """The choices of this request, as they follow a path."""
    query = request.query_string.decode("ascii", "replace")
    return f"?{query}" if query else ""


def _named_request(name: str) -> TableRequest:
    """What is asked of the table with a name of its own, or of the evidence table."""
    if name == "evidence":
        return read_table_request()
    if name == "matrix":
        return replace(read_table_request("issues"), down="category", across="phase")
    asked = read_table_request(name)
    if request.args.getlist(COLUMN):
        return asked
    return replace(asked, columns=tuple(column.name for column in asked.kind.columns))


def _csvw_columns(site: Site, asked: TableRequest, pivot: PivotView | None) -> list[CsvwColumn]:
    """The columns by all rows that there are, so that a choice of rows changes no type."""
    if pivot:
        first, *counts = _counts_table(pivot)[0]
        return [CsvwColumn(first), *(CsvwColumn(title, number=True) for title in counts)]
    rows = asked.kind.table(site.catalogue).entries
    return [
        CsvwColumn.of_cells(name, (asked.kind.column(name).cell(site.catalogue, r) for r in rows))
        for name in asked.columns
    ]


def _response(asked: TableRequest, form: TableFormat) -> Response:
    link_list_forms()
    here = current_site()
    found = select_rows(here.catalogue, asked.kind, asked.chosen, asked.sorting)
    caption = method_sentence(here, asked, len(found.entries))
    if asked.down:
        names, rows = _counts_table(pivot_view(here, asked, found))
    else:
        names, rows = _rows_table(here, asked, found.entries, form)
    response = Response(write_table(form, names, rows, caption), content_type=form.media_type)
    if form is TableFormat.CSV:
        described = f"{request.script_root}{request.path}{METADATA_SUFFIX}{_query()}"
        response.headers.add("Link", f'<{described}>; rel="describedby"; type="{CSVM}"')
    return response


def _rows_table(
    site: Site, asked: TableRequest, rows: Sequence[Any], form: TableFormat
) -> tuple[list[str], list[list[Cell]]]:
    """Names of columns and cells: ids for programs, titles and labels for papers."""
    columns = [asked.kind.column(name) for name in asked.columns]
    table = [[column.cell(site.catalogue, row) for column in columns] for row in rows]
    if form in (TableFormat.CSV, TableFormat.EXCEL):
        return [column.name for column in columns], table
    read = [
        [_labels(site, column, cell) for column, cell in zip(columns, row, strict=True)]
        for row in table
    ]
    return [column.title for column in columns], read


def _labels(site: Site, column: Column[Any], cell: Cell) -> Cell:
    """A cell as people read it."""
    if isinstance(cell, int):
        return cell
    if isinstance(cell, tuple):
        return tuple(_label(site, column, value) for value in cell)
    return _label(site, column, cell) if cell else cell


def _label(site: Site, column: Column[Any], value: str) -> str:
    if column.scheme:
        return site.concept(column.scheme, value)["label"]
    return LABELS[column.name](value) if column.name in LABELS else value


LABELS = {"evidence": evidence_label, "outcomes": outcome_label, "outcome": outcome_label}
"""How people read the values of columns that are of no scheme."""


def _counts_table(pivot: PivotView) -> tuple[list[str], list[list[Cell]]]:
    names = [pivot["down"], *pivot["labels"], "all"]
    rows: list[list[Cell]] = [
        [row["label"], *(cell["count"] for cell in row["cells"]), row["total"]["count"]]
        for row in pivot["rows"]
    ]
    return names, rows

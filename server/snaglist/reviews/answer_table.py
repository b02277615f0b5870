"""Answers to many issues from a table (CSV), all of them or none.

A row is an issue; an empty cell leaves a field as it is. The table that a review is reported as
(``reports/csv_report.py``) can be filled in and read back.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from snaglist.errors import UsageError
from snaglist.exchange.table_cells import FORMULA
from snaglist.reviews.answer_changes import (
    ANSWER_FIELDS,
    EMPTIED_WITH_NONE,
    STEP_FIELDS,
    changed_answer,
)
from snaglist.reviews.commands import answering
from snaglist.reviews.evidence.words import inner_field
from snaglist.reviews.given_file import read_given_text
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.csv_report import COLUMNS as REPORTED
from snaglist.reviews.scales import Severity
from snaglist.reviews.state import IssueState, RecordError
from snaglist.reviews.statuses import Answer
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.schema.validation import error_sentence

RULE = "review-answers"
ISSUE_COLUMNS = ("issue", "id")
COLUMN_OF = {field: f"own_{field}" if field in STEP_FIELDS else field for field in ANSWER_FIELDS}
"""The column of each field. ``severity`` is another: what others reported, as in the report."""

FIELD_OF = {column: field for field, column in COLUMN_OF.items()}
MOST_OCTETS = 5_000_000
MOST_FAULTS = 100
"""How much is said of a table that is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A row: the line where it begins, the issue, and what is said of it, by field."""

    line: int
    issue: str
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table under way: its name in findings, and what was found so far."""

    name: str
    faults: list[Finding]

    def add(self, line: int, column: str, message: str, mend: str = "") -> None:
        """Note a fault in a cell, or in a whole row where no column is named."""
        told = f"column {column}: {message}" if column else message
        self.faults.append(Finding(self.name, line, RULE, told, mend))

    def check(self) -> None:
        """Raise ``FindingsError`` with all faults."""
        if self.faults:
            raise FindingsError(tuple(sorted(self.faults)[:MOST_FAULTS]))


def read_answers(path: Path) -> tuple[AnswerRow, ...]:
    """The rows of a table in UTF-8, its cells separated by commas, semicolons or tabs.

    Raises ``NotFoundError`` without such a file, ``UsageError`` for one that is too large or not
    UTF-8, and ``FindingsError`` for all that is wrong, with line and column.
    """
    # With the ends of lines as they are: cells may have some.
    text = read_given_text(
        path,
        MOST_OCTETS,
        encoding="utf-8-sig",
        newline="",
        not_utf8="; save it as CSV UTF-8",
    )
    table = _Table(name=str(path), faults=[])
    rows = _rows(text, table)
    found = tuple(_parsed(rows, table))
    table.check()
    if not found:
        raise UsageError(f"{path} has no row with an answer.")
    return found


def _rows(text: str, table: _Table) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line where it begins."""
    head = text.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((before + 1, row))
            before = reader.line_num
    except csv.Error as error:
        mend = "Quote cells that hold quotation marks or lines, as spreadsheets do."
        table.add(before + 1, "", f"this is no row of a table: {error}.", mend)
    return rows


def _parsed(rows: list[tuple[int, list[str]]], table: _Table) -> Iterator[AnswerRow]:
    if not rows:
        return
    (first, head), *others = rows
    columns = [name.strip().casefold() for name in head]
    if not _check_head(columns, first, table):
        return
    seen = dict[str, int]()
    for line, cells in others:
        if len(cells) > len(columns):
            table.add(line, "", f"{len(cells)} cells, where the head has {len(columns)}.")
            continue
        row = dict(zip(columns, (_typed(cell) for cell in cells), strict=False))
        issue = next((row[name].upper() for name in ISSUE_COLUMNS if row.get(name)), "")
        if not issue:
            table.add(line, "issue", "empty.", "Name the issue, as SNAG-001.")
        elif issue in seen:
            table.add(line, "issue", f"{issue} stands in line {seen[issue]} already.")
        else:
            seen[issue] = line
            _check_severity(row, line, table)
            given = {name: row[column] for name, column in COLUMN_OF.items() if row.get(column)}
            yield AnswerRow(line=line, issue=issue, given=_fields(given))


def _check_head(columns: list[str], line: int, table: _Table) -> bool:
    """True for a head with an issue and a field; notes what is wrong with it."""
    known = (*ISSUE_COLUMNS, *FIELD_OF)
    for name in columns:
        if name not in (*known, *REPORTED):
            near = get_close_matches(name, known, 1)
            mend = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
            table.add(line, name or "(empty)", "there is no such column.", mend)
        elif columns.count(name) > 1:
            table.add(line, name, "this column comes twice.")
    if not set(ISSUE_COLUMNS).intersection(columns):
        table.add(line, "issue", "missing.", "The first row names the columns.")
    if not set(FIELD_OF).intersection(columns):
        table.add(line, "status", "missing, as is every other field of an answer.")
    return not table.faults


def _check_severity(row: dict[str, str], line: int, table: _Table) -> None:
    """Note a step of the team's own scale in the column of what others reported."""
    told = row.get("severity", "").casefold()
    if "own_severity" not in row and told in list(Severity):
        mend = "Call the column own_severity."
        table.add(line, "severity", "this column is for what others reported.", mend)


def _typed(cell: str) -> str:
    """A cell as somebody typed it: without the apostrophe that keeps it from being a formula."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _fields(given: dict[str, str]) -> dict[str, Any]:
    """The cells as the fields of an answer; ``none`` takes out a day, a step, or all evidence."""
    fields: dict[str, Any] = dict(given)
    if "links" in given:
        fields["links"] = tuple(given["links"].split())
    if given.get("evidence", "").casefold() == "none":
        fields["evidence"], fields["no_evidence"] = (), True
    elif "evidence" in given:  # each on a line of its own, for there are spaces in it
        fields["evidence"] = tuple(filter(None, map(str.strip, given["evidence"].splitlines())))
    for name in {"status", *STEP_FIELDS} & given.keys():
        fields[name] = "-".join(given[name].casefold().split())
    for name in EMPTIED_WITH_NONE:
        if given.get(name, "").casefold() == "none":
            fields[name] = None
    return fields


def answer_rows(
    record: Record,
    rows: tuple[AnswerRow, ...],
    *,
    name: str,
    by: str,
    now: datetime,
    current: Callable[[IssueState], Answer],
) -> tuple[Record, tuple[str, ...]]:
    """The record with all answers of a table called ``name``, and the issues that were answered.

    ``current`` gives the answer that would be replaced. A row that says nothing new adds no event.
    Raises ``FindingsError`` for all rows that do not do, with line and column; then nothing is
    answered.
    """
    table = _Table(name=name, faults=[])
    answered: list[str] = []
    for row in rows:
        try:
            item = rebuild(record).item(row.issue)
        except RecordError as error:
            table.add(row.line, "issue", f"{_small(str(error))}")
            continue
        before = current(item)
        try:
            answer = changed_answer(before, row.given)
            if answer != before:
                record = answering.answer(record, row.issue, answer, by=by, now=now)
                answered.append(row.issue)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                column = COLUMN_OF[str(fault["loc"][0])] if fault["loc"] else "status"
                told = f"{inner_field(fault['loc'])}{error_sentence(fault)}"
                table.add(row.line, column, f"{row.issue}: {told}.")
        except UsageError as error:
            over = answer.expires and answer.expires < now.date()
            column = "expires" if over else "owner"
            table.add(row.line, column, f"{row.issue}: {_small(str(error))}")
    table.check()
    return record, tuple(answered)


def _small(text: str) -> str:
    """A sentence that goes on after a colon; an id at its beginning stays as it is."""
    first = text.partition(" ")[0]
    return text if first.isupper() and len(first) > 1 else text[:1].lower() + text[1:]

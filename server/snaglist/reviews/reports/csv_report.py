"""A review as a table: a row an issue, for spreadsheets."""

import csv
import io

from snaglist.reviews.canonical import moment_text
from snaglist.reviews.reports.content import IssueRow, ReportContent

COLUMNS = (
    *("id", "title", "category", "status", "severity", "fit", "quotes", "owner", "due", "expires"),
    *("done", "reason", "links", "notes", "answered_by", "answered_at", "reworded", "retired"),
)

FORMULA = tuple("=+-@＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula; some take the wide forms as well."""


def record_csv(content: ReportContent) -> str:
    """A row for each issue (RFC 4180); the status is that of the day."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in content.rows:
        writer.writerow([_cell(value) for value in _values(row)])
    return out.getvalue()


def _values(row: IssueRow) -> tuple[object, ...]:
    item, answer = row.item, row.item.answer
    return (
        *(item.issue, row.shown.title, row.shown.category, row.status.value, row.shown.severity),
        *(item.fit, item.quotes, answer.owner, answer.due, answer.expires),
        *(answer.done, answer.reason, " ".join(answer.links), answer.notes, item.answered_by),
        *(
            moment_text(item.answered_at) if item.answered_at else "",
            item.reworded,
            bool(item.retired),
        ),
    )


def _cell(value: object) -> object:
    """Text that would run as a formula gets an apostrophe before it, and is text then."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value

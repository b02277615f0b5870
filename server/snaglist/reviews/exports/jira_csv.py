"""Open issues as a table for the CSV import of Jira."""

from collections.abc import Iterator

from snaglist.exchange.table_cells import table_text
from snaglist.reviews.exports.open_rows import OpenIssues, OpenRow
from snaglist.reviews.reports.summary import clip

COLUMNS = (
    "Summary", "Issue Type", "Description", "Due Date", "Owner", "Labels", "Snaglist ID",
    "Severity", "Likelihood",
)  # fmt: skip
"""The first four are Jira's own names; the import asks which fields the others go to."""

LONGEST_SUMMARY = 255
"""Characters that Jira takes."""


def jira_csv(found: OpenIssues) -> str:
    """A row for each issue without a ticket (RFC 4180); days as 2026-12-31."""
    return table_text(COLUMNS, (_row(found, row) for row in found.rows if not row.ticket))


def _row(found: OpenIssues, row: OpenRow) -> tuple[object, ...]:
    summary = clip(row.title, LONGEST_SUMMARY)
    text = "\n\n".join(_description(found, row))
    answer = row.row.item.answer
    rated = (answer.severity or "", answer.likelihood or "")
    return (summary, "Task", text, row.due, row.owner, "snaglist", row.issue, *rated)


def _description(found: OpenIssues, row: OpenRow) -> Iterator[str]:
    """Plain text, which Jira makes links in by itself."""
    shown = row.row.shown
    yield shown.definition
    if row.said:
        yield row.said
    if row.rating:
        yield f"For this project: {row.rating}"
    if row.stamp != "open":
        yield row.stamp.capitalize()
    if shown.questions:
        yield "\n".join(("To ask:", *(f"- {question}" for question in shown.questions)))
    for link in row.links:
        yield found.links.target(link) or link
    yield f"From the design review “{found.title}”, {row.issue}: {row.row.iri}"

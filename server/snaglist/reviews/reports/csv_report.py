"""A review as a table: a row an issue, for spreadsheets."""

from snaglist.exchange.table_cells import table_text
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.evidence.words import evidence_line
from snaglist.reviews.reports.content import IssueRow, ReportContent

COLUMNS = (
    *("id", "title", "category", "status", "severity", "fit", "quotes", "owner", "due", "expires"),
    *("done", "reason", "links", "notes", "answered_by", "answered_at", "reworded", "retired"),
    *("findings", "own_severity", "own_likelihood", "stands_on", "evidence"),
    *("overdue", "ends_soon", "done_since", "due_now", "links_since"),
)


def record_csv(content: ReportContent) -> str:
    """A row for each issue (RFC 4180); the status is that of the day."""
    return table_text(COLUMNS, map(_values, content.rows))


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
        *(item.findings, answer.severity or "", answer.likelihood or ""),
        row.standing.value if row.standing else "",
        "\n".join(map(evidence_line, answer.evidence)),
        *(row.overdue, row.ends_soon),
        item.done_since.done if item.done_since else "",
        item.due,
        " ".join(link for link in item.links if link not in answer.links),
    )

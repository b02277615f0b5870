"""Reports of a review: a function of its record and of the day, and of nothing else.

They can be made years later, when the catalogue is elsewhere: all they show is in the record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.errors import UsageError
from snaglist.reviews.events import Record
from snaglist.reviews.reports.content import Account, account
from snaglist.reviews.reports.csv_report import record_csv
from snaglist.reviews.reports.html_report import handout_html, record_html
from snaglist.reviews.reports.json_report import handout_json, record_json
from snaglist.reviews.reports.markdown_report import handout_markdown, record_markdown
from snaglist.reviews.reports.prov_report import record_turtle


class Kind(StrEnum):
    """What a report is for: the full record with its quotes, or one page for management."""

    RECORD = "record"
    HANDOUT = "handout"


class ReportFormat(StrEnum):
    """The formats, by the names the command line uses."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    TURTLE = "turtle"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInfo:
    """How a format is asked for."""

    suffix: str
    media_type: str
    title: str


REPORT_FORMATS: dict[ReportFormat, ReportInfo] = {
    ReportFormat.MARKDOWN: ReportInfo(suffix="md", media_type="text/markdown", title="Markdown"),
    ReportFormat.HTML: ReportInfo(suffix="html", media_type="text/html", title="HTML"),
    ReportFormat.JSON: ReportInfo(suffix="json", media_type="application/json", title="JSON"),
    ReportFormat.CSV: ReportInfo(suffix="csv", media_type="text/csv", title="CSV"),
    ReportFormat.TURTLE: ReportInfo(suffix="ttl", media_type="text/turtle", title="Turtle"),
}

WRITERS: dict[tuple[Kind, ReportFormat], Callable[[Account], str | bytes]] = {
    (Kind.RECORD, ReportFormat.MARKDOWN): record_markdown,
    (Kind.RECORD, ReportFormat.HTML): record_html,
    (Kind.RECORD, ReportFormat.JSON): record_json,
    (Kind.RECORD, ReportFormat.CSV): record_csv,
    (Kind.RECORD, ReportFormat.TURTLE): record_turtle,
    (Kind.HANDOUT, ReportFormat.MARKDOWN): handout_markdown,
    (Kind.HANDOUT, ReportFormat.HTML): handout_html,
    (Kind.HANDOUT, ReportFormat.JSON): handout_json,
}


def report(
    record: Record,
    format_: ReportFormat,
    *,
    today: date,
    kind: Kind = Kind.RECORD,
    base: str = "https://w3id.org/snaglist",
) -> bytes:
    """A report in UTF-8; the same record and day give the same bytes.

    ``base`` is where the entries and quotes are named, as ``base/id/SNAG-001``. Raises
    ``UsageError`` where there is no such report.
    """
    writer = WRITERS.get((kind, format_))
    if writer is None:
        known = " or ".join(name.value for of, name in WRITERS if of is kind)
        raise UsageError(f"There is no {kind.value} as {format_.value}; choose {known}.")
    content = writer(account(record, today, base))
    return content if isinstance(content, bytes) else content.encode()

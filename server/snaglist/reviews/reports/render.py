"""Reports of a review: a function of its record and of the day, and of nothing else.

They can be made years later, when the catalogue is elsewhere: all they show is in the record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from snaglist.errors import UsageError
from snaglist.reviews.flags import WARN_DAYS
from snaglist.reviews.link_targets import NOWHERE, LinkBases
from snaglist.reviews.record import Record
from snaglist.reviews.reports.content import ReportContent, report_content
from snaglist.reviews.reports.csv_report import record_csv
from snaglist.reviews.reports.html_report import handout_html, record_html
from snaglist.reviews.reports.json_report import handout_json, record_json
from snaglist.reviews.reports.markdown_handout import handout_markdown
from snaglist.reviews.reports.markdown_report import record_markdown
from snaglist.reviews.reports.prov_report import record_turtle
from snaglist.reviews.reports.short_record import short_record


class ReportKind(StrEnum):
    """What a report is for: the full record with its quotes, the record in short for where there is
    little room, or one page for management.
    """

    RECORD = "record"
    SHORT = "short"
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

WRITERS: dict[tuple[ReportKind, ReportFormat], Callable[[ReportContent], str | bytes]] = {
    (ReportKind.RECORD, ReportFormat.MARKDOWN): record_markdown,
    (ReportKind.RECORD, ReportFormat.HTML): record_html,
    (ReportKind.RECORD, ReportFormat.JSON): record_json,
    (ReportKind.RECORD, ReportFormat.CSV): record_csv,
    (ReportKind.RECORD, ReportFormat.TURTLE): record_turtle,
    (ReportKind.SHORT, ReportFormat.MARKDOWN): short_record,
    (ReportKind.HANDOUT, ReportFormat.MARKDOWN): handout_markdown,
    (ReportKind.HANDOUT, ReportFormat.HTML): handout_html,
    (ReportKind.HANDOUT, ReportFormat.JSON): handout_json,
}


def render_report(
    record: Record,
    format_: ReportFormat,
    *,
    today: date,
    kind: ReportKind = ReportKind.RECORD,
    base: str = "",
    links: LinkBases = NOWHERE,
    ahead: int = WARN_DAYS,
) -> bytes:
    """A report in UTF-8; the same record and day give the same bytes.

    ``base`` is where the entries and quotes are named, as ``base/id/SNAG-001``; ``links`` says
    where tickets and files of answers are; acceptances that end within ``ahead`` days are marked.
    Raises ``UsageError`` where there is no such report.
    """
    writer = WRITERS.get((kind, format_))
    if writer is None:
        known = " or ".join(name.value for of, name in WRITERS if of is kind)
        raise UsageError(f"There is no {kind.value} as {format_.value}; choose {known}.")
    content = writer(report_content(record, today, base, links, ahead))
    return content if isinstance(content, bytes) else content.encode()

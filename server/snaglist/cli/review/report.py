"""``snag review report``: a review written for others to read."""

import sys
from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import STDOUT, FilePath
from snaglist.cli.review.link_options import with_links
from snaglist.cli.review.options import (
    effective_day,
    review_file,
    today_option,
    warn_days_option,
)
from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.reports import render
from snaglist.reviews.reports.render import ReportFormat, ReportKind
from snaglist.reviews.yaml_file import read_record


@click.command()
@review_file
@click.option(
    "--format",
    "format_",
    type=click.Choice([name.value for name in ReportFormat]),
    default=ReportFormat.MARKDOWN.value,
    show_default=True,
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ReportKind]),
    default=ReportKind.RECORD.value,
    show_default=True,
    help="record: everything; short: fits a comment on GitHub; handout: one page for management.",
)
@click.option("-o", "--output", type=FilePath(allow_dash=True), help="File to write; - is stdout.")
@with_links
@warn_days_option
@today_option
def report(
    path: Path,
    format_: str,
    kind: str,
    output: Path | None,
    links: LinkBases,
    ahead: int,
    today: date | None,
) -> None:
    """Write the review as a report: the full record with its quotes, the
    record in short, or a hand-out of one page.

    Example: snag review report review.yaml --format html --kind handout -o handout.html
    """
    record = read_record(path)
    if output not in (None, STDOUT) and output.resolve() == path.resolve():
        raise UsageError(f"{output} is the review itself; choose another name for the report.")
    content = render.render_report(
        record,
        ReportFormat(format_),
        today=effective_day(today),
        kind=ReportKind(kind),
        links=links,
        ahead=ahead,
    )
    if output in (None, STDOUT):
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise SnaglistError(f"{output} cannot be written: {error.strerror}.") from error

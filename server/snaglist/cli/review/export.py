"""``snag review export``: what is open of a review, for the tools that a team has."""

import sys
from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import STDOUT, FilePath
from snaglist.cli.review.link_options import with_links
from snaglist.cli.review.options import effective_day, review_file, today_option
from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.exports.export import ExportOptions, ExportTarget, export_review
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.yaml_file import read_record


@click.command()
@review_file
@click.option(
    "--to",
    "target",
    type=click.Choice([name.value for name in ExportTarget]),
    required=True,
    help="tasklist: Markdown; github: gh commands; jira: CSV; ics: calendar; slack: a message.",
)
@click.option("--not-looked-at", "unseen", is_flag=True, help="Also what nobody has looked at.")
@with_links
@click.option(
    "--warn-days",
    "ahead",
    type=click.IntRange(0, 3650),
    metavar="N",
    help="For ics: remind N days before each day.",
)
@click.option("--json", "as_json", is_flag=True, help="For github and slack: JSON for programs.")
@click.option("-o", "--output", type=FilePath(allow_dash=True), help="File to write; - is stdout.")
@today_option
def export(
    path: Path,
    target: str,
    unseen: bool,
    links: LinkBases,
    ahead: int | None,
    as_json: bool,
    output: Path | None,
    today: date | None,
) -> None:
    """Write what is open of the review in FILE for another tool. Nothing is sent anywhere.

    What has the key of a ticket already is not filed again with github and jira.

    Example: snag review export review.yaml --to tasklist
    """
    if output not in (None, STDOUT) and output.resolve() == path.resolve():
        raise UsageError(f"{output} is the review itself; choose another name for the export.")
    if ahead is not None and target != ExportTarget.ICS:
        raise UsageError("--warn-days goes with --to ics.")
    options = ExportOptions(
        file=str(path), links=links, unseen=unseen, ahead=ahead, as_json=as_json
    )
    content = export_review(
        read_record(path), ExportTarget(target), today=effective_day(today), options=options
    )
    if output in (None, STDOUT):
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise SnaglistError(f"{output} cannot be written: {error.strerror}.") from error

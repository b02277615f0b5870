"""``snag review add``."""

from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import knowledge, with_settings
from snaglist.cli.reviewing.common import (
    by_option,
    edit,
    issue_arguments,
    issue_ids,
    now,
    review_file,
    today_option,
    who,
)
from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.yaml_file import read_record
from snaglist.settings import Settings


@click.command()
@review_file
@issue_arguments
@by_option
@today_option
@with_settings
def command(
    settings: Settings, path: Path, issues: tuple[str, ...], by: str | None, today: date | None
) -> None:
    """Add issues of the catalogue that no answer of the profile led to.

    Example: snag review add review.yaml SNAG-040
    """
    from snaglist.snapshot.review_library import library

    name, names = who(by, path), issue_ids(issues)
    read_record(path)  # before a catalogue is built for nothing
    known = knowledge(settings)
    try:
        consulted = library(known)

        def deed(record: Record) -> Record:
            for issue in names:
                record = commands.add(record, consulted, issue, by=name, now=now(today))
            return record

        state = edit(path, deed, today)
    finally:
        known.close()
    record = read_record(path)
    for issue in names:
        title = record.entries[state.items[issue].entry].title
        click.echo(f"{issue} is in the review now: {title}")

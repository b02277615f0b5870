"""``snag review reopen``."""

from datetime import date
from pathlib import Path

import click

from snaglist.cli.reviewing.common import by_option, edit, now, review_file, today_option, who
from snaglist.reviews import commands


@click.command()
@review_file
@click.option("--reason", required=True, metavar="TEXT", help="Why it is opened again.")
@by_option
@today_option
def command(path: Path, reason: str, by: str | None, today: date | None) -> None:
    """Open a signed review again. The signature stays, over what was signed.

    Example: snag review reopen review.yaml --reason "A second camera was added."
    """
    name = who(by, path)
    edit(path, lambda record: commands.reopen(record, reason, by=name, now=now(today)), today)
    click.echo("The review is open again; what comes now is not covered by the signature.")

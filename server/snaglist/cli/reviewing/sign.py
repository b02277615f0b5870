"""``snag review sign``."""

from datetime import date
from pathlib import Path

import click

from snaglist.cli.reviewing.common import by_option, edit, now, review_file, today_option, who
from snaglist.reviews import commands


@click.command()
@review_file
@click.option("--role", default="", metavar="TEXT", help="In what capacity.")
@click.option("--statement", default="", metavar="TEXT", help="What you sign for.")
@by_option
@today_option
def command(path: Path, role: str, statement: str, by: str | None, today: date | None) -> None:
    """Sign the review off, which freezes it under a digest of all that stands in it.

    Every issue must have been looked at, and differences settled; open ones may stay open.

    Example: snag review sign review.yaml --role "product owner" --statement "Ready to build."
    """
    name = who(by, path)
    state = edit(
        path,
        lambda record: commands.sign(
            record, by=name, now=now(today), role=role, statement=statement
        ),
        today,
    )
    assert state.signed is not None
    click.echo(f"Signed off by {state.signed.by}; the review is frozen. Digest:")
    click.echo(state.signed.digest)
    click.echo(f"Keep it elsewhere too: snag review verify {path} --digest …")

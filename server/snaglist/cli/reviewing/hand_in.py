"""``snag review hand-in``."""

from datetime import date
from pathlib import Path

import click

from snaglist.cli.reviewing.common import (
    by_option,
    day,
    edit,
    now,
    review_file,
    today_option,
    who,
)
from snaglist.cli.reviewing.comparing import differences
from snaglist.reviews import commands


@click.command()
@review_file
@by_option
@today_option
def command(path: Path, by: str | None, today: date | None) -> None:
    """End the blind part for a reviewer; what they said stays as it is.

    With the last of them, all is compared: what all said is the answer, what they differ on is
    open until it is settled.

    Example: snag review hand-in review.yaml --by Ana
    """
    name = who(by, path)
    state = edit(path, lambda record: commands.hand_in(record, by=name, now=now(today)), today)
    click.echo(f"{name} has handed in.")
    click.echo("\n".join(differences(state, day(today))))

"""``snag new``."""

from datetime import date
from pathlib import Path

import click

from snaglist.cli.options import with_settings
from snaglist.errors import UsageError
from snaglist.settings import Settings
from snaglist.sources.scaffolds import PREFIXES, new_entry


@click.command()
@click.argument("sort", type=click.Choice(list(PREFIXES)))
@click.argument("title")
@with_settings
def command(settings: Settings, sort: str, title: str) -> None:
    """Start a new entry: the next free id, a file named after it, a template to fill in.

    Example: snag new issue "Two clocks disagree"
    """
    package = Path(__file__).parents[1]
    if settings.catalog.resolve().is_relative_to(package):
        raise UsageError(
            f"The catalogue in use came with the program ({settings.catalog}) and goes with it. "
            "Name the one you work on: --catalog DIR, or SNAGLIST_CATALOG=DIR."
        )
    click.echo(new_entry(settings.catalog, sort, title, date.today()))

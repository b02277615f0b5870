"""``snag new``."""

from datetime import date

import click

from snaglist.cli.options import with_settings
from snaglist.settings import Settings
from snaglist.sources.drafts import PREFIXES, new_entry


@click.command()
@click.argument("sort", type=click.Choice(list(PREFIXES)))
@click.argument("title")
@with_settings
def command(settings: Settings, sort: str, title: str) -> None:
    """Start a new entry: the next free id, a file named after it, a template to fill in.

    Example: snag new issue "Two clocks disagree"
    """
    click.echo(new_entry(settings.catalog, sort, title, date.today()))

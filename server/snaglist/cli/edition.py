"""``snag edition``: what a release of the catalogue leaves behind for those who cited it."""

import click

from snaglist.cli.options import with_settings
from snaglist.errors import UsageError
from snaglist.schema.report import Report
from snaglist.settings import Settings
from snaglist.sources.editions import EDITIONS_FOLDER, edition_text, load_editions
from snaglist.sources.loader import load_catalogue
from snaglist.sources.rules import RULES


@click.command()
@click.option("--replace", is_flag=True, help="Write it anew where the edition has a file.")
@with_settings
def edition(settings: Settings, replace: bool) -> None:
    """Write down what every entry says in this edition, to editions/<version>.json of the
    catalogue: pages of versions and differences read it. For whoever releases an edition, once.

    Example: snag edition --catalog catalog
    """
    folder = settings.catalog.resolve()
    catalogue = load_catalogue(folder)
    editions = catalogue.about.editions
    if not editions:
        raise UsageError("catalogue.yaml names no editions; add this one to `editions` first.")
    *before, now = editions
    path = folder / EDITIONS_FOLDER / f"{now.version}.json"
    text = edition_text(catalogue, now, load_editions(folder, before, Report(folder, RULES)))
    if path.exists() and not replace and path.read_text(encoding="utf-8") != text:
        raise UsageError(
            f"{path} says something else already. An edition that is out does not change: name a "
            "new one in catalogue.yaml, or give --replace if it is not out yet."
        )
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(path)

"""``snag check``."""

import dataclasses

import click

from snaglist.build.pipeline import make
from snaglist.cli.options import as_json, print_json, tell, with_settings
from snaglist.schema.report import SourcesError
from snaglist.settings import Settings


@click.command()
@with_settings
@as_json
def command(settings: Settings, as_json: bool) -> None:
    """Check the catalogue and the ontology, and show every finding: place, what is wrong, the
    mend, and the rule in brackets. Ends with 1 where there is any.

    Example: snag check --catalog my-catalogue
    """
    try:
        made = make(settings.catalog, settings.ontology, tell)
    except SourcesError as error:
        if as_json:
            print_json({"findings": [dataclasses.asdict(item) for item in error.findings]})
            raise SystemExit(1) from None
        raise
    catalogue = made.catalogue
    if as_json:
        print_json({"findings": []})
    else:
        quotes = sum(1 for _ in catalogue.quotes)
        click.echo(
            f"No findings: {len(catalogue.issues)} issues, {len(catalogue.strategies)} "
            f"strategies, {quotes} quotes, each at its place."
        )

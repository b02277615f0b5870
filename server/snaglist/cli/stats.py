"""``snag stats``."""

from collections import Counter

import click

from snaglist.cli.options import as_json, knowledge, print_json, with_settings
from snaglist.model.gaps import find_gaps
from snaglist.settings import Settings


@click.command()
@with_settings
@as_json
def command(settings: Settings, as_json: bool) -> None:
    """Count what there is, and what is missing: issues by category, claims by type, gaps.

    Example: snag stats --json
    """
    known = knowledge(settings)
    known.close()
    catalogue = known.catalogue
    tables = {
        "things": dict(known.manifest.counts),
        "issues by category": dict(Counter(issue.category for issue in catalogue.issues)),
        "strategies by kind": dict(Counter(strategy.kind for strategy in catalogue.strategies)),
        "claims by type": dict(
            Counter(claim.type.value for entry in catalogue.entries for claim in entry.claims)
        ),
        "quotes by standing": dict(Counter(quote.standing.value for quote in catalogue.quotes)),
        "gaps": find_gaps(catalogue).counts(),
    }
    if as_json:
        print_json(tables)
        return
    for title, table in tables.items():
        click.echo(title)
        for name, count in table.items():
            click.echo(f"  {name:<32}{count:>8,}")

"""``snag check``."""

import dataclasses

import click

from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.cli.progress import progress
from snaglist.plurals import count_of
from snaglist.schema.report import FindingsError
from snaglist.settings import Settings


@click.command()
@with_settings
@click.option("--quick", is_flag=True, help="Leave out the reasoner and the shapes.")
@json_option
def command(settings: Settings, quick: bool, as_json: bool) -> None:
    """Check the catalogue and the ontology, and show every finding: place, what is wrong, the
    mend, and the rule in brackets. Ends with 1 where there is any.

    Sources that passed before, here or in a build, are not checked again. With --quick it takes
    a second, and says all but what follows from the whole: contradictions, and the rules of
    shapes.ttl.

    Example: snag check --catalog my-catalogue
    """
    from snaglist.build.proof import prove
    from snaglist.snapshot.place import SnapshotFolder

    place = SnapshotFolder(settings.data, settings.catalog, settings.ontology)
    try:
        with progress() as tell:
            proof = prove(place, tell, quick)
    except FindingsError as error:
        if as_json:
            print_json({"findings": [dataclasses.asdict(item) for item in error.findings]})
            raise SystemExit(1) from None
        raise
    if as_json:
        print_json({"findings": [], "warnings": list(proof.warnings)})
    else:
        warned = f" {count_of(len(proof.warnings), 'warning')}." if proof.warnings else ""
        published = f"; {count_of(proof.publications, 'publication')}" if proof.publications else ""
        click.echo(
            f"No findings: {count_of(proof.issues)}, {count_of(proof.strategies, 'strategy')}, "
            f"{count_of(proof.quotes, 'quote')}, each at its place{published}.{warned}"
        )

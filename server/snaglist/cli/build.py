"""``snag build``."""

import click

from snaglist.cli.options import open_snapshot, with_settings
from snaglist.plurals import singular
from snaglist.settings import Settings


@click.command()
@with_settings
def command(settings: Settings) -> None:
    """Build the snapshot, unless the one there is of the same sources, and print its folder.

    Example: snag build --data /var/lib/snaglist
    """
    with_counts = open_snapshot(settings)
    counts = ", ".join(
        f"{count:,} {singular(name) if count == 1 else name}"
        for name, count in with_counts.manifest.counts.items()
    )
    click.echo(f"{with_counts.folder}\n{counts}")
    with_counts.close()

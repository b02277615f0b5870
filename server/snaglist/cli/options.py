"""What commands share: the options for the folders, the snapshot, output."""

import json
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from snaglist.cli.progress import progress
from snaglist.settings import Settings, find_setting

if TYPE_CHECKING:
    from snaglist.snapshot.snapshot import Snapshot

Result = TypeVar("Result")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def with_settings(command: Callable[..., Result]) -> Callable[..., Result]:
    """Add --catalog, --ontology and --data, and pass them on as ``settings``.

    Where the command has options host, port or threads, these are in the settings too. The command
    raises ``UsageError`` for a setting that is not valid.
    """
    folder = click.Path(path_type=Path)

    @click.option("--catalog", type=folder, help=find_setting("catalog").option_help)
    @click.option("--ontology", type=folder, help=find_setting("ontology").option_help)
    @click.option("--data", type=folder, help=find_setting("data").option_help)
    @wraps(command)
    def wrapper(
        catalog: Path | None, ontology: Path | None, data: Path | None, **others: Any
    ) -> Result:
        given = {"catalog": catalog, "ontology": ontology, "data": data}
        for name in ("host", "port", "threads"):
            if name in others:
                given[name] = others.pop(name)
        return command(settings=Settings.from_environment(os.environ, **given), **others)

    return wrapper


graphs_beside = click.option(
    "--graph",
    "graphs",
    multiple=True,
    metavar="IRI=FILE",
    help="An RDF file to query beside the catalogue, as a named graph. As often as you like.",
)


def open_snapshot(settings: Settings) -> "Snapshot":
    """The snapshot of the settings' folders, built first where it must be.

    Raises ``FindingsError`` for findings, ``SnapshotError`` where it cannot be written or read.
    """
    # Half a second of imports, which commands that need no snapshot do without.
    from snaglist.build.current import open_current

    with progress() as tell:
        return open_current(settings.data, settings.catalog, settings.ontology, tell)


def print_json(value: object) -> None:
    """Print a value as JSON that people can read too."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))

"""What commands share: the options for the folders, the snapshot, output."""

import json
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from snaglist.cli.progress import progress
from snaglist.settings import Settings

if TYPE_CHECKING:
    from snaglist.snapshot.knowledge import Knowledge

Params = ParamSpec("Params")
Result = TypeVar("Result")

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def with_settings(command: Callable[..., Result]) -> Callable[..., Result]:
    """Add --catalog, --ontology and --data, and pass them on as one ``settings``."""
    folder = click.Path(path_type=Path)

    @click.option("--catalog", type=folder, help="Folder of the catalogue.  [default: shipped]")
    @click.option("--ontology", type=folder, help="Folder of the ontology.  [default: shipped]")
    @click.option("--data", type=folder, help="Folder for snapshots.  [default: user's cache]")
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


def knowledge(settings: Settings) -> "Knowledge":
    """The snapshot of the settings' folders, built first where it must be.

    Raises ``SourcesError`` for findings, ``SnapshotError`` where it cannot be written or read.
    """
    # Half a second of imports, which commands that need no knowledge do without.
    from snaglist.build.current import open_current

    with progress() as tell:
        return open_current(settings.data, settings.catalog, settings.ontology, tell)


def print_json(value: object) -> None:
    """Print a value as JSON that people can read too."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))

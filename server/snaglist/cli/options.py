"""What commands share: the options for the folders, the snapshot, output."""

import json
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from snaglist.cli.progress import progress
from snaglist.cli.streams import shows_all
from snaglist.settings import Settings, find_setting

if TYPE_CHECKING:
    from snaglist.snapshot.snapshot import Snapshot

Result = TypeVar("Result")


class FilePath(click.Path):
    """A path as people type it: ``~`` is their home folder, and ``-`` no file of that name.

    With ``allow_dash`` a ``-`` is passed on, for standard output.
    """

    def __init__(self, **others: Any) -> None:
        super().__init__(path_type=Path, **others)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Called by click; fails for ``-`` where that is no stream."""
        if value == "-" and not self.allow_dash:
            self.fail("- is no file here; a file of that name is ./-", param, ctx)
        try:
            value = os.fspath(Path(value).expanduser()) if str(value).startswith("~") else value
        except RuntimeError:
            self.fail(f"{value} names no home folder that is known", param, ctx)
        return super().convert(value, param, ctx)


STDOUT = Path("-")
"""What ``-o -`` gives."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def with_settings(command: Callable[..., Result]) -> Callable[..., Result]:
    """Add --catalog, --ontology and --data, and pass them on as ``settings``.

    Where the command has options host, port or threads, these are in the settings too. The command
    raises ``UsageError`` for a setting that is not valid.
    """
    folder = FilePath()

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
    """Print a value as JSON that people can read too; what cannot be shown is escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    click.echo(text if shows_all(text) else json.dumps(value, indent=2))

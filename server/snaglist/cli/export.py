"""``snag export``."""

import shutil
import sys
from pathlib import Path

import click

from snaglist.cli.options import knowledge, with_settings
from snaglist.errors import SnaglistError
from snaglist.graph.formats import FORMATS, RdfFormat
from snaglist.settings import Settings

TABLES = {"csv": "claims.csv", "sssom": "mappings.sssom.tsv"}


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice([*(name.value for name in RdfFormat), *TABLES]),
    default="turtle",
    show_default=True,
    help="trig and nquads keep what is inferred apart, in a graph of its own.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@with_settings
def command(settings: Settings, format_: str, output: Path | None) -> None:
    """Write the catalogue as RDF, its claims with their quotes as CSV, or its mappings as SSSOM.

    Example: snag export --format trig -o snaglist.trig
    """
    name = TABLES.get(format_) or f"snaglist.{FORMATS[RdfFormat(format_)].suffix}"
    known = knowledge(settings)
    dump = next(dump for dump in known.dumps if dump.name == name)
    known.close()
    try:
        if output is None:
            with dump.path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
        else:
            shutil.copyfile(dump.path, output)
    except BrokenPipeError:
        # The reader has seen enough, as head(1) does; devnull keeps the exit quiet.
        sys.stdout = None
    except OSError as error:
        raise SnaglistError(f"{output} cannot be written: {error.strerror}.") from error

"""``snag export``."""

import shutil
import sys
from pathlib import Path

import click

from snaglist.cli.options import knowledge, with_settings
from snaglist.dataset.distributions import (
    CONTEXT_DUMP,
    GRAPH_PARTS,
    QUADSTORE_DUMP,
    Part,
    dump_name,
)
from snaglist.errors import SnaglistError, UsageError
from snaglist.graph.rdf_formats import FORMATS, RdfFormat
from snaglist.settings import Settings
from snaglist.web.app import create_app
from snaglist.web.static_site import write_site

WHOLE = {
    "csv": "claims.csv",
    "sssom": "mappings.sssom.tsv",
    "owl": dump_name(Part.ONTOLOGY, RdfFormat.RDFXML),
    "quadstore": QUADSTORE_DUMP,
    "context": CONTEXT_DUMP,
}
"""Files that come in one piece, by the name of their format here."""


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice([*(name.value for name in RdfFormat), *WHOLE]),
    default="turtle",
    show_default=True,
    help="trig and nquads keep what is inferred apart, in a graph of its own.",
)
@click.option(
    "--part",
    type=click.Choice([part.value for part in (*GRAPH_PARTS, Part.ONTOLOGY)]),
    help="Of the RDF.  [default: everything for trig and nquads, asserted for the others]",
)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write the whole site to, as files that open without a server.",
)
@click.option("--dumps", is_flag=True, help="With --site: the dumps too.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@with_settings
def command(
    settings: Settings,
    format_: str,
    part: str | None,
    site: Path | None,
    dumps: bool,
    output: Path | None,
) -> None:
    """Write the catalogue as RDF, its claims with their quotes as CSV, or its mappings as SSSOM.

    With --site, write every page as a file, with a search that needs no server.

    owl is the ontology as Protégé opens it, quadstore a file for owlready2, context the JSON-LD
    context.

    Example: snag export --format trig -o snaglist.trig
    """
    if site:
        _write_site(settings, site, dumps)
        return
    name = _file(format_, part)
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


def _write_site(settings: Settings, folder: Path, dumps: bool) -> None:
    known = knowledge(settings)
    written = write_site(create_app(known), folder, dumps)
    known.close()
    size = f"{written.octets / 1_000_000:.1f} MB"
    click.echo(f"{written.pages} pages and {written.files} other files, {size}, in {folder}.")
    click.echo(f"Open {folder / 'index.html'} in a browser.")


def _file(format_: str, part: str | None) -> str:
    """The name of the dump that was asked for; raises ``UsageError`` where there is none."""
    if format_ in WHOLE:
        if part:
            raise UsageError(f"{format_} comes in one piece; leave --part out.")
        return WHOLE[format_]
    rdf_format = RdfFormat(format_)
    named = FORMATS[rdf_format].named_graphs
    if named and part == Part.ONTOLOGY:
        raise UsageError("The ontology is one graph; write it as turtle, jsonld, rdfxml, ntriples.")
    chosen = Part(part) if part else Part.EVERYTHING if named else Part.ASSERTED
    return dump_name(chosen, rdf_format)

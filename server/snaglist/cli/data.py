"""The catalogue as data: ``snag export`` and ``snag diff``."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from snaglist.cli.options import STDOUT, FilePath, open_snapshot, print_json, with_settings
from snaglist.dataset.distributions import (
    CONTEXT_DUMP,
    GRAPH_PARTS,
    NANOPUBS_DUMP,
    QUADSTORE_DUMP,
    DatasetPart,
    Dump,
    dump_name,
)
from snaglist.errors import SnaglistError, UsageError
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.graph.serialize import write_graph
from snaglist.model.diff import CatalogueDiff, ChangeKind, Difference, FieldChange, compare
from snaglist.schema.fields import is_web_address
from snaglist.settings import Settings
from snaglist.snapshot.place import SnapshotFolder

SINGLE_FILES = {
    "csv": "claims.csv",
    "findings": "findings.csv",
    "nanopub": NANOPUBS_DUMP,
    "sssom": "mappings.sssom.tsv",
    "owl": dump_name(DatasetPart.ONTOLOGY, RdfFormat.RDFXML),
    "quadstore": QUADSTORE_DUMP,
    "context": CONTEXT_DUMP,
}
"""Files that come in one piece, by the name of their format here."""

PROJECT = "qdpx"
"""A project for programs of qualitative research."""


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice([*(name.value for name in RdfFormat), *SINGLE_FILES, PROJECT]),
    default="turtle",
    show_default=True,
    help="trig and nquads keep what is inferred apart, in a graph of its own.",
)
@click.option(
    "--part",
    type=click.Choice([part.value for part in (*GRAPH_PARTS, DatasetPart.ONTOLOGY)]),
    help="Of the RDF.  [default: everything for trig and nquads, asserted for the others]",
)
@click.option(
    "--site",
    type=FilePath(file_okay=False),
    help="Folder to write the whole site to, as files that open without a server.",
)
@click.option(
    "--base-url",
    default="",
    help="With --site: the address that it will have, for canonical links and sitemap.xml.",
)
@click.option("--dumps", is_flag=True, help="With --site: the dumps too.")
@click.option("-o", "--output", type=FilePath(allow_dash=True), help="File to write; - is stdout.")
@click.option("--interview", "interviews", multiple=True, help="With qdpx: only these.")
@click.option("--coder", help="With qdpx: who you are, for your codings before all handed in.")
@click.option(
    "--restricted", is_flag=True, help="With qdpx: interviews whose words may not leave, too."
)
@with_settings
def export(
    settings: Settings,
    format_: str,
    part: str | None,
    site: Path | None,
    base_url: str,
    dumps: bool,
    output: Path | None,
    interviews: tuple[str, ...],
    coder: str | None,
    restricted: bool,
) -> None:
    """Write the catalogue as RDF, its claims with their quotes as CSV, or its mappings as SSSOM.

    qdpx is a project of REFI-QDA for QualCoder, ATLAS.ti, NVivo, MAXQDA: transcripts, codes,
    quotes, codings.

    With --site, write every page as a file, with a search that needs no server.

    owl is the ontology as Protégé opens it, quadstore a file for owlready2, context the JSON-LD
    context, nanopub each claim with what it rests on as a nanopublication, in TriG.

    Example: snag export --format trig -o snaglist.trig
    """
    if site:
        if base_url and not is_web_address(base_url):
            raise UsageError(f"--base-url is no web address: {base_url!r}. Try https://….")
        _write_site(settings, site, dumps, base_url)
        return
    if format_ == PROJECT:
        # Only here: the other exports need nothing of coding.
        from snaglist.cli.coding.project import export_project

        export_project(settings, interviews, coder, restricted, output)
        return
    if interviews or coder or restricted:
        raise UsageError("--interview, --coder and --restricted are for --format qdpx.")
    name = _file(format_, part)
    # Open to the end: a build beside it must not remove what is being copied.
    with closing(open_snapshot(settings)) as known:
        _write_dump(next(dump for dump in known.dumps if dump.name == name), output)


def _write_dump(dump: Dump, output: Path | None) -> None:
    if output in (None, STDOUT):
        with dump.path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        return
    try:
        shutil.copyfile(dump.path, output)
    except OSError as error:
        raise SnaglistError(f"{output} cannot be written: {error.strerror}.") from error


def _write_site(settings: Settings, folder: Path, dumps: bool, base: str) -> None:
    # The web is read only here: the other exports do without it.
    from snaglist.web.app import create_app
    from snaglist.web.static_site import write_site

    known = open_snapshot(settings)
    written = write_site(create_app(known), folder, dumps, base)
    known.close()
    size = f"{written.octets / 1_000_000:.1f} MB"
    click.echo(f"{written.pages} pages and {written.files} other files, {size}, in {folder}.")
    click.echo(f"Open {folder / 'index.html'} in a browser.")


def _file(format_: str, part: str | None) -> str:
    """The name of the dump that was asked for; raises ``UsageError`` where there is none."""
    if format_ in SINGLE_FILES:
        if part:
            raise UsageError(f"{format_} comes in one piece; leave --part out.")
        return SINGLE_FILES[format_]
    rdf_format = RdfFormat(format_)
    named = RDF_FORMATS[rdf_format].named_graphs
    if named and part == DatasetPart.ONTOLOGY:
        raise UsageError("The ontology is one graph; write it as turtle, jsonld, rdfxml, ntriples.")
    chosen = (
        DatasetPart(part) if part else DatasetPart.EVERYTHING if named else DatasetPart.ASSERTED
    )
    return dump_name(chosen, rdf_format)


DIFF_FORMATS = [
    "text",
    "json",
    *(name.value for name, info in RDF_FORMATS.items() if not info.named_graphs),
]
LONGEST_VALUE = 160
"""How much of a value is printed; JSON has all of it."""


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format", "format_", type=click.Choice(DIFF_FORMATS), default="text",
    show_default=True,
)  # fmt: skip
@with_settings
def diff(settings: Settings, old: str, new: str | None, format_: str) -> None:
    """Say what was added, changed, retired or removed from OLD to NEW.

    Each is the folder of a catalogue, the folder of a snapshot, or the beginning of a snapshot's
    key. Without NEW, the catalogue in use.

    Example: snag diff ../snaglist-0.1.0/catalog catalog
    """
    # What reads and compares editions is no concern of exports.
    from snaglist.build.editions import read_edition
    from snaglist.graph.edition_diff import changes_graph
    from snaglist.graph.namespaces import CatalogueNames

    place = SnapshotFolder(settings.data, settings.catalog, settings.ontology)
    before = read_edition(old, place)
    after = read_edition(new or str(settings.catalog.resolve()), place)
    delta = compare(before, after)
    if format_ == "json":
        print_json(asdict(delta))
    elif format_ == "text":
        click.echo("\n".join(_prose(delta)))
    else:
        graph = changes_graph(delta, CatalogueNames.of(after.about))
        click.echo(write_graph(graph, RdfFormat(format_)).decode(), nl=False)


def _prose(delta: CatalogueDiff) -> Iterator[str]:
    editions = " to ".join(f"{one.version} ({one.digest[:12]})" for one in (delta.old, delta.new))
    counts = ", ".join(f"{len(found)} {kind}" for kind in ChangeKind if (found := delta.of(kind)))
    yield f"From {editions}: {counts or 'nothing differs'}."
    for kind in ChangeKind:
        found = delta.of(kind)
        if found:
            yield f"\n{kind.upper()}"
        for difference in found:
            yield from _difference(difference)


def _difference(difference: Difference) -> Iterator[str]:
    yield f"  {difference.type} {difference.id}  {_short(difference.title)}"
    if difference.why:
        yield f"    because: {difference.why}"
    if difference.replaced_by:
        yield f"    replaced by: {', '.join(difference.replaced_by)}"
    for field in difference.fields:
        yield from _field(field)


def _field(field: FieldChange) -> Iterator[str]:
    if not field.lost + field.gained:
        yield f"    {field.name}: in another order"
    for sign, values in (("-", field.lost), ("+", field.gained)):
        for value in values:
            yield f"    {field.name} {sign} {_short(value)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"

"""``snag diff``."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from snaglist.build.editions import read_edition
from snaglist.cli.options import with_settings
from snaglist.graph.edition_diff import changes_graph
from snaglist.graph.rdf_formats import FORMATS, RdfFormat
from snaglist.graph.serialize import write_graph
from snaglist.model.diff import Delta, Difference, FieldChange, Kind, compare
from snaglist.settings import Settings
from snaglist.snapshot.place import Place

RDF = [name.value for name, info in FORMATS.items() if not info.named_graphs]
CUT = 160
"""How much of a value is printed; JSON has all of it."""


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", *RDF]), default="text",
    show_default=True,
)  # fmt: skip
@with_settings
def command(settings: Settings, old: str, new: str | None, format_: str) -> None:
    """Say what was added, changed, retired or removed from OLD to NEW.

    Each is the folder of a catalogue, the folder of a snapshot, or the beginning of a snapshot's
    key. Without NEW, the catalogue in use.

    Example: snag diff ../snaglist-0.1.0/catalog catalog
    """
    place = Place(settings.data, settings.catalog, settings.ontology)
    delta = compare(
        read_edition(old, place), read_edition(new or str(settings.catalog.resolve()), place)
    )
    if format_ == "json":
        click.echo(json.dumps(asdict(delta), indent=2, ensure_ascii=False))
    elif format_ == "text":
        click.echo("\n".join(_prose(delta)))
    else:
        click.echo(write_graph(changes_graph(delta), RdfFormat(format_)).decode(), nl=False)


def _prose(delta: Delta) -> Iterator[str]:
    editions = " to ".join(f"{one.version} ({one.digest[:12]})" for one in (delta.old, delta.new))
    counts = ", ".join(f"{len(found)} {kind}" for kind in Kind if (found := delta.of(kind)))
    yield f"From {editions}: {counts or 'nothing differs'}."
    for kind in Kind:
        found = delta.of(kind)
        if found:
            yield f"\n{kind.upper()}"
        for difference in found:
            yield from _told(difference)


def _told(difference: Difference) -> Iterator[str]:
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
    return line if len(line) <= CUT else f"{line[:CUT]}…"

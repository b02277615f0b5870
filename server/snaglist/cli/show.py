"""``snag show``."""

import dataclasses
import textwrap
from collections.abc import Iterator

import click
from pydantic_core import to_jsonable_python

from snaglist.cli.options import as_json, knowledge, print_json, with_settings
from snaglist.model.catalogue import Catalogue, Thing
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Quote
from snaglist.settings import Settings


@click.command()
@click.argument("identifier", metavar="ID")
@with_settings
@as_json
def command(settings: Settings, identifier: str, as_json: bool) -> None:
    """Show an issue, strategy, quote, turn, claim or concept.

    Example: snag show SNAG-001
    """
    known = knowledge(settings)
    catalogue = known.catalogue
    known.close()
    name = identifier if identifier in catalogue.things else identifier.upper()
    if name not in catalogue.things:
        name = identifier
    thing = catalogue.thing(name)
    if as_json:
        print_json(to_jsonable_python(dataclasses.asdict(thing)))
    elif isinstance(thing, Issue | Strategy):
        click.echo("\n".join(_entry(catalogue, thing)))
    elif isinstance(thing, Quote):
        click.echo("\n".join(_quote(catalogue, thing, "")))
    else:
        click.echo("\n".join(_plain(thing)))


def _entry(catalogue: Catalogue, entry: Issue | Strategy) -> Iterator[str]:
    yield f"{entry.id}  {entry.title}"
    yield f"also called: {', '.join(entry.also_called)}\n"
    yield textwrap.fill(entry.definition, 88)
    for claim in entry.claims:
        answer = f" {claim.strategy}" if claim.strategy else ""
        outcome = f" ({claim.outcome.value})" if claim.outcome else ""
        yield f"\n{claim.id}  {claim.type.value}{answer}{outcome}: {claim.text}"
        for name in claim.quotes:
            yield from _quote(catalogue, catalogue.find(Quote, name), "    ")
    if isinstance(entry, Issue):
        yield ""
        yield from (f"leads to {arrow.issue}: {arrow.text}" for arrow in entry.leads_to)
        yield from (f"ask: {question.text}" for question in entry.questions)


def _quote(catalogue: Catalogue, quote: Quote, indent: str) -> Iterator[str]:
    words = " ".join(quote.exact.split())
    yield textwrap.fill(f"“{words}”", 88, initial_indent=indent, subsequent_indent=indent + " ")
    speaker, section = catalogue.speaker_of(quote), catalogue.section_of(quote)
    gloss = f" [{quote.gloss}]" if quote.gloss else ""
    place = f"{speaker.label}, {section.title}, line {quote.line}, {quote.standing.value}"
    yield f"{indent}{quote.id}: {place}{gloss}"


def _plain(thing: Thing) -> Iterator[str]:
    """Whatever else has an id: its fields, the long lists of an interview counted."""
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        if isinstance(thing, Interview) and field.name in ("transcript", "turns", "quotes"):
            value = f"{len(value):,} (snag show {thing.id} --json has them)"
        yield f"{field.name}: {value}"

"""Passages that may belong to an entry, for coders: ``snag suggest``."""

import textwrap
from dataclasses import asdict

import click

from snaglist.cli.options import open_snapshot, print_json, with_settings
from snaglist.errors import UsageError
from snaglist.index.similar_passages import PassageIndex, coded_by_quotes, query_of
from snaglist.model.entry import Issue, Strategy
from snaglist.settings import Settings

WIDTH = 88


@click.command()
@click.argument("entry")
@click.option("--interview", help="Only passages of this interview.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_settings
def command(
    settings: Settings, entry: str, interview: str | None, limit: int, as_json: bool
) -> None:
    """List passages that speak as an entry does and that no quote covers.

    They are offered, never filed: read each before you code it. About every second is worth it.

    Example: snag suggest SNAG-002
    """
    known = open_snapshot(settings)
    known.close()
    catalogue = known.catalogue
    thing = catalogue.thing(entry.upper())
    if not isinstance(thing, Issue | Strategy):
        raise UsageError(f"{thing.id} is no issue or strategy; passages are suggested for these.")
    interviews = catalogue.interviews
    if interview:
        names = [each.id for each in interviews]
        if interview.upper() not in names:
            raise catalogue.missing(interview, names)
        interviews = tuple(each for each in interviews if each.id == interview.upper())
    index = PassageIndex(interviews)
    found = index.similar(query_of(catalogue, thing), coded_by_quotes(catalogue), limit)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    click.echo(f"{thing.id} {thing.title}")
    if not found:
        click.echo("No passage without a quote has words in common with it.")
    for each in found:
        place = each.passage
        click.echo(f"\n{place.interview} line {place.line}, {place.turn}: {', '.join(each.words)}")
        words = " ".join(place.text.split())
        click.echo(textwrap.fill(words, WIDTH, initial_indent="  ", subsequent_indent="  "))

"""Passages that may belong to an entry, for coders: ``snag suggest``."""

import textwrap
from dataclasses import asdict

import click

from snaglist.cli.options import open_snapshot, print_json, with_settings
from snaglist.errors import UsageError
from snaglist.index.similar_passages import coded_by_anybody, query_of
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue, Strategy
from snaglist.settings import Settings

WIDTH = 88


@click.command()
@click.argument("entry")
@click.option("--interview", help="Only passages of this interview.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True)
@click.option("--coder", help="Your id in coders.yaml; then your own codings count at once.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_settings
def command(
    settings: Settings,
    entry: str,
    interview: str | None,
    limit: int,
    coder: str | None,
    as_json: bool,
) -> None:
    """List passages that speak as an entry does and that no quote or coding covers.

    Words are compared, not meanings. Codings of others count once all have handed in.

    They are offered, never filed: read each before you code it; many will not fit.

    Example: snag suggest SNAG-002
    """
    known = open_snapshot(settings)
    known.close()
    catalogue = known.catalogue
    thing = catalogue.thing(entry.upper())
    if not isinstance(thing, Issue | Strategy):
        raise UsageError(f"{thing.id} is no issue or strategy; passages are suggested for these.")
    within = _interviews(catalogue, interview)
    coded = coded_by_anybody(catalogue, _coder(catalogue, coder))
    found = known.passages.similar(query_of(catalogue, thing), coded, limit, within)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    click.echo(f"{thing.id} {thing.title}")
    if not found:
        click.echo("No passage without a quote or coding has words in common with it.")
    for each in found:
        place = each.passage
        click.echo(f"\n{place.interview} line {place.line}, {place.turn}: {', '.join(each.words)}")
        words = " ".join(place.text.split())
        click.echo(textwrap.fill(words, WIDTH, initial_indent="  ", subsequent_indent="  "))


def _interviews(catalogue: Catalogue, interview: str | None) -> tuple[str, ...] | None:
    """The interview that is asked for; raises ``NotFoundError`` where there is none of that id."""
    names = [each.id for each in catalogue.interviews]
    if interview and interview.upper() not in names:
        raise catalogue.missing(interview, names)
    return (interview.upper(),) if interview else None


def _coder(catalogue: Catalogue, coder: str | None) -> str | None:
    """The coder who asks; raises ``NotFoundError`` where nobody of that id is declared."""
    names = [each.id for each in catalogue.coders]
    if coder and coder not in names:
        raise catalogue.missing(coder, names)
    return coder

"""``snag search``."""

import dataclasses

import click

from snaglist.cli.options import as_json, knowledge, print_json, with_settings
from snaglist.index.query import DocumentType, Hit, Order, Query
from snaglist.settings import Settings

several = {"multiple": True, "metavar": "ID"}


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_settings
@click.option("--type", "type_", multiple=True, type=click.Choice([t.value for t in DocumentType]))
@click.option("--category", multiple=True, metavar="ID", help="Such as data or trust.")
@click.option("--kind", multiple=True, metavar="ID", help="Such as completeness.")
@click.option("--phase", multiple=True, metavar="ID", help="Such as data-collection.")
@click.option("--source", multiple=True, metavar="ID", help="Such as sensor.")
@click.option("--sort", type=click.Choice([o.value for o in Order]), default="relevance")
@click.option("--exact", is_flag=True, help="Only what was typed: no other names or spellings.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@as_json
def command(
    settings: Settings,
    words: tuple[str, ...],
    type_: tuple[str, ...],
    page: int,
    sort: str,
    exact: bool,
    as_json: bool,
    **facets: tuple[str, ...],
) -> None:
    """Search issues, strategies, quotes and speaker turns.

    Example: snag search "sensor stopped" --type issue --category data
    """
    filters = {name: values for name, values in {"type": type_, **facets}.items() if values}
    known = knowledge(settings)
    query = Query(words=" ".join(words), filters=filters, page=page, order=Order(sort), exact=exact)
    results = known.search(query)
    known.close()
    if as_json:
        print_json(dataclasses.asdict(results))
        return
    for each in results.respelt:
        click.echo(f"Nothing has {each.typed!r}; searched for {each.used} instead.")
    for other in results.related:
        click.echo(f"Also searched: {', '.join(other.names)}.")
    for hit in results.hits:
        click.echo(f"{hit.id:<10} {hit.title}\n{'':<10} {_shown(hit)}")
    if not results.total:
        instead = f" Try {' or '.join(results.instead)}." if results.instead else ""
        click.echo(f"Nothing found for {' '.join(words)!r}.{instead}")
    else:
        click.echo(f"{results.total} found.")


def _shown(hit: Hit) -> str:
    """The passage that matched, its words in bold on a terminal."""
    parts = [click.style(f.text, bold=True) if f.matched else f.text for f in hit.highlight]
    return f"{hit.field}: {' '.join(''.join(parts).split())}"

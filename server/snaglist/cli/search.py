"""Commands that look into the catalogue: ``snag search``, ``snag show`` and ``snag stats``."""

import dataclasses
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click
from pydantic_core import to_jsonable_python

from snaglist.cli.options import json_option, open_snapshot, print_json, with_settings
from snaglist.errors import UsageError
from snaglist.index.query import DocumentType, Hit, Order, Query
from snaglist.model.catalogue import Catalogue, Thing, nearest_names
from snaglist.model.entry import Issue, Strategy
from snaglist.model.gaps import find_gaps
from snaglist.model.interview import Interview, Quote
from snaglist.model.interview_table import INTERVIEW_COLUMNS
from snaglist.model.reach import people_in
from snaglist.model.vocabulary import OutsideMapping, Vocabulary
from snaglist.model.witness import Evidence
from snaglist.settings import Settings

PLAIN = (DocumentType.ISSUE, DocumentType.STRATEGY, DocumentType.QUOTE, DocumentType.TURN)
"""The types whose identifiers say what they are."""


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_settings
@click.option("--type", "type_", multiple=True, type=click.Choice([t.value for t in DocumentType]))
@click.option("--category", multiple=True, metavar="ID", help="Such as data or trust.")
@click.option("--kind", multiple=True, metavar="ID", help="Such as completeness.")
@click.option("--phase", multiple=True, metavar="ID", help="Such as data-collection.")
@click.option("--source", multiple=True, metavar="ID", help="Such as sensor.")
@click.option("--interview", multiple=True, metavar="ID", help="Whose words it rests on, as I07.")
@click.option("--person", multiple=True, metavar="ID", help="The same by a person's pseudonym.")
@click.option("--role", multiple=True, metavar="NAME", help="Such as data scientist; interviewer.")
@click.option("--sort", type=click.Choice([o.value for o in Order]), default="relevance")
@click.option("--exact", is_flag=True, help="Only what was typed: no other names or spellings.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@json_option
def search(
    settings: Settings,
    words: tuple[str, ...],
    type_: tuple[str, ...],
    page: int,
    sort: str,
    exact: bool,
    as_json: bool,
    **facets: tuple[str, ...],
) -> None:
    """Search issues, strategies, what was said and published, and what is known to be missing.

    Example: snag search "sensor stopped" --type issue --category data
    """
    filters = {name: values for name, values in {"type": type_, **facets}.items() if values}
    known = open_snapshot(settings)
    query = Query(words=" ".join(words), filters=filters, page=page, order=Order(sort), exact=exact)
    try:
        _check_values(filters, known.facet_labels)
        results = known.search(query)
    finally:
        known.close()
    if as_json:
        print_json(dataclasses.asdict(results))
        return
    for sign in results.ignored:
        click.echo(f"{sign.typed}: {sign.why}.")
    for each in results.respelt:
        click.echo(f"Nothing found for {each.typed!r}; searched for {each.used} instead.")
    if results.instead and results.total:
        click.echo(f"Did you mean {' or '.join(results.instead)}?")
    for other in results.related:
        click.echo(f"Also searched: {', '.join(other.names)}.")
    for line in _lines(results.hits, query.order):
        click.echo(line)
    if not results.total:
        instead = f" Try {' or '.join(results.instead)}." if results.instead else ""
        click.echo(f"Nothing found for {' '.join(words)!r}.{instead}")
    else:
        click.echo(f"{results.total} found.")


def _check_values(
    filters: Mapping[str, Sequence[str]], labels: Mapping[str, Mapping[str, object]]
) -> None:
    """Raise ``UsageError`` for a value that nothing has: it would look as if nothing were found."""
    for name, values in filters.items():
        for value in values:
            if name in labels and value not in labels[name]:
                near = nearest_names(value, labels[name]) or sorted(labels[name])
                raise UsageError(f"--{name} has no value {value!r}. Try {', '.join(near)}.")


def _lines(hits: Sequence[Hit], order: Order) -> Iterator[str]:
    """The hits, and by relevance before those that fit weakly a line that says so."""
    strong = max((place for place, hit in enumerate(hits, start=1) if not hit.weak), default=0)
    for place, hit in enumerate(hits):
        if place == strong and order is Order.RELEVANCE:
            yield "Weak from here on: less than half of what you typed."
        what = "" if hit.type in PLAIN else f"[{hit.type.value}] "
        yield f"{hit.id:<10} {what}{hit.title}\n{'':<10} {_passage(hit)}"


def _passage(hit: Hit) -> str:
    """The passage that matched, its words in bold on a terminal."""
    parts = [click.style(f.text, bold=True) if f.matched else f.text for f in hit.highlight]
    return f"{hit.field}: {' '.join(''.join(parts).split())}"


@click.command()
@click.argument("identifier", metavar="ID")
@with_settings
@json_option
def show(settings: Settings, identifier: str, as_json: bool) -> None:
    """Show an issue, strategy, quote, turn, claim, concept or vocabulary.

    Example: snag show SNAG-001
    """
    known = open_snapshot(settings)
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
    elif isinstance(thing, Vocabulary):
        click.echo("\n".join(_vocabulary(thing)))
    else:
        click.echo("\n".join(_fields(thing)))


def _entry(catalogue: Catalogue, entry: Issue | Strategy) -> Iterator[str]:
    yield f"{entry.id}  {entry.title}"
    yield f"also called: {', '.join(entry.also_called)}\n"
    if entry.retired:
        instead = ", ".join(entry.retired.replaced_by)
        use = f" Use {instead} instead." if instead else ""
        yield textwrap.fill(f"RETIRED. {entry.retired.why}{use}", 88) + "\n"
    yield textwrap.fill(entry.definition, 88)
    for claim in entry.claims:
        answer = f" {claim.strategy}" if claim.strategy else ""
        outcome = f" ({claim.outcome.label})" if claim.outcome else ""
        yield f"\n{claim.id}  {claim.type.value}{answer}{outcome}: {claim.text}"
        for name in claim.quotes:
            yield from _quote(catalogue, catalogue.find(Quote, name), "    ")
    if isinstance(entry, Issue):
        yield ""
        yield from (f"leads to {arrow.issue}: {arrow.text}" for arrow in entry.leads_to)
        yield from (f"ask: {question.text}" for question in entry.questions)
    outside = catalogue.outside.get(entry.id, ())
    if outside:
        yield ""
        yield from (_mapping(vocabulary, mapping) for vocabulary, mapping in outside)


def _vocabulary(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"{vocabulary.id}  {vocabulary.title}, version {vocabulary.version}"
    yield f"kept by {vocabulary.kept_by}, {vocabulary.homepage}\n"
    yield textwrap.fill(vocabulary.description, 88)
    for each in vocabulary.looked_up:
        yield f"\nlooked up {each.on}: {each.repository}, {each.path}, commit {each.commit}"
    yield ""
    for mapping in vocabulary.mappings:
        yield f"{mapping.subject} {_mapping(vocabulary, mapping)}: {mapping.why}"


def _mapping(vocabulary: Vocabulary, mapping: OutsideMapping) -> str:
    if mapping.to is None:
        return f"no counterpart in {vocabulary.title}"
    term = vocabulary.term(mapping.to)
    return f"{mapping.relation.value} {vocabulary.id} {term.id} ({term.label})"


def _quote(catalogue: Catalogue, quote: Quote, indent: str) -> Iterator[str]:
    words = " ".join(quote.exact.split())
    yield textwrap.fill(f"“{words}”", 88, initial_indent=indent, subsequent_indent=indent + " ")
    speaker, section = catalogue.speaker_of(quote), catalogue.section_of(quote)
    gloss = f" [{quote.gloss}]" if quote.gloss else ""
    who = speaker.label
    if len(catalogue.interviews) > 1:
        who += f" ({catalogue.person_of(quote)})"
    place = f"{who}, {section.title}, line {quote.line}, {quote.standing.value}"
    yield f"{indent}{quote.id}: {place}{gloss}"


def _fields(thing: Thing) -> Iterator[str]:
    """Whatever else has an id: its fields, the long lists of an interview counted."""
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        if isinstance(thing, Interview) and field.name in ("transcript", "turns", "quotes"):
            value = f"{len(value):,} (snag show {thing.id} --json has them)"
        yield f"{field.name}: {value}"


@click.command()
@with_settings
@click.option("--by", type=click.Choice(["interview"]), help="A row for each instead.")
@json_option
def stats(settings: Settings, by: str | None, as_json: bool) -> None:
    """Count what there is, and the gaps: issues by category, claims by type, what is not reported.

    Retired entries count as such only.

    Example: snag stats --json
    """
    known = open_snapshot(settings)
    known.close()
    catalogue = known.catalogue
    if by:
        _by_interview(catalogue, as_json)
        return
    live = (*catalogue.live_issues, *catalogue.live_strategies)
    tables = {
        "things": dict(known.manifest.counts),
        "issues by category": dict(Counter(issue.category for issue in catalogue.live_issues)),
        "strategies by kind": dict(
            Counter(strategy.kind for strategy in catalogue.live_strategies)
        ),
        "claims by type": dict(
            Counter(claim.type.value for entry in live for claim in entry.claims)
        ),
        "quotes by standing": dict(Counter(quote.standing.value for quote in catalogue.quotes)),
        "issues by evidence": _by_evidence(catalogue, catalogue.live_issues),
        "strategies by evidence": _by_evidence(catalogue, catalogue.live_strategies),
        "findings by evidence": dict(Counter(each.evidence for each in catalogue.findings)),
        "gaps": find_gaps(catalogue).counts(),
    }
    if as_json:
        print_json(tables)
        return
    for title, table in tables.items():
        click.echo(title)
        for name, count in table.items():
            click.echo(f"  {name:<32}{count:>8,}")


def _by_interview(catalogue: Catalogue, as_json: bool) -> None:
    """A row for each interview, and at the end how many there are of all."""
    rows = [
        {column.name: column.cell(catalogue, each) for column in INTERVIEW_COLUMNS}
        for each in catalogue.interviews
    ]
    people = len({name for each in catalogue.interviews for name in people_in(each)})
    if as_json:
        print_json({"interviews": rows, "people": people})
        return
    table = [[column.title.lower() for column in INTERVIEW_COLUMNS]]
    for row in rows:
        # Pseudonyms are for programs; how many they are is what one reads.
        cells = (len(cell) if isinstance(cell, tuple) else cell for cell in row.values())
        table.append([f"{cell:,}" if isinstance(cell, int) else cell for cell in cells])
    widths = [max(len(line[at]) for line in table) for at in range(len(INTERVIEW_COLUMNS))]
    for line in table:
        cells_ = (f"{text:<{width}}" for text, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells_).rstrip())
    click.echo(f"{len(rows)} interviews, {people} people." if len(rows) != 1 else "1 interview.")


def _by_evidence(catalogue: Catalogue, entries: Iterable[Issue | Strategy]) -> dict[str, int]:
    """How many a quote bears out, how many a finding, how many both."""
    found = Counter(value for entry in entries for value in catalogue.evidence_of(entry))
    return {value.label: found[value] for value in Evidence}

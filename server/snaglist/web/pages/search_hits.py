"""What a search found, and how it spreads over the facets."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from snaglist.index.query import FACETS, Hit, Query, Results
from snaglist.model.entry import Issue, Strategy
from snaglist.model.facets import FacetCount, outcomes_of
from snaglist.model.interview import Quote, Turn
from snaglist.web.components.entries import QuoteView, quote_view
from snaglist.web.components.facets import FacetValue, toggle_value
from snaglist.web.site import Site


class FragmentView(TypedDict):
    """A piece of what a hit shows; ``matched`` where it is what was searched."""

    text: str
    matched: bool


class Witness(TypedDict):
    """The quote to show with a hit, and whether the highlight is of its words or its gloss."""

    quote: QuoteView | None
    in_words: bool
    in_gloss: bool


class HitFields(TypedDict):
    """What is said of every hit."""

    type: str
    id: str
    title: str
    url: str
    score: float
    field: str
    quote_count: int
    highlight: list[FragmentView]


class EntryHit(HitFields, Witness):
    """An issue or strategy; ``category`` is None for a strategy.

    ``outcomes`` are those of what was tried or proposed about the one or by the other.
    """

    category: str | None
    outcomes: list[str]


class QuoteHit(HitFields, Witness):
    """A quote."""


class TurnHit(HitFields):
    """A turn; ``line`` counts from 1."""

    speaker: str
    section: str
    line: int


HitView = EntryHit | QuoteHit | TurnHit


def hit_view(site: Site, hit: Hit) -> HitView:
    """One hit, with what a reader needs to judge it: place, witness, entries it supports."""
    thing = site.catalogue.things[hit.id]
    fields: HitFields = {
        "type": hit.type.value,
        "id": hit.id,
        "title": hit.title,
        "url": site.urls.of(thing),
        "score": round(hit.score, 4),
        "field": hit.field,
        "quote_count": hit.quote_count,
        "highlight": [{"text": part.text, "matched": part.matched} for part in hit.highlight],
    }
    if isinstance(thing, Issue | Strategy):
        quotes = [site.catalogue.find(Quote, name) for name in thing.quote_ids()]
        category = getattr(thing, "category", None)
        outcomes = list(outcomes_of(site.catalogue, thing))
        witness = _witness(site, hit, quotes)
        return {**fields, "category": category, "outcomes": outcomes, **witness}
    if isinstance(thing, Quote):
        return {**fields, **_witness(site, hit, [thing])}
    turn = site.catalogue.find(Turn, hit.id)
    return {
        **fields,
        "speaker": site.catalogue.speaker_of(turn).label,
        "section": site.catalogue.section_of(turn).title,
        "line": turn.line,
    }


def _witness(site: Site, hit: Hit, quotes: Sequence[Quote]) -> Witness:
    found = " ".join("".join(part.text for part in hit.highlight).strip("… ").split())
    if hit.field == "quotes" and found:
        for quote in quotes:
            words, gloss = (" ".join((text or "").split()) for text in (quote.exact, quote.gloss))
            if found in words or found in gloss:
                return {
                    "quote": quote_view(site, quote),
                    "in_words": found in words,
                    "in_gloss": found not in words,
                }
    first = quote_view(site, quotes[0]) if quotes else None
    return {"quote": first, "in_words": False, "in_gloss": False}


def search_facets(site: Site, query: Query, results: Results) -> dict[str, list[FacetValue]]:
    """The values of each facet, those chosen and not found with a count of 0."""
    found = {}
    for name in FACETS:
        counts = list(results.facets.get(name, ()))
        missing = set(query.filters.get(name, ())) - {count.value for count in counts}
        counts += [FacetCount(value=value, count=0) for value in sorted(missing)]
        if counts:
            found[name] = [_value(site, query, name, count) for count in counts]
    return found


def known_values(site: Site, facet: str) -> tuple[str, ...]:
    """Every value that a facet can have, found or not."""
    return tuple(site.knowledge.facet_labels.get(facet, {}))


def _value(site: Site, query: Query, facet: str, count: FacetCount) -> FacetValue:
    filters = {name: tuple(values) for name, values in query.filters.items()}
    labels = site.knowledge.facet_labels.get(facet, {})
    chosen = replace(query, page=1, filters=toggle_value(filters, facet, count.value))
    return {
        "value": count.value,
        "label": labels.get(count.value, (count.value,))[0],
        "count": count.count,
        "chosen": count.value in query.filters.get(facet, ()),
        "url": site.urls.query(chosen),
    }

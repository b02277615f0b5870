"""What a search found, and how it spreads over the facets."""

from collections.abc import Sequence

from snaglist.index.query import FACETS, DocumentType, FacetCount, Hit, Query, Results
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Quote, Standing, Turn
from snaglist.web.site import Site, View
from snaglist.web.views.listing import toggled
from snaglist.web.views.quotes import quote_view

SCHEMES = {
    "category": "category",
    "kind": "category",
    "phase": "phase",
    "source": "source",
    "strategy-kind": "strategy-kind",
}
TYPES = {"issue": "issues", "strategy": "strategies", "quote": "quotes", "turn": "passages"}


def hit_view(site: Site, hit: Hit) -> View:
    """One hit, with what a reader needs to judge it: place, witness, entries it supports."""
    thing = site.catalogue.things[hit.id]
    view: View = {
        "type": hit.type.value,
        "id": hit.id,
        "title": hit.title,
        "url": site.urls.of(thing),
        "score": round(hit.score, 4),
        "field": hit.field,
        "highlight": [{"text": part.text, "matched": part.matched} for part in hit.highlight],
    }
    if isinstance(thing, Issue | Strategy):
        quotes = [site.catalogue.find(Quote, name) for name in thing.quote_ids()]
        view["category"] = getattr(thing, "category", None)
        view |= _witness(site, hit, quotes)
    elif isinstance(thing, Quote):
        view |= _witness(site, hit, [thing])
    elif isinstance(thing, Turn):
        view["speaker"] = site.catalogue.speaker_of(thing).label
        view["section"] = site.catalogue.section_of(thing).title
        view["line"] = thing.line
    return view


def _witness(site: Site, hit: Hit, quotes: Sequence[Quote]) -> View:
    """The quote to show with a hit, and whether the highlight is of its words or its gloss."""
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


def search_facets(site: Site, query: Query, results: Results) -> dict[str, list[View]]:
    """The values of each facet, those chosen and not found with a count of 0."""
    found = {}
    for name in FACETS:
        counts = list(results.facets.get(name, ()))
        missing = set(query.filters.get(name, ())) - {count.value for count in counts}
        counts += [FacetCount(value=value, count=0) for value in sorted(missing)]
        if counts:
            found[name] = [_value(site, query, name, count) for count in counts]
    return found


def facet_values(catalogue: Catalogue, facet: str) -> set[str]:
    """Every value that a facet can have, found or not."""
    match facet:
        case "type":
            return {kind.value for kind in DocumentType}
        case "standing":
            return {standing.value for standing in Standing}
        case "section":
            return set(_section_titles(catalogue))
    schemes = [scheme for scheme in catalogue.schemes if scheme.id == SCHEMES[facet]]
    return {concept.id for scheme in schemes for concept in scheme.concepts}


def _value(site: Site, query: Query, facet: str, count: FacetCount) -> View:
    filters = {name: tuple(values) for name, values in query.filters.items()}
    return {
        "value": count.value,
        "label": _label(site, facet, count.value),
        "count": count.count,
        "chosen": count.value in query.filters.get(facet, ()),
        "url": site.urls.search(query.words, toggled(filters, facet, count.value)),
    }


def _label(site: Site, facet: str, value: str) -> str:
    if facet == "type":
        return TYPES.get(value, value)
    if facet == "section":
        return _section_titles(site.catalogue).get(value, value)
    if facet in SCHEMES:
        label: str = site.concept(SCHEMES[facet], value)["label"]
        return label
    return value


def _section_titles(catalogue: Catalogue) -> dict[str, str]:
    return {section.id: section.title for one in catalogue.interviews for section in one.sections}

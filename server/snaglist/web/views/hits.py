"""What a search found, and how it spreads over the facets."""

from collections.abc import Sequence
from dataclasses import replace

from snaglist.index.analysis import STOP_WORDS, TYPED_FIELDS
from snaglist.index.query import FACETS, FacetCount, Hit, Query, Results
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Quote, Turn
from snaglist.web.site import Site, View
from snaglist.web.views.listing import toggled
from snaglist.web.views.quotes import quote_view

MOST_SHOWN = 6
"""Values of a facet that are shown at once; the others after a click."""


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
        "quote_count": hit.quote_count,
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


def facet_values(site: Site, facet: str) -> tuple[str, ...]:
    """Every value that a facet can have, found or not."""
    return tuple(site.knowledge.facet_labels.get(facet, {}))


def _value(site: Site, query: Query, facet: str, count: FacetCount) -> View:
    filters = {name: tuple(values) for name, values in query.filters.items()}
    labels = site.knowledge.facet_labels.get(facet, {})
    chosen = replace(query, page=1, filters=toggled(filters, facet, count.value))
    return {
        "value": count.value,
        "label": labels.get(count.value, (count.value,))[0],
        "count": count.count,
        "chosen": count.value in query.filters.get(facet, ()),
        "url": site.urls.query(chosen),
    }


HELP = (
    ("sensor stopped", "either word, in any form (sensors, stops); more of them rank higher"),
    ('"did not work"', "these words side by side"),
    ("sensor AND camera", "both; also OR, NOT and brackets, in capitals"),
    ("sensor NOT camera", "the first without the second"),
    ("calib*", "every word that begins so"),
    ("title:sensor", "only where the title has it"),
    ("phase:maintenance sources", "a facet by its name, and words"),
    ("SNAG-004", "an entry, quote or turn by its identifier"),
    ("imputaton", "a word that stands nowhere is read as the nearest that does"),
    ("imputation", "other names of the same thing are looked for too"),
)
"""What may be typed, each with what it finds."""


def help_view(site: Site) -> View:
    """What may be typed, as searches to follow, and the fields that there are."""
    return {
        "examples": [
            {"typed": typed, "finds": finds, "url": site.urls.search(typed, {})}
            for typed, finds in HELP
        ],
        "fields": list(TYPED_FIELDS),
        "facets": [
            {"name": name, "values": [values[0] for values in labels.values()][:4]}
            for name, labels in ((n, site.knowledge.facet_labels.get(n, {})) for n in FACETS)
            if labels
        ],
        "stop_words": list(STOP_WORDS),
    }

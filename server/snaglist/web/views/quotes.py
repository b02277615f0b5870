"""A quote with its place, and what relies on it."""

from collections.abc import Iterable

from snaglist.model.entry import Claim, Issue
from snaglist.model.interview import Quote
from snaglist.web.site import Site, View


def quote_view(site: Site, quote: Quote) -> View:
    """One quote: its words, where they stand, and the claims it supports."""
    catalogue, uses = site.catalogue, site.catalogue.uses.get(quote.id, ())
    entries = dict.fromkeys(use.entry.id for use in uses)
    issues = {use.entry.id for use in uses if isinstance(use.entry, Issue)}
    return {
        "id": quote.id,
        "exact": quote.exact,
        "start": quote.selector.start,
        "end": quote.selector.end,
        "prefix": quote.selector.prefix,
        "suffix": quote.selector.suffix,
        "interview": quote.interview,
        "speaker": quote.speaker,
        "speaker_label": catalogue.speaker_of(quote).label,
        "section": quote.section,
        "section_title": catalogue.section_of(quote).title,
        "turn": quote.turn,
        "line": quote.line,
        "question": quote.question,
        "standing": quote.standing.value,
        "gloss": quote.gloss,
        "about": list(quote.about),
        "coder": quote.coder,
        "issues": [name for name in entries if name in issues],
        "strategies": [name for name in entries if name not in issues],
        "claims": [use.by.id for use in uses if isinstance(use.by, Claim)],
        "declined": [
            {"topic": item.topic, "note": item.note}
            for item in catalogue.interview_of(quote).declined
            if item.quote == quote.id
        ],
        "url": site.urls.of(quote),
    }


def witnesses(site: Site, quotes: Iterable[str]) -> dict[str, View]:
    """The named quotes, by id."""
    return {name: quote_view(site, site.catalogue.find(Quote, name)) for name in quotes}


def evidence(site: Site, quotes: Iterable[str]) -> View:
    """How much was told, by how many, of which systems."""
    found = [site.catalogue.find(Quote, name) for name in quotes]
    interviews = list(dict.fromkeys(quote.interview for quote in found))
    systems = dict.fromkeys(system for quote in found for system in quote.about)
    standings = [quote.standing.value for quote in found]
    return {
        "quote_count": len(found),
        "turn_count": len({quote.turn for quote in found}),
        "interviews": interviews,
        "single_source": len(interviews) == 1,
        "volunteered": standings.count("volunteered"),
        "prompted": standings.count("prompted"),
        "told_of": list(systems),
    }

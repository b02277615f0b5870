"""Quotes as several pages show them."""

from collections.abc import Iterable
from typing import TypedDict

from snaglist.model.entry import Claim, Issue
from snaglist.model.interview import Quote
from snaglist.web.site import Site


class DeclinedTopic(TypedDict):
    """A topic about which somebody would not speak."""

    topic: str
    note: str


class QuoteView(TypedDict):
    """A quote: its words, its place, and the ids of what relies on it.

    ``start`` and ``end`` count code points of the transcript, ``line`` counts from 1. ``person`` is
    the same in all interviews of a person; ``language`` is what is spoken, by BCP 47.
    """

    id: str
    exact: str
    start: int
    end: int
    prefix: str
    suffix: str
    interview: str
    speaker: str
    speaker_label: str
    person: str
    language: str
    section: str
    section_title: str
    turn: str
    line: int
    question: str | None
    standing: str
    gloss: str | None
    about: list[str]
    coder: str
    issues: list[str]
    strategies: list[str]
    claims: list[str]
    declined: list[DeclinedTopic]
    url: str


def quote_view(site: Site, quote: Quote) -> QuoteView:
    """One quote: its words, their place, and the claims it supports."""
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
        "person": catalogue.person_of(quote),
        "language": catalogue.interview_of(quote).language,
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


def witnesses(site: Site, quotes: Iterable[str]) -> dict[str, QuoteView]:
    """The named quotes, by id."""
    return {name: quote_view(site, site.catalogue.find(Quote, name)) for name in quotes}

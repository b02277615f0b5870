"""Gaps: what the catalogue lacks, each number with what it counts, and to whom it matters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Literal, TypedDict

from flask import Blueprint

from snaglist.exchange.csvw import CsvwColumn
from snaglist.exchange.table_formats import TableCell
from snaglist.model.catalogue import entry_id, interview_id
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.facets import EVIDENCE
from snaglist.model.gaps import DeclinedTopic, Gaps, InferredArrow, find_gaps
from snaglist.model.interview import Quote, Turn
from snaglist.model.scheme import Concept
from snaglist.model.witness import Evidence
from snaglist.web.components.csv_tables import CsvTable, csv_route
from snaglist.web.components.quotes import QuoteView, quote_view
from snaglist.web.pages.gap_words import WORDS, GapWords
from snaglist.web.respond import check_parameters, page_route
from snaglist.web.site import Reference, Site, current_site

blueprint = Blueprint("gaps", __name__)

MANY, MOST = 150, 5
"""From how many things on a gap is a sample of each interview on its page, and how large."""

CSV_COLUMNS = tuple(map(CsvwColumn, ("gap", "title", "type", "id", "text", "interview")))


class Linked(TypedDict):
    """Anything that a gap counts: where it is read."""

    url: str


class EntryItem(Linked):
    """An issue or strategy."""

    type: Literal["entry"]
    id: str
    title: str


class ClaimItem(Linked):
    """A claim, with the id of its entry."""

    type: Literal["claim"]
    id: str
    entry: str
    text: str


class ConceptItem(Linked):
    """A concept of the published study."""

    type: Literal["concept"]
    id: str
    title: str
    notation: str | None
    text: str


class TurnItem(Linked):
    """A turn of an interview."""

    type: Literal["turn"]
    id: str
    line: int
    text: str


class QuoteItem(Linked):
    """A quote."""

    type: Literal["quote"]
    id: str
    quote: QuoteView


class ArrowItem(Linked):
    """An arrow that nobody stated, by the ids of its ends."""

    type: Literal["arrow"]
    entry: str
    to: str
    text: str


class TopicItem(Linked):
    """A topic about which somebody would not speak, with the quote that says so."""

    type: Literal["topic"]
    title: str
    text: str
    quote: QuoteView


Item = EntryItem | ClaimItem | ConceptItem | TurnItem | QuoteItem | ArrowItem | TopicItem


class GapGroup(TypedDict):
    """Things of a gap that were said in one interview; None for those that were not said."""

    interview: Reference | None
    items: list[Item]


class GapView(TypedDict):
    """A gap: its words, how many of how many it counts, and the list that has all of them."""

    id: str
    title: str
    why: str
    closed: str
    noun: str
    count: int
    of: int
    all: str | None
    groups: list[GapGroup]


class GapsView(TypedDict):
    """Every gap; ``counts`` has the figures by names in plain words, as ``snag stats`` prints.

    The page shows ``most`` of each interview where a gap counts more than ``many``.
    """

    counts: dict[str, int]
    gaps: list[GapView]
    many: int
    most: int


@page_route(blueprint, "/gaps", "gaps.html", told_alone=True, forms=("csv",))
def gaps() -> GapsView:
    """Everything that is missing, and to whom it matters."""
    here = current_site()
    found = find_gaps(here.catalogue)
    return {"counts": found.counts(), "gaps": _gaps(here, found), "many": MANY, "most": MOST}


@csv_route(blueprint, "/gaps.csv", parameters=(EVIDENCE,), told_alone=True)
def gaps_csv() -> CsvTable:
    """A row for each thing that a gap counts."""
    check_parameters((EVIDENCE,))
    found = _gaps(current_site(), find_gaps(current_site().catalogue))
    return CsvTable("What the gaps count", CSV_COLUMNS, _rows(found))


def _rows(gaps: Sequence[GapView]) -> Iterator[list[TableCell]]:
    for gap in gaps:
        for group in gap["groups"]:
            interview = group["interview"]["id"] if group["interview"] else ""
            for item in group["items"]:
                name, text = _named(item)
                yield [gap["id"], gap["title"], item["type"], name, text, interview]


def _named(item: Item) -> tuple[str, str]:
    """The id of a thing, as far as it has one, and its title or its words."""
    match item["type"]:
        case "entry" | "concept":
            return item["id"], item["title"]
        case "claim" | "turn":
            return item["id"], item["text"]
        case "quote":
            return item["id"], item["quote"]["exact"]
        case "arrow":
            return f"{item['entry']}-to-{item['to']}", item["text"]
        case "topic":
            return item["quote"]["id"], item["title"]


def _gaps(site: Site, gaps: Gaps) -> list[GapView]:
    return [
        {
            "id": field.name.replace("_", "-"),
            "title": words.title,
            "why": words.why,
            "closed": words.closed,
            "noun": words.noun,
            "count": len(gap.found),
            "of": gap.of,
            "all": _listing(site, words),
            "groups": _groups(site, gap.found),
        }
        for field in fields(gaps)
        for gap, words in [(getattr(gaps, field.name), WORDS[field.name])]
    ]


def _listing(site: Site, words: GapWords) -> str | None:
    if words.listing is None:
        return None
    told = words.told and site.catalogue.publications
    return site.urls.listing(words.listing, {EVIDENCE: Evidence.TOLD.value} if told else {})


Found = Issue | Strategy | Claim | InferredArrow | Concept | Turn | DeclinedTopic | Quote


def _groups(site: Site, found: Iterable[Found]) -> list[GapGroup]:
    """The things of a gap; those that were said, by the interview they were said in."""
    return [
        {
            "interview": site.reference(name) if name else None,
            "items": [_item(site, thing) for thing in things],
        }
        for name, things in groupby(found, _said_in)
    ]


def _said_in(thing: Found) -> str | None:
    match thing:
        case Turn() | Quote():
            return interview_id(thing.id)
        case DeclinedTopic(interview):
            return interview.id
    return None


def _item(site: Site, thing: Found) -> Item:
    """A thing with its type, its address, and what a reader needs to judge it."""
    urls = site.urls
    match thing:
        case Issue() | Strategy():
            return {"type": "entry", "id": thing.id, "title": thing.title, "url": urls.of(thing)}
        case Claim():
            url, entry = urls.claim(thing.id), entry_id(thing.id)
            return {"type": "claim", "id": thing.id, "url": url, "entry": entry, "text": thing.text}
        case Concept():
            return {
                "type": "concept",
                "id": thing.ref,
                "title": thing.label,
                "url": urls.path("ontology", anchor=thing.ref),
                "notation": thing.notation,
                "text": thing.definition,
            }
        case Turn():
            url, line = urls.of(thing), thing.line
            return {"type": "turn", "id": thing.id, "line": line, "text": thing.text, "url": url}
        case Quote():
            quote = quote_view(site, thing)
            return {"type": "quote", "id": thing.id, "quote": quote, "url": urls.of(thing)}
        case InferredArrow(issue, arrow):
            url = f"{urls.of(issue)}#leads"
            to, text = arrow.issue, arrow.text
            return {"type": "arrow", "entry": issue.id, "to": to, "url": url, "text": text}
        case DeclinedTopic(_, topic):
            quote = quote_view(site, site.catalogue.find(Quote, topic.quote))
            title, text, url = topic.topic, topic.note, quote["url"]
            return {"type": "topic", "title": title, "text": text, "url": url, "quote": quote}

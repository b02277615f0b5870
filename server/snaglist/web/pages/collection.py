"""A collection of things, which is nothing but its address: a list, a bibliography, downloads."""

from datetime import UTC, datetime
from typing import TypedDict

from flask import Blueprint, Response, request

from snaglist.exchange.bibliography import bibliography
from snaglist.exchange.citations import STYLES
from snaglist.exchange.csvw import CsvwColumn
from snaglist.exchange.table_formats import TableCell
from snaglist.graph.rdf_formats import RDF_FORMATS
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.interview import Quote
from snaglist.model.publication import Finding, Publication
from snaglist.model.references import full_reference
from snaglist.model.witness import Witnessed
from snaglist.web.components.atom import change_lines, feed_response
from snaglist.web.components.claims import ClaimView, claim_view
from snaglist.web.components.collections import (
    KINDS,
    MOST_COLLECTED,
    Collected,
    entries_of,
    read_collection,
)
from snaglist.web.components.compared_entries import ComparedEntry, compared_entry
from snaglist.web.components.csv_tables import CsvTable, csv_route
from snaglist.web.components.findings import FindingView, finding_view, findings_by_id
from snaglist.web.components.named_things import ID as PARAMETER
from snaglist.web.components.named_things import at_canonical_address
from snaglist.web.components.quotes import QuoteView, quote_view, witnesses
from snaglist.web.linked_data import FORMAT_OF_SUFFIX, SUFFIX, rdf_response
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.pages.compare import MOST_COMPARED
from snaglist.web.respond import check_parameters, declared, link_list_forms, page_route
from snaglist.web.site import Reference, Site, current_site

blueprint = Blueprint("collection", __name__)

COLUMNS = (
    *map(CsvwColumn, ("id", "kind", "title", "text", "of")),
    *(CsvwColumn(name, several=True) for name in ("quotes", "findings")),
    *map(CsvwColumn, ("edition", "iri")),
)

BIBLIOGRAPHY_SUFFIXES = {("csl.json" if name == "json" else name): name for name in STYLES}
"""The styles by the ends of addresses; ``.json`` alone is the collection itself."""


class CollectedItem(Reference):
    """One thing of a collection; ``without`` is the address of the collection without it."""

    kind: str
    category: str
    without: str


class CollectedPublication(Reference):
    """A publication with its findings."""

    reference: str
    findings: list[FindingView]


class BibliographyView(TypedDict):
    """All references in one style, and where they are as a file."""

    style: str
    title: str
    prose: bool
    text: str
    url: str


class CollectionView(TypedDict):
    """What is collected, each kind with all that its own page says of it.

    ``witnesses`` and ``published`` are the quotes and findings on which entries and claims in it
    rest, by id. ``compare`` is the address of its entries side by side, where there are two to
    four.
    """

    ids: list[str]
    most: int
    edition: str
    items: list[CollectedItem]
    entries: list[ComparedEntry]
    claims: list[ClaimView]
    quotes: list[QuoteView]
    findings: list[FindingView]
    publications: list[CollectedPublication]
    witnesses: dict[str, QuoteView]
    published: dict[str, FindingView]
    bibliography: list[BibliographyView]
    formats: dict[str, str]
    changes: str
    feed: str
    compare: str | None


@page_route(
    blueprint,
    "/collection",
    "collection.html",
    forms=(*RDF_SUFFIXES, "csv", "atom"),
    parameters=(PARAMETER,),
)
def collection() -> CollectionView:
    """What the address names."""
    here = current_site()
    things = _collected(".json" if request.path.endswith(".json") else "")
    ids = [thing.id for thing in things]
    entries = [thing for thing in things if isinstance(thing, Issue | Strategy)]
    resting: list[Witnessed] = [each for entry in entries for each in entry.witnessed]
    resting += [each for each in things if isinstance(each, Claim)]
    formats = {
        **{RDF_FORMATS[f].title: f".{suffix}" for suffix, f in FORMAT_OF_SUFFIX.items()},
        "CSV": ".csv",
    }
    names = [entry.id for entry in entries]
    return {
        "ids": ids,
        "most": MOST_COLLECTED,
        "edition": here.catalogue.about.edition,
        "items": [_item(here, thing, ids) for thing in things],
        "entries": [compared_entry(here, entry) for entry in entries],
        "claims": [claim_view(here, each) for each in things if isinstance(each, Claim)],
        "quotes": [quote_view(here, each) for each in things if isinstance(each, Quote)],
        "findings": [finding_view(here, each) for each in things if isinstance(each, Finding)],
        "publications": [
            {
                **here.reference(each.id),
                "reference": full_reference(each),
                "findings": [finding_view(here, finding) for finding in each.findings],
            }
            for each in things
            if isinstance(each, Publication)
        ],
        "witnesses": witnesses(here, dict.fromkeys(q for each in resting for q in each.quotes)),
        "published": findings_by_id(here, (f for each in resting for f in each.findings)),
        "bibliography": _bibliographies(here, things) if things else [],
        "formats": {title: here.urls.collection(ids, suffix) for title, suffix in formats.items()},
        "changes": here.urls.listing("changes", {PARAMETER: ids}),
        "feed": here.urls.collection(ids, ".atom"),
        "compare": here.urls.compare(names) if 2 <= len(names) <= MOST_COMPARED else None,
    }


def _collected(suffix: str) -> tuple[Collected, ...]:
    """What is collected, at the one address of these things."""
    check_parameters((PARAMETER,))
    things, urls = read_collection(), current_site().urls
    ids = [thing.id for thing in things]
    at_canonical_address(ids, lambda: urls.collection(ids, suffix))
    return things


def _item(site: Site, thing: Collected, ids: list[str]) -> CollectedItem:
    return {
        "id": thing.id,
        "title": _title(thing),
        "url": site.urls.of(thing),
        "kind": KINDS[type(thing)],
        "category": thing.category if isinstance(thing, Issue) else "",
        "without": site.urls.collection([name for name in ids if name != thing.id]),
    }


def _title(thing: Collected) -> str:
    """The title, or the words of what has none."""
    match thing:
        case Claim() | Finding():
            return thing.text
        case Quote():
            return " ".join(thing.exact.split())
    return thing.title


def _bibliographies(site: Site, things: tuple[Collected, ...]) -> list[BibliographyView]:
    ids = [thing.id for thing in things]
    return [
        {
            "style": style,
            "title": STYLES[style].title,
            "prose": STYLES[style].is_prose,
            "text": _bibliography(site, things, style),
            "url": site.urls.collection(ids, f".{suffix}"),
        }
        for suffix, style in BIBLIOGRAPHY_SUFFIXES.items()
    ]


def _bibliography(site: Site, things: tuple[Collected, ...], style: str) -> str:
    return bibliography(site.catalogue, things, style, datetime.now(UTC).date())


@blueprint.get(f"/collection.<any({', '.join(map(repr, BIBLIOGRAPHY_SUFFIXES))}):suffix>")
@declared(PARAMETER)
def collection_references(suffix: str) -> Response:
    """The references to what is collected, in one style."""
    things, style = _collected(f".{suffix}"), BIBLIOGRAPHY_SUFFIXES[suffix]
    text = _bibliography(current_site(), things, style)
    return Response(text, content_type=f"{STYLES[style].media_type}; charset=utf-8")


@blueprint.get(f"/collection.{SUFFIX}")
@declared(PARAMETER)
def collection_rdf(suffix: str) -> Response:
    """What is collected and whatever it needs as RDF, for which the shapes hold."""
    link_list_forms()
    here, things = current_site(), _collected(f".{suffix}")
    names = tuple(thing.id for thing in things)
    # Without a suffix: what is said of the document is the same in all formats.
    address = request.host_url.rstrip("/") + here.urls.collection(names)
    rdf_format = FORMAT_OF_SUFFIX[suffix]
    return rdf_response(here.knowledge.subset(names, rdf_format, address), rdf_format)


@csv_route(blueprint, "/collection.csv", parameters=(PARAMETER,))
def collection_csv() -> CsvTable:
    """A row for each thing; ids of several quotes or findings have a semicolon between them."""
    here, things = current_site(), _collected(request.path.removeprefix("/collection"))
    return CsvTable("What is collected", COLUMNS, [_row(here, thing) for thing in things])


def _row(site: Site, thing: Collected) -> tuple[TableCell, ...]:
    quotes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    title, text, of = "", _title(thing), ""
    match thing:
        case Issue() | Strategy():
            title, text = thing.title, thing.definition
            quotes, findings = thing.quote_ids(), thing.finding_ids()
        case Claim():
            of, quotes, findings = thing.id.rpartition("-")[0], thing.quotes, thing.findings
        case Quote():
            of = thing.interview
        case Finding():
            of = thing.publication
        case Publication():
            title, text = thing.title, full_reference(thing)
            findings = tuple(each.id for each in thing.findings)
    edition = site.catalogue.about.edition
    return (
        thing.id,
        KINDS[type(thing)],
        title,
        text,
        of,
        tuple(quotes),
        tuple(findings),
        edition,
        str(current_site().names.thing(thing.id)),
    )


@blueprint.get("/collection.atom")
@declared(PARAMETER)
def collection_feed() -> Response:
    """Changes of the entries that are collected, or rest on what is."""
    link_list_forms()
    here, things = current_site(), _collected(".atom")
    ids, catalogue = [thing.id for thing in things], here.catalogue
    names = entries_of(catalogue, things)
    lines = change_lines(here, [entry for entry in catalogue.entries if entry.id in names])
    own, page = here.urls.collection(ids, ".atom"), here.urls.collection(ids)
    return feed_response(here, lines, f"a collection ({', '.join(ids)})", own, page)

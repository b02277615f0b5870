"""Edges: the topics that the catalogue does not ask about, and where others ask about them."""

from typing import TypedDict

from flask import Blueprint

from snaglist.model.edge import Edge, Instrument, Pointer
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.respond import page_route
from snaglist.web.site import EntryLink, Site, current_site
from snaglist.web.sparql_queries import EDGES_QUERY

blueprint = Blueprint("edges", __name__)


class PointerView(TypedDict):
    """An item of an instrument; ``url`` is where this page says what the instrument is."""

    instrument: str
    title: str
    url: str
    item: str
    what: str


class EdgeView(TypedDict):
    """A topic that is not asked about; ``near`` are issues that touch it."""

    id: str
    title: str
    url: str
    also_called: list[str]
    text: str
    pointers: list[PointerView]
    near: list[EntryLink]


class InstrumentView(TypedDict):
    """A public instrument; ``homepage`` is its keepers', ``looked_up`` a day as YYYY-MM-DD."""

    id: str
    title: str
    url: str
    kept_by: str
    version: str
    homepage: str
    looked_up: str


class EdgesView(TypedDict):
    """All edges and the instruments that they point to, in the order of their file."""

    total: int
    edges: list[EdgeView]
    instruments: list[InstrumentView]
    sparql: str


@page_route(blueprint, "/edges", "edges.html", forms=RDF_SUFFIXES)
def edges() -> EdgesView:
    """Everything that is known to be left out, each with its anchor."""
    here = current_site()
    found = here.catalogue.edges
    return {
        "total": len(found),
        "edges": [_edge(here, edge) for edge in found],
        "instruments": [_instrument(here, each) for each in here.catalogue.instruments],
        "sparql": here.urls.sparql(EDGES_QUERY),
    }


def _edge(site: Site, edge: Edge) -> EdgeView:
    return {
        "id": edge.id,
        "title": edge.title,
        "url": site.urls.of(edge),
        "also_called": list(edge.also_called),
        "text": edge.text,
        "pointers": [_pointer(site, pointer) for pointer in edge.pointers],
        "near": [site.entry(name) for name in edge.near],
    }


def _pointer(site: Site, pointer: Pointer) -> PointerView:
    instrument = site.catalogue.instrument(pointer.instrument)
    return {
        "instrument": instrument.id,
        "title": instrument.title,
        "url": site.urls.of(instrument),
        "item": pointer.item,
        "what": pointer.what,
    }


def _instrument(site: Site, instrument: Instrument) -> InstrumentView:
    return {
        "id": instrument.id,
        "title": instrument.title,
        "url": site.urls.of(instrument),
        "kept_by": instrument.kept_by,
        "version": instrument.version,
        "homepage": instrument.url,
        "looked_up": instrument.looked_up.isoformat(),
    }

"""Lists as RDF: the things that a list shows, each with its name and class."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from rdflib import URIRef

from snaglist.dataset.terms_of_use import add_terms_of_use
from snaglist.graph.item_list import list_graph, write_list
from snaglist.graph.namespaces import SNAG
from snaglist.web.components.categories import CATEGORY
from snaglist.web.linked_data import FORMAT_OF_SUFFIX, SUFFIX, rdf_response, thing_response
from snaglist.web.negotiation import (
    BY_SUFFIX,
    HTML_REPRESENTATION,
    RDF_SUFFIXES,
    add_link_headers,
    list_resource,
)
from snaglist.web.pages.edges import edges
from snaglist.web.pages.entries import issues, strategies
from snaglist.web.pages.interviews import interviews
from snaglist.web.pages.publications import publications
from snaglist.web.pages.topics import SCHEMES
from snaglist.web.pages.vocabularies import vocabularies
from snaglist.web.respond import link_list_forms
from snaglist.web.site import TOLD_ALONE, current_site

blueprint = Blueprint("list_downloads", __name__)


@dataclass(frozen=True, slots=True)
class ListOfThings:
    """A list: the view that has its rows, and the class of what they show.

    ``scheme`` begins the names of things that are parts of one.
    """

    make: Callable[[], Mapping[str, Any]]
    kind: URIRef
    scheme: str = ""


NARROWED = {
    "issues": ListOfThings(issues, SNAG.QualityIssue),
    "strategies": ListOfThings(strategies, SNAG.Strategy),
}
"""Lists that can show only what interviews bear out."""

WHOLE = {
    "publications": ListOfThings(publications, SNAG.Publication),
    "interviews": ListOfThings(interviews, SNAG.Interview),
    "vocabularies": ListOfThings(vocabularies, SNAG.Vocabulary),
    "edges": ListOfThings(edges, SNAG.Edge, scheme="edge"),
}
"""The others."""

SCHEME_OF_LIST = {**SCHEMES, "categories": CATEGORY}
"""The scheme whose concepts a list has."""


@blueprint.get(f"/<any({', '.join(NARROWED)}):name>.{SUFFIX}")
def narrowed_list(name: str, suffix: str) -> Response:
    """The entries that the choices in the address leave, as RDF."""
    return _response(name, NARROWED[name], suffix)


setattr(narrowed_list, TOLD_ALONE, True)


@blueprint.get(f"/<any({', '.join(WHOLE)}):name>.{SUFFIX}")
def whole_list(name: str, suffix: str) -> Response:
    """Publications, interviews, vocabularies or edges, as RDF."""
    return _response(name, WHOLE[name], suffix)


@blueprint.get(f"/<any({', '.join(SCHEME_OF_LIST)}):name>.{SUFFIX}")
def concept_list(name: str, suffix: str) -> Response:
    """A scheme with its concepts, as RDF."""
    add_link_headers(list_resource((*RDF_SUFFIXES, "json")), BY_SUFFIX[suffix])
    return thing_response(SCHEME_OF_LIST[name], suffix)


def _response(name: str, listed: ListOfThings, suffix: str) -> Response:
    link_list_forms()
    before = f"{listed.scheme}/" if listed.scheme else ""
    things = current_site().names.things
    items = [(things[before + row["id"]], row["title"]) for row in listed.make()[name]]
    address = request.host_url.rstrip("/") + list_resource(()).urls[HTML_REPRESENTATION.suffix]
    graph, rdf_format = list_graph(address, listed.kind, items), FORMAT_OF_SUFFIX[suffix]
    add_terms_of_use(graph, current_site().knowledge.catalogue, URIRef(address))
    return rdf_response(write_list(graph, rdf_format, current_site().knowledge.context), rdf_format)

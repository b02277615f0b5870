"""A page for each term of the ontology."""

from collections.abc import Iterator
from typing import TypedDict

from flask import Blueprint, Response, abort, redirect

from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.term import Term
from snaglist.web.components.terms import OR, NamedTerm, SentencePart, TermLinks, find_term
from snaglist.web.linked_data import FORMAT_OF_SUFFIX, SUFFIX, rdf_response
from snaglist.web.negotiation import BY_SUFFIX, Resource, term_resource
from snaglist.web.pages.ontology import TermView, term_view
from snaglist.web.respond import negotiate_resource, page_route
from snaglist.web.site import Site, current_site
from snaglist.web.urls import TERMS

blueprint = Blueprint("terms", __name__)


class MappingView(TypedDict):
    """How a term stands to one of another vocabulary; ``relation`` is the name of a property."""

    relation: str
    term: NamedTerm


class TermPageView(TermView):
    """All that is known of a term.

    ``above`` and ``below`` are the terms right above and below it; ``from_terms`` and ``to_terms``
    domain and range, each class as the list of those that it is the union of; ``domain_of`` and
    ``range_of`` the properties of a class. ``axioms`` are sentences. ``since`` is the first version
    of the vocabulary that has the term, ``module`` the ontology that declares it where that is not
    the vocabulary, and ``replaces`` are terms of earlier versions.
    """

    above: list[NamedTerm]
    below: list[NamedTerm]
    from_terms: list[list[NamedTerm]]
    to_terms: list[list[NamedTerm]]
    inverse_term: NamedTerm | None
    domain_of: list[NamedTerm]
    range_of: list[NamedTerm]
    characteristics: list[str]
    disjoint: list[NamedTerm]
    axioms: list[list[SentencePart]]
    notes: list[str]
    mappings: list[MappingView]
    module: str
    since: str | None
    replaces: list[str]
    deprecated: bool
    replaced_by: list[NamedTerm]
    turtle: str
    formats: dict[str, str]


@page_route(blueprint, f"/ontology/{TERMS}/<identifier>", "term.html")
def term(identifier: str) -> TermPageView:
    """One term: what it means, how it stands to others, and where it is used."""
    here = current_site()
    found, resource = _negotiated(here, identifier)
    terms = here.knowledge.terms
    named = TermLinks(terms, here.urls)
    below = (t.name for t in terms if found.name in t.parents and _alike(t, found))
    return {
        **term_view(here, found),
        "above": named.links(found.parents),
        "below": named.links(below),
        "from_terms": named.unions(found.domain),
        "to_terms": named.unions(found.range),
        "inverse_term": named.link(found.inverse) if found.inverse else None,
        "domain_of": named.links(t.name for t in terms if found.name in _classes(t.domain)),
        "range_of": named.links(t.name for t in terms if found.name in _classes(t.range)),
        "characteristics": list(found.characteristics),
        "disjoint": named.links(found.disjoint),
        "axioms": [list(named.sentence(text)) for text in found.axioms],
        "notes": list(found.notes),
        "mappings": [
            {"relation": each.relation, "term": {"name": each.name, "label": "", "url": each.iri}}
            for each in found.mappings
        ],
        "module": found.module,
        "since": found.since,
        "replaces": list(found.replaces),
        "deprecated": found.deprecated,
        "replaced_by": named.links(found.replaced_by),
        "turtle": here.knowledge.describe_term(found.iri, RdfFormat.TURTLE).decode(),
        "formats": {BY_SUFFIX[s].title: url for s, url in resource.urls.items() if s != "html"},
    }


@blueprint.get(f"/ontology/{TERMS}/<identifier>.{SUFFIX}")
def term_data(identifier: str, suffix: str) -> Response:
    """A term as RDF, with its axioms and the licence of its ontology."""
    here = current_site()
    found, _ = _negotiated(here, identifier)
    name = FORMAT_OF_SUFFIX[suffix]
    return rdf_response(here.knowledge.describe_term(found.iri, name), name)


def _negotiated(site: Site, name: str) -> tuple[Term, Resource]:
    """The term, whose other forms the answer names; leads on (301) where only the case differs."""
    found = find_term(site.knowledge.terms, name)
    resource = term_resource(site.urls, found.iri)
    negotiate_resource(resource)
    if found.name != name:
        abort(redirect(resource.urls["html"], 301))
    return found, resource


def _alike(term: Term, above: Term) -> bool:
    """Whether a term is below another in a list; an individual is in a class."""
    return term.kind == above.kind or above.kind == "class"


def _classes(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from name.split(OR)

"""The vocabularies of others that entries and concepts are mapped to, and each of them."""

from typing import TypedDict

from flask import Blueprint

from snaglist.model.entry import Relation
from snaglist.model.vocabulary import Vocabulary
from snaglist.web.components.vocabularies import (
    OutsideMappingView,
    TermView,
    mapping_view,
    term_view,
)
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.respond import load_thing, page_route
from snaglist.web.site import Reference, Site, current_site

blueprint = Blueprint("vocabularies", __name__)


class VocabularyRow(TypedDict):
    """A vocabulary with how much is mapped to it, and how much has no counterpart in it."""

    id: str
    title: str
    url: str
    kept_by: str
    description: str
    version: str
    licence: str | None
    licence_name: str
    homepage: str
    mapped: int
    without: int


class VocabulariesView(TypedDict):
    """All of them; ``total`` counts their mappings, those to nothing included."""

    total: int
    vocabularies: list[VocabularyRow]


class LookUpView(TypedDict):
    """Where and when terms were looked up; ``on`` is a day as YYYY-MM-DD."""

    repository: str
    path: str
    commit: str
    on: str


class MappedView(OutsideMappingView):
    """A mapping with what it maps."""

    subject: Reference


class VocabularyView(VocabularyRow):
    """Everything about a vocabulary."""

    namespace: str | None
    looked_up: list[LookUpView]
    terms: list[TermView]
    mappings: list[MappedView]
    formats: dict[str, str]


@page_route(blueprint, "/vocabularies", "vocabularies.html", forms=RDF_SUFFIXES)
def vocabularies() -> VocabulariesView:
    """The vocabularies, by their titles."""
    here = current_site()
    found = sorted(here.catalogue.vocabularies, key=lambda each: each.title.casefold())
    return {
        "total": sum(len(each.mappings) for each in found),
        "vocabularies": [_row(here, each) for each in found],
    }


@page_route(blueprint, "/vocabularies/<identifier>", "vocabulary.html")
def vocabulary(identifier: str) -> VocabularyView:
    """One vocabulary: what it is, where it was looked up, and what is mapped to it."""
    here, found = current_site(), load_thing(Vocabulary, identifier)
    return {
        **_row(here, found),
        "namespace": found.namespace,
        "looked_up": [
            {
                "repository": each.repository,
                "path": each.path,
                "commit": each.commit,
                "on": each.on.isoformat(),
            }
            for each in found.looked_up
        ],
        "terms": [term_view(here, term) for term in found.terms],
        "mappings": [
            {"subject": here.reference(each.subject), **mapping_view(here, found, each)}
            for each in found.mappings
        ],
        "formats": {"JSON": here.urls.data(found, "json"), **here.urls.formats(found)},
    }


def _row(site: Site, found: Vocabulary) -> VocabularyRow:
    without = sum(each.relation is Relation.NONE for each in found.mappings)
    return {
        "id": found.id,
        "title": found.title,
        "url": site.urls.of(found),
        "kept_by": found.kept_by,
        "description": found.description,
        "version": found.version,
        "licence": found.licence,
        "licence_name": found.licence_name,
        "homepage": found.homepage,
        "mapped": len(found.mappings) - without,
        "without": without,
    }

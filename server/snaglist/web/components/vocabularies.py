"""How an entry or a concept stands to vocabularies that others keep, ready to show."""

from typing import TypedDict

from snaglist.graph.vocabularies import term_iri
from snaglist.model.vocabulary import OutsideMapping, OutsideTerm, Vocabulary
from snaglist.web.site import Reference, Site


class TermView(TypedDict):
    """A term of others; ``url`` is where people read about it, ``iri`` its address in the data."""

    id: str
    label: str
    kind: str
    iri: str
    url: str


class OutsideMappingView(TypedDict):
    """A mapping seen from its subject; without a ``term`` there is no counterpart."""

    vocabulary: Reference
    version: str
    relation: str
    term: TermView | None
    why: str
    by: str
    on: str
    reviewed_by: str | None


def outside_mappings(site: Site, subject: str) -> list[OutsideMappingView]:
    """The mappings of an entry or a concept, in the order of the vocabularies."""
    found = site.catalogue.outside.get(subject, ())
    return [mapping_view(site, vocabulary, mapping) for vocabulary, mapping in found]


def mapping_view(site: Site, vocabulary: Vocabulary, mapping: OutsideMapping) -> OutsideMappingView:
    """One mapping."""
    return {
        "vocabulary": site.reference(vocabulary.id),
        "version": vocabulary.version,
        "relation": mapping.relation.value,
        "term": term_view(site, vocabulary.term(mapping.to)) if mapping.to else None,
        "why": mapping.why,
        "by": mapping.by,
        "on": mapping.on.isoformat(),
        "reviewed_by": mapping.reviewed_by,
    }


def term_view(site: Site, term: OutsideTerm) -> TermView:
    """One term; where its keepers gave it no address, its place on the vocabulary's page."""
    own = site.urls.vocabulary(term.vocabulary, term.id)
    return {
        "id": term.id,
        "label": term.label,
        "kind": term.kind.value,
        "iri": str(term_iri(term)),
        "url": term.page or term.iri or own,
    }

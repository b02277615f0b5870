"""Vocabularies that others keep, their terms, and the links of entries and concepts to them."""

from rdflib import DC, DCTERMS, OWL, RDFS, SKOS, Graph, Literal, URIRef

from snaglist.graph.agents import agent_iri
from snaglist.graph.namespaces import SNAG, VANN
from snaglist.graph.triples import SubjectWriter, english, plain_literal, thing_iri
from snaglist.model.entry import Relation
from snaglist.model.vocabulary import LookUp, OutsideMapping, OutsideTerm, Vocabulary

RELATIONS = {
    Relation.EXACT: SKOS.exactMatch,
    Relation.CLOSE: SKOS.closeMatch,
    Relation.BROAD: SKOS.broadMatch,
    Relation.NARROW: SKOS.narrowMatch,
    Relation.RELATED: SKOS.relatedMatch,
    Relation.IMPAIRS: SNAG.impairsDimension,
    Relation.NONE: SNAG.noCounterpartIn,
}
"""The property that each relation is in the graph."""


def term_iri(term: OutsideTerm) -> URIRef:
    """Its keepers' address of a term, else one of ours."""
    return URIRef(term.iri) if term.iri else thing_iri(term.ref)


def target_iri(vocabulary: Vocabulary, mapping: OutsideMapping) -> URIRef:
    """What a mapping maps to: a term, or the vocabulary that has no counterpart."""
    if mapping.to is None:
        return thing_iri(vocabulary.id)
    return term_iri(vocabulary.term(mapping.to))


def add_vocabulary(graph: Graph, vocabulary: Vocabulary) -> None:
    """A vocabulary with the terms used of it and every mapping to it."""
    (
        SubjectWriter(graph, thing_iri(vocabulary.id), SNAG.Vocabulary)
        .add(DCTERMS.identifier, plain_literal(vocabulary.id))
        .add(DCTERMS.title, english(vocabulary.title))
        .add(DCTERMS.description, english(vocabulary.description))
        .add(DCTERMS.creator, agent_iri(vocabulary.kept_by))
        .add(OWL.versionInfo, plain_literal(vocabulary.version))
        .add(DCTERMS.license, URIRef(vocabulary.licence) if vocabulary.licence else None)
        .add(DC.rights, english(vocabulary.licence_name))
        .add(RDFS.seeAlso, URIRef(vocabulary.homepage))
        .add(VANN.preferredNamespaceUri, plain_literal(vocabulary.namespace))
        .add(DC.source, *(english(_said(each)) for each in vocabulary.looked_up))
    )
    for term in vocabulary.terms:
        (
            SubjectWriter(graph, term_iri(term), SNAG.OutsideTerm)
            .add(SNAG.termOf, thing_iri(vocabulary.id))
            .add(SKOS.prefLabel, english(term.label))
            .add(SKOS.notation, plain_literal(term.id))
            .add(RDFS.seeAlso, URIRef(term.page) if term.page else None)
        )
    for mapping in vocabulary.mappings:
        _add_mapping(graph, vocabulary, mapping)


def _add_mapping(graph: Graph, vocabulary: Vocabulary, mapping: OutsideMapping) -> None:
    relation, target = RELATIONS[mapping.relation], target_iri(vocabulary, mapping)
    name = thing_iri(mapping.name)
    subject = SubjectWriter(graph, thing_iri(mapping.subject))
    subject.add(SNAG.hasMapping, name).add(relation, target)
    (
        SubjectWriter(graph, name, SNAG.Mapping)
        .add(SNAG.mapsTo, target)
        .add(SNAG.mappingRelation, relation)
        .add(SNAG.text, english(mapping.why))
        .add(DCTERMS.creator, agent_iri(mapping.by))
        .add(DCTERMS.created, Literal(mapping.on))
        .add(DCTERMS.contributor, agent_iri(mapping.reviewed_by))
    )


def _said(look_up: LookUp) -> str:
    """Where and when terms were looked up, in one line."""
    return f"{look_up.repository}, {look_up.path}, commit {look_up.commit}, {look_up.on}"

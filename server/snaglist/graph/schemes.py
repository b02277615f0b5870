"""Concept schemes, studies and the catalogue itself as RDF."""

from rdflib import DC, DCTERMS, OWL, RDFS, SKOS, Graph, Literal, URIRef

from snaglist.graph.agents import agent_iri
from snaglist.graph.namespaces import LOCAL, SNAG
from snaglist.graph.triples import (
    SubjectWriter,
    count_literal,
    english,
    english_each,
    in_languages,
    plain_literal,
    thing_iri,
)
from snaglist.model.catalogue import About
from snaglist.model.interview import Study
from snaglist.model.scheme import Concept, ConceptScheme

CATALOGUE = LOCAL["catalogue"]


def ontology_term(name: str | None) -> URIRef | None:
    """``snag:IssueKind`` as an IRI."""
    return SNAG[name.removeprefix("snag:")] if name else None


def add_about(graph: Graph, about: About) -> None:
    """The catalogue's own description."""
    (
        SubjectWriter(graph, CATALOGUE, SNAG.Catalogue)
        .add(DCTERMS.title, english(about.title))
        .add(DCTERMS.description, english(about.description))
        .add(OWL.versionInfo, plain_literal(about.version))
        .add(DCTERMS.issued, Literal(about.released) if about.released else None)
        .add(DCTERMS.license, URIRef(about.licence))
        .add(DC.rights, english(about.licence_name))
        .add(DCTERMS.creator, agent_iri(about.creator))
        .add(DCTERMS.bibliographicCitation, plain_literal(about.citation))
    )


def add_scheme(graph: Graph, scheme: ConceptScheme) -> None:
    """A scheme and its concepts, in their order."""
    (
        SubjectWriter(graph, thing_iri(scheme.id), SKOS.ConceptScheme)
        .add(DCTERMS.identifier, plain_literal(scheme.id))
        .add(DCTERMS.title, english(scheme.title))
        .add(SKOS.definition, english(scheme.definition))
        .add(DC.source, english(scheme.source))
        .add(SKOS.hasTopConcept, *(thing_iri(concept.ref) for concept in scheme.top()))
    )
    for position, concept in enumerate(scheme.concepts, start=1):
        _add_concept(graph, concept, scheme, position)


def _add_concept(graph: Graph, concept: Concept, scheme: ConceptScheme, position: int) -> None:
    types: list[URIRef] = [SKOS.Concept]
    extra = (ontology_term(name) for name in (scheme.concept_class, concept.concept_class))
    types += [name for name in extra if name]
    described = SubjectWriter(graph, thing_iri(concept.ref), *types)
    (
        described.add(DCTERMS.identifier, plain_literal(concept.ref))
        .add(SKOS.inScheme, thing_iri(scheme.id))
        .add(SKOS.prefLabel, english(concept.label), *in_languages(concept.labels))
        .add(SKOS.altLabel, *english_each(concept.also_called))
        .add(SKOS.definition, english(concept.definition))
        .add(SKOS.notation, plain_literal(concept.notation))
        .add(DC.source, english(concept.source))
        .add(DCTERMS.description, english(concept.introduction))
        .add(SNAG.position, count_literal(position))
    )
    if concept.broader:
        described.add(SKOS.broader, thing_iri(f"{scheme.id}/{concept.broader}"))
    else:
        described.add(SKOS.topConceptOf, thing_iri(scheme.id))


def add_study(graph: Graph, study: Study) -> None:
    """A study that interviews belong to."""
    (
        SubjectWriter(graph, thing_iri(study.id), SNAG.Study)
        .add(DCTERMS.identifier, plain_literal(study.id))
        .add(DCTERMS.title, english(study.title))
        .add(DCTERMS.description, english(study.description))
        .add(DCTERMS.bibliographicCitation, plain_literal(study.citation))
        .add(DC.creator, *(plain_literal(f"{a.given} {a.family}") for a in study.authors))
        .add(DCTERMS.date, plain_literal(str(study.year)) if study.year else None)
        .add(RDFS.seeAlso, URIRef(study.url) if study.url else None)
        .add(DC.rights, english(study.terms))
    )

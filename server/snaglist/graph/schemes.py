"""Concept schemes, studies and the catalogue itself as RDF."""

from rdflib import DC, DCTERMS, OWL, RDFS, SKOS, Graph, URIRef

from snaglist.graph.namespaces import ID, SNAG
from snaglist.graph.triples import Describer, number, prose, proses, thing, verbatim
from snaglist.model.catalogue import About
from snaglist.model.interview import Study
from snaglist.model.scheme import Concept, ConceptScheme

CATALOGUE = ID["catalogue"]


def ontology_term(name: str | None) -> URIRef | None:
    """``snag:DataIssue`` as an IRI."""
    return SNAG[name.removeprefix("snag:")] if name else None


def add_about(graph: Graph, about: About) -> None:
    """The catalogue's own description."""
    (
        Describer(graph, CATALOGUE, SNAG.Catalogue)
        .add(DCTERMS.title, prose(about.title))
        .add(DCTERMS.description, prose(about.description))
        .add(OWL.versionInfo, verbatim(about.version))
        .add(DCTERMS.license, URIRef(about.licence))
        .add(DC.rights, prose(about.licence_name))
        .add(DCTERMS.creator, verbatim(about.creator))
        .add(DCTERMS.bibliographicCitation, verbatim(about.citation))
    )


def add_scheme(graph: Graph, scheme: ConceptScheme) -> None:
    """A scheme and its concepts, in their order."""
    (
        Describer(graph, thing(scheme.id), SKOS.ConceptScheme)
        .add(DCTERMS.identifier, verbatim(scheme.id))
        .add(DCTERMS.title, prose(scheme.title))
        .add(SKOS.definition, prose(scheme.definition))
        .add(DC.source, prose(scheme.source))
        .add(SKOS.hasTopConcept, *(thing(concept.ref) for concept in scheme.top()))
    )
    for position, concept in enumerate(scheme.concepts, start=1):
        _add_concept(graph, concept, scheme, position)


def _add_concept(graph: Graph, concept: Concept, scheme: ConceptScheme, position: int) -> None:
    types = [SKOS.Concept]
    if extra := ontology_term(scheme.concept_class):
        types.append(extra)
    described = Describer(graph, thing(concept.ref), *types)
    (
        described.add(DCTERMS.identifier, verbatim(concept.ref))
        .add(SKOS.inScheme, thing(scheme.id))
        .add(SKOS.prefLabel, prose(concept.label))
        .add(SKOS.altLabel, *proses(concept.also_called))
        .add(SKOS.definition, prose(concept.definition))
        .add(SKOS.notation, verbatim(concept.notation))
        .add(SNAG.asClass, ontology_term(concept.ontology_class))
        .add(DC.source, prose(concept.source))
        .add(DCTERMS.description, prose(concept.introduction))
        .add(SNAG.position, number(position))
    )
    if concept.broader:
        described.add(SKOS.broader, thing(f"{scheme.id}/{concept.broader}"))
    else:
        described.add(SKOS.topConceptOf, thing(scheme.id))


def add_study(graph: Graph, study: Study) -> None:
    """A study that interviews belong to."""
    (
        Describer(graph, thing(study.id), SNAG.Study)
        .add(DCTERMS.identifier, verbatim(study.id))
        .add(DCTERMS.title, prose(study.title))
        .add(DCTERMS.description, prose(study.description))
        .add(DCTERMS.bibliographicCitation, verbatim(study.citation))
        .add(RDFS.seeAlso, URIRef(study.url) if study.url else None)
        .add(DC.rights, prose(study.terms))
    )

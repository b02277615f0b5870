"""Edges, and the items of public instruments that they point to, as RDF."""

from rdflib import DCTERMS, OWL, RDFS, SKOS, Graph, URIRef

from snaglist.graph.agents import agent_iri
from snaglist.graph.namespaces import SNAG
from snaglist.graph.schemes import CATALOGUE
from snaglist.graph.triples import (
    SubjectWriter,
    english,
    english_each,
    plain_literal,
    thing_iri,
    thing_iris,
)
from snaglist.model.edge import INSTRUMENT, Edge, Instrument


def add_edge(graph: Graph, edge: Edge) -> None:
    """An edge, and the items that it points to."""
    (
        SubjectWriter(graph, thing_iri(edge.ref), SNAG.Edge)
        .add(DCTERMS.identifier, plain_literal(edge.ref))
        .add(SKOS.inScheme, CATALOGUE)
        .add(SKOS.prefLabel, english(edge.title))
        .add(SKOS.altLabel, *english_each(edge.also_called))
        .add(SKOS.definition, english(edge.text))
        .add(SNAG.pointsTo, *(thing_iri(pointer.ref) for pointer in edge.pointers))
        .add(SNAG.nearIssue, *thing_iris(edge.near))
    )
    for pointer in edge.pointers:
        (
            SubjectWriter(graph, thing_iri(pointer.ref), SNAG.InstrumentItem)
            .add(DCTERMS.identifier, plain_literal(pointer.item))
            .add(RDFS.label, english(pointer.what))
            .add(SNAG.itemOf, thing_iri(f"{INSTRUMENT}/{pointer.instrument}"))
        )


def add_instrument(graph: Graph, instrument: Instrument) -> None:
    """What an instrument is, and when it was looked at."""
    (
        SubjectWriter(graph, thing_iri(instrument.ref), SNAG.Instrument)
        .add(DCTERMS.identifier, plain_literal(instrument.ref))
        .add(DCTERMS.title, english(instrument.title))
        .add(DCTERMS.creator, agent_iri(instrument.kept_by))
        .add(OWL.versionInfo, plain_literal(instrument.version))
        .add(RDFS.seeAlso, URIRef(instrument.url))
        .add(SNAG.lookedUp, plain_literal(instrument.looked_up.isoformat()))
    )

"""What a query editor asks of an endpoint: its service description, prefixes, example queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import DCTERMS, RDFS, SH, VOID, XSD, Graph, Literal, URIRef

from snaglist.dataset.distributions import DatasetPart
from snaglist.dataset.publication import (
    SD,
    SDO,
    W3C_FORMATS,
    Publication,
)
from snaglist.graph.competency_questions import ExampleQuery, portable_query
from snaglist.graph.namespaces import ONTOLOGY
from snaglist.graph.triples import SubjectWriter, count_literal, english

RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "JSON-LD", "RDF_XML", "N-Triples"),
)
"""The formats of answers, as W3C names them at www.w3.org/ns/formats/."""

EXECUTABLE_TYPES = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}
"""How SHACL types a query, and the property that holds its text, by the form of the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointContent:
    """What an endpoint has: named graphs by their triples, and how many the default graph has.

    ``union`` says that the default graph is all named graphs together.
    """

    graphs: Mapping[str, int]
    default: int
    union: bool = True


def service_graph(publication: Publication, served: EndpointContent) -> Graph:
    """The service description of the endpoint below the publication's address."""
    graph, service = publication.new_graph(), publication.sparql
    names = served.graphs
    whole, union = URIRef(f"{service}#dataset"), URIRef(f"{service}#default")
    (
        SubjectWriter(graph, service, SD.Service)
        .add(SD.endpoint, service)
        .add(SD.supportedLanguage, SD.SPARQL11Query)
        .add(SD.resultFormat, *(W3C_FORMATS[name] for name in RESULT_FORMATS))
        .add(SD.feature, SD.UnionDefaultGraph if served.union else None)
        .add(SD.defaultDataset, whole)
        .add(SD.availableGraphs, whole)
        .add(DCTERMS.title, english(f"{publication.about.title}: SPARQL endpoint"))
    )
    SubjectWriter(graph, whole, SD.Dataset, SD.GraphCollection).add(SD.defaultGraph, union).add(
        SD.namedGraph, *(URIRef(f"{service}#{_local(publication, name)}") for name in names)
    )
    SubjectWriter(graph, union, SD.Graph, VOID.Dataset).add(
        VOID.triples, count_literal(served.default)
    ).add(VOID.subset, publication.dataset(DatasetPart.EVERYTHING) if served.union else None)
    for name, triples in names.items():
        content = URIRef(f"{service}#{_local(publication, name)}-content")
        SubjectWriter(graph, URIRef(f"{service}#{_local(publication, name)}"), SD.NamedGraph).add(
            SD.name, URIRef(name)
        ).add(SD.graph, content)
        SubjectWriter(graph, content, SD.Graph, VOID.Dataset).add(
            VOID.triples, count_literal(triples)
        )
    return graph


def editor_graph(publication: Publication) -> Graph:
    """Prefixes as SHACL declares them, of the ontology, and the examples as SHACL executables.

    Query editors ask an endpoint for both, to complete names and to offer queries to begin with.
    """
    graph = publication.new_graph()
    for prefix, namespace in sorted(publication.prefixes.items()):
        name = URIRef(f"{publication.names.base}/sparql#prefix-{prefix}")
        SubjectWriter(graph, ONTOLOGY).add(SH.declare, name)
        (
            SubjectWriter(graph, name, SH.PrefixDeclaration)
            .add(SH.prefix, Literal(prefix))
            .add(SH.namespace, Literal(namespace, datatype=XSD.anyURI))
        )
    for example in publication.facts.examples:
        _add_example(graph, publication, example)
    return graph


def _add_example(graph: Graph, publication: Publication, example: ExampleQuery) -> None:
    kind, property_ = EXECUTABLE_TYPES[example.form]
    name = URIRef(f"{publication.names.base}/sparql#{example.name}")
    names = publication.names
    query = portable_query(example.query, names.prefixes, str(names.things))
    (
        SubjectWriter(graph, name, SH.SPARQLExecutable, kind)
        .add(RDFS.label, english(example.name))
        .add(RDFS.comment, english(example.question))
        .add(SH.prefixes, ONTOLOGY)
        .add(property_, Literal(query))
        .add(SDO.target, publication.sparql)
    )


def _local(publication: Publication, graph_name: str) -> str:
    """What distinguishes one named graph from another within the names of the service."""
    return quote(graph_name.removeprefix(f"{publication.names.base}/"), safe="/")

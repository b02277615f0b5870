"""What a query editor asks of an endpoint: its service description, prefixes, example queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import DCTERMS, RDFS, SH, VOID, XSD, Graph, Literal, URIRef

from snaglist.dataset.distributions import Part
from snaglist.dataset.publication import (
    FORMATS,
    HOME,
    PREFIXES,
    SD,
    SDO,
    Publication,
    dataset,
    description_graph,
)
from snaglist.graph.competency_questions import Example
from snaglist.graph.namespaces import ONTOLOGY
from snaglist.graph.triples import Describer, number, prose

RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "JSON-LD", "RDF_XML", "N-Triples"),
)
"""The formats of answers, as W3C names them at www.w3.org/ns/formats/."""

KINDS = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}
"""How SHACL types a query, and the property that holds its text, by the form of the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What an endpoint has: named graphs by their triples, and how many the default graph has.

    ``union`` says that the default graph is all named graphs together.
    """

    graphs: Mapping[str, int]
    default: int
    union: bool = True


def service_graph(publication: Publication, served: Served | None = None) -> Graph:
    """The service description of the endpoint below the publication's address.

    Where nothing is said of what is served, it is what was built.
    """
    graph, service = description_graph(), publication.sparql
    own = publication.facts.parts[Part.EVERYTHING].triples
    served = served or Served(graphs=publication.facts.graphs, default=own)
    names = served.graphs
    whole, union = URIRef(f"{service}#dataset"), URIRef(f"{service}#default")
    (
        Describer(graph, service, SD.Service)
        .add(SD.endpoint, service)
        .add(SD.supportedLanguage, SD.SPARQL11Query)
        .add(SD.resultFormat, *(FORMATS[name] for name in RESULTS))
        .add(SD.feature, SD.UnionDefaultGraph if served.union else None)
        .add(SD.defaultDataset, whole)
        .add(SD.availableGraphs, whole)
        .add(DCTERMS.title, prose(f"{publication.about.title}: SPARQL endpoint"))
    )
    Describer(graph, whole, SD.Dataset, SD.GraphCollection).add(SD.defaultGraph, union).add(
        SD.namedGraph, *(URIRef(f"{service}#{_local(name)}") for name in names)
    )
    Describer(graph, union, SD.Graph, VOID.Dataset).add(VOID.triples, number(served.default)).add(
        VOID.subset, dataset(Part.EVERYTHING) if served.union else None
    )
    for name, triples in names.items():
        content = URIRef(f"{service}#{_local(name)}-content")
        Describer(graph, URIRef(f"{service}#{_local(name)}"), SD.NamedGraph).add(
            SD.name, URIRef(name)
        ).add(SD.graph, content)
        Describer(graph, content, SD.Graph, VOID.Dataset).add(VOID.triples, number(triples))
    return graph


def editor_graph(publication: Publication) -> Graph:
    """Prefixes as SHACL declares them, of the ontology, and the examples as SHACL executables.

    Query editors ask an endpoint for both, to complete names and to offer queries to begin with.
    """
    graph = description_graph()
    for prefix, namespace in sorted(PREFIXES.items()):
        name = URIRef(f"{HOME}/sparql#prefix-{prefix}")
        Describer(graph, ONTOLOGY).add(SH.declare, name)
        (
            Describer(graph, name, SH.PrefixDeclaration)
            .add(SH.prefix, Literal(prefix))
            .add(SH.namespace, Literal(namespace, datatype=XSD.anyURI))
        )
    for example in publication.facts.examples:
        _add_example(graph, publication, example)
    return graph


def _add_example(graph: Graph, publication: Publication, example: Example) -> None:
    kind, property_ = KINDS[example.form]
    (
        Describer(graph, URIRef(f"{HOME}/sparql#{example.name}"), SH.SPARQLExecutable, kind)
        .add(RDFS.label, prose(example.name))
        .add(RDFS.comment, prose(example.question))
        .add(SH.prefixes, ONTOLOGY)
        .add(property_, Literal(example.query))
        .add(SDO.target, publication.sparql)
    )


def _local(graph_name: str) -> str:
    """What tells one named graph from another within the names of the service."""
    return quote(graph_name.removeprefix(f"{HOME}/"), safe="/")

"""Lists of things as RDF: collections of Activity Streams 2.0, in every format for triples."""

from collections.abc import Sequence

from rdflib import RDF, RDFS, Graph, Literal, URIRef

from snaglist.graph.jsonld import flatten
from snaglist.graph.jsonld_context import JsonLdContext
from snaglist.graph.namespaces import AS, new_graph
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import write_graph
from snaglist.graph.triples import non_negative_literal


def list_graph(address: str, kind: URIRef, items: Sequence[tuple[URIRef, str]]) -> Graph:
    """A collection at ``address`` of things of one class, by IRI and title."""
    graph, whole = new_graph(), URIRef(address)
    graph.bind("as", AS)
    graph.add((whole, RDF.type, AS.Collection))
    graph.add((whole, AS.totalItems, non_negative_literal(len(items))))
    for name, title in items:
        graph.add((whole, AS.items, name))
        graph.add((name, RDF.type, kind))
        graph.add((name, RDFS.label, Literal(title, lang="en")))
    return graph


def write_list(graph: Graph, rdf_format: RdfFormat, context: JsonLdContext) -> bytes:
    """The graph of a list; as JSON-LD, in the words of our context."""
    if rdf_format is RdfFormat.JSONLD:
        return flatten(graph, JsonLdContext({"as": str(AS), **context.terms}, context.base))
    return write_graph(graph, rdf_format)

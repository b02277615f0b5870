"""The whole description of the data: VoID, DCAT, the endpoint, prefixes and example queries."""

from rdflib import Graph

from snaglist.dataset.dcat import dcat_graph
from snaglist.dataset.publication import PREFIXES, Publication, description_graph
from snaglist.dataset.service import Served, editor_graph, service_graph
from snaglist.dataset.void import void_graph
from snaglist.graph.jsonld import flat
from snaglist.graph.jsonld_context import ALIASES, Context
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import merged, write_graph


def description(publication: Publication) -> Graph:
    """Everything that is said of the data as a whole, as one graph."""
    graph = description_graph()
    makers = (void_graph, dcat_graph, service_graph, editor_graph)
    for triple in merged(make(publication) for make in makers):
        graph.add(triple)
    return graph


def write_description(publication: Publication, rdf_format: RdfFormat) -> bytes:
    """The description in a format for triples."""
    return _written(description(publication), rdf_format)


def write_service(publication: Publication, served: Served, rdf_format: RdfFormat) -> bytes:
    """What an endpoint says of itself: what it serves, and what a query editor may want."""
    graph = description_graph()
    for triple in merged([service_graph(publication, served), editor_graph(publication)]):
        graph.add(triple)
    return _written(graph, rdf_format)


def _written(graph: Graph, rdf_format: RdfFormat) -> bytes:
    if rdf_format is RdfFormat.JSONLD:
        return flat(graph, Context({**PREFIXES, **ALIASES}))
    return write_graph(graph, rdf_format)

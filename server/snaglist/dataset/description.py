"""The whole description of the data: VoID, DCAT, the endpoint, prefixes and example queries."""

from rdflib import Graph

from snaglist.dataset.dcat import dcat_graph
from snaglist.dataset.distributions import DatasetPart
from snaglist.dataset.publication import Publication, description_graph
from snaglist.dataset.service import EndpointContent, editor_graph, service_graph
from snaglist.dataset.void import void_graph
from snaglist.graph.dump_writer import DumpSerializer
from snaglist.graph.jsonld_context import ALIASES, JsonLdContext
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import merge_graphs


def description(publication: Publication) -> Graph:
    """Everything that is said of the data as a whole, as one graph.

    The endpoint has it as a graph, too, which is counted among what it serves.
    """
    graph = publication.new_graph()
    makers = (void_graph, dcat_graph, editor_graph)
    for triple in merge_graphs(make(publication) for make in makers):
        graph.add(triple)
    # How much there is to say of the endpoint does not depend on the number that is said.
    uncounted = service_graph(publication, _served(publication, 0))
    size = len(graph) + sum(1 for triple in uncounted if triple not in graph)
    for triple in service_graph(publication, _served(publication, size)):
        graph.add(triple)
    return graph


def _served(publication: Publication, described: int) -> EndpointContent:
    """What the endpoint of a build serves, where its description has so many triples."""
    facts, own = publication.facts, str(description_graph(publication.names))
    return EndpointContent(
        graphs={**facts.graphs, own: described},
        default=facts.parts[DatasetPart.EVERYTHING].triples + described,
    )


def write_description(publication: Publication, rdf_format: RdfFormat) -> bytes:
    """The description in a format for triples."""
    return _written(publication, description(publication), rdf_format)


def write_service(
    publication: Publication, served: EndpointContent, rdf_format: RdfFormat
) -> bytes:
    """What an endpoint says of itself: what it serves, and what a query editor may want."""
    graph = publication.new_graph()
    for triple in merge_graphs([service_graph(publication, served), editor_graph(publication)]):
        graph.add(triple)
    return _written(publication, graph, rdf_format)


def _written(publication: Publication, graph: Graph, rdf_format: RdfFormat) -> bytes:
    names = publication.names
    context = JsonLdContext({**publication.prefixes, **ALIASES}, str(names.things))
    whole = {description_graph(names): graph}
    return DumpSerializer(whole, context, prefixes=publication.prefixes).write(rdf_format)

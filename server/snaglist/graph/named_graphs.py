"""From the model to named graphs: the catalogue, one for each interview, one for publications."""

from rdflib import Graph, URIRef

from snaglist.graph.agents import add_agents
from snaglist.graph.edges import add_edge, add_instrument
from snaglist.graph.entries import add_issue, add_strategy
from snaglist.graph.interviews import add_interview
from snaglist.graph.labels import add_labels
from snaglist.graph.namespaces import (
    CatalogueNames,
    new_graph,
)
from snaglist.graph.publications import add_publication
from snaglist.graph.schemes import add_about, add_scheme, add_study
from snaglist.graph.vocabularies import add_vocabulary
from snaglist.model.catalogue import Catalogue


def catalogue_graphs(catalogue: Catalogue) -> dict[URIRef, Graph]:
    """What the sources assert, by the name of the graph; no blank nodes."""
    names, graph = CatalogueNames.of(catalogue.about), new_graph()
    add_about(graph, catalogue.about)
    for scheme in catalogue.schemes:
        add_scheme(graph, scheme)
    for study in catalogue.studies:
        add_study(graph, study)
    for issue in catalogue.issues:
        add_issue(graph, issue, catalogue)
    for strategy in catalogue.strategies:
        add_strategy(graph, strategy, catalogue)
    for vocabulary in catalogue.vocabularies:
        add_vocabulary(graph, vocabulary)
    for instrument in catalogue.instruments:
        add_instrument(graph, instrument)
    for edge in catalogue.edges:
        add_edge(graph, edge)
    add_agents(graph, catalogue)
    graphs = {names.catalogue_graph: graph}
    for interview in catalogue.interviews:
        graphs[names.graph(interview.id)] = own = new_graph()
        add_interview(own, interview)
    if catalogue.publications:
        graphs[names.publications_graph] = own = new_graph()
        for publication in catalogue.publications:
            add_publication(own, publication)
    for own in graphs.values():
        add_labels(own)
    return {name: names.resolve(made) for name, made in graphs.items()}

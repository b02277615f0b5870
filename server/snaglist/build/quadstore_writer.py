"""The named graphs as a quadstore of owlready2: one SQLite file to download."""

import io
from collections.abc import Mapping
from pathlib import Path

import owlready2
from rdflib import OWL, Graph, URIRef

from snaglist.graph.namespaces import new_graph
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import write_graph


def write_quadstore(graphs: Mapping[URIRef, Graph], path: Path) -> None:
    """Write the graphs to a new file at ``path``.

    Same graphs and same SQLite, same bytes: the statements are the same in the same order, the
    one time stamp is overwritten, and ``secure_delete`` makes SQLite clear the space that it
    leaves empty, where there would be whatever was in memory.
    """
    world = owlready2.World(filename=str(path))
    world.graph.execute("PRAGMA secure_delete = ON")
    for name in sorted(graphs):
        content = write_graph(_without_imports(graphs[name]), RdfFormat.NTRIPLES)
        world.get_ontology(f"{name}#").load(fileobj=io.BytesIO(content))
    # At 0, owlready2 would take an ontology for one that was never loaded, and go and look for
    # it on the network.
    world.graph.execute("UPDATE ontologies SET last_update = 1")
    world.save()
    world.close()


def _without_imports(graph: Graph) -> Graph:
    """The graph without ``owl:imports``, after which owlready2 would go and look.

    The files of an ontology's folder are one graph, whatever they import from each other.
    """
    imports = set(graph.triples((None, OWL.imports, None)))
    if not imports:
        return graph
    kept = new_graph()
    for triple in graph:
        if triple not in imports:
            kept.add(triple)
    return kept

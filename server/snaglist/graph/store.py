"""The named graphs as an owlready2 quadstore: one SQLite file, opened for reading only."""

import io
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

import owlready2
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.errors import SnapshotError
from snaglist.graph.formats import RdfFormat, write_graph
from snaglist.graph.namespaces import new_graph


def write_store(graphs: Mapping[URIRef, Graph], path: Path) -> None:
    """Write the graphs to a new file at ``path``; same graphs, same bytes."""
    world = owlready2.World(filename=str(path))
    for name in sorted(graphs):
        content = write_graph(graphs[name], RdfFormat.NTRIPLES)
        world.get_ontology(f"{name}#").load(fileobj=io.BytesIO(content))
    # The one thing in the file that knows the time.
    world.graph.execute("UPDATE ontologies SET last_update = 0")
    world.save()
    world.close()


class QuadStore:
    """Reads the quadstore of a snapshot; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        try:
            self.world = owlready2.World(filename=str(path), read_only=True, exclusive=False)
        except Exception as error:  # owlready2 raises whatever SQLite does
            raise SnapshotError(f"{path} is not a quadstore: {error}") from error
        self.store = self.world.as_rdflib_graph().store
        # One connection behind a lock beats a connection a thread.
        self.lock = Lock()

    def about(self, subject: URIRef) -> Graph:
        """Every triple, asserted or inferred, with this subject."""
        graph = new_graph()
        with self.lock:
            number = self.world._abbreviate(str(subject), False)
            if number is not None:
                # Not triples(): that adds inverses of its own to what is stored.
                rows = self.world.graph._get_triples_spod_spod(number, None, None, None)
                for row in rows:
                    *start, value = self.store._owlready_2_rdflib(*row)
                    graph.add((*start, _plain(value)))
        return graph

    def close(self) -> None:
        """Let go of the file."""
        self.world.close()


def _plain(value: Node) -> Node:
    """A string as rdflib has it everywhere else: without the datatype that goes without saying."""
    if isinstance(value, Literal) and value.datatype == XSD.string:
        return Literal(str(value))
    return value

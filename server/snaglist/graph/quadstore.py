"""The named graphs as an owlready2 quadstore: one SQLite file, opened for reading only."""

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock

import owlready2
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.errors import SnapshotError
from snaglist.graph.namespaces import new_graph
from snaglist.graph.serialize import RdfFormat, write_graph
from snaglist.graph.sqlite_normalise import settled


def write_store(graphs: Mapping[URIRef, Graph], path: Path) -> None:
    """Write the graphs to a new file at ``path``; same graphs, same bytes."""
    draft = path.with_suffix(".draft")
    world = owlready2.World(filename=str(draft))
    for name in sorted(graphs):
        content = write_graph(graphs[name], RdfFormat.NTRIPLES)
        world.get_ontology(f"{name}#").load(fileobj=io.BytesIO(content))
    # The one thing in the file that knows the time. At 0, owlready2 would take an ontology for
    # one that was never loaded, and go and look for it on the network.
    world.graph.execute("UPDATE ontologies SET last_update = 1")
    world.save()
    world.close()
    settled(draft, path)
    draft.unlink()


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
        return self._found([subject], [])

    def values(self, subjects: Iterable[URIRef], predicates: Iterable[URIRef]) -> Graph:
        """The triples with one of these subjects and one of these predicates."""
        return self._found(subjects, list(predicates))

    def _found(self, subjects: Iterable[URIRef], predicates: Sequence[URIRef]) -> Graph:
        graph = new_graph()
        with self.lock:
            known = [self._number(predicate) for predicate in predicates]
            wanted = [number for number in known if number is not None] if predicates else [None]
            for subject in subjects:
                number = self._number(subject)
                for kind in wanted if number is not None else ():
                    self._add(graph, number, kind)
        return graph

    def _number(self, name: URIRef) -> int | None:
        number: int | None = self.world._abbreviate(str(name), False)
        return number

    def _add(self, graph: Graph, subject: int | None, predicate: int | None) -> None:
        # Not triples(): that adds inverses of its own to what is stored.
        rows = self.world.graph._get_triples_spod_spod(subject, predicate, None, None)
        for row in rows:
            *start, value = self.store._owlready_2_rdflib(*row)
            graph.add((*start, _plain(value)))

    def close(self) -> None:
        """Let go of the file."""
        self.world.close()


def _plain(value: Node) -> Node:
    """A string as rdflib has it everywhere else: without the datatype that goes without saying."""
    if isinstance(value, Literal) and value.datatype == XSD.string:
        return Literal(str(value))
    return value

"""Run one query on a store in this process, with nothing in reach but the store."""

import codecs
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from snaglist.errors import UsageError
from snaglist.sparql.declared_types import DeclaredTypes
from snaglist.sparql.guard import BASE_PREFIX, QueryForm, check_dataset, outline_query
from snaglist.sparql.request import (
    Answer,
    GraphStoreError,
    Limits,
    QueryError,
    RefusedError,
    Request,
    check_format,
)
from snaglist.sparql.results import write_results


class LocalStore:
    """The graphs of a dump, and files beside them, in memory.

    ``dump`` is N-Quads; ``beside`` maps the IRI of a graph to a file in any format whose suffix
    says which. Raises ``UsageError`` for a file that is no RDF and ``GraphStoreError`` for the
    dump.
    """

    def __init__(self, dump: Path, beside: Mapping[str, Path], prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self._store = ox.Store()
        self._types = DeclaredTypes()
        try:
            self._store.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
            self._types.see_lines(dump.read_bytes())
        except (OSError, SyntaxError) as error:
            raise GraphStoreError(f"The graphs cannot be read from {dump}: {error}") from error
        # A graph of the catalogue holds no triple of another, so that their union needs no copy;
        # what is put beside them may hold anything.
        overlap = [self._put(iri, path) for iri, path in sorted(beside.items())]
        self.graphs = frozenset(graph.value for graph in self._store.named_graphs())
        self._union = not any(overlap)
        if not self._union:
            for quad in self._store.quads_for_pattern(None, None, None, None):
                self._store.add(ox.Quad(quad.subject, quad.predicate, quad.object))

    def _put(self, iri: str, path: Path) -> bool:
        """Add a file as a graph, whose IRI is the base of names in the file.

        Returns whether some triple of it is in another graph too.
        """
        graph = ox.NamedNode(iri)
        rdf_format = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
        if rdf_format is None:
            raise UsageError(
                f"{path}: its suffix says nothing of its format; "
                "rename it to end in .ttl, .nt, .rdf, .jsonld, .trig or .nq."
            )
        try:
            content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
            quads = [
                ox.Quad(quad.subject, quad.predicate, quad.object, graph)
                for quad in ox.parse(
                    content, format=rdf_format, base_iri=iri, rename_blank_nodes=True
                )
            ]
        except (OSError, SyntaxError, ValueError) as error:
            raise UsageError(f"{path} cannot be read as {rdf_format.name}: {error}") from error
        self._types.see(quads)
        seen = any(
            next(self._store.quads_for_pattern(q.subject, q.predicate, q.object, None), None)
            for q in quads
        )
        self._store.add_graph(graph)
        self._store.extend(quads)
        return seen

    def answer(self, request: Request, limits: Limits) -> Answer:
        """Evaluate a query and write what it gives.

        Raises ``QueryError``, ``RefusedError``, ``NoFormatError``, ``TooLongError`` and
        ``TooLargeError``. The time limit is not kept here: only who watches from another process
        can keep it.
        """
        limits.check(request.query)
        named = outline_query(request.query, self.prefixes.get(BASE_PREFIX, ""))
        graph = named.form in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)
        check_format(request.graph_format if graph else request.rows_format, graph=graph)
        check_dataset(request, named, self.graphs)
        try:
            with offline():
                results = self._evaluate(request, bool(named.graphs))
                if isinstance(results, ox.QueryTriples):
                    triples = self._types.restored(results)
                    return write_results(triples, request, limits, self.prefixes)
                return write_results(results, request, limits, self.prefixes)
        except SyntaxError as error:
            undeclared = named.used - named.declared - self.prefixes.keys()
            raise QueryError(explain_syntax_error(str(error), request.query, undeclared)) from None
        except (ValueError, RuntimeError) as error:
            # Oxigraph has the latter for a function that it does not know.
            raise QueryError(f"The query cannot be evaluated: {error}.") from None
        except OSError as error:
            raise RefusedError(
                f"The query reaches for something outside of the graphs here ({error})."
            ) from None

    def _evaluate(
        self, request: Request, own_dataset: bool
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if request.default_graphs or request.named_graphs:
            return self._store.query(
                request.query,
                base_iri=self.prefixes.get(BASE_PREFIX),
                prefixes=self.prefixes,
                default_graph=[ox.NamedNode(iri) for iri in request.default_graphs],
                named_graphs=[ox.NamedNode(iri) for iri in request.named_graphs],
            )
        return self._store.query(
            request.query,
            base_iri=self.prefixes.get(BASE_PREFIX),
            prefixes=self.prefixes,
            use_default_graph_as_union=self._union and not own_dataset,
        )


@contextmanager
def offline() -> Iterator[None]:
    """Let this process open no file and no connection for a while.

    Oxigraph would ask another server where a query says SERVICE. What is open stays usable; a new
    descriptor of any kind is refused by the operating system, whatever the text of the query.
    """
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def explain_syntax_error(message: str, query: str, undeclared: Collection[str]) -> str:
    """Oxigraph's syntax errors in words that people read, with the place in the query."""
    found = re.match(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", message, re.DOTALL)
    if found is None:
        return f"The query is not SPARQL 1.1: {message}"
    line, column = int(found[1]), int(found[2])
    before = query.split("\n")[line - 1][: column - 1][-30:].lstrip()
    where = f"The query is not SPARQL 1.1 at line {line}, column {column}"
    where += f", after “{before}”" if before else ""
    if undeclared:
        names = ", ".join(f"{name}:" for name in sorted(undeclared))
        return f"{where}. It uses prefixes that nothing declares: {names}"
    # Classes of characters say what a name may be made of; they help nobody here.
    words = re.findall(r'\b[A-Z]{2,}\b|(?<=")[(){}.;,](?=")', found[3])
    return f"{where}: expected {' or '.join(words)}." if 0 < len(words) <= 5 else f"{where}."

"""Whole graphs in every format, fast: sorted statements, which Oxigraph writes anew.

rdflib's serialisers nest blank nodes and are nicer to read, but take twenty times as long; they
write single things and the ontology, see ``snaglist.graph.serialize``.
"""

from collections.abc import Mapping
from functools import cached_property

import pyoxigraph as ox
from rdflib import Graph, URIRef

from snaglist.graph.jsonld import flatten
from snaglist.graph.jsonld_context import JsonLdContext
from snaglist.graph.namespaces import OURS
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.graph.serialize import sorted_header


class SortedLines(dict[URIRef, list[bytes]]):
    """The N-Triples lines of named graphs, sorted, so that parts of a whole can share them."""

    def __init__(self, graphs: Mapping[URIRef, Graph]) -> None:
        super().__init__((name, _lines(graphs[name])) for name in sorted(graphs))


class DumpSerializer:
    """Named graphs to be written; same graphs, same bytes."""

    def __init__(
        self,
        graphs: Mapping[URIRef, Graph],
        context: JsonLdContext,
        lines: SortedLines | None = None,
        prefixes: Mapping[str, str] = OURS.prefixes,
    ) -> None:
        self.graphs = graphs
        self.context = context
        self.prefixes = dict(prefixes)
        self.lines = SortedLines(graphs) if lines is None else lines

    def write(self, rdf_format: RdfFormat) -> bytes:
        """The graphs under their names, or all their triples where a format has no names."""
        if rdf_format is RdfFormat.JSONLD:
            return flatten(set().union(*self.graphs.values()), self.context)
        info = RDF_FORMATS[rdf_format]
        if info.named_graphs:
            content, form = self.quads, ox.RdfFormat.N_QUADS
        else:
            content, form = self.triples, ox.RdfFormat.N_TRIPLES
        target = ox.RdfFormat.from_media_type(info.media_type)
        if target is None or target == form:
            return content
        written = ox.serialize(ox.parse(content, form), format=target, prefixes=self.prefixes)
        assert written is not None
        return sorted_header(written) if rdf_format is RdfFormat.RDFXML else _sorted_head(written)

    @cached_property
    def triples(self) -> bytes:
        """N-Triples, sorted, each line once."""
        return b"".join(sorted({line for name in self.graphs for line in self.lines[name]}))

    @cached_property
    def quads(self) -> bytes:
        """N-Quads, graph by graph, sorted within each."""
        ends = {name: f" {name.n3()} .\n".encode() for name in sorted(self.graphs)}
        return b"".join(
            line.removesuffix(b" .\n") + end
            for name, end in ends.items()
            for line in self.lines[name]
        )


def _lines(graph: Graph) -> list[bytes]:
    content: bytes = graph.serialize(format="nt", encoding="utf-8")
    return sorted(line for line in content.splitlines(keepends=True) if line.strip())


def _sorted_head(content: bytes) -> bytes:
    """The prefixes at the head of a Turtle or TriG document in alphabetical order.

    Oxigraph writes them in an order of its own, which is another one in each process.
    """
    lines = content.splitlines(keepends=True)
    count = next(n for n, line in enumerate([*lines, b""]) if not line.startswith(b"@prefix "))
    return b"".join([*sorted(lines[:count]), *lines[count:]])

"""Writing RDF: same graph, same bytes, in every format."""

import json
from collections.abc import Iterable
from typing import Any

from rdflib import Graph
from rdflib.term import Node

from snaglist.graph.namespaces import CatalogueNames, add_triples, new_graph
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat


def merge_graphs(graphs: Iterable[Graph], names: CatalogueNames | None = None) -> Graph:
    """The triples of several graphs in one, in sorted order, with the prefixes of a catalogue."""
    triples = {triple for graph in graphs for triple in graph}
    return add_triples(new_graph(names), sorted(triples, key=triple_order))


def triple_order(triple: tuple[Node, ...]) -> list[tuple[str, str, str]]:
    """A total order of triples; rdflib's own, which compares values, takes five times as long."""
    return [
        (str(term), str(getattr(term, "language", "")), str(getattr(term, "datatype", "")))
        for term in triple
    ]


def write_graph(graph: Graph, rdf_format: RdfFormat) -> bytes:
    """One graph in a format for triples; made in the same order, written in the same order."""
    info = RDF_FORMATS[rdf_format]
    if rdf_format is RdfFormat.JSONLD:
        context = {prefix: str(space) for prefix, space in sorted(graph.namespaces())}
        text = graph.serialize(format=info.rdflib, context=context, auto_compact=False)
        return _sorted_json(text)
    content: bytes = graph.serialize(format=info.rdflib, encoding="utf-8")
    if rdf_format is RdfFormat.RDFXML:
        return sorted_header(content)
    return _sorted_lines(content) if rdf_format is RdfFormat.NTRIPLES else content


def _sorted_lines(content: bytes) -> bytes:
    return b"".join(sorted(line for line in content.splitlines(keepends=True) if line.strip()))


def sorted_header(content: bytes) -> bytes:
    """The namespaces of an RDF/XML document in alphabetical order."""
    start = content.index(b"<rdf:RDF") + len(b"<rdf:RDF")
    end = content.index(b">", start)
    names = b"\n  ".join(sorted(content[start:end].split()))
    return content[:start] + b"\n  " + names + b"\n" + content[end:]


def _sorted_json(text: str) -> bytes:
    def ordered(value: Any, in_list: bool = False) -> Any:
        if isinstance(value, dict):
            return {key: ordered(item, key == "@list") for key, item in sorted(value.items())}
        if isinstance(value, list):
            items = [ordered(item) for item in value]
            return items if in_list else sorted(items, key=json.dumps)
        return value

    document = json.dumps(ordered(json.loads(text)), indent=1, ensure_ascii=False)
    return document.encode() + b"\n"

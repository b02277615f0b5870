"""Turtle in other formats is the same graph, and the same bytes each time."""

import pyoxigraph as ox
import pytest
from common import ONTOLOGY

from snaglist.graph.convert import convert_turtle
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat

CONTENT = (ONTOLOGY / "versions" / "1.4.0.ttl").read_bytes()


def canonical(content: bytes, rdf_format: RdfFormat) -> set[str]:
    read = ox.RdfFormat.from_media_type(RDF_FORMATS[rdf_format].media_type)
    graph = ox.Dataset(ox.parse(content, format=read))
    graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(map(str, graph))


@pytest.mark.parametrize(
    "rdf_format", [name for name in RdfFormat if not RDF_FORMATS[name].named_graphs]
)
def test_the_graph_is_the_same_and_so_are_the_bytes(rdf_format: RdfFormat) -> None:
    written = convert_turtle(CONTENT, rdf_format)
    assert "_:" in convert_turtle(CONTENT, RdfFormat.NTRIPLES).decode()
    assert canonical(written, rdf_format) == canonical(CONTENT, RdfFormat.TURTLE)
    assert convert_turtle(CONTENT, rdf_format) == written


def test_prefixes_are_kept_and_sorted() -> None:
    head = convert_turtle(CONTENT, RdfFormat.RDFXML).partition(b"<rdf:RDF")[2].partition(b">")[0]
    assert b"xmlns:snag=" in head
    # Oxigraph has another order in each process.
    assert head.split() == sorted(head.split())


def test_what_is_no_turtle_is_an_error() -> None:
    with pytest.raises(SyntaxError):
        convert_turtle(b"this is no Turtle", RdfFormat.NTRIPLES)

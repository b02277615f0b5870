"""Turtle in the other formats for triples; the same graph gives the same bytes."""

import pyoxigraph as ox

from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.graph.serialize import sorted_header


def convert_turtle(content: bytes, rdf_format: RdfFormat) -> bytes:
    """A graph in a format for triples, sorted, with the prefixes that it had; Turtle as it is.

    Raises ``SyntaxError`` for what is no Turtle.
    """
    if rdf_format is RdfFormat.TURTLE:
        return content
    parsed = ox.parse(content, format=ox.RdfFormat.TURTLE)
    graph = ox.Dataset(parsed)
    # A parser names blank nodes at random; an answer should be known again by its hash.
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in graph), key=str)
    wanted = ox.RdfFormat.from_media_type(RDF_FORMATS[rdf_format].media_type)
    written = ox.serialize(triples, format=wanted, prefixes=parsed.prefixes)
    assert written is not None  # It is where no file is given.
    return sorted_header(written) if rdf_format is RdfFormat.RDFXML else written

"""The formats of RDF, by name, media type and suffix; imports no RDF library."""

from dataclasses import dataclass
from enum import StrEnum


class RdfFormat(StrEnum):
    """The formats, by the names the command line uses."""

    TURTLE = "turtle"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    NTRIPLES = "ntriples"
    TRIG = "trig"
    NQUADS = "nquads"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatInfo:
    """How a format is asked for; ``rdflib`` is the name of rdflib's serialiser."""

    title: str
    media_type: str
    suffix: str
    rdflib: str
    named_graphs: bool = False


RDF_FORMATS: dict[RdfFormat, FormatInfo] = {
    RdfFormat.TURTLE: FormatInfo(
        title="Turtle", media_type="text/turtle", suffix="ttl", rdflib="turtle"
    ),
    RdfFormat.JSONLD: FormatInfo(
        title="JSON-LD", media_type="application/ld+json", suffix="jsonld", rdflib="json-ld"
    ),
    RdfFormat.RDFXML: FormatInfo(
        title="RDF/XML", media_type="application/rdf+xml", suffix="rdf", rdflib="xml"
    ),
    RdfFormat.NTRIPLES: FormatInfo(
        title="N-Triples", media_type="application/n-triples", suffix="nt", rdflib="nt"
    ),
    RdfFormat.TRIG: FormatInfo(
        title="TriG",
        media_type="application/trig",
        suffix="trig",
        rdflib="trig",
        named_graphs=True,
    ),
    RdfFormat.NQUADS: FormatInfo(
        title="N-Quads",
        media_type="application/n-quads",
        suffix="nq",
        rdflib="nquads",
        named_graphs=True,
    ),
}

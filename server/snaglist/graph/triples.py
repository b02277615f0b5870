"""Small helpers that put values of the model into a graph."""

from collections.abc import Iterable

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.graph.namespaces import LOCAL
from snaglist.model.labels import Labels


def thing_iri(identifier: str) -> URIRef:
    """The name of anything in the catalogue, which ``CatalogueNames.resolve`` makes an IRI."""
    return LOCAL[identifier]


def thing_iris(identifiers: Iterable[str], scheme: str = "") -> list[URIRef]:
    """The names of several things; with ``scheme``, of concepts given by their bare ids."""
    return [LOCAL[f"{scheme}/{name}" if scheme else name] for name in identifiers]


def annotation_iri(quote: str) -> URIRef:
    """The Web Annotation that links a quote, its target, to what rests on it, its bodies."""
    return LOCAL[annotation_name(quote)]


def annotation_name(quote: str) -> str:
    """The local name of that annotation."""
    return f"{quote}-annotation"


def witness_link(assertion: str, witness: str) -> str:
    """The local name of the link from a claim or an arrow to one of its quotes or findings."""
    return f"{assertion}-by-{witness}"


def english(text: str | None) -> Literal | None:
    """Authored words, which are English; nothing for nothing."""
    return Literal(text, lang="en") if text else None


def in_languages(labels: Labels) -> list[Literal]:
    """Names in other languages, each with its own."""
    return [Literal(name, lang=code) for code, name in labels.by_language().items()]


def english_each(texts: Iterable[str]) -> list[Literal]:
    """Authored words, several times."""
    return [Literal(text, lang="en") for text in texts if text]


def plain_literal(text: str | None) -> Literal | None:
    """Words of others, ids and hashes: a plain string, the empty one included."""
    return None if text is None else Literal(text)


def spoken(text: str, language: str) -> Literal:
    """What somebody said, with its language where that is not English; else a plain string."""
    return Literal(text) if language.partition("-")[0] == "en" else Literal(text, lang=language)


def count_literal(value: int) -> Literal:
    """A count, a line or an offset: an integer, as stores keep it that know no derived types."""
    return Literal(value, datatype=XSD.integer)


def non_negative_literal(value: int) -> Literal:
    """A number of whose type the vocabulary that it is written in says so (DCAT, AS2)."""
    return Literal(value, datatype=XSD.nonNegativeInteger)


class SubjectWriter:
    """Adds triples about one subject; values that are None are left out."""

    def __init__(self, graph: Graph, subject: URIRef, *types: URIRef) -> None:
        self.graph = graph
        self.subject = subject
        self.add(RDF.type, *types)

    def add(self, predicate: URIRef, *values: Node | None) -> "SubjectWriter":
        """State ``predicate`` of the subject with each value."""
        for value in values:
            if value is not None:
                self.graph.add((self.subject, predicate, value))
        return self

"""Read the ontology's Turtle files, and list its terms for people."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.errors import UsageError
from snaglist.graph.namespaces import ID, SNAG, new_graph
from snaglist.schema.finding import Finding

EXAMPLES = 3
"""Individuals shown for a class."""

SHAPES, ALIGNMENTS = "shapes.ttl", "alignments"

KINDS = {
    "class": OWL.Class,
    "object property": OWL.ObjectProperty,
    "data property": OWL.DatatypeProperty,
    "annotation property": OWL.AnnotationProperty,
    "individual": OWL.NamedIndividual,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or individual of the ontology.

    ``parents``, ``domain``, ``range`` and ``inverse`` hold local names (``snag:`` left out) or
    prefixed names of others; ``used`` counts the individuals or statements of the catalogue,
    inferred ones included. ``defined`` classes are filled by the reasoner. ``examples`` are local
    names of the first individuals of a class.
    """

    iri: str
    name: str
    kind: str
    label: str
    definition: str
    example: str | None
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str | None
    used: int
    defined: bool = False
    examples: tuple[str, ...] = ()


def ontology_files(folder: Path) -> list[Path]:
    """The Turtle files of the ontology, the shapes left out."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder. An ontology is a folder with Turtle files.")
    return [path for path in sorted(folder.glob("*.ttl")) if path.name != SHAPES]


def alignment_files(folder: Path) -> list[Path]:
    """The Turtle files that say how the ontology stands to those of others."""
    return sorted((folder / ALIGNMENTS).glob("*.ttl"))


def read_turtle(paths: Iterable[Path]) -> tuple[Graph, list[Finding]]:
    """All triples of the files, blank nodes with names that depend on nothing but content.

    The names are those of RDF Dataset Canonicalization 1.0, by Oxigraph: rdflib's are random,
    and its own canonicalisation takes seconds where this takes milliseconds.
    """
    dataset, findings = ox.Dataset(), []
    for path in paths:
        try:
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                dataset.add(ox.Quad(triple.subject, triple.predicate, triple.object))
        except (SyntaxError, OSError, ValueError) as error:
            name = f"{path.parent.name}/{path.name}"
            line = getattr(error, "lineno", None) or 0
            reason = getattr(error, "msg", None) or str(error)
            findings.append(Finding(name, line, "turtle", f"not Turtle: {reason}.", "Mend it."))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    graph = new_graph()
    for quad in sorted(dataset, key=str):
        subject, predicate, value, _ = quad
        graph.add((from_oxigraph(subject), from_oxigraph(predicate), from_oxigraph(value)))
    return graph, findings


def from_oxigraph(term: object) -> Node:
    """A term of pyoxigraph as one of rdflib."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype)


def terms(ontology: Graph, data: Graph) -> tuple[Term, ...]:
    """The terms of our own namespace, by kind and name, with their use in ``data``."""
    instances = Counter(data.objects(None, RDF.type))
    statements = Counter(data.predicates())
    individuals = Counter(data.objects())
    found = []
    for kind, rdf_class in KINDS.items():
        for term in sorted(set(ontology.subjects(RDF.type, rdf_class)), key=str):
            if isinstance(term, URIRef) and term in SNAG:
                used = instances if kind == "class" else statements
                count = individuals[term] if kind == "individual" else used[term]
                found.append(_term(ontology, data, term, kind, count))
    return tuple(found)


def _term(ontology: Graph, data: Graph, term: URIRef, kind: str, used: int) -> Term:
    inverse = ontology.value(term, OWL.inverseOf) or ontology.value(None, OWL.inverseOf, term)
    above = {"class": RDFS.subClassOf, "individual": RDF.type}.get(kind, RDFS.subPropertyOf)
    example = ontology.value(term, SKOS.example)
    return Term(
        iri=str(term),
        name=str(term).rpartition("#")[2],
        kind=kind,
        label=str(ontology.value(term, RDFS.label) or ""),
        definition=str(ontology.value(term, SKOS.definition) or ""),
        example=str(example) if example else None,
        parents=tuple(_names(ontology, term, above)),
        domain=tuple(_names(ontology, term, RDFS.domain)),
        range=tuple(_names(ontology, term, RDFS.range)),
        inverse=_name(ontology, inverse) if isinstance(inverse, URIRef) else None,
        used=used,
        defined=any(
            (part, OWL.intersectionOf, None) in ontology for part in _equal(ontology, term)
        ),
        examples=tuple(_individuals(data, term)[:EXAMPLES]) if kind == "class" else (),
    )


def _equal(ontology: Graph, term: URIRef) -> list[Node]:
    return list(ontology.objects(term, OWL.equivalentClass))


def _individuals(data: Graph, term: URIRef) -> list[str]:
    """The local names of a class's individuals, in order."""
    found = (thing for thing in data.subjects(RDF.type, term) if str(thing).startswith(str(ID)))
    return sorted(str(thing).removeprefix(str(ID)) for thing in found)


def metadata(ontology: Graph) -> dict[str, str]:
    """What the ontology says of itself, by the local name of the property."""
    name = ontology.value(None, RDF.type, OWL.Ontology)
    return {
        str(predicate).rpartition("#" if "#" in str(predicate) else "/")[2]: str(value)
        for predicate, value in sorted(ontology.predicate_objects(name))
        if predicate != RDF.type
    }


def _names(ontology: Graph, term: URIRef, predicate: URIRef) -> Iterator[str]:
    for value in sorted(ontology.objects(term, predicate), key=str):
        if isinstance(value, URIRef) and value != OWL.NamedIndividual:
            yield _name(ontology, value)
        elif isinstance(value, BNode) and (union := ontology.value(value, OWL.unionOf)):
            yield " or ".join(_name(ontology, part) for part in ontology.items(union))


def _name(ontology: Graph, term: Node) -> str:
    name: str = ontology.namespace_manager.normalizeUri(str(term))
    return name.removeprefix("snag:")

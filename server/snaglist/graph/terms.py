"""The terms of the ontology, counted and labelled for the page that lists them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.term import Node

from snaglist.graph.namespaces import SNAG, CatalogueNames
from snaglist.graph.term import Term

EXAMPLES_SHOWN = 3
"""Individuals shown for a class."""

RDF_CLASSES = {
    "class": OWL.Class,
    "object property": OWL.ObjectProperty,
    "data property": OWL.DatatypeProperty,
    "annotation property": OWL.AnnotationProperty,
    "individual": OWL.NamedIndividual,
}


def list_terms(ontology: Graph, data: Graph, names: CatalogueNames) -> tuple[Term, ...]:
    """The terms of our own namespace, by kind and name, with their use in ``data``.

    ``data`` holds everything there is, inferred statements included.
    """
    instances = Counter(data.objects(None, RDF.type))
    statements = Counter(data.predicates())
    individuals = Counter(data.objects())
    members: dict[Node, list[str]] = defaultdict(list)
    for thing, name in data.subject_objects(RDF.type):
        if identifier := names.identifier(str(thing)):
            members[name].append(identifier)
    found = []
    for kind, rdf_class in RDF_CLASSES.items():
        for term in sorted(set(ontology.subjects(RDF.type, rdf_class)), key=str):
            if isinstance(term, URIRef) and term in SNAG:
                used = instances if kind == "class" else statements
                count = individuals[term] if kind == "individual" else used[term]
                examples = sorted(members[term])[:EXAMPLES_SHOWN] if kind == "class" else []
                found.append(_term(ontology, term, kind, count, tuple(examples)))
    return tuple(found)


def _term(ontology: Graph, term: URIRef, kind: str, used: int, examples: tuple[str, ...]) -> Term:
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
        examples=examples,
    )


def _equal(ontology: Graph, term: URIRef) -> list[Node]:
    return list(ontology.objects(term, OWL.equivalentClass))


def _names(ontology: Graph, term: URIRef, predicate: URIRef) -> Iterator[str]:
    for value in sorted(ontology.objects(term, predicate), key=str):
        if isinstance(value, URIRef) and value != OWL.NamedIndividual:
            yield _name(ontology, value)
        elif isinstance(value, BNode) and (union := ontology.value(value, OWL.unionOf)):
            yield " or ".join(_name(ontology, part) for part in ontology.items(union))


def _name(ontology: Graph, term: Node) -> str:
    name: str = ontology.namespace_manager.normalizeUri(str(term))
    return name.removeprefix("snag:")

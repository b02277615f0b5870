"""What the ontology demands of a class or a property, in words.

Names of terms stand between backticks, so that a page can make links of them.
"""

from collections.abc import Callable, Iterable, Iterator

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

CHARACTERISTICS = {
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse functional",
    OWL.TransitiveProperty: "transitive",
    OWL.SymmetricProperty: "symmetric",
    OWL.AsymmetricProperty: "asymmetric",
    OWL.ReflexiveProperty: "reflexive",
    OWL.IrreflexiveProperty: "irreflexive",
}
"""What OWL can say of a property by its type, as it is called."""

COUNTS = {
    OWL.qualifiedCardinality: "exactly",
    OWL.cardinality: "exactly",
    OWL.minQualifiedCardinality: "at least",
    OWL.minCardinality: "at least",
    OWL.maxQualifiedCardinality: "at most",
    OWL.maxCardinality: "at most",
}
"""The restrictions that count, as their numbers are said."""

WORDS = {"0": "no", "1": "one", "2": "two", "3": "three"}
"""Numbers that are written as words."""

VALUES = ("values", "value")

DEEPEST = 12
"""How deep an expression is said in words."""

UNSAID = "fits an expression that only the RDF says in full"
"""What is said of expressions that are deeper, or of kinds that this vocabulary does not use."""

Namer = Callable[[Node], str]
"""Gives the name of a term as pages have it."""


def characteristics(ontology: Graph, term: URIRef) -> tuple[str, ...]:
    """What sort of property it is besides its kind: ``("functional",)``."""
    types = set(ontology.objects(term, RDF.type))
    return tuple(word for type_, word in CHARACTERISTICS.items() if type_ in types)


def disjoint_groups(ontology: Graph) -> tuple[frozenset[Node], ...]:
    """The terms that ``owl:AllDisjointClasses`` and its like list together."""
    return tuple(
        frozenset(ontology.items(members)) for members in ontology.objects(None, OWL.members)
    )


def disjoint_with(ontology: Graph, term: URIRef, groups: Iterable[frozenset[Node]]) -> list[Node]:
    """The classes or properties that have nothing in common with the term.

    ``groups`` are those of ``disjoint_groups``, which takes longer than all else of a term.
    """
    found: set[Node] = set()
    for predicate in (OWL.disjointWith, OWL.propertyDisjointWith):
        found.update(ontology.objects(term, predicate), ontology.subjects(predicate, term))
    for group in groups:
        if term in group:
            found |= group - {term}
    return sorted((one for one in found if isinstance(one, URIRef)), key=str)


def axioms(ontology: Graph, term: URIRef, name: Namer) -> Iterator[str]:
    """The axioms about a term that are more than a name above it, a sentence each."""
    words = _Words(ontology, name)
    sentences = [
        f"Each {words.predicate(node)}."
        for node in ontology.objects(term, RDFS.subClassOf)
        if isinstance(node, BNode)
    ]
    sentences += [
        f"Holds exactly what {words.predicate(node)}."
        for node in ontology.objects(term, OWL.equivalentClass)
    ]
    sentences += [
        f"Follows from {' and then '.join(map(words.named, ontology.items(chain)))}."
        for chain in ontology.objects(term, OWL.propertyChainAxiom)
    ]
    yield from sorted(sentences)


class _Words:
    """Says class expressions in words."""

    def __init__(self, ontology: Graph, name: Namer) -> None:
        self._ontology = ontology
        self._name = name

    def named(self, node: Node) -> str:
        """A name between backticks; a literal in quotation marks."""
        if isinstance(node, Literal):
            return f'"{node}"'
        inverse = self._ontology.value(node, OWL.inverseOf) if isinstance(node, BNode) else None
        return f"the inverse of `{self._name(inverse)}`" if inverse else f"`{self._name(node)}`"

    def predicate(self, node: Node, depth: int = 0) -> str:
        """What is so of everything in a class: "is in `Claim`", "has a value of `asks`"."""

        def each(parts: Iterable[Node]) -> Iterator[str]:
            return (self.predicate(part, depth + 1) for part in parts)

        value = self._ontology.value
        if not isinstance(node, BNode):
            return f"is in {self.named(node)}"
        if depth > DEEPEST:
            return UNSAID
        if several := value(node, OWL.intersectionOf):
            first, *rest = each(self._ontology.items(several))
            # Within an expression, what follows is of the things in the class just named.
            within = " that " if depth and first.startswith("is in ") else " and "
            return within.join((first, " and ".join(rest))) if rest else first
        if several := value(node, OWL.unionOf):
            parts = list(self._ontology.items(several))
            if any(isinstance(part, BNode) for part in parts):
                return f"either {' or '.join(each(parts))}"
            return f"is in {' or '.join(map(self.named, parts))}"
        if several := value(node, OWL.oneOf):
            return f"is one of {', '.join(map(self.named, self._ontology.items(several)))}"
        if other := value(node, OWL.complementOf):
            return f"is nothing that {self.predicate(other, depth + 1)}"
        on = value(node, OWL.onProperty)
        return self._restriction(node, self.named(on), depth) if on else UNSAID

    def _restriction(self, node: BNode, of: str, depth: int) -> str:
        value = self._ontology.value
        if some := value(node, OWL.someValuesFrom):
            return f"has a value of {of} {self._filler(some, depth)}"
        if only := value(node, OWL.allValuesFrom):
            return f"has values of {of} only {self._filler(only, depth)}"
        if one := value(node, OWL.hasValue):
            return f"has {self.named(one)} as a value of {of}"
        if value(node, OWL.hasSelf):
            return f"is a value of its own {of}"
        for predicate, bound in COUNTS.items():
            if count := value(node, predicate):
                filler = value(node, OWL.onClass) or value(node, OWL.onDataRange)
                within = f" {self._filler(filler, depth)}" if filler else ""
                said = WORDS.get(str(count), str(count))
                return f"has {bound} {said} {VALUES[str(count) == '1']} of {of}{within}"
        return UNSAID

    def _filler(self, node: Node, depth: int) -> str:
        said = self.predicate(node, depth + 1)
        return said.removeprefix("is ") if said.startswith("is in ") else f"that {said}"

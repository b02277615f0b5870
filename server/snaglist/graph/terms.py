"""The terms of the ontology, counted and described for the pages that show them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.graph.namespaces import ONTOLOGY, SNAG, CatalogueNames, new_graph
from snaglist.graph.ontology import IMPORTS
from snaglist.graph.term import Term, TermMapping
from snaglist.graph.term_axioms import axioms, characteristics, disjoint_groups, disjoint_with
from snaglist.graph.term_history import TermHistory

EXAMPLES_SHOWN = 3
"""Individuals shown for a class."""

RDF_CLASSES = {
    "class": OWL.Class,
    "object property": OWL.ObjectProperty,
    "data property": OWL.DatatypeProperty,
    "annotation property": OWL.AnnotationProperty,
    "individual": OWL.NamedIndividual,
}


NO_HISTORY = TermHistory()


def list_terms(
    ontology: Graph,
    data: Graph,
    names: CatalogueNames,
    alignments: Graph | None = None,
    history: TermHistory = NO_HISTORY,
) -> tuple[Term, ...]:
    """The terms of our own namespace, by kind and name, with their use in ``data``.

    ``data`` holds everything there is, inferred statements included; ``alignments`` how terms
    stand to those of others.
    """
    lister = _Lister(ontology, alignments if alignments is not None else new_graph(), history)
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
                found.append(lister.term(term, kind, count, tuple(examples)))
    return tuple(found)


class _Lister:
    """Describes terms from the graphs that speak of them."""

    def __init__(self, ontology: Graph, alignments: Graph, history: TermHistory) -> None:
        self._ontology = ontology
        self._alignments = alignments
        self._history = history
        self._disjoint = disjoint_groups(ontology)

    def term(self, term: URIRef, kind: str, used: int, examples: tuple[str, ...]) -> Term:
        """A term with all that is said of it."""
        ontology = self._ontology
        inverse = ontology.value(term, OWL.inverseOf) or ontology.value(None, OWL.inverseOf, term)
        above = {"class": RDFS.subClassOf, "individual": RDF.type}.get(kind, RDFS.subPropertyOf)
        example = ontology.value(term, SKOS.example)
        module = str(ontology.value(term, RDFS.isDefinedBy) or ONTOLOGY).removeprefix(IMPORTS)
        module = "" if module == str(ONTOLOGY) else module
        known = str(term) in self._history.since or not module
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
            inverse=self._name(inverse) if isinstance(inverse, URIRef) else None,
            used=used,
            defined=any(
                (part, OWL.intersectionOf, None) in ontology for part in _equal(ontology, term)
            ),
            examples=examples,
            characteristics=characteristics(ontology, term),
            disjoint=tuple(map(self._name, disjoint_with(ontology, term, self._disjoint))),
            axioms=tuple(axioms(ontology, term, self._name)),
            notes=tuple(sorted(map(str, ontology.objects(term, SKOS.scopeNote)))),
            mappings=tuple(self._mappings(term)),
            module=module,
            since=self._history.first_version(str(term)) if known else None,
            replaces=self._replaces(term),
            deprecated=(term, OWL.deprecated, Literal(True)) in ontology,
            replaced_by=tuple(_names(ontology, term, DCTERMS.isReplacedBy)),
        )

    def _name(self, node: Node) -> str:
        return _name(self._ontology, node)

    def _mappings(self, term: URIRef) -> Iterator[TermMapping]:
        """What the alignments say of it, declarations left out."""
        for relation, other in sorted(self._alignments.predicate_objects(term)):
            if relation != RDF.type and isinstance(other, URIRef):
                local = str(relation).rpartition("#")[2]
                yield TermMapping(local, self._name(other).strip("<>"), str(other))

    def _replaces(self, term: URIRef) -> tuple[str, ...]:
        """Terms of versions that are there no more."""
        declared = ((URIRef(old), RDF.type) for old in self._history.replaces.get(str(term), ()))
        return tuple(
            self._name(old) for old, type_ in declared if (old, type_, None) not in self._ontology
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

"""What HermiT is asked, and of which part of a graph.

Three questions, each asked of the statements that bear on it and of no others: all of them at once,
of everything, take three times as long and find the same.
"""

from collections.abc import Iterable

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from snaglist.graph.namespaces import OA, add_triples, new_graph

Triple = tuple[Node, Node, Node]

BUILT_IN = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))

TYPES = ("-c", "-I")
"""Classes and the types of things: asked of everything, so that contradictions are seen."""

VALUES = ("-c", "-Y")
"""Values of properties: asked of the things and of how properties follow from each other."""

TERMS = ("-O", "-D")
"""The hierarchies of both kinds of properties: asked of the vocabulary alone.

With the things in it HermiT tries each property on each of them, which adds nothing: no axiom of
ours makes one property follow from another for what some thing is.
"""

_SUB = (RDFS.subClassOf, RDFS.subPropertyOf)
_DOMAINS = (RDFS.domain, RDFS.range)
_ANNOTATIONS = (OWL.versionInfo, OWL.deprecated)
_ROLES = (RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyChainAxiom)
_LISTS = (RDF.first, RDF.rest)
_KINDS_OF_ROLE = (OWL.ObjectProperty, OWL.TransitiveProperty, OWL.SymmetricProperty)
_TO_WHAT_A_CLASS_SAYS = (
    *(RDFS.subClassOf, OWL.equivalentClass, OWL.intersectionOf, OWL.unionOf, *_LISTS),
    *(OWL.someValuesFrom, OWL.allValuesFrom, OWL.onClass),
)


def about_everything(graph: Graph) -> Graph:
    """What the reasoner can use, less what costs it half its time for nothing.

    HermiT stops at literals such as ``xsd:date`` that OWL 2 lacks. Selectors follow from nothing
    and nothing from them. What a chain runs over has domains and ranges of its own; those of the
    whole chain only make HermiT try each pair.
    """
    chained = _beyond_simple(graph)
    return _part(each for each in graph if _logical(each, chained))


def about_values(graph: Graph) -> Graph:
    """Of what ``about_everything`` gives, what makes values of properties follow.

    That is the values stated and how properties follow from each other, without what classes say
    and without values of properties that nothing follows from; all of it where a class gives its
    members a value.
    """
    if _classes_give_values(graph):
        return graph
    fruitful = _fruitful(graph)
    return _part(
        (subject, predicate, value)
        for subject, predicate, value in graph
        if predicate in fruitful
        or predicate in _ROLES
        or predicate in _LISTS
        or (predicate == RDF.type and value in _KINDS_OF_ROLE)
    )


def about_terms(graph: Graph) -> Graph:
    """Of what ``about_everything`` gives, the axioms, without what is said of things."""
    return _part(
        (subject, predicate, value)
        for subject, predicate, value in graph
        if str(predicate).startswith(BUILT_IN)
        and not (predicate == RDF.type and not str(value).startswith(BUILT_IN))
    )


def _part(triples: Iterable[Triple]) -> Graph:
    return add_triples(new_graph(), triples)


def _classes_give_values(graph: Graph) -> bool:
    """True where some thing has a value because it is of a class, as by ``owl:hasValue``.

    It is true as soon as a class that things are stated to be of, or that a property makes them
    be of, leads there; so it may be true where nothing follows.
    """
    reached: set[Node] = set()
    waiting = {
        value
        for subject, predicate, value in graph
        if predicate in _DOMAINS or (predicate == RDF.type and not str(value).startswith(BUILT_IN))
    }
    while waiting:
        name = waiting.pop()
        reached.add(name)
        members = graph.value(name, OWL.oneOf)
        if members is not None and len(Collection(graph, members)) == 1:
            return True
        if (name, OWL.hasValue, None) in graph or (name, OWL.hasSelf, None) in graph:
            return True
        further = {o for p in _TO_WHAT_A_CLASS_SAYS for o in graph.objects(name, p)}
        further |= set(graph.subjects(OWL.equivalentClass, name))
        waiting |= further - reached
    return False


def _fruitful(graph: Graph) -> set[Node]:
    """The properties of whose values other values follow."""
    found: set[Node] = set()
    for subject, predicate, value in graph:
        if predicate in (RDFS.subPropertyOf, OWL.inverseOf):
            found |= {subject, value}
        elif predicate == RDF.first or (predicate == RDF.type and value in _KINDS_OF_ROLE[1:]):
            # Members of lists may be those of a chain; a few too many do no harm.
            found |= {subject, value}
        elif predicate == OWL.propertyChainAxiom:
            found.add(subject)
    return found


def _beyond_simple(graph: Graph) -> set[Node]:
    """The properties that follow from others: transitive, chained, and their inverses."""
    found = set(graph.subjects(OWL.propertyChainAxiom, None))
    found |= set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    for one, other in graph.subject_objects(OWL.inverseOf):
        if one in found or other in found:
            found |= {one, other}
    return found


def _logical(triple: Triple, chained: set[Node]) -> bool:
    subject, predicate, value = triple
    if predicate == OWL.imports:
        # The files of a folder are one graph already, and HermiT would go and look for others.
        return False
    if str(predicate).startswith(str(OA)) or str(value).startswith(str(OA)):
        return predicate in _SUB
    if predicate in _DOMAINS and subject in chained:
        return False
    if isinstance(value, Literal):
        about_vocabulary = str(predicate).startswith((str(OWL), str(XSD)))
        return about_vocabulary and predicate not in _ANNOTATIONS
    return not (predicate == RDFS.range and value == XSD.date)


def is_named(term: Node) -> bool:
    """True for the name of something that is not of OWL itself."""
    return isinstance(term, URIRef) and not str(term).startswith(BUILT_IN)

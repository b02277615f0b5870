"""Individuals that classes are described by (nominals), put as classes where that changes nothing.

Where a class is described by an individual (``owl:hasValue``, ``owl:oneOf``), what is said of all
individuals may bear on how classes stand to each other, so HermiT looks at every individual for
every pair of classes. Most descriptions only pick out who belongs to a class that has a name; there
a class of its own for each individual, of which that individual is stated to be a member, gives the
same types in a sixth of the time.
"""

from collections import defaultdict
from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from snaglist.graph.hermit_questions import Triple

NOMINAL_CLASS = "urn:nominal:"
"""Begins the name of the class that stands for an individual."""

_INWARDS = (RDF.first, RDF.rest, OWL.someValuesFrom, OWL.intersectionOf, OWL.unionOf)
"""What leads to a part of a description: whatever is more of the part is more of the whole."""

_REFERRING = (RDFS.subClassOf, RDFS.domain, RDFS.range, RDF.type, OWL.onClass, OWL.allValuesFrom)
"""What refers to a class otherwise than by describing another one with it."""


def nominals_as_classes(graph: Graph) -> Graph:
    """The graph with classes for nominals; the graph itself where types could be lost by that.

    Whatever follows from the result follows from the graph, as an individual may be all that its
    class has. The reverse holds where nothing is made a member of a class by anything but its
    description: no individual is forced to be one of those that the description names.
    """
    if not _only_describe(graph):
        return graph
    made = Graph()
    for triple in graph:
        made.add(triple)
    for node, individual in graph.subject_objects(OWL.hasValue):
        made.remove((node, OWL.hasValue, individual))
        made.add((node, OWL.someValuesFrom, _class_of(made, individual)))
    for node, members in graph.subject_objects(OWL.oneOf):
        # The cells of the list stay, so that the same graph makes the same question.
        made.remove((node, OWL.oneOf, members))
        made.add((node, OWL.unionOf, members))
        for cell in filter(None, graph.transitive_objects(members, RDF.rest)):
            for individual in graph.objects(cell, RDF.first):
                made.remove((cell, RDF.first, individual))
                made.add((cell, RDF.first, _class_of(made, individual)))
    return made


def without_nominal_classes(found: set[Triple]) -> set[Triple]:
    """Conclusions about such a graph as they are about the graph that it was made from.

    Who belongs to the class of an individual belongs to whatever is above that class.
    """
    above: dict[Node, set[Node]] = defaultdict(set)
    for subject, predicate, value in found:
        if predicate != RDF.type and _is_nominal(subject):
            above[subject].add(value)
    kept = {each for each in found if not _is_nominal(each[0]) and not _is_nominal(each[2])}
    for subject, predicate, value in found:
        if predicate == RDF.type and _is_nominal(value):
            kept |= {(subject, predicate, name) for name in _named_above(value, above)}
    return kept


def _named_above(name: Node, above: dict[Node, set[Node]]) -> set[Node]:
    """The nearest classes above one that stand for no individual."""
    found, waiting, seen = set[Node](), [name], {name}
    while waiting:
        for each in above[waiting.pop()] - seen:
            seen.add(each)
            if _is_nominal(each):
                waiting.append(each)
            else:
                found.add(each)
    return found


def _is_nominal(term: Node) -> bool:
    return str(term).startswith(NOMINAL_CLASS)


def _class_of(graph: Graph, individual: Node) -> URIRef:
    """The class that stands for an individual, which is stated to be a member of it."""
    name = URIRef(f"{NOMINAL_CLASS}{individual}")
    graph.add((name, RDF.type, OWL.Class))
    graph.add((individual, RDF.type, name))
    return name


def _only_describe(graph: Graph) -> bool:
    """True where each nominal picks out members of a named class, and does nothing else."""
    if any(True for _ in graph.triples((None, OWL.sameAs, None))):
        return False
    lists = set(_value_lists(graph))
    if not all(_holds_all(graph, name, node) for name, node in lists):
        return False
    nodes = {node for node, _ in graph.subject_objects(OWL.hasValue)}
    nodes |= {node for node, _ in graph.subject_objects(OWL.oneOf)}
    nodes -= {node for _, node in lists}
    seen: set[Node] = set()
    while nodes:
        part = nodes.pop()
        seen.add(part)
        for whole, predicate in graph.subject_predicates(part):
            if predicate == OWL.equivalentClass and isinstance(whole, URIRef):
                if any((None, each, whole) in graph for each in _REFERRING):
                    return False
                nodes |= {whole} - seen
            elif predicate in _INWARDS:
                nodes |= {whole} - seen
            else:
                return False
    return True


def _value_lists(graph: Graph) -> Iterator[tuple[Node, Node]]:
    """Named classes that are a list of individuals, each with the node of the list."""
    for name, node in graph.subject_objects(OWL.equivalentClass):
        if (node, OWL.oneOf, None) in graph:
            yield name, node


def _holds_all(graph: Graph, name: Node, node: Node) -> bool:
    """True where all that is said to belong to a list is in it, and no property leads beyond it."""
    members = set(Collection(graph, next(graph.objects(node, OWL.oneOf))))
    if set(graph.subjects(RDF.type, name)) - members:
        return False
    leading = set(graph.subjects(RDFS.range, name))
    for filler in (OWL.someValuesFrom, OWL.allValuesFrom, OWL.onClass):
        for restriction in graph.subjects(filler, name):
            leading |= set(graph.objects(restriction, OWL.onProperty))
    if (None, RDFS.domain, name) in graph:
        return False
    beyond = (value for each in leading for value in graph.objects(None, each))
    return not any(value not in members for value in beyond)

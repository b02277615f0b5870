"""What follows from the graph.

HermiT gives each individual its most specific classes and each pair its most specific property;
``infer`` climbs the hierarchies from there.
"""

from collections import defaultdict
from pathlib import Path
from types import TracebackType

from rdflib import OWL, PROV, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.term import Node

from snaglist.errors import ReasoningError
from snaglist.graph.hermit import Hermit
from snaglist.graph.hermit_questions import Triple
from snaglist.graph.namespaces import CITO, DQV, OA, SNAG, add_triples, new_graph
from snaglist.graph.serialize import triple_order

Hierarchy = dict[Node, set[Node]]

NAMESPACES_OF_INTEREST = tuple(map(str, (SNAG, SKOS, PROV, OA, CITO, DQV)))
"""Namespaces whose classes and properties are worth telling of a thing."""

_TYPE, _NOTHING = RDF.type, OWL.Nothing


def infer(asserted: Graph) -> Graph:
    """The triples that follow from ``asserted`` (ontology and data) and are not in it.

    Raises ``ReasoningError`` where the graph is inconsistent, a class can have no member, or
    the reasoner did not run.
    """
    with Reasoning(asserted) as reasoning:
        return reasoning.result()


class Reasoning:
    """The same as ``infer``, begun at once in a process of its own.

    Use it in a ``with``, whose end stops the process. ``cache`` is a folder for answers of the
    reasoner to be used again.
    """

    def __init__(self, asserted: Graph, cache: Path | None = None) -> None:
        self._asserted = asserted
        self._hermit = Hermit(asserted, cache)

    @property
    def reused(self) -> bool:
        """True where the reasoner has answered this very question before."""
        return self._hermit.reused

    @property
    def seconds(self) -> float:
        """How long the reasoner was at work, or is until now."""
        return self._hermit.seconds

    def __enter__(self) -> "Reasoning":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hermit.__exit__(kind, error, trace)

    def result(self) -> Graph:
        """Wait for what follows; raises ``ReasoningError`` as ``infer`` does."""
        direct = self._hermit.answer()
        broken = sorted(str(s) for s, p, o in direct if o == _NOTHING and s != _NOTHING)
        if broken:
            raise ReasoningError(f"No individual can ever belong to {', '.join(broken)}.")
        asserted = set(self._asserted)
        new = {each for each in _closure(self._asserted, direct) - asserted if _of_interest(each)}
        return add_triples(new_graph(), sorted(new, key=triple_order))


def _of_interest(triple: Triple) -> bool:
    """True for types and relations of named things in the vocabularies we use."""
    subject, predicate, value = triple
    said = value if predicate == _TYPE else predicate
    if not str(said).startswith(NAMESPACES_OF_INTEREST):
        return False
    named = isinstance(subject, URIRef) and isinstance(value, URIRef)
    return named and not str(subject).startswith(str(SNAG))


def _closure(asserted: Graph, direct: set[Triple]) -> set[Triple]:
    """Direct conclusions and asserted facts, carried up the hierarchies and to inverses."""
    facts = {triple for triple in asserted if isinstance(triple[2], URIRef)} | direct
    classes = _above(asserted, direct, RDFS.subClassOf, OWL.equivalentClass)
    properties = _above(asserted, direct, RDFS.subPropertyOf, OWL.equivalentProperty)
    inverses: Hierarchy = defaultdict(set)
    for one, other in asserted.subject_objects(OWL.inverseOf):
        inverses[one].add(other)
        inverses[other].add(one)
    todo = list(facts)
    while todo:
        subject, predicate, value = todo.pop()
        if predicate == _TYPE:
            more: set[Triple] = {(subject, _TYPE, name) for name in classes.get(value, ())}
        else:
            more = {(subject, name, value) for name in properties.get(predicate, ())}
            more |= {(value, name, subject) for name in inverses.get(predicate, ())}
        todo += more - facts
        facts |= more
    return facts


def _above(graph: Graph, direct: set[Triple], sub: URIRef, same: URIRef) -> Hierarchy:
    """For each name, all names above it."""
    step: Hierarchy = defaultdict(set)
    for subject, predicate, value in [*graph.triples((None, None, None)), *direct]:
        if predicate in (sub, same) and not isinstance(value, BNode):
            step[subject].add(value)
        if predicate == same and not isinstance(subject, BNode):
            step[value].add(subject)
    found: Hierarchy = {}
    for name in list(step):
        ahead, above = [name], set[Node]()
        while ahead:
            for higher in step.get(ahead.pop(), ()):
                if higher not in above:
                    above.add(higher)
                    ahead.append(higher)
        found[name] = above - {name}
    return found

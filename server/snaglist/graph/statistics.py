"""How much of what there is in a graph, as VoID counts it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from snaglist.graph.namespaces import SNAG

Triple = tuple[Node, Node, Node]

TYPE = RDF.type
"""Looked up once: rdflib's namespaces are slow to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCount:
    """A class and how many things belong to it."""

    iri: str
    entities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyCount:
    """A property, its statements, and how many different things they start and end at."""

    iri: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCount:
    """How many statements end at things of a class, or at literals of a datatype."""

    iri: str
    literal: bool
    triples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCount:
    """How many statements of a property start at things of a class, and where they end.

    What is in several classes is counted in each, so that targets may add up to more.
    """

    source: str
    property: str
    triples: int
    targets: tuple[TargetCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What VoID says of a dataset; ``entities`` are the catalogue's own things in it."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: tuple[ClassCount, ...]
    properties: tuple[PropertyCount, ...]
    links: tuple[LinkCount, ...]


def count_statistics(
    triples: Iterable[Triple], things: str, linked: Collection[Node] = ()
) -> Statistics:
    """The statistics of these triples, each of which counts once; links between ``linked`` only.

    ``things`` is what the names of the catalogue's own things begin with.
    """
    distinct = set(triples)
    types: dict[Node, list[Node]] = defaultdict(list)
    for subject, predicate, value in distinct:
        if predicate == TYPE:
            types[subject].append(value)
    subjects = {subject for subject, _, _ in distinct}
    return Statistics(
        triples=len(distinct),
        entities=sum(1 for subject in subjects if str(subject).startswith(things)),
        subjects=len(subjects),
        objects=len({value for _, _, value in distinct}),
        classes=tuple(
            ClassCount(iri=iri, entities=entities)
            for iri, entities in sorted(
                Counter(str(name) for names in types.values() for name in names).items()
            )
        ),
        properties=tuple(_properties(distinct)),
        links=tuple(_links(distinct, _only(linked, types))),
    )


def main_classes(asserted: Iterable[Triple], ontology: Graph) -> set[Node]:
    """The classes that things are said to be in, less those that only refine another of ours.

    An issue is said to be a quality issue and a completeness issue; the first is enough to show
    how issues hang together with the rest.
    """
    said = {value for _, predicate, value in asserted if predicate == TYPE}
    return {
        name
        for name in said
        if not any(
            above in said and str(above).startswith(str(SNAG))
            for above in ontology.transitive_objects(name, RDFS.subClassOf)
            if above != name
        )
    }


def _only(wanted: Collection[Node], types: dict[Node, list[Node]]) -> dict[Node, list[Node]]:
    return {thing: kept for thing, n in types.items() if (kept := [t for t in n if t in wanted])}


def _properties(triples: set[Triple]) -> Iterable[PropertyCount]:
    total: Counter[str] = Counter()
    starts: dict[str, set[Node]] = defaultdict(set)
    ends: dict[str, set[Node]] = defaultdict(set)
    for subject, predicate, value in triples:
        name = str(predicate)
        total[name] += 1
        starts[name].add(subject)
        ends[name].add(value)
    for name in sorted(total):
        yield PropertyCount(
            iri=name, triples=total[name], subjects=len(starts[name]), objects=len(ends[name])
        )


def _links(triples: set[Triple], types: dict[Node, list[Node]]) -> Iterable[LinkCount]:
    if not types:
        return
    total: Counter[tuple[str, str]] = Counter()
    ends: dict[tuple[str, str], Counter[tuple[str, bool]]] = defaultdict(Counter)
    for subject, predicate, value in triples:
        literal = isinstance(value, Literal)
        targets = [_datatype(value)] if isinstance(value, Literal) else types.get(value, ())
        for source in types.get(subject, ()) if predicate != TYPE else ():
            link = str(source), str(predicate)
            total[link] += 1
            ends[link].update((str(name), literal) for name in targets)
    for (source_name, name), number in sorted(total.items()):
        counted = sorted(ends[source_name, name].items())
        yield LinkCount(
            source=source_name,
            property=name,
            triples=number,
            targets=tuple(
                TargetCount(iri=iri, literal=literal, triples=n) for (iri, literal), n in counted
            ),
        )


def _datatype(value: Literal) -> URIRef:
    """The datatype of a literal, which every one has in RDF 1.1."""
    if value.language:
        return RDF.langString
    return value.datatype or XSD.string

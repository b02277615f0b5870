"""What the reasoner is given and what it gives back, on graphs of a few triples."""

import pytest
from our_names import ID
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from snaglist.graph.namespaces import OA, OURS, SNAG, new_graph
from snaglist.graph.reasoner import infer

GARDEN = """
snag:Bed a owl:Class . snag:Plot a owl:Class . snag:Land a owl:Class . snag:Plant a owl:Class .
snag:Bed rdfs:subClassOf snag:Plot . snag:Plot rdfs:subClassOf snag:Land .
snag:grows a owl:ObjectProperty ; rdfs:domain snag:Bed ; rdfs:range snag:Plant .
snag:grownIn a owl:ObjectProperty ; owl:inverseOf snag:grows .
snag:holds a owl:ObjectProperty . snag:grows rdfs:subPropertyOf snag:holds .
snag:Soil a owl:Class ; owl:equivalentClass snag:Earth . snag:Earth a owl:Class .
snag:before a owl:ObjectProperty , owl:TransitiveProperty .
snag:feeds a owl:ObjectProperty ; owl:propertyChainAxiom ( snag:grows snag:before ) .

id:bed snag:grows id:bean .
id:heap a snag:Soil .
id:spring snag:before id:summer . id:summer snag:before id:autumn . id:bean snag:before id:spring .
id:bed rdfs:label "the bed" .
"""


def graph_of(turtle: str) -> Graph:
    graph = new_graph(OURS)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in graph.namespaces())
    return graph.parse(data=prefixes + turtle, format="turtle")


@pytest.fixture(scope="module")
def followed() -> Graph:
    return infer(graph_of(GARDEN))


@pytest.mark.parametrize(
    "triple",
    [
        (ID.bed, RDF.type, SNAG.Bed),
        (ID.bed, RDF.type, SNAG.Plot),
        (ID.bed, RDF.type, SNAG.Land),
        (ID.bean, RDF.type, SNAG.Plant),
        (ID.bean, SNAG.grownIn, ID.bed),
        (ID.bed, SNAG.holds, ID.bean),
        (ID.heap, RDF.type, SNAG.Earth),
        (ID.spring, SNAG.before, ID.autumn),
        (ID.bed, SNAG.feeds, ID.spring),
    ],
    ids=["domain", "class above", "two above", "range", "inverse", "property above", "same class",
         "transitive", "chain"],
)  # fmt: skip
def test_what_follows_is_found(followed: Graph, triple: tuple[URIRef, URIRef, URIRef]) -> None:
    assert triple in followed


def test_nothing_else_follows(followed: Graph) -> None:
    asserted = graph_of(GARDEN)
    assert not [triple for triple in followed if triple in asserted]
    subjects = {ID.bed, ID.bean, ID.heap, ID.spring, ID.summer}
    assert set(followed.subjects()) == subjects - {ID.summer}
    assert (ID.bean, RDF.type, SNAG.Bed) not in followed
    assert (ID.summer, SNAG.before, ID.spring) not in followed


@pytest.mark.thorough
def test_nothing_is_said_of_what_has_no_name() -> None:
    found = infer(graph_of(GARDEN + "[] a snag:Bed ; snag:grows id:bean ."))
    assert (ID.bean, RDF.type, SNAG.Plant) in found
    assert all(isinstance(term, URIRef) for triple in found for term in triple)


@pytest.mark.thorough
def test_terms_of_our_own_are_not_described_as_things() -> None:
    found = infer(graph_of(GARDEN + "snag:rested a snag:Bed . id:rested a snag:Bed ."))
    assert (ID.rested, RDF.type, SNAG.Plot) in found
    assert not [subject for subject in found.subjects() if str(subject).startswith(str(SNAG))]


def test_ids_and_literals_do_not_confuse_the_reasoner() -> None:
    graph = graph_of(GARDEN)
    graph.add((ID.bed, SNAG.width, Literal("3")))
    graph.add((ID["bed-words"], OA.hasSource, ID.bed))
    graph.add((SNAG.measuredOn, RDFS.range, URIRef("http://www.w3.org/2001/XMLSchema#date")))
    found = infer(graph)
    assert (ID.bed, RDF.type, SNAG.Land) in found
    assert not list(found.triples((ID["bed-words"], None, None)))


def test_a_class_is_filled_by_what_it_is_defined_by() -> None:
    graph = graph_of(GARDEN + "snag:Grower a owl:Class .")
    restriction, union = BNode(), BNode()
    graph.add((restriction, RDF.type, OWL.Restriction))
    graph.add((restriction, OWL.onProperty, SNAG.grows))
    graph.add((restriction, OWL.someValuesFrom, SNAG.Plant))
    Collection(graph, union, [SNAG.Plot, restriction])
    both = BNode()
    graph.add((both, RDF.type, OWL.Class))
    graph.add((both, OWL.intersectionOf, union))
    graph.add((SNAG.Grower, OWL.equivalentClass, both))
    assert (ID.bed, RDF.type, SNAG.Grower) in infer(graph)

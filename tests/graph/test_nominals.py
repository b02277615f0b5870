"""Individuals in descriptions of classes: put as classes where no type is lost by that."""

import pytest
from common import ONTOLOGY
from rdflib import OWL, RDF, Graph, URIRef

from snaglist.graph.hermit import Hermit
from snaglist.graph.nominals import nominals_as_classes

LAMPS = """
@prefix : <urn:test:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Colour a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:oneOf ( :red :green ) ] .
:red a owl:NamedIndividual . :green a owl:NamedIndividual , :Colour .
:shines a owl:ObjectProperty ; rdfs:domain :Lamp ; rdfs:range :Colour .
:hangs a owl:ObjectProperty .
:Lamp a owl:Class . :Room a owl:Class . :SafeLamp a owl:Class . :LitRoom a owl:Class .
:RedLamp a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :Lamp
    [ a owl:Restriction ; owl:onProperty :shines ; owl:hasValue :red ] ) ] .
:RedRoom a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :Room
    [ a owl:Restriction ; owl:onProperty :hangs ; owl:someValuesFrom :RedLamp ] ) ] .
:hall a :Room ; :hangs :lamp .
:lamp :shines :red .
:cellar a :Room ; :hangs :torch .
:torch :shines :green .
"""
NAME = URIRef("urn:test:").__add__


def lamps(more: str = "") -> Graph:
    return Graph().parse(data=LAMPS + more, format="turtle")


def test_it_is_asked_about_classes_alone() -> None:
    made = nominals_as_classes(lamps())
    assert (None, OWL.hasValue, None) not in made
    assert (None, OWL.oneOf, None) not in made
    assert (NAME("red"), RDF.type, URIRef("urn:nominal:urn:test:red")) in made


@pytest.mark.thorough
def test_the_same_types_are_found_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    with Hermit(lamps()) as hermit:
        found = hermit.answer()
    assert {
        (NAME("lamp"), RDF.type, NAME("RedLamp")),
        (NAME("hall"), RDF.type, NAME("RedRoom")),
    } <= (found)
    assert (NAME("torch"), RDF.type, NAME("Lamp")) in found
    assert not [name for triple in found for name in triple if "nominal" in str(name)]
    monkeypatch.setattr("snaglist.graph.hermit.nominals_as_classes", lambda graph: graph)
    with Hermit(lamps()) as hermit:
        assert hermit.answer() == found


def test_the_same_graph_makes_the_same_question() -> None:
    graph = lamps()
    assert set(nominals_as_classes(graph)) == set(nominals_as_classes(graph))


@pytest.mark.parametrize(
    "more",
    [
        ":SafeLamp rdfs:subClassOf "
        "[ a owl:Restriction ; owl:onProperty :shines ; owl:hasValue :red ] .",
        ":lamp a :RedLamp .",
        ":RedLamp rdfs:subClassOf :Lamp . :SafeLamp rdfs:subClassOf :RedLamp .",
        ":hangs rdfs:range :RedLamp .",
        ":lamp owl:sameAs :torch .",
        ":blue a :Colour .",
        ":torch :shines :blue .",
        ":Colour owl:disjointWith :Lamp . :shines rdfs:range :Colour . :x rdfs:domain :Colour .",
        ":LitRoom owl:equivalentClass [ a owl:Restriction ; owl:onProperty :hangs ; "
        "owl:allValuesFrom :RedLamp ] .",
        ":LitRoom owl:equivalentClass [ a owl:Class ; owl:complementOf "
        "[ a owl:Restriction ; owl:onProperty :shines ; owl:hasValue :red ] ] .",
        ":LitRoom owl:disjointWith [ a owl:Class ; owl:oneOf ( :hall ) ] .",
    ],
)
def test_where_types_could_be_lost_it_is_asked_as_it_stands(more: str) -> None:
    graph = lamps(more)
    assert nominals_as_classes(graph) is graph


def test_the_ontology_can_be_asked_in_this_way() -> None:
    graph = Graph().parse(ONTOLOGY / "snaglist.ttl")
    assert nominals_as_classes(graph) is not graph

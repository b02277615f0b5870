"""Axioms of a small ontology in words, and what earlier versions had of its terms."""

from pathlib import Path

import pytest
from rdflib import Graph

from snaglist.graph.namespaces import OURS, SNAG, new_graph
from snaglist.graph.term_axioms import (
    UNSAID,
    axioms,
    characteristics,
    disjoint_groups,
    disjoint_with,
)
from snaglist.graph.term_history import read_history
from snaglist.graph.terms import list_terms


def graph_of(turtle: str) -> Graph:
    graph = new_graph(OURS)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in graph.namespaces())
    return graph.parse(data=prefixes + turtle, format="turtle")


def in_words(turtle: str) -> list[str]:
    return list(axioms(graph_of(turtle), SNAG.Bed, lambda node: str(node).rpartition("#")[2]))


def restricted(turtle: str) -> str:
    """What is said of a bed of which a restriction of ``snag:grows`` holds."""
    on = "a owl:Restriction ; owl:onProperty snag:grows"
    (found,) = in_words(f"snag:Bed rdfs:subClassOf snag:Land , [ {on} ; {turtle} ] .")
    return found


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("owl:someValuesFrom snag:Plant", "Each has a value of `grows` in `Plant`."),
        (
            "owl:allValuesFrom [ owl:unionOf ( snag:Plant snag:Tree ) ]",
            "Each has values of `grows` only in `Plant` or `Tree`.",
        ),
        ("owl:hasValue snag:rose", "Each has `rose` as a value of `grows`."),
        ('owl:hasValue "red"', 'Each has "red" as a value of `grows`.'),
        (
            "owl:qualifiedCardinality 1 ; owl:onClass snag:Plant",
            "Each has exactly one value of `grows` in `Plant`.",
        ),
        ("owl:minCardinality 2", "Each has at least two values of `grows`."),
        ("owl:maxCardinality 12", "Each has at most 12 values of `grows`."),
        ("owl:hasSelf true", "Each is a value of its own `grows`."),
        (
            "owl:someValuesFrom [ owl:complementOf snag:Plant ]",
            "Each has a value of `grows` that is nothing that is in `Plant`.",
        ),
        (
            "owl:someValuesFrom [ owl:oneOf ( snag:rose snag:lily ) ]",
            "Each has a value of `grows` that is one of `rose`, `lily`.",
        ),
        (
            "owl:someValuesFrom [ owl:intersectionOf ( snag:Plant [ a owl:Restriction ;"
            " owl:onProperty [ owl:inverseOf snag:waters ] ; owl:hasValue snag:Ann ] ) ]",
            "Each has a value of `grows` in `Plant` that has `Ann` as a value of the inverse of"
            " `waters`.",
        ),
        ('rdfs:comment "nothing"', f"Each {UNSAID}."),
    ],
)
def test_a_restriction_is_a_sentence(turtle: str, words: str) -> None:
    assert restricted(turtle) == words


def test_a_defined_class_says_what_is_in_it() -> None:
    assert in_words(
        "snag:Bed owl:equivalentClass [ owl:intersectionOf ( snag:Land [ owl:unionOf"
        " ( snag:Wet [ owl:oneOf ( snag:one ) ] ) ] ) ] ."
    ) == ["Holds exactly what is in `Land` and either is in `Wet` or is one of `one`."]


def test_a_circle_ends() -> None:
    (found,) = in_words("snag:Bed rdfs:subClassOf _:a . _:a owl:complementOf _:a .")
    assert found.endswith(f"{UNSAID}.")


def test_a_chain_and_what_sort_of_property_it_is() -> None:
    graph = graph_of(
        "snag:Bed a owl:ObjectProperty , owl:TransitiveProperty , owl:FunctionalProperty ;"
        " owl:propertyChainAxiom ( snag:grows skos:broader ) ; owl:propertyDisjointWith snag:a ."
        " [] a owl:AllDisjointProperties ; owl:members ( snag:Bed snag:b ) ."
    )
    assert characteristics(graph, SNAG.Bed) == ("functional", "transitive")
    assert disjoint_with(graph, SNAG.Bed, disjoint_groups(graph)) == [SNAG.a, SNAG.b]
    assert list(axioms(graph, SNAG.Bed, str)) == [
        f"Follows from `{SNAG.grows}` and then `http://www.w3.org/2004/02/skos/core#broader`."
    ]


def test_versions_say_since_when_and_instead_of_what(tmp_path: Path) -> None:
    ontology = graph_of(
        "snag:New a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy snag:Newer ."
        " snag:Kept a owl:Class . snag:Newer a owl:Class ."
        f" snag:Apart a owl:Class ; rdfs:isDefinedBy <{SNAG[''][:-1]}/garden> ."
    )
    text = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in ontology.namespaces())
    old = "snag:Old a owl:Class ; dcterms:isReplacedBy snag:New . snag:Kept a owl:Class ."
    (tmp_path / "1.10.0.ttl").write_text(f"{text}{old} snag:New a owl:Class .")
    (tmp_path / "1.9.0.ttl").write_text(f"{text}{old}")
    history = read_history(tmp_path.glob("*.ttl"), "2.0.0")
    terms = {t.name: t for t in list_terms(ontology, ontology, OURS, history=history)}
    assert [terms[name].since for name in ("Kept", "New", "Newer", "Apart")] == [
        "1.9.0",
        "1.10.0",
        "2.0.0",
        None,
    ]
    assert (terms["Apart"].module, terms["New"].module) == ("garden", "")
    assert terms["New"].replaces == ("Old",)
    assert (terms["New"].deprecated, terms["New"].replaced_by) == (True, ("Newer",))
    # Of a catalogue of one's own no versions are known, and none is made up.
    assert {t.since for t in list_terms(ontology, ontology, OURS)} == {None}

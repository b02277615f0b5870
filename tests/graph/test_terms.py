"""The terms of an ontology of a few lines, with what is above each and how often it is used."""

import pytest
from rdflib import Graph

from snaglist.graph.namespaces import OURS, new_graph
from snaglist.graph.term import Term
from snaglist.graph.terms import list_terms

ONTOLOGY = """
snag:Bed a owl:Class ; rdfs:label "bed" ; skos:definition "Where plants grow." ;
    skos:example "The one at the wall." ; rdfs:subClassOf snag:Land , snag:Area .
snag:Area a owl:Class . snag:Land a owl:Class .
snag:Full a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( snag:Bed ) ] .
snag:grows a owl:ObjectProperty ; rdfs:subPropertyOf snag:holds ; owl:inverseOf snag:grownIn ;
    rdfs:domain [ a owl:Class ; owl:unionOf ( snag:Bed snag:Land ) ] ; rdfs:range skos:Concept .
snag:grownIn a owl:ObjectProperty . snag:holds a owl:ObjectProperty .
snag:width a owl:DatatypeProperty ; rdfs:range xsd:decimal .
snag:remark a owl:AnnotationProperty .
snag:fallow a owl:NamedIndividual , snag:State . snag:State a owl:Class .
id:elsewhere a owl:NamedIndividual .
"""

DATA = """
id:d a snag:Bed . id:c a snag:Bed . id:b a snag:Bed . id:a a snag:Bed . snag:own a snag:Bed .
id:a snag:grows id:x , id:y ; snag:state snag:fallow . id:b snag:state snag:fallow .
"""


def graph_of(turtle: str) -> Graph:
    graph = new_graph(OURS)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in graph.namespaces())
    return graph.parse(data=prefixes + turtle, format="turtle")


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    return {term.name: term for term in list_terms(graph_of(ONTOLOGY), graph_of(DATA), OURS)}


def test_terms_are_in_order_of_kind_and_name(terms: dict[str, Term]) -> None:
    assert [(term.kind, term.name) for term in terms.values()] == [
        *(("class", name) for name in ("Area", "Bed", "Full", "Land", "State")),
        *(("object property", name) for name in ("grownIn", "grows", "holds")),
        ("data property", "width"),
        ("annotation property", "remark"),
        ("individual", "fallow"),
    ]


@pytest.mark.parametrize(
    ("name", "parents"),
    [("Bed", ("Area", "Land")), ("grows", ("holds",)), ("fallow", ("State",)), ("remark", ())],
)
def test_what_is_above_depends_on_the_kind(
    terms: dict[str, Term], name: str, parents: tuple[str, ...]
) -> None:
    assert terms[name].parents == parents


def test_domain_and_range_are_named_unions_too(terms: dict[str, Term]) -> None:
    assert terms["grows"].domain == ("Bed or Land",)
    assert terms["grows"].range == ("skos:Concept",)
    assert terms["width"].range == ("xsd:decimal",)


def test_an_inverse_is_known_from_either_side(terms: dict[str, Term]) -> None:
    assert terms["grows"].inverse == "grownIn"
    assert terms["grownIn"].inverse == "grows"
    assert terms["holds"].inverse is None


def test_use_is_counted_as_the_kind_has_it(terms: dict[str, Term]) -> None:
    used = {name: term.used for name, term in terms.items() if term.used}
    assert used == {"Bed": 5, "grows": 2, "fallow": 2}


def test_a_class_shows_the_first_three_of_its_things(terms: dict[str, Term]) -> None:
    assert terms["Bed"].examples == ("a", "b", "c")
    assert terms["grows"].examples == ()


def test_words_are_there_or_none(terms: dict[str, Term]) -> None:
    bed, area = terms["Bed"], terms["Area"]
    assert (bed.label, bed.definition, bed.example) == (
        "bed",
        "Where plants grow.",
        "The one at the wall.",
    )
    assert (area.label, area.definition, area.example) == ("", "", None)
    assert [name for name, term in terms.items() if term.defined] == ["Full"]

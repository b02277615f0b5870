"""The reasoner's process: what is said when it fails, and answers that are used again."""

import os
import sys
from pathlib import Path

import pytest
from our_names import ID
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic

from snaglist.errors import ReasoningError
from snaglist.graph import hermit_questions
from snaglist.graph.hermit import CACHED, Hermit
from snaglist.graph.namespaces import SNAG, new_graph
from snaglist.graph.reasoner import infer
from snaglist.snapshot.snapshot import Snapshot

ANSWER = (
    "Type( <urn:x:0> <urn:x:1> )\n"
    "Type( <urn:canary:individual> <urn:canary:a> )\n"
    "<urn:canary:after> (known instances: (<urn:canary:individual>, <urn:canary:individual>) | )\n"
    "SubObjectPropertyOf( <urn:canary:before> <urn:canary:above> )\n"
)
"""What HermiT prints of a graph whose first two names are a thing and a class."""


def answers(monkeypatch: pytest.MonkeyPatch, output: str, code: int = 0) -> None:
    """Put a program that prints this in the place of HermiT."""
    program = f"import sys; sys.stdout.write({output!r}); sys.exit({code})"
    monkeypatch.setattr("snaglist.graph.hermit._command", lambda: [sys.executable, "-c", program])


def fails(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "It was asked again.", 1)


def small(*others: str) -> Graph:
    """A bed, and other ones; a graph with more of them is another question."""
    graph = new_graph()
    for name in ("bed", *others):
        graph.add((ID[name], RDF.type, SNAG.Bed))
    graph.add((SNAG.Bed, RDF.type, OWL.Class))
    return graph


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("", "it ended with 3 and said nothing."),
        (" \n\n", "it ended with 3 and said nothing."),
        ("first\nsecond\n  third  \n\n", "third"),
        ("first\njava.io.IOException: no\n\tat a.B\n", "java.io.IOException: no"),
        ("AException: one\nBException: two\nlast\n", "AException: one"),
    ],
)
def test_of_a_failure_the_line_that_says_something_is_told(
    monkeypatch: pytest.MonkeyPatch, output: str, said: str
) -> None:
    answers(monkeypatch, output, 3)
    with Hermit(small()) as hermit, pytest.raises(ReasoningError) as error:
        hermit.answer()
    assert str(error.value) == f"The reasoner stopped: {said}"


def test_it_does_not_matter_where_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    # HermiT itself ends with "unable to create default IRI base" where it is started in /.
    program = f"import os, sys; os.getcwd() == '/' and sys.exit(3); sys.stdout.write({ANSWER!r})"
    monkeypatch.setattr("snaglist.graph.hermit._command", lambda: [sys.executable, "-c", program])
    monkeypatch.chdir("/")
    with Hermit(small()) as hermit:
        assert hermit.answer()


@pytest.mark.parametrize("canary", [1, 2, 3], ids=["of types", "of values", "of terms"])
def test_one_that_read_nothing_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, canary: int
) -> None:
    lines = ANSWER.splitlines(keepends=True)
    answers(monkeypatch, "".join(lines[:canary] + lines[canary + 1 :]))
    with Hermit(small()) as hermit, pytest.raises(ReasoningError, match="without having read"):
        hermit.answer()


def asked(graph: Graph, cache: Path) -> bool:
    """Ask, see that the answer is right, and say whether it was there already."""
    with Hermit(graph, cache) as hermit:
        assert {p for _, p, _ in hermit.answer()} == {RDF.type}
        return hermit.reused


def test_an_answer_is_used_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cache = tmp_path / "new" / "answers"
    answers(monkeypatch, ANSWER)
    assert not asked(small(), cache)
    fails(monkeypatch)
    assert asked(small(), cache)
    with Hermit(small("other"), cache) as hermit:
        assert not hermit.reused


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content.replace(b"urn:x:1", b"urn:x:0"),
        lambda content: b"\xff",
        lambda content: b"",
    ],
    ids=["cut", "changed", "no text", "empty"],
)
def test_a_damaged_answer_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: object
) -> None:
    answers(monkeypatch, ANSWER)
    assert not asked(small(), tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert not asked(small(), tmp_path)
    assert asked(small(), tmp_path)


def test_the_answers_used_last_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers(monkeypatch, ANSWER)
    asked(small(), tmp_path)
    (first,) = tmp_path.iterdir()
    others = [tmp_path / f"{number}.txt" for number in range(CACHED)]
    for at, path in enumerate(others):
        path.touch()
        os.utime(path, (at, at))
    os.utime(first, (0, 0))
    assert asked(small(), tmp_path)
    asked(small("other"), tmp_path)
    kept = set(tmp_path.iterdir())
    assert CACHED == 8
    assert len(kept) == CACHED
    assert {first, *others[2:]} < kept


PARTS = """
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix : <urn:test:> .
    :on a owl:ObjectProperty ; rdfs:subPropertyOf :near .
    :near a owl:ObjectProperty .
    :Lamp a owl:Class ; rdfs:subClassOf :Light .
    :Light a owl:Class .
    :lamp a :Lamp ; :on :table .
    """


@pytest.mark.parametrize(
    ("axiom", "given"),
    [
        ("", False),
        (":Light rdfs:subClassOf [ owl:onProperty :near ; owl:hasValue :table ] .", True),
        (":Light owl:equivalentClass [ owl:onProperty :near ; owl:hasSelf true ] .", True),
        ("[ owl:onProperty :near ; owl:hasValue :table ] owl:equivalentClass :Light .", True),
        (
            ":Light rdfs:subClassOf [ owl:onProperty :near ; owl:someValuesFrom "
            "[ a owl:Class ; owl:oneOf ( :table ) ] ] .",
            True,
        ),
        (":near rdfs:range [ owl:onProperty :near ; owl:hasValue :table ] .", True),
        (
            ":Light rdfs:subClassOf [ owl:onProperty :near ; owl:someValuesFrom "
            "[ a owl:Class ; owl:oneOf ( :table :chair ) ] ] .",
            False,
        ),
        (":NearTable owl:equivalentClass [ owl:onProperty :near ; owl:hasValue :table ] .", False),
    ],
)
def test_values_are_asked_of_little_unless_classes_give_some(axiom: str, *, given: bool) -> None:
    graph = hermit_questions.about_everything(Graph().parse(data=PARTS + axiom, format="turtle"))
    asked_of = hermit_questions.about_values(graph)
    assert (asked_of is graph) is given
    assert {str(p).rpartition("#")[2] for _, p, _ in asked_of} >= {"subPropertyOf", "urn:test:on"}
    assert given or (None, RDF.type, OWL.Class) not in asked_of


PREFIXES = """
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix : <urn:test:> .
    """
HOW_VALUES_FOLLOW = """
    :on a owl:ObjectProperty ; rdfs:subPropertyOf :near .
    :near a owl:ObjectProperty .
    :over a owl:ObjectProperty ; owl:inverseOf :under .
    :before a owl:ObjectProperty , owl:TransitiveProperty .
    :beside a owl:ObjectProperty , owl:SymmetricProperty .
    :reaches a owl:ObjectProperty ; owl:propertyChainAxiom ( :lights :over ) .
    :holds a owl:ObjectProperty .
    """
FRUITFUL_VALUES = """
    :lamp :on :table ; :near :wall ; :over :desk ; :before :dusk ; :beside :book ; :lights :page .
    :desk :under :lamp .
    """
OTHER_AXIOMS = """
    :Lamp a owl:Class ; rdfs:subClassOf :Light , [ a owl:Restriction ; owl:onProperty :holds ;
        owl:maxQualifiedCardinality 1 ; owl:onClass :Bulb ] .
    :holds rdfs:domain :Lamp .
    :describes rdfs:range owl:ObjectProperty .
    :quotes rdfs:subPropertyOf oa:hasSource .
    :Quote rdfs:subClassOf oa:Annotation .
    """
OTHER_FACTS = ":lamp a :Lamp ; :holds :bulb ."
NOT_ASKED = """
    :lamp rdfs:label "the lamp" ; oa:hasSource :book .
    :words a oa:TextQuoteSelector .
    :bought rdfs:range xsd:date .
    :reaches rdfs:domain :Lamp .
    :vocabulary owl:versionInfo "3" ; owl:imports :another .
    """


def graph_in(*parts: str) -> Graph:
    return Graph().parse(data=PREFIXES + "".join(parts), format="turtle")


def test_each_question_is_asked_of_what_bears_on_it_and_of_no_more() -> None:
    all_parts = (HOW_VALUES_FOLLOW, FRUITFUL_VALUES, OTHER_AXIOMS, OTHER_FACTS)
    everything = hermit_questions.about_everything(graph_in(*all_parts, NOT_ASKED))
    assert isomorphic(everything, graph_in(*all_parts))
    # A property that another one is below, though not one of ours.
    quoting = ":quotes rdfs:subPropertyOf oa:hasSource ."
    values = hermit_questions.about_values(everything)
    assert isomorphic(values, graph_in(HOW_VALUES_FOLLOW, FRUITFUL_VALUES, quoting))
    terms = hermit_questions.about_terms(everything)
    assert isomorphic(terms, graph_in(HOW_VALUES_FOLLOW, OTHER_AXIOMS))


def test_every_line_that_hermit_prints_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    one_way = {
        "SubClassOf": RDFS.subClassOf,
        "SubPropertyOf": RDFS.subPropertyOf,
        "SubObjectPropertyOf": RDFS.subPropertyOf,
        "SubDataPropertyOf": RDFS.subPropertyOf,
        "Type": RDF.type,
    }
    both_ways = {
        "EquivalentClasses": OWL.equivalentClass,
        "EquivalentObjectProperties": OWL.equivalentProperty,
        "EquivalentDataProperties": OWL.equivalentProperty,
    }
    name = URIRef("urn:test:").__add__
    lines = [f"{each}( <urn:test:{each}> <urn:test:x> )\n" for each in (*one_way, *both_ways)]
    answers(monkeypatch, ANSWER + "".join(lines))
    with Hermit(small()) as hermit:
        found = hermit.answer()
    expected = {(name(each), said, name("x")) for each, said in (one_way | both_ways).items()}
    expected |= {(name("x"), said, name(each)) for each, said in both_ways.items()}
    assert {each for each in found if name("x") in each} == expected


def test_a_value_is_carried_to_the_inverse_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though HermiT says nothing of it."""
    answers(monkeypatch, ANSWER)
    graph = small()
    graph.add((SNAG.grownIn, OWL.inverseOf, SNAG.grows))
    graph.add((ID.bed, SNAG.grows, ID.bean))
    graph.add((ID.pea, SNAG.grownIn, ID.bed))
    assert {(ID.bean, SNAG.grownIn, ID.bed), (ID.bed, SNAG.grows, ID.pea)} <= set(infer(graph))


def test_a_value_that_a_class_gives_is_found() -> None:
    axiom = (
        ":Light rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :on ; owl:hasValue :sun ] ."
    )
    graph = Graph().parse(data=PARTS + axiom, format="turtle")
    with Hermit(graph) as hermit:
        found = hermit.answer()
    name = URIRef("urn:test:").__add__
    assert {(name("lamp"), name("on"), name(each)) for each in ("table", "sun")} <= found


@pytest.mark.thorough
def test_asking_little_loses_nothing(monkeypatch: pytest.MonkeyPatch, shipped: Snapshot) -> None:
    asserted = new_graph()
    for name in ("ontology.nt", "snaglist-asserted.nt"):
        with shipped.open_dump(name) as dump:
            asserted.parse(dump, format="nt")
    parted = set(infer(asserted))
    monkeypatch.setattr("snaglist.graph.hermit.about_values", lambda graph: graph)
    monkeypatch.setattr("snaglist.graph.hermit.nominals_as_classes", lambda graph: graph)
    lost_or_won = parted ^ set(infer(asserted))
    assert not sorted(lost_or_won)[:5]

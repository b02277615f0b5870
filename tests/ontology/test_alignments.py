"""The alignments name terms that exist, stand alone, and contradict nothing."""

from pathlib import Path

import pytest
from common import ONTOLOGY as FOLDER
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from snaglist.graph.namespaces import SNAG
from snaglist.graph.ontology import alignment_files, ontology_files, read_turtle
from snaglist.graph.reasoner import infer
from snaglist.snapshot.snapshot import Snapshot

FILES = alignment_files(FOLDER)
CORE, _ = read_turtle(ontology_files(FOLDER))
RELATIONS = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch}
AIRO = {
    *("AISystem", "Risk", "RiskSource", "Consequence", "RiskControl", "hasRiskControl"),
    *("hasImpactOnStakeholder", "mitigatesRiskConcept", "detectsRiskConcept"),
}
"""The terms of AIRO 1.0 that we name, as its documentation lists them (w3id.org/airo)."""


def read(path: Path) -> Graph:
    graph, findings = read_turtle([path])
    assert not findings
    return graph


def test_there_is_one_for_each_vocabulary() -> None:
    assert {path.stem for path in FILES} == {"airo", "cito", "dcat", "dqv", "oa", "prov", "skos"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_our_terms_exist_and_theirs_are_declared(path: Path) -> None:
    graph = read(path)
    ours = [triple for triple in graph if str(triple[0]).startswith(str(SNAG))]
    assert ours
    for subject, relation, value in ours:
        assert (subject, RDF.type, None) in CORE
        if relation == RDF.type:
            assert (subject, RDF.type, value) in CORE
            continue
        assert relation in RELATIONS
        assert not str(value).startswith(str(SNAG))
        assert (value, RDF.type, None) in graph
        assert (value, RDFS.isDefinedBy, None) in graph


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_matches_join_classes_with_classes_and_properties_with_properties(path: Path) -> None:
    graph = read(path)
    for relation in (SKOS.closeMatch, SKOS.relatedMatch):
        for subject, value in graph.subject_objects(relation):
            for kind in (OWL.Class, OWL.ObjectProperty):
                ours = (subject, RDF.type, kind) in CORE
                assert ours == ((value, RDF.type, kind) in graph), (subject, value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_term_is_declared_as_two_sorts_of_property(path: Path) -> None:
    # OWL 2 DL lets a class be an individual too, and no property of one sort be of another.
    sorts = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    both = CORE + read(path)
    for term in set(both.subjects()):
        assert sum((term, RDF.type, sort) in both for sort in sorts) <= 1, term


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_an_axiom_names_is_declared_beside_it(path: Path) -> None:
    graph = read(path)
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for pair in graph.subject_objects(relation):
            assert all((term, RDF.type, None) in graph for term in pair), pair


def test_some_alignments_are_strict() -> None:
    whole = [read(path) for path in FILES]
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        assert [graph for graph in whole if (None, relation, None) in graph]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_classes_are_aligned_below_classes_and_properties_below_properties(path: Path) -> None:
    graph = read(path)
    for subject, value in graph.subject_objects(RDFS.subClassOf):
        assert (value, RDF.type, OWL.Class) in graph
        assert (subject, RDF.type, OWL.Class) in CORE + graph
    for subject, value in graph.subject_objects(RDFS.subPropertyOf):
        assert (value, RDF.type, OWL.ObjectProperty) in graph
        assert (subject, RDF.type, OWL.ObjectProperty) in CORE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_is_an_ontology_of_its_own(path: Path) -> None:
    (name,) = read(path).subjects(RDF.type, OWL.Ontology)
    assert name == URIRef(f"https://w3id.org/snaglist/ontology/alignments/{path.stem}")


def test_the_terms_of_airo_are_those_of_its_documentation() -> None:
    graph = read(FOLDER / "alignments" / "airo.ttl")
    space = "https://w3id.org/airo#"
    named = {str(term).removeprefix(space) for term in graph.all_nodes() if space in str(term)}
    assert named == AIRO


@pytest.mark.thorough
def test_core_and_alignments_together_are_consistent() -> None:
    both, _ = read_turtle([*ontology_files(FOLDER), *FILES])
    infer(both)


def test_the_core_names_none_of_them() -> None:
    for other in ("w3.org/ns/dcat", "w3id.org/airo"):
        assert not any(other in str(node) for triple in CORE for node in triple)


def test_they_are_offered(shipped: Snapshot) -> None:
    (dump,) = [dump for dump in shipped.dumps if dump.name == "alignments.ttl"]
    graph = Graph().parse(dump.path)
    assert len(graph) > 60
    (name,) = graph.subjects(RDF.type, OWL.Ontology)
    assert name == URIRef("https://w3id.org/snaglist/ontology/alignments")

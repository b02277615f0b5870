"""The shapes are checked beside the build with the findings that they have alone."""

import sys
from pathlib import Path

import pytest
from common import ONTOLOGY
from our_names import ID
from rdflib import RDF, Graph

from snaglist.graph import shacl_process
from snaglist.graph.namespaces import OURS, SNAG, new_graph
from snaglist.graph.shacl import check_shapes
from snaglist.graph.shacl_process import ShapeCheck

PLACES = {
    "SNAG-001": "catalog/issues/SNAG-001-a-bed.md",
    "SNAG-002": "catalog/issues/SNAG-002-a-bell.md",
}


@pytest.fixture
def bare() -> Graph:
    """An issue of which nothing is said."""
    graph = new_graph()
    graph.add((ID["SNAG-001"], RDF.type, SNAG.QualityIssue))
    return graph


@pytest.fixture
def inferred() -> Graph:
    """Another issue, which only the reasoner knows to be one."""
    graph = new_graph()
    graph.add((ID["SNAG-002"], RDF.type, SNAG.QualityIssue))
    return graph


def test_a_process_finds_what_is_found_here(
    bare: Graph, inferred: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shacl_process, "WORTH_A_PROCESS", 0)
    with ShapeCheck(ONTOLOGY, PLACES, OURS) as shapes:
        shapes.begin(bare)
        shapes.check(inferred)
        assert shapes._process is not None
        found = shapes.findings()
        assert shapes._process.returncode == 0
    assert sorted(found) == sorted(check_shapes(bare + inferred, ONTOLOGY, PLACES, OURS))
    assert {finding.path for finding in found} == set(PLACES.values())


def test_where_the_process_fails_they_are_looked_for_here(
    bare: Graph, inferred: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shacl_process, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with ShapeCheck(ONTOLOGY, PLACES, OURS) as shapes:
        shapes.begin(bare)
        shapes.check(inferred)
        found = shapes.findings()
    assert {finding.path for finding in found} == set(PLACES.values())


def test_one_that_is_not_waited_for_is_stopped(
    bare: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shacl_process, "WORTH_A_PROCESS", 0)
    with ShapeCheck(ONTOLOGY, PLACES, OURS) as shapes:
        shapes.begin(bare)
        process = shapes._process
    assert process is not None
    assert process.returncode


def test_a_small_graph_needs_no_process(bare: Graph) -> None:
    with ShapeCheck(ONTOLOGY, PLACES, OURS) as shapes:
        shapes.begin(bare)
        assert shapes._process is None
        assert shapes.findings()

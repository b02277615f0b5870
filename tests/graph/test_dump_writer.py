"""Dumps of graphs: lines, sorted heads, and sorted statements."""

import pytest
from common import ONTOLOGY
from our_names import CATALOGUE_GRAPH, ID, INFERRED_GRAPH, PREFIXES
from rdflib import RDF, RDFS, Graph, Literal

from snaglist.graph.dump_writer import DumpSerializer
from snaglist.graph.jsonld_context import make_context
from snaglist.graph.namespaces import SNAG, new_graph
from snaglist.graph.ontology import ontology_files, read_turtle
from snaglist.graph.rdf_formats import RdfFormat


@pytest.fixture(scope="module")
def dump() -> DumpSerializer:
    ontology, _ = read_turtle(ontology_files(ONTOLOGY))
    return DumpSerializer(
        {INFERRED_GRAPH: inferred(), CATALOGUE_GRAPH: said()}, make_context(ontology)
    )


def said() -> Graph:
    graph = new_graph()
    graph.add((ID.bed, RDFS.label, Literal("the bed")))
    graph.add((ID.bean, RDF.type, SNAG.Plant))
    return graph


def inferred() -> Graph:
    graph = new_graph()
    graph.add((ID.bed, RDF.type, SNAG.Bed))
    graph.add((ID.bean, RDF.type, SNAG.Plant))
    return graph


@pytest.mark.parametrize("rdf_format", [RdfFormat.TURTLE, RdfFormat.TRIG])
def test_the_head_has_a_line_for_each_prefix_in_order(
    dump: DumpSerializer, rdf_format: RdfFormat
) -> None:
    lines = dump.write(rdf_format).decode().splitlines()
    head = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items())]
    assert lines[: len(head)] == head
    assert not [line for line in lines[len(head) :] if line.startswith("@prefix")]
    (said_of_bed,) = [line for line in lines if "the bed" in line]
    assert said_of_bed.endswith('rdfs:label "the bed" .')


def test_no_graph_is_an_empty_document(dump: DumpSerializer) -> None:
    assert DumpSerializer({}, dump.context).write(RdfFormat.TURTLE) == b""


def test_triples_are_sorted_and_each_is_there_once(dump: DumpSerializer) -> None:
    lines = dump.write(RdfFormat.NTRIPLES).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines)) == 3


def test_quads_are_sorted_graph_by_graph(dump: DumpSerializer) -> None:
    lines = dump.write(RdfFormat.NQUADS).decode().splitlines()
    names = [line.split()[-2] for line in lines]
    assert names == [CATALOGUE_GRAPH.n3()] * 2 + [INFERRED_GRAPH.n3()] * 2
    assert lines[:2] == sorted(lines[:2])
    assert lines[2:] == sorted(lines[2:])

"""What the endpoint answers is what the dumps hold: graph by graph, to the datatype; and valid."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from common import ONTOLOGY
from rdflib import Graph
from sparql.sparql_sample import write_dump

from snaglist.dataset.distributions import DESCRIPTION_DUMP
from snaglist.graph.namespaces import OURS
from snaglist.graph.shacl import check_shapes
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_store
from snaglist.sparql.local_store import LocalStore
from snaglist.sparql.request import AnswerFormat, Limits, Request

DESCRIPTION = OURS.graph("description")
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"
LIMITS = Limits()


@pytest.fixture(scope="module")
def store(sample_knowledge: Snapshot) -> LocalStore:
    return open_store(sample_knowledge)


def constructed(store: LocalStore, graph: str) -> bytes:
    asked = Request(query=ALL % graph, graph_format=AnswerFormat.NTRIPLES)
    return store.answer(asked, LIMITS).content


def canonical(triples: Iterable[ox.Quad]) -> set[str]:
    found = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in found}


def dumped(known: Snapshot) -> dict[str, list[ox.Quad]]:
    graphs: dict[str, list[ox.Quad]] = {}
    with known.open_dump("snaglist-everything.nq") as file:
        for quad in ox.parse(file.read(), ox.RdfFormat.N_QUADS):
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    with known.open_dump(DESCRIPTION_DUMP) as file:
        graphs[str(DESCRIPTION)] = list(ox.parse(file.read(), ox.RdfFormat.TURTLE))
    return graphs


def test_every_graph_is_the_dumps(sample_knowledge: Snapshot, store: LocalStore) -> None:
    dumps = dumped(sample_knowledge)
    assert store.graphs == dumps.keys()
    assert len(dumps) > 3
    for name, quads in dumps.items():
        answered = ox.parse(constructed(store, name), ox.RdfFormat.N_TRIPLES)
        assert canonical(answered) == canonical(quads), name


def test_the_shapes_hold_over_it(sample_knowledge: Snapshot, store: LocalStore) -> None:
    graph = Graph()
    for name in store.graphs - {str(DESCRIPTION)}:
        graph.parse(data=constructed(store, name), format="nt")
    assert len(graph) > 1000
    assert check_shapes(graph, ONTOLOGY, {}, OURS) == []


def test_a_type_is_restored_where_all_numbers_of_a_property_have_it(tmp_path: Path) -> None:
    extra = tmp_path / "extra.ttl"
    extra.write_text(
        "@prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'x:a x:size "1"^^xsd:nonNegativeInteger ; x:mixed 1 , "2"^^xsd:short .'
    )
    beside = LocalStore(write_dump(tmp_path), {"http://x/g": extra}, {})
    lines = sorted(constructed(beside, "http://x/g").decode().splitlines())
    assert [line.rpartition("#")[2] for line in lines] == [
        *("integer> .", "integer> .", "nonNegativeInteger> .")
    ]

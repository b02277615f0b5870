"""What the quick check says of both folders: nothing it lets through is a build's undoing."""

import shutil
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE
from our_names import CATALOGUE_GRAPH
from rdflib import OWL, Graph, URIRef

from snaglist.build.quadstore_writer import write_quadstore
from snaglist.build.quick_check import LoadedSources, load_sources
from snaglist.graph.hermit_questions import about_everything
from snaglist.graph.lint import check_ontology
from snaglist.graph.namespaces import ONTOLOGY as NAME
from snaglist.graph.namespaces import OURS, new_graph
from snaglist.graph.shacl import check_shapes
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    folder = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, folder)
    return folder


def load(catalog: Path, ontology: Path) -> LoadedSources:
    return load_sources(catalog, ontology, lambda message: None)


def findings(catalog: Path, ontology: Path) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as raised:
        load(catalog, ontology)
    return raised.value.findings


def add(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


IMPORT = "<{}> a <http://www.w3.org/2002/07/owl#Ontology> ; <{}> <{}> .\n"


def test_an_import_from_elsewhere_is_told_and_one_from_here_is_no_matter(ontology: Path) -> None:
    add(ontology, "a.ttl", IMPORT.format("http://x/a", OWL.imports, "http://127.0.0.1:9/b"))
    found = [each for each in findings(SAMPLE, ontology) if each.rule == "import"]
    assert [each.message for each in found] == [
        "http://127.0.0.1:9/b is imported; nothing is fetched."
    ]
    add(ontology, "a.ttl", IMPORT.format("http://x/a", OWL.imports, NAME))
    assert "import" not in {each.rule for each in _told(ontology)}


def _told(ontology: Path) -> tuple[Finding, ...]:
    try:
        load(SAMPLE, ontology)
    except FindingsError as error:
        return error.findings
    return ()


def test_neither_reasoner_nor_quadstore_goes_after_an_import(tmp_path: Path) -> None:
    graph = new_graph()
    graph.add((URIRef("http://x/a"), OWL.imports, URIRef("http://127.0.0.1:9/b")))
    assert not about_everything(graph)
    write_quadstore({CATALOGUE_GRAPH: graph, NAME: Graph()}, tmp_path / "quads")
    assert (tmp_path / "quads").is_file()


def test_a_byte_order_mark_is_passed_over(ontology: Path) -> None:
    for path in (*ontology.rglob("*.rq"), *ontology.rglob("*.ttl"), *ontology.rglob("*.yaml")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    before, after = load(SAMPLE, ONTOLOGY), load(SAMPLE, ontology)
    assert set(after.vocabulary) == set(before.vocabulary)
    assert after.examples == before.examples


UNUSABLE = {
    "checks/a.rq": (b"\xff", "file-encoding"),
    "checks/profile.yaml": (b"a: !!bool x", "check"),
    "questions/a.rq": (b"\xff", "file-encoding"),
    "questions/b.rq": (b"", "file-empty"),
    "a.ttl": (b'<http://x/a> <http://x/b> "\\u0007" .', "turtle"),
    "b.ttl": (b"<http://x/a> <http://x/b> <<( <http://x/a> <http://x/b> 1 )>> .", "turtle"),
    "alignments/c.ttl": (b"\xff", "turtle"),
    "versions/1.4.0.ttl": (b"<http://x/a> <http://x/b>", "turtle"),
    "versions/draft.ttl": (b"", "turtle"),
}


def test_a_file_that_cannot_be_used_is_told(ontology: Path) -> None:
    for name, (content, _) in UNUSABLE.items():
        (ontology / name).write_bytes(content)
    found = {(each.path.removeprefix("ontology/"), each.rule) for each in _told(ontology)}
    found |= {(f.path.removeprefix("ontology/"), f.rule) for f in check_ontology_files(ontology)}
    expected = {(name, rule) for name, (_, rule) in UNUSABLE.items()}
    assert expected <= found


def check_ontology_files(ontology: Path) -> list[Finding]:
    """What is found once the Turtle can be read."""
    for name in (name for name in UNUSABLE if name.endswith(".ttl")):
        (ontology / name).unlink()
    return check_ontology(ontology)[0]


QUERIES = (
    "ASK {}",
    "SELECT ?x { ?x ?y ?z }",
    "SELECT ?term { SERVICE <http://127.0.0.1:9/> { ?term ?y ?z } }",
    "SELECT ?term { \\u0053ERVICE <http://127.0.0.1:9/> { ?term ?y ?z } }",
)


def test_a_check_selects_terms_and_asks_nobody_else(ontology: Path) -> None:
    path = ontology / "checks" / "p06-circle.rq"
    for query in QUERIES:
        path.write_text(f"# problem: P.\n# solution: S.\n{query}\n")
        (found,) = check_ontology(ontology)[0]
        assert (found.path, found.rule) == ("ontology/checks/p06-circle.rq", "check")


def test_what_programs_leave_is_no_ontology(ontology: Path) -> None:
    for folder in ("", "checks", "questions", "alignments", "versions"):
        for suffix in (".ttl", ".rq"):
            (ontology / folder / f".#x{suffix}").symlink_to("user@host:1")
            (ontology / folder / f"._x{suffix}").write_bytes(b"\xff")
    load(SAMPLE, ontology)


def test_what_github_shows_and_pages_do_not_is_told(sample: Path) -> None:
    path = sample / "issues" / "SNAG-001-the-thermometer-dies.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\n![a dial](dial.png)\n", "utf-8")
    (found,) = findings(sample, ONTOLOGY)
    assert found.message == "line 4 of the text has an image, which pages lack."
    assert found.path == "sample/issues/SNAG-001-the-thermometer-dies.md"


ODD_FIELDS = {
    "catalogue.yaml": ("licence: https://creativecommons.org/publicdomain/zero/1.0/", "licence: "),
    "schemes/strategy-kind.yaml": ("concept_class: snag:StrategyKind", "concept_class: "),
    "studies/sample-study.yaml": ("terms: None.", "terms: None.\nurl: "),
}
ODD_NAMES = ("CC0 1.0", "javascript:alert(1)//x", "sna[]x", "'snag:\"><x>'", "a@b.c", "'//h'")


@pytest.mark.parametrize("name", ODD_FIELDS)
@pytest.mark.parametrize("value", ODD_NAMES)
def test_a_name_that_no_graph_can_hold_is_told(sample: Path, name: str, value: str) -> None:
    old, new = ODD_FIELDS[name]
    path = sample / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new + value), encoding="utf-8")
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    assert ("field-value", f"sample/{name}") in {(f.rule, f.path) for f in raised.value.findings}


@pytest.mark.parametrize(
    "shape", ["sh:path 5", "sh:minCount 'x'", "sh:sparql [ sh:select 'SELECT' ]", "sh:nodeKind 1"]
)
def test_a_shape_that_is_none_is_told(ontology: Path, shape: str) -> None:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> a sh:NodeShape ; sh:targetNode <x:a>"
    add(ontology, "shapes.ttl", f"{head} ; sh:property [ {shape} ] .")
    graph = new_graph()
    graph.add((URIRef("x:a"), OWL.sameAs, URIRef("x:b")))
    assert {found.rule for found in check_shapes(graph, ontology, {}, OURS)} == {"shapes"}

"""A catalogue of one's own: what it begins with, and that its names are its own."""

from pathlib import Path

import pytest
from common import SAMPLE
from own_catalogue import NAMES, make_own, snag
from rdflib import Graph, URIRef

from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.namespaces import OURS, CatalogueNames
from snaglist.schema.located_yaml import parse_yaml
from snaglist.sources.loader import load_catalogue

OURS_IN_BYTES = (b"SNAG-", f"{OURS.base}/id".encode(), f"{OURS.base}/graph".encode(), b"I07")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_own(tmp_path_factory.mktemp("own") / "kb")


def individuals(graphs: dict[URIRef, Graph]) -> set[str]:
    found = {str(node) for graph in graphs.values() for node in graph.subjects()}
    return found | set(map(str, graphs))


def test_a_new_catalogue_has_no_findings_and_none_of_our_names(tmp_path: Path) -> None:
    snag("init", tmp_path / "kb", *NAMES)
    empty = load_catalogue(tmp_path / "kb")
    assert (empty.about.title, empty.about.creator) == ("Acme snags", "Acme snags editors")
    assert not empty.entries
    for path in (tmp_path / "kb").rglob("*.yaml"):
        assert not [name for name in (*OURS_IN_BYTES, b"Snaglist") if name in path.read_bytes()]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--prefix", "Acme", "two to eight capital letters"),
        ("--prefix", "FIX", "which other ids begin with"),
        ("--prefix", "SNAG", "of the catalogue that came with"),
        ("--iri", "https://example.org/kb", "ends with a slash"),
        ("--iri", "https://w3id.org/snaglist/", "of the catalogue that came with"),
        ("--iri", "example.org", "a web address"),
    ],
)
def test_names_that_do_not_serve_are_refused(
    tmp_path: Path, option: str, value: str, told: str
) -> None:
    said = snag("init", tmp_path / "kb", *NAMES, option, value, code=2)
    assert told in said
    assert not (tmp_path / "kb").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    snag("init", tmp_path, *NAMES, code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_two_catalogues_share_no_individual_and_no_graph(own: Path) -> None:
    theirs, ours = catalogue_graphs(load_catalogue(own)), catalogue_graphs(load_catalogue(SAMPLE))
    assert not individuals(theirs) & individuals(ours)
    names = CatalogueNames("https://example.org/kb")
    assert {names.identifier(iri) is not None for iri in individuals(theirs) - {*map(str, theirs)}}
    assert URIRef("https://example.org/kb/graph/I01") in theirs
    said = b"".join(graph.serialize(encoding="utf-8") for graph in theirs.values())
    assert b"local:" not in said
    assert not [name for name in OURS_IN_BYTES if name in said]


def test_an_own_issue_has_the_next_id_of_its_prefix(own: Path, tmp_path: Path) -> None:
    made = snag("new", "issue", "Two clocks", "--catalog", own).strip()
    assert Path(made).name == "ACME-002-two-clocks.md"
    Path(made).unlink()


def test_a_quote_goes_below_the_others_and_comments_stay(own: Path, tmp_path: Path) -> None:
    path = own / "interviews" / "I01" / "quotes.yaml"
    before = path.read_text("utf-8")
    path.write_text(f"# Whoever reads this\n{before}  # the end\n", "utf-8")
    words = ("quote", "I01", "twice. So the loaves", "--catalog", own, "--write")
    try:
        assert "needs --coder" in snag(*words, code=2)
        record = snag(*words, "--coder", "Ana: 1", "--standing", "prompted")
        written = path.read_text("utf-8")
        assert written.startswith("# Whoever reads this\n")
        assert written.endswith(f"  # the end\n{record}")
        assert parse_yaml(written).data["quotes"][-1]["id"] == "I01-Q003"
        assert parse_yaml(written).data["quotes"][-1]["coder"] == "Ana: 1"
        assert "I01-Q003 has these words" in snag(*words, "--coder", "Ben", code=2)
        path.write_text(written.replace("transcript_sha256: ", "transcript_sha256: 0"), "utf-8")
        assert "another transcript" in snag(*words, "--coder", "Ben", code=2)
    finally:
        path.write_text(before, "utf-8")

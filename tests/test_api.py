"""``snaglist.open()``: three lines and no server, from the checkout and from the wheel."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE, TESTS, need
from our_names import ID, INFERRED_GRAPH
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SKOS

import snaglist
from snaglist.api import OpenCatalogue
from snaglist.errors import SnaglistError
from snaglist.graph.namespaces import SNAG
from snaglist.snapshot.snapshot import Snapshot

PAGE = (TESTS.parent / "docs" / "python.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue(sample_knowledge: Snapshot) -> Iterator[OpenCatalogue]:
    with snaglist.open(SAMPLE, ONTOLOGY, sample_knowledge.folder.parents[1]) as opened:
        yield opened


def test_things_by_their_ids(catalogue: OpenCatalogue) -> None:
    assert catalogue["SNAG-001"] is catalogue.issues[0]
    assert catalogue["I01-Q001"] in catalogue.quotes
    assert "FIX-001" in catalogue
    assert "FIX-999" not in catalogue
    with pytest.raises(KeyError, match="SNAG-001"):
        catalogue["SNAG-0001"]


def test_search(catalogue: OpenCatalogue) -> None:
    assert {hit.type for hit in catalogue.search("bell", type="issue").hits} == {"issue"}
    with pytest.raises(SnaglistError):
        catalogue.search("bell", colour="red")


def test_the_graph_holds_everything(catalogue: OpenCatalogue) -> None:
    counts = catalogue.knowledge.manifest.counts
    names = ("asserted triples", "inferred triples", "ontology triples")
    assert len(catalogue.graph) == sum(counts[name] for name in names)
    title = Literal(catalogue.issues[0].title, lang="en")
    assert title in set(catalogue.graph.objects(ID["SNAG-001"], SKOS.prefLabel))


def test_what_is_inferred_is_in_a_graph_of_its_own(catalogue: OpenCatalogue) -> None:
    assert len(catalogue.dataset) == len(catalogue.graph)
    inferred = catalogue.dataset.graph(INFERRED_GRAPH)
    assert (ID["SNAG-001"], SNAG.reportedIn, ID.I01) in inferred
    assert (ID["SNAG-001"], RDF.type, SNAG.QualityIssue) not in inferred


def test_the_world_of_owlready2(catalogue: OpenCatalogue) -> None:
    found = {issue.iri for issue in catalogue.ontology.QualityIssue.instances()}
    assert {URIRef(iri) for iri in found} == {ID[issue.id] for issue in catalogue.issues}
    issue = catalogue.world[str(ID["SNAG-001"])]
    assert issue.prefLabel.en == [catalogue.issues[0].title]
    assert [interview.name for interview in issue.reportedIn] == ["I01"]


def test_a_thing_as_data(catalogue: OpenCatalogue) -> None:
    assert '"id": "SNAG-001"' in catalogue.describe("SNAG-001", "jsonld")


def test_a_catalogue_with_findings_says_them(tmp_path: Path, sample: Path) -> None:
    (sample / "catalogue.yaml").write_text("title: x")
    with pytest.raises(SnaglistError, match=r"catalogue\.yaml"):
        snaglist.open(sample, ONTOLOGY, tmp_path / "data")


def test_the_environment_is_heard(
    monkeypatch: pytest.MonkeyPatch, sample_knowledge: Snapshot
) -> None:
    monkeypatch.setenv("SNAGLIST_CATALOG", str(SAMPLE))
    monkeypatch.setenv("SNAGLIST_ONTOLOGY", str(ONTOLOGY))
    monkeypatch.setenv("SNAGLIST_DATA", str(sample_knowledge.folder.parents[1]))
    with snaglist.open() as opened:
        assert opened.knowledge.folder == sample_knowledge.folder


def shown() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.thorough
def test_what_the_page_shows_runs(shipped: Snapshot) -> None:
    assert len(shown()) >= 4
    environment = {**os.environ, "SNAGLIST_DATA": str(shipped.folder.parents[1])}
    command = [sys.executable, "-W", "error", "-c", "\n".join(shown())]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert not done.stderr
    assert shipped.catalogue.issues[0].title in done.stdout


FOREIGN = """
import socket, sys, owlready2
def refuse(*arguments): raise AssertionError("went to the network")
socket.socket.connect = refuse
world = owlready2.World(filename=sys.argv[1])
ontology = world.get_ontology("https://w3id.org/snaglist/ontology#").load()
print(len(list(ontology.QualityIssue.instances())))
"""


def test_the_quadstore_is_enough_for_owlready2(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    dump = next(dump for dump in sample_knowledge.dumps if dump.name == "snaglist.sqlite3")
    (tmp_path / dump.name).write_bytes(dump.path.read_bytes())
    command: list[str | Path] = [sys.executable, "-c", FOREIGN, tmp_path / dump.name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(sample_knowledge.catalogue.issues)


@pytest.mark.thorough
def test_the_wheel_is_enough(tmp_path: Path) -> None:
    need(find_spec("hatchling") is not None, "hatchling is not installed")
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "-o",
        tmp_path,
    ]
    subprocess.run([*build, TESTS.parent], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SNAGLIST_")}
    environment |= {
        "PYTHONPATH": str(tmp_path / "installed"),
        "SNAGLIST_DATA": str(tmp_path / "data"),
    }
    lines = [*shown()[0].splitlines(), "print(snaglist.__file__)"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "installed") in done.stdout

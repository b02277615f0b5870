"""A catalogue of somebody else's from a recording to a published site: all names are its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from common import ONTOLOGY
from own_catalogue import make_own, snag

from snaglist.build.current import open_current
from snaglist.graph.namespaces import OURS
from snaglist.snapshot.snapshot import Snapshot

pytestmark = pytest.mark.thorough

FOREIGN = (b"SNAG-", b"snaglist/id", b"snaglist/graph", b"snaglist/data", b"snaglist/mappings")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_own(tmp_path_factory.mktemp("own") / "kb")


@pytest.fixture(scope="module")
def own(folder: Path) -> Iterator[Snapshot]:
    known = open_current(folder.parent / "data", folder, ONTOLOGY, lambda message: None)
    yield known
    known.close()


def test_no_byte_of_a_site_dump_or_snapshot_has_a_name_of_ours(
    own: Snapshot, folder: Path, tmp_path: Path
) -> None:
    settings = ("--catalog", folder, "--data", folder.parent / "data")
    snag("export", "--site", tmp_path / "site", "--dumps", *settings)
    files = [path for where in (tmp_path, own.folder) for path in where.rglob("*")]
    read = {path: path.read_bytes() for path in files if path.is_file()}
    assert len(read) > 300
    found = {path.name: name for path, text in read.items() for name in FOREIGN if name in text}
    assert not found
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "<title>" in page
    assert "Acme snags" in page
    assert "Snaglist" not in page
    about = (tmp_path / "site" / "about.html").read_text("utf-8")
    assert "https://example.org/kb/id/ACME-001" in about


def test_two_catalogues_live_in_one_store(own: Snapshot, sample_knowledge: Snapshot) -> None:
    store, names = ox.Store(), []
    for known in (own, sample_knowledge):
        (dump,) = (each for each in known.dumps if each.name == "snaglist-everything.nq")
        quads = list(ox.parse(path=str(dump.path), format=ox.RdfFormat.N_QUADS))
        names.append({quad.subject.value for quad in quads if "/id/" in str(quad.subject)})
        store.extend(quads)
    assert min(map(len, names)) > 100
    assert not names[0] & names[1]
    ask = f"SELECT DISTINCT ?i {{ GRAPH ?g {{ ?i a <{OURS.base}/ontology#QualityIssue> }} }}"
    rows = store.query(ask)
    assert isinstance(rows, ox.QuerySolutions)
    ids = {row["i"].value.rpartition("/")[2] for row in rows}
    assert ids == {"ACME-001", "SNAG-001", "SNAG-002"}


def test_a_review_of_an_own_catalogue_from_its_profile_to_sarif(
    own: Snapshot, folder: Path, tmp_path: Path
) -> None:
    assert own.catalogue.about.prefix == "ACME"
    settings = ("--catalog", folder, "--data", folder.parent / "data")
    file = tmp_path / "review.yaml"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    def review(*words: str | Path, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "snaglist", "review", *map(str, words)],
            capture_output=True,
            text=True,
            env=environment,
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    title = ("--title", "Ovens", "--by", "Ana")
    review("new", file, *title, "--answer", "data=sensors", *settings)
    review("answer", file, "ACME-001", "--status", "open", "--owner", "Ben", "--by", "Ana")
    log = json.loads(review("check", file, "--format", "sarif", code=1))
    told = json.dumps(log)
    assert "ACME-001 is open" in told
    report = review("report", file, "--format", "json")
    assert "https://example.org/kb/id/ACME-001" in report
    assert "::error" in review("check", file, "--format", "github", code=1)
    assert not [name for name in FOREIGN if name in (file.read_bytes() + report.encode())]

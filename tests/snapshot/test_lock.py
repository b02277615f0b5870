"""What somebody reads is not removed; what nobody reads is, and nothing else."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE

from snaglist.errors import SnapshotError
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.index.query import Query
from snaglist.snapshot import lock as lock_module
from snaglist.snapshot.lock import SnapshotGoneError, SnapshotLock, is_read
from snaglist.snapshot.place import SnapshotFolder
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sweep import remove_unread, set_aside, sweep
from snaglist.snapshot.verify import DamagedSnapshotError, verified_lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")

HOLD = """
import sys
from pathlib import Path
from snaglist.snapshot.lock import SnapshotLock
lock = SnapshotLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path) -> SnapshotFolder:
    """A folder with snapshots a to e, e the current one; they are empty but for a manifest."""
    place = SnapshotFolder(tmp_path / "data", SAMPLE, ONTOLOGY)
    for at, letter in enumerate("abcde"):
        folder = place.folder / (letter * 32)
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text("{}")
        os.utime(folder, (1_000 + at, 1_000 + at))
    (place.folder / "current").write_text("e" * 32)
    return place


def left(place: SnapshotFolder) -> str:
    return "".join(sorted(path.name[0] for path in place.folder.iterdir() if path.is_dir()))


def test_the_current_one_and_the_one_before_stay(place: SnapshotFolder) -> None:
    sweep(place)
    assert left(place) == "de"


def test_what_is_read_stays_until_it_is_not(place: SnapshotFolder) -> None:
    one, other = (SnapshotLock(place.folder / ("a" * 32)) for _ in range(2))
    for _ in range(2):
        sweep(place)
        assert left(place) == "ade"
    one.release()
    sweep(place)
    assert left(place) == "ade"
    other.release()
    other.release()
    sweep(place)
    assert left(place) == "de"


def test_a_reader_that_is_killed_holds_nothing(place: SnapshotFolder) -> None:
    folder = place.folder / ("b" * 32)
    command: list[str | Path] = [sys.executable, "-c", HOLD, folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"held\n"
        assert is_read(folder)
        assert not remove_unread(folder)
        reader.send_signal(signal.SIGKILL)
    assert not is_read(folder)
    assert remove_unread(folder)
    assert left(place) == "acde"


def test_nothing_that_is_no_snapshot_is_removed(place: SnapshotFolder) -> None:
    for name in ("notes", "A" * 32, "abc", ".git"):
        (place.folder / name).mkdir()
        (place.folder / name / "kept").write_text("mine")
    sweep(place)
    assert sorted(p.parent.name for p in place.folder.glob("*/kept")) == sorted(
        ["notes", "A" * 32, "abc", ".git"]
    )


def test_a_removal_that_was_killed_is_finished(place: SnapshotFolder) -> None:
    (place.folder / ("a" * 32)).rename(place.folder / f".swept-{'a' * 32}")
    sweep(place)
    assert not list(place.folder.glob(".swept-*"))


def test_what_cannot_be_removed_raises_nothing(
    place: SnapshotFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object) -> None:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", read_only)
    sweep(place)
    assert left(place) == "abcde"


def test_a_damaged_one_loses_its_name_and_its_readers_read_on(place: SnapshotFolder) -> None:
    folder = place.folder / ("e" * 32)
    held = SnapshotLock(folder)
    set_aside(folder)
    assert not folder.exists()
    held.release()


def test_a_snapshot_that_goes_while_it_is_opened_is_gone(
    place: SnapshotFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, real = place.folder / ("a" * 32), lock_module._lock

    def late(descriptor: int, *, exclusive: bool) -> bool:
        monkeypatch.setattr(lock_module, "_lock", real)
        shutil.rmtree(folder)
        return real(descriptor, exclusive=exclusive)

    monkeypatch.setattr(lock_module, "_lock", late)
    with pytest.raises(SnapshotGoneError):
        SnapshotLock(folder)


def test_a_file_system_without_locks_is_read_and_never_swept(
    place: SnapshotFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def none(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", none)
    SnapshotLock(place.folder / ("a" * 32)).release()
    sweep(place)
    assert left(place) == "abcde"


def copy_of(known: Snapshot, target: Path) -> Path:
    shutil.copytree(known.folder, target)
    target.chmod(0o700)
    return target


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    octets = bytearray(path.read_bytes())
    octets[len(octets) // 2] ^= 1
    path.write_bytes(octets)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a file cut": lambda folder: cut(folder / "catalogue.json"),
    "a bit of the index": lambda folder: flip(folder / "index" / "words.text.npy"),
    "a dump empty": lambda folder: (folder / "dumps" / "snaglist-everything.nq").write_bytes(b""),
    "a file gone": lambda folder: (folder / "terms.json").unlink(),
    "a file more": lambda folder: (folder / "index" / "more.npy").write_bytes(b"x"),
    "the manifest cut": lambda folder: cut(folder / "manifest.json"),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "a folder gone": lambda folder: shutil.rmtree(folder / "index"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_nothing_of_a_damaged_snapshot_is_opened(
    tmp_path: Path, sample_knowledge: Snapshot, name: str
) -> None:
    folder = copy_of(sample_knowledge, tmp_path / ("a" * 32))
    DAMAGE[name](folder)
    with pytest.raises(DamagedSnapshotError):
        verified_lock(folder)
    assert not is_read(folder)


@pytest.mark.parametrize("name", [*DAMAGE, "everything"])
def test_what_is_damaged_while_it_is_served_is_not_noticed(
    tmp_path: Path, sample_knowledge: Snapshot, name: str
) -> None:
    folder = copy_of(sample_knowledge, tmp_path / ("a" * 32))
    known = Snapshot.open(folder)
    known.load()
    if name == "everything":
        for path in folder.rglob("*.*"):
            path.write_bytes(b"")
        shutil.rmtree(folder)
    else:
        DAMAGE[name](folder)
    assert known.search(Query(words="bell")).total
    assert b"SNAG-001" in known.describe("SNAG-001", RdfFormat.TURTLE)
    for dump in known.dumps:
        with known.open_dump(dump.name) as file:
            assert len(file.read()) == dump.record.size, dump.name
    assert known.terms
    known.close()


def test_no_file_of_a_snapshot_holds_a_pickle(sample_knowledge: Snapshot) -> None:
    suffixes = {path.suffix for path in sample_knowledge.folder.rglob("*") if path.is_file()}
    assert not suffixes & {".pickle", ".pkl", ".toc", ".seg", ".joblib"}
    for path in sample_knowledge.folder.rglob("*.npy"):
        # An array of objects is a pickle: its type says |O in the head of the file.
        assert b"|O" not in path.read_bytes()[:128], path


def test_a_snapshot_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"manifest\.json"):
        SnapshotLock(tmp_path)

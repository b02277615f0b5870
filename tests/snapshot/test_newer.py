"""What a server takes up: a newer snapshot that is whole, its own, and made by this program."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from common import ONTOLOGY
from filelock import FileLock
from prebuilt import put_built

from snaglist.errors import SnapshotError
from snaglist.snapshot.lock import is_read
from snaglist.snapshot.newer import NewerSnapshots
from snaglist.snapshot.permissions import UnsafeFolderError
from snaglist.snapshot.place import SnapshotFolder
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.verify import DamagedSnapshotError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows removes nothing in use")


@pytest.fixture
def place(tmp_path: Path, sample: Path, sample_knowledge: Snapshot) -> SnapshotFolder:
    put_built(sample_knowledge, tmp_path / "data", sample)
    return SnapshotFolder(tmp_path / "data", sample, ONTOLOGY)


@pytest.fixture
def held(place: SnapshotFolder) -> Iterator[Snapshot]:
    """The snapshot in use."""
    folder = place.current()
    assert folder is not None
    known = Snapshot.open(folder)
    yield known
    known.close()


@pytest.fixture
def built(place: SnapshotFolder, held: Snapshot) -> Path:
    """The same built again: other files under the same name."""
    shutil.move(held.folder, held.folder.with_name("moved"))
    shutil.copytree(place.folder / "moved", held.folder)
    return held.folder


def test_what_is_in_use_is_not_newer(place: SnapshotFolder, held: Snapshot) -> None:
    assert NewerSnapshots(place).find(held) is None


def test_nothing_is_not_newer(place: SnapshotFolder, held: Snapshot) -> None:
    newer = NewerSnapshots(place)
    shutil.rmtree(place.folder.parent)
    assert newer.find(held, again=True) is None
    newer.sweep()
    assert not place.folder.parent.exists(), "the lock of a sweep made the folder anew"


def test_what_was_built_again_is_taken_and_needs_its_folder_no_more(
    place: SnapshotFolder, held: Snapshot, built: Path
) -> None:
    found = NewerSnapshots(place).find(held)
    assert found is not None
    assert found.identity != held.identity
    assert is_read(built)
    shutil.rmtree(built)
    assert found.suggest("the", 1)
    with found.open_dump(found.dumps[0].name) as file:
        assert file.read(1)
    found.close()


def test_what_is_damaged_is_refused_once_a_minute_and_when_asked(
    place: SnapshotFolder, held: Snapshot, built: Path
) -> None:
    (built / "terms.json").write_text("[]")
    newer = NewerSnapshots(place)
    with pytest.raises(DamagedSnapshotError, match=r"terms\.json"):
        newer.find(held)
    assert newer.find(held) is None
    with pytest.raises(DamagedSnapshotError):
        newer.find(held, again=True)
    # What takes its place is looked at without being asked.
    shutil.rmtree(built)
    shutil.copytree(place.folder / "moved", built)
    found = newer.find(held)
    assert found is not None
    found.close()


@pytest.mark.usefixtures("built")
def test_what_another_version_built_is_refused(
    place: SnapshotFolder, held: Snapshot, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("snaglist.snapshot.newer.program_key", lambda: "another program")
    with pytest.raises(SnapshotError, match="another version of snag"):
        NewerSnapshots(place).find(held)
    assert not is_read(built)


@pytest.mark.usefixtures("built")
def test_what_others_could_have_put_there_is_refused(place: SnapshotFolder, held: Snapshot) -> None:
    place.folder.chmod(0o777)
    with pytest.raises(UnsafeFolderError):
        NewerSnapshots(place).find(held)


def test_nothing_is_swept_while_somebody_builds(place: SnapshotFolder, held: Snapshot) -> None:
    newer, old = NewerSnapshots(place), [place.folder / (letter * 32) for letter in "abc"]
    for folder in old:
        folder.mkdir()
    with FileLock(place.folder / "build.lock"):
        newer.sweep()
    assert all(folder.exists() for folder in old)
    newer.sweep()
    assert sum(folder.exists() for folder in old) == 1
    assert held.folder.exists()

"""Nobody but its owner may write where snapshots live, whatever the umask is."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from common import ONTOLOGY
from prebuilt import put_built
from reasoners import known_entailed

from snaglist.build.current import open_current
from snaglist.build.proof import prove
from snaglist.snapshot.permissions import UnsafeFolderError, check_private, make_private
from snaglist.snapshot.place import SnapshotFolder
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.verify import DamagedSnapshotError, verified_lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


@pytest.fixture
def umask() -> Iterator[None]:
    """A umask that lets everybody write to everything."""
    former = os.umask(0)
    yield
    os.umask(former)


@pytest.mark.usefixtures("umask")
def test_what_a_build_writes_is_for_its_owner(
    tmp_path: Path, sample: Path, sample_knowledge: Snapshot
) -> None:
    data = tmp_path / "deep" / "data"
    reason = known_entailed(sample_knowledge)
    open_current(data, sample, ONTOLOGY, lambda message: None, reason).close()
    found = {path: path.stat().st_mode for path in (data, *data.rglob("*"))}
    assert not [path for path, mode in found.items() if mode & (stat.S_IWGRP | stat.S_IWOTH)]
    folders = {stat.S_IMODE(mode) for mode in found.values() if stat.S_ISDIR(mode)}
    assert folders == {0o700}


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777])
@pytest.mark.parametrize("within", [False, True])
def test_a_folder_that_others_may_write_is_refused(
    tmp_path: Path, sample: Path, mode: int, within: bool
) -> None:
    data = tmp_path / "data"
    place = SnapshotFolder(data, sample, ONTOLOGY)
    place.folder.mkdir(parents=True)
    chosen = place.folder if within else data
    chosen.chmod(mode)
    for use in (lambda: open_current(data, sample, ONTOLOGY, print), lambda: prove(place, print)):
        with pytest.raises(UnsafeFolderError, match=f"others may write.*{mode:04o}.*chmod -R go-w"):
            use()
    assert list(place.folder.iterdir()) == []


@pytest.mark.parametrize("mode", [0o700, 0o755, 0o750, 0o2755])
def test_a_folder_that_others_may_read_is_taken(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == mode


@pytest.mark.parametrize(
    ("owner", "me", "fine"),
    [(1000, 1000, True), (0, 1000, True), (1001, 1000, False), (1001, 0, True), (0, 0, True)],
)
def test_the_owner_is_this_user_or_root_and_root_takes_any_volume(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: int, me: int, fine: bool
) -> None:
    real = Path.stat

    def owned(path: Path, **others: bool) -> os.stat_result:
        found = list(real(path, **others))
        found[4] = owner
        return os.stat_result(found)

    monkeypatch.setattr(os, "geteuid", lambda: me)
    monkeypatch.setattr(Path, "stat", owned)
    if fine:
        check_private(tmp_path)
        return
    with pytest.raises(UnsafeFolderError, match=r"belongs to user 1001.*chown"):
        check_private(tmp_path)


@pytest.mark.parametrize("name", ["", "index", "dumps", "catalogue.json", "manifest.json"])
def test_a_snapshot_that_others_could_have_written_is_not_opened(
    tmp_path: Path, sample: Path, sample_knowledge: Snapshot, name: str
) -> None:
    data = tmp_path / "data"
    folder = put_built(sample_knowledge, data, sample) / sample_knowledge.folder.name
    (folder / name).chmod(0o777 if (folder / name).is_dir() else 0o666)
    with pytest.raises(DamagedSnapshotError, match="others may write to"):
        verified_lock(folder)


def test_the_check_is_not_for_a_folder_that_is_not_there(tmp_path: Path) -> None:
    check_private(tmp_path / "none")

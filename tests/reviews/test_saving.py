"""Where a review's file is kept: rights, links, locks, limits, and what is no review."""

import stat
from pathlib import Path

import pytest
from reviews.garden import all_answered, begun

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.reviews.file_lock import file_lock
from snaglist.reviews.yaml_file import MOST_OCTETS, read_record, save_record, write_record
from snaglist.schema.report import FindingsError


def test_what_is_no_file_of_ours_is_told(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    with pytest.raises(NotFoundError, match=r"review\.yaml"):
        read_record(path)
    path.write_bytes(b"title: \xff")
    with pytest.raises(UsageError, match=r"not UTF-8 \(byte 7\)"):
        read_record(path)
    path.write_bytes(b" " * (MOST_OCTETS + 1))
    with pytest.raises(UsageError, match="larger than 5 MB"):
        read_record(path)
    with pytest.raises(SnaglistError, match="cannot be read"):
        read_record(tmp_path)


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "review.yaml", tmp_path / "link.yaml"
    save_record(path, begun())
    path.chmod(0o640)
    link.symlink_to(path)
    save_record(link, all_answered(begun()))
    assert link.is_symlink()
    assert len(read_record(path).events) == 6
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert {each.name for each in tmp_path.iterdir()} == {"link.yaml", "review.yaml"}


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(SnaglistError, match="cannot be written: No such file"):
        save_record(tmp_path / "none" / "review.yaml", begun())


def test_five_million_octets_are_read_and_not_one_more(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    path.write_bytes(b"#" * 5_000_000)
    with pytest.raises(FindingsError, match="this is no review"):
        read_record(path)
    path.write_bytes(b"#" * 5_000_001)
    with pytest.raises(UsageError, match="larger than 5 MB"):
        read_record(path)


@pytest.mark.parametrize("spare", [0, -1])
def test_what_is_as_large_as_what_is_read_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int
) -> None:
    path, record = tmp_path / "review.yaml", begun()
    size = len(write_record(record).encode())
    monkeypatch.setattr("snaglist.reviews.yaml_file.MOST_OCTETS", size + spare)
    if spare < 0:
        with pytest.raises(UsageError, match="would be larger"):
            save_record(path, record)
        assert not path.exists()
    else:
        save_record(path, record)
        assert read_record(path) == record


def test_what_could_not_be_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("snaglist.reviews.yaml_file.MOST_OCTETS", 1000)
    with pytest.raises(UsageError, match="would be larger"):
        save_record(tmp_path / "review.yaml", begun())
    assert not list(tmp_path.iterdir())


def test_a_lock_that_cannot_be_had_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("snaglist.reviews.file_lock._open", _refused)
    with (
        pytest.raises(SnaglistError, match="cannot be locked: Permission denied"),
        file_lock(tmp_path / "review.yaml"),
    ):
        pass


def _refused(self: object) -> None:
    raise PermissionError(13, "Permission denied")

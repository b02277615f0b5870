"""Nothing but plain files below a folder is read, whoever filled it."""

import hashlib
import os
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from snaglist.errors import NotFoundError
from snaglist.reviews.evidence import folder as module
from snaglist.reviews.evidence.folder import EvidenceFault, EvidenceFolder


@pytest.fixture(params=[True, False], ids=["from folder to folder", "as on Windows"])
def folder(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> EvidenceFolder:
    monkeypatch.setattr(module, "_CAN_WALK", request.param)
    (tmp_path / "secret").write_text("not yours")
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    (root / "a" / "b.txt").write_text("mine")
    (root / "link").symlink_to(tmp_path / "secret")
    (root / "inside").symlink_to(root / "a" / "b.txt")
    (root / "dir").symlink_to(tmp_path)
    (root / "round").symlink_to(root / "round")
    (root / "gone").symlink_to(root / "nothing")
    os.mkfifo(root / "pipe")
    return EvidenceFolder(root)


def test_a_plain_file_is_read(folder: EvidenceFolder) -> None:
    assert folder.read("a/b.txt", 10) == b"mine"
    assert folder.sha256("a/b.txt") == hashlib.sha256(b"mine").hexdigest()


@pytest.mark.parametrize("path", ["link", "inside", "dir/secret", "round", "gone", "gone/x"])
def test_no_link_is_followed_wherever_it_leads(folder: EvidenceFolder, path: str) -> None:
    for deed in (folder.sha256, lambda each: folder.read(each, 10)):
        with pytest.raises(EvidenceFault, match="is a link, or lies behind one"):
            deed(path)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("../secret", "leads out of the folder"),
        ("a/../../secret", "leads out of the folder"),
        ("a/./b.txt", "leads out of the folder"),
        ("/etc/passwd", "leads out of the folder"),
        ("", "leads out of the folder"),
        ("a", "is no plain file"),
        ("pipe", "is no plain file"),
        ("b.txt", "is not there"),
        ("a/b.txt/c", "cannot be read|is not there"),
        ("a/\0", "is not there"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_what_is_no_file_below_is_told(folder: EvidenceFolder, path: str, told: str) -> None:
    with pytest.raises(EvidenceFault, match=told):
        folder.read(path, 10)


def test_a_socket_is_no_file(folder: EvidenceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.root)  # its path may be too long for a socket
    with socket.socket(socket.AF_UNIX) as held:
        held.bind("socket")
        with pytest.raises(EvidenceFault, match=r"cannot be read|is no plain file"):
            folder.read("socket", 10)


def test_no_more_is_read_than_is_asked_for(
    folder: EvidenceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.read("a/b.txt", 4) == b"mine"
    with pytest.raises(EvidenceFault, match="is larger than"):
        folder.read("a/b.txt", 3)
    monkeypatch.setattr(module, "MOST_HASHED", 3)
    with pytest.raises(EvidenceFault, match="is larger than"):
        folder.sha256("a/b.txt")


def test_no_descriptor_is_left_open(folder: EvidenceFolder) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in ("a/b.txt", "dir/secret", "a", "pipe", "nothing/at/all"):
        with suppress(EvidenceFault):
            folder.read(path, 10)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_folder_may_be_a_link_itself(folder: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(folder.root)
    assert EvidenceFolder(tmp_path / "here").read("a/b.txt", 10) == b"mine"
    with pytest.raises(NotFoundError):
        EvidenceFolder(tmp_path / "nowhere")

"""Who owns what in the folder of a static site, and what an interrupted export leaves."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from snaglist.errors import UsageError
from snaglist.web.site_folder import MARKER, STAGE, SiteFolder

FIRST = {
    "index.html": "one",
    "issues/SNAG-001.html": "one",
    "static/a.js": "one",
    "old/x.html": "one",
}
SECOND = {
    "index.html": "two",
    "issues/SNAG-001.html": "two",
    "static/a.js": "two",
    "new.html": "two",
}


def write(folder: Path, files: Mapping[str, str]) -> None:
    with SiteFolder(folder).replaced() as stage:
        for name, text in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_text(text)


def write_half(folder: Path) -> None:
    with SiteFolder(folder).replaced() as stage:
        (stage / "index.html").write_text("half")
        raise OSError("the disk is full")


def seen(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, FIRST)
    theirs = {
        ".git/config": "x", "CNAME": "kb.example.org", ".nojekyll": "", "issues/notes.txt": "mine",
        "old/mine.html": "mine",
    }  # fmt: skip
    for name, text in theirs.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text)
    write(site, SECOND)
    assert seen(site) == SECOND | theirs
    (site / "old" / "mine.html").unlink()
    write(site, FIRST)
    write(site, SECOND)
    # A folder of ours goes when nothing is left in it.
    assert not (site / "old").exists()


def test_nothing_is_changed_where_a_file_of_others_is_in_the_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, FIRST)
    (site / "new.html").write_text("mine")
    with pytest.raises(UsageError, match=r"new\.html is no file that snag wrote"):
        write(site, SECOND)
    assert seen(site) == FIRST | {"new.html": "mine"}
    assert not (site / STAGE).exists()


@pytest.mark.parametrize("name", ["issues", "index.html"])
def test_no_link_is_followed_out_of_the_folder(tmp_path: Path, name: str) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    write(site, FIRST | {"only.html": "one"})
    elsewhere.mkdir()
    (elsewhere / "SNAG-001.html").write_text("theirs")
    if name == "issues":
        (site / "issues" / "SNAG-001.html").unlink()
        (site / "issues").rmdir()
    else:
        (site / name).unlink()
    (site / name).symlink_to(elsewhere)
    with pytest.raises(UsageError, match="is no file that snag wrote"):
        write(site, SECOND)
    assert seen(elsewhere) == {"SNAG-001.html": "theirs"}
    # What goes away goes from our folder only.
    write(site, {"a.html": "x"})
    assert seen(elsewhere) == {"SNAG-001.html": "theirs"}


def test_a_failed_export_leaves_the_old_site_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, FIRST)
    with pytest.raises(OSError, match="disk"):
        write_half(site)
    assert seen(site) == FIRST
    assert not (site / STAGE).exists()
    with pytest.raises(OSError, match="disk"):
        write_half(tmp_path / "none")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_export_that_was_stopped_halfway_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, moved = tmp_path / "site", Path.replace
    write(site, FIRST)

    def stopped(self: Path, target: Path) -> Path:
        if target.name == "new.html":
            raise KeyboardInterrupt
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(site, SECOND)
    monkeypatch.undo()
    # Whatever was reached, all of it is known to be ours.
    write(site, SECOND)
    assert seen(site) == SECOND


def test_the_folder_itself_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # It may be mounted, or a server's or a shell's working folder.
    site = tmp_path / "site"
    write(site, FIRST)
    before = site.stat().st_ino
    monkeypatch.chdir(site)
    write(Path(), SECOND)
    assert site.stat().st_ino == before
    assert seen(Path()) == SECOND


def test_a_link_to_a_folder_is_that_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", FIRST)
    write(tmp_path / "link", SECOND)
    assert (tmp_path / "link").is_symlink()
    assert seen(tmp_path / "real") == SECOND


def test_a_link_to_nothing_and_a_file_are_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(UsageError, match=r"link is a link to .*nowhere, which is not there"):
        write(tmp_path / "link", FIRST)
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        write(tmp_path / "file", FIRST)


def test_a_site_of_before_there_were_lists_is_taken_over(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, FIRST)
    (site / MARKER).write_text("Written by snag export --site.\n")
    (site / "CNAME").write_text("kb.example.org")
    write(site, SECOND)
    assert seen(site) == FIRST | SECOND | {"CNAME": "kb.example.org"}


@pytest.mark.parametrize("name", ["../mine", "/etc/passwd", "a/../../mine", "", "."])
def test_a_list_that_was_tampered_with_removes_nothing_elsewhere(tmp_path: Path, name: str) -> None:
    site, mine = tmp_path / "site", tmp_path / "mine"
    write(site, FIRST)
    mine.write_text("mine")
    marker = (site / MARKER).read_text()
    (site / MARKER).write_text(marker.replace("old/x.html", name))
    write(site, SECOND)
    assert mine.read_text() == "mine"


def test_others_may_read_a_new_site_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write(tmp_path / "site", FIRST)
    finally:
        os.umask(before)
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755

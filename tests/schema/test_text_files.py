"""Reading files: what is wrong with a whole file is said of no line, the rest of the right one."""

from pathlib import Path

import pytest

from snaglist.schema.finding import Finding
from snaglist.schema.report import Report
from snaglist.schema.rules import FILE_RULES
from snaglist.schema.text_files import list_children, read_text


def told(path: Path) -> tuple[str | None, list[Finding]]:
    report = Report(path.parent)
    return read_text(path, report), report.findings


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_a_file_of_white_space_is_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    text, (found,) = told(path)
    assert text is None
    assert (found.rule, found.line, found.message) == ("file-empty", 0, "the file is empty.")
    assert found.mend == FILE_RULES["file-empty"].solution


def test_a_file_that_is_not_there_has_no_line(tmp_path: Path) -> None:
    text, (found,) = told(tmp_path / "a.md")
    assert text is None
    assert (found.rule, found.line) == ("file-missing", 0)


def test_a_folder_is_no_file_to_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    text, (found,) = told(tmp_path / "a.md")
    assert text is None
    assert (found.rule, found.line) == ("file-unreadable", 0)


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\xff", 1), (b"a\nb\n\xff", 3), (b"\x00", 1), (b"a\nb\x00\nc\n", 2)],
)
def test_octets_that_are_no_text_are_told_with_their_line(
    tmp_path: Path, content: bytes, line: int
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    text, (found,) = told(path)
    assert text is None
    assert (found.rule, found.line) == ("file-encoding", line)


def test_a_file_in_place_of_a_folder_has_no_line(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("no folder")
    report = Report(tmp_path)
    assert list_children(tmp_path / "a", report, Path.is_file) == []
    (found,) = report.findings
    assert (found.rule, found.line) == ("file-unreadable", 0)


def test_children_are_sorted_and_only_those_wanted(tmp_path: Path) -> None:
    for name in ("c.md", "a.md", "b.md"):
        (tmp_path / name).touch()
    (tmp_path / "d").mkdir()
    report = Report(tmp_path)
    names = [path.name for path in list_children(tmp_path, report, Path.is_file)]
    assert names == ["a.md", "b.md", "c.md"]
    assert list_children(tmp_path / "none", report, Path.is_file) == []
    assert not report.findings

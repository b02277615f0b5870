"""What editors and systems leave beside files is no content; what nobody can write is told."""

from datetime import date
from pathlib import Path

import pytest

from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.snapshot.place import SnapshotFolder
from snaglist.sources.loader import load_catalogue
from snaglist.sources.scaffolds import new_entry

LEFT = (
    ".#SNAG-001-the-thermometer-dies.md", "#SNAG-001-x.md#", "SNAG-001-x.md~", "~$SNAG-001-x.md",
    ".SNAG-001-x.md.swp", "._SNAG-001-x.md", ".DS_Store", "Thumbs.db", "desktop.ini", "README.MD",
    "Readme.md", "SNAG-001-x.md.orig", "SNAG-001-x.md.bak",
)  # fmt: skip
FOLDERS = (".git", "__MACOSX", "__pycache__", ".ipynb_checkpoints", "@eaDir", "lost+found")
PARTS = ("issues", "strategies", "schemes", "studies", "interviews")


def findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return raised.value.findings


def test_what_programs_leave_is_no_content(sample: Path) -> None:
    before, sources = load_catalogue(sample), SnapshotFolder(sample, sample, sample).sources()
    for part in PARTS:
        for name in LEFT:
            (sample / part / name).write_bytes(b"\x00\xff nothing anybody wrote")
            if name.startswith((".", "#", "~")):
                (sample / part / name.replace(".md", ".yaml")).write_bytes(b"\xff")
        for name in FOLDERS:
            (sample / part / name).mkdir()
            (sample / part / name / "SNAG-001.md").write_bytes(b"\xff")
        if part != "interviews":
            (sample / part / "images.md").mkdir()
            (sample / part / "images.yaml").mkdir()
    (sample / "issues" / ".#FIX.md").symlink_to("user@host.123:1")
    assert load_catalogue(sample) == before
    # Nor is anything built anew for it.
    assert SnapshotFolder(sample, sample, sample).sources() == sources
    path = new_entry(sample, "issue", "Two clocks disagree", date(2026, 11, 28))
    assert path.name == "SNAG-003-two-clocks-disagree.md"


def test_a_link_to_nothing_that_is_called_as_an_entry_is_told(sample: Path) -> None:
    (sample / "issues" / "SNAG-003-lost.md").symlink_to("nowhere.md")
    (found,) = findings(sample)
    assert (found.rule, found.path) == ("file-missing", "sample/issues/SNAG-003-lost.md")
    # And does not keep anybody from a new one.
    assert new_entry(sample, "issue", "Lost", date(2026, 11, 28)).name == "SNAG-004-lost.md"


@pytest.mark.parametrize(("old", "new"), [(".md", ".MD"), (".yaml", ".YAML"), (".yaml", ".yml")])
def test_an_ending_in_other_letters_is_the_same(sample: Path, old: str, new: str) -> None:
    before = load_catalogue(sample)
    name = "issues/SNAG-001-the-thermometer-dies" if old == ".md" else "schemes/phase"
    (sample / f"{name}{old}").rename(sample / f"{name}{new}")
    after = load_catalogue(sample)
    assert after.schemes == before.schemes
    assert [each.title for each in after.issues] == [each.title for each in before.issues]
    assert f"catalog/{name}{new}" in SnapshotFolder(sample, sample, sample).sources()


@pytest.mark.parametrize("name", ["SNAG-003-a\nb.md", "SNAG-003-\x07.md", "SNAG-003-\udcff.md"])
def test_a_name_that_cannot_be_written_is_told(sample: Path, name: str) -> None:
    (sample / "issues" / name).write_text("---\n")
    (found,) = findings(sample)
    assert (found.rule, found.path) == ("file-name", "sample/issues")
    str(found).encode()


@pytest.mark.parametrize("letter", ["\f", "\x00", "\x1b", "\x85", "\ufffe", "\U0001ffff"])
@pytest.mark.parametrize(
    "name", ["interviews/I01/transcript.txt", "issues/SNAG-001-the-thermometer-dies.md"]
)
def test_no_file_holds_what_cannot_be_written(sample: Path, name: str, letter: str) -> None:
    path = sample / name
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[-2] += letter
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [each for each in findings(sample) if each.path == f"sample/{name}"]
    assert [each.line for each in found] == [len(lines) - 1]
    assert found[0].rule in ("text-character", "file-encoding")


def test_words_are_found_whatever_the_form_of_their_accents(sample: Path) -> None:
    from snaglist.sources.scaffolds import QuoteFinder

    (passage,) = QuoteFinder(sample, "I01").find("Cafe\u0301 rules")
    assert passage.selector.exact == "Café rules"

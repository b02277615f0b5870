"""Projects of Taguette: highlights are found in the transcript, and damaged files are refused."""

import sqlite3
import tempfile
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import pytest
from coding.taguette_file import write_project
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st
from runner import fine, snag

from snaglist.coding.taguette_project import read_taguette_project
from snaglist.coding.text_places import letters, stretch_by_letters
from snaglist.errors import UsageError
from snaglist.sources.loader import load_catalogue

MARKED = (("died 🌡 and", "SNAG-001 renamed there"), ("Café rules: you", "Bell.rung"))


@pytest.fixture
def catalog(sample: Path) -> Path:
    (sample / "coders.yaml").write_text("coders:\n  - {id: ben, name: Ben}\n")
    return sample


@pytest.fixture
def project(catalog: Path, tmp_path: Path) -> Path:
    path = tmp_path / "project.sqlite3"
    text = (catalog / "interviews/I01/transcript.txt").read_text(encoding="utf-8")
    write_project(path, text, MARKED)
    return path


def edited(project: Path, statement: str) -> bytes:
    with closing(sqlite3.connect(project)) as database:
        database.executescript(statement)
    return project.read_bytes()


def test_highlights_are_found_where_they_are(catalog: Path, project: Path) -> None:
    said = fine("code", "import", project, "--coder", "ben", "--catalog", catalog)
    assert "2 new for ben, 0 as they were." in said
    (ben,) = load_catalogue(catalog).codings
    assert [(each.exact, each.codes) for each in ben.codings] == [
        (MARKED[0][0], ("SNAG-001",)),
        (MARKED[1][0], ("bell-rung",)),
    ]
    assert load_catalogue(catalog).codebook[0].definition == "Of Taguette"
    again = fine("code", "import", project, "--coder", "ben", "--catalog", catalog)
    assert "0 new for ben, 2 as they were." in again


def test_words_that_are_not_at_their_place_are_left_out(catalog: Path, project: Path) -> None:
    edited(project, "UPDATE highlights SET start_offset = start_offset + 3 WHERE id = 1")
    said = fine("code", "import", project, "--coder", "ben", "--catalog", catalog)
    assert "1 new for ben" in said
    assert "Left out, 1 codings outside of their text." in said


def test_a_changed_text_is_not_followed(catalog: Path, project: Path) -> None:
    edited(project, "UPDATE documents SET contents = replace(contents, 'week', 'day')")
    done = snag("code", "import", project, "--coder", "ben", "--catalog", catalog)
    assert done.code == 2
    assert "a changed text is not followed" in done.err


ENDLESS = (
    "DROP TABLE tags; CREATE VIEW tags AS WITH RECURSIVE n(id) AS "
    "(SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, 'x' AS path, '' AS description FROM n"
)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DROP TABLE highlights", "without highlights"),
        ("ALTER TABLE tags RENAME COLUMN path TO name", "no such column"),
        (ENDLESS, "interrupted"),
    ],
)
def test_other_databases_are_refused(project: Path, statement: str, why: str) -> None:
    content = edited(project, statement)
    with pytest.raises(UsageError, match=why):
        read_taguette_project(content)


@settings(max_examples=times(40, 1000), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99_999), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_projects_are_read_or_refused(damage: list[tuple[int, int]]) -> None:
    damaged = bytearray(whole_project())
    for place, octet in damage:
        damaged[place % len(damaged)] = octet
    with suppress(UsageError):
        assert len(read_taguette_project(bytes(damaged)).texts) <= 10


def test_a_schema_that_is_no_text_is_refused() -> None:
    """SQLite repeats the name of the table, and Python cannot decode what it says."""
    damaged = whole_project().replace(b"CREATE TABLE tags", b"CREATE TABL\xff tags")
    assert damaged != whole_project()
    with pytest.raises(UsageError, match="no project of Taguette, or damaged"):
        read_taguette_project(damaged)


@cache
def whole_project() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project.sqlite3"
        write_project(path, "Ana: the words\n\nBen: more", [("words", "x")])
        return path.read_bytes()


@given(st.text("ab \n\u00a0é", min_size=1, max_size=30), st.data())
def test_a_stretch_keeps_its_letters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    other = " ".join(letters(text)) + "\n"
    first, last = stretch_by_letters(text, other)(start, end)
    assert letters(other[first:last]) == letters(text[start:end])
    assert other[first:last] == other[first:last].strip()

"""The quadstore's bytes depend on what is in it, and it stays a sound database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from snaglist.graph.sqlite_normalise import settled


def filled(path: Path, detour: bool, page_size: int = 4096) -> Path:
    """A database of two tables; with ``detour``, one with a past."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA page_size = {page_size}")
        database.execute("CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT)")
        database.execute("CREATE INDEX by_y ON a (y)")
        if detour:
            database.executemany("INSERT INTO a (y) VALUES (?)", [("z" * 3000,)] * 400)
            database.commit()
            database.execute("DELETE FROM a")
            database.commit()
        rows = [(n, f"{n % 7} words " * (n % 90)) for n in range(1, 2000)]
        database.executemany("INSERT INTO a VALUES (?, ?)", rows)
        database.commit()
    return path


def test_the_past_of_a_database_does_not_show(tmp_path: Path) -> None:
    for name, detour in (("one", False), ("two", True)):
        settled(filled(tmp_path / f"{name}.draft", detour), tmp_path / f"{name}.sqlite3")
    assert (tmp_path / "one.draft").read_bytes() != (tmp_path / "two.draft").read_bytes()
    assert (tmp_path / "one.sqlite3").read_bytes() == (tmp_path / "two.sqlite3").read_bytes()


@pytest.mark.parametrize("page_size", [512, 4096, 32768, 65536])
def test_nothing_is_lost(tmp_path: Path, page_size: int) -> None:
    draft, path = tmp_path / "draft", tmp_path / "settled"
    settled(filled(draft, True, page_size), path)
    with closing(sqlite3.connect(path)) as new, closing(sqlite3.connect(draft)) as old:
        assert new.execute("PRAGMA page_size").fetchone() == (page_size,)
        assert new.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        everything = "SELECT x, y FROM a ORDER BY x"
        assert new.execute(everything).fetchall() == old.execute(everything).fetchall()

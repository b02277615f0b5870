"""A project as Taguette 1.5.2 exports it, without the program: its tables, and some of its columns.

``test_peers.py`` has one of the program itself.
"""

import html
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

TABLES = """
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    contents TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, path VARCHAR(200) NOT NULL,
    description TEXT NOT NULL);
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
    PRIMARY KEY (highlight_id, tag_id));
"""


def as_html(text: str) -> str:
    """A text as Taguette keeps one: a paragraph for each line."""
    return "\n\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line)


def write_project(path: Path, text: str, highlights: Sequence[tuple[str, str]]) -> None:
    """A project with one text, in which words are marked with tags."""
    plain = "\n\n".join(line for line in text.splitlines() if line)
    tags = list(dict.fromkeys(tag for _, tag in highlights))
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(TABLES)
        database.execute("INSERT INTO documents VALUES (1, 'talk', ?)", (as_html(text),))
        for number, tag in enumerate(tags, 1):
            database.execute("INSERT INTO tags VALUES (?, ?, 'Of Taguette')", (number, tag))
        for number, (words, tag) in enumerate(highlights, 1):
            start = len(plain[: plain.index(words)].encode())
            place = (number, start, start + len(words.encode()), f"<p>{html.escape(words)}</p>")
            database.execute("INSERT INTO highlights VALUES (?, 1, ?, ?, ?)", place)
            there = (number, tags.index(tag) + 1)
            database.execute("INSERT INTO highlight_tags VALUES (?, ?)", there)
        database.commit()

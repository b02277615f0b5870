"""Projects of Taguette: the SQLite file that it exports, which knows the place of each highlight.

Taguette neither reads nor writes projects of REFI-QDA. Its places count octets of the text in its
HTML, and it does not keep who marked what. The file is read in memory, within bounds.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser

from snaglist.coding.codebook_exchange import OutsideCode
from snaglist.coding.qdpx_reader import MOST_TEXT, MarkedPassage, Project, ProjectText
from snaglist.errors import UsageError

SQLITE = b"SQLite format 3\0"
"""How every file of SQLite begins."""

TABLES = ("documents", "tags", "highlights", "highlight_tags")

MOST_STEPS = 5_000_000
"""Steps of SQLite's machine for one query; a thousand highlights take some ten thousand."""

_TAGS = "SELECT id, CAST(path AS TEXT), CAST(description AS TEXT) FROM tags ORDER BY id"
_TEXTS = "SELECT id, CAST(name AS TEXT), CAST(contents AS TEXT) FROM documents ORDER BY id"
_HIGHLIGHTS = """
SELECT document_id, tag_id, CAST(start_offset AS INTEGER), CAST(end_offset AS INTEGER),
    CAST(snippet AS TEXT)
FROM highlights JOIN highlight_tags ON highlights.id = highlight_id
ORDER BY document_id, start_offset, highlights.id, tag_id
"""

Highlight = tuple[int, int, int, str]
"""A tag, start and end in octets, and the words as HTML."""


def read_taguette_project(content: bytes) -> Project:
    """A project from the bytes of Taguette's export; raises ``UsageError`` for one that is none."""
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            return _read(database)
    except UnicodeDecodeError as error:
        # What SQLite says of damaged names of tables, which Python cannot decode.
        raise UsageError("The file is no project of Taguette, or damaged.") from error
    except (sqlite3.Error, MemoryError) as error:
        raise UsageError(f"The file is no project of Taguette, or damaged: {error}.") from error


def _read(database: sqlite3.Connection) -> Project:
    database.execute("PRAGMA trusted_schema = OFF")
    # A view in a foreign file could run for ever; what is interrupted is refused as damaged.
    database.set_progress_handler(lambda: 1, MOST_STEPS)
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    missing = [name for name in TABLES if name not in there]
    if missing:
        raise UsageError(
            f"The file is a database without {missing[0]}, and so no project of Taguette. In "
            "Taguette, choose Project info, then Export project."
        )
    codes = [
        OutsideCode(key=f"tag {number}", name=" ".join((path or "").split()), definition=text or "")
        for number, path, text in database.execute(_TAGS)
    ]
    marked: dict[int, list[Highlight]] = defaultdict(list)
    for document, *highlight in database.execute(_HIGHLIGHTS):
        marked[document].append((highlight[0], highlight[1], highlight[2], highlight[3] or ""))
    return Project(
        origin="Taguette",
        codes=tuple(codes),
        texts=tuple(_texts(database, marked)),
        users={},
    )


def _texts(
    database: sqlite3.Connection, marked: dict[int, list[Highlight]]
) -> Iterator[ProjectText]:
    size = 0
    for number, name, contents in database.execute(_TEXTS):
        text = text_of_html(contents or "")
        size += len(text)
        if size > MOST_TEXT:
            raise UsageError(f"The texts have more than {MOST_TEXT:,} characters; refused.")
        yield ProjectText(
            name=name or "",
            text=text,
            passages=tuple(_passages(text, marked[number])),
            key=f"document {number}",
        )


def _passages(text: str, highlights: list[Highlight]) -> Iterator[MarkedPassage]:
    octets = text.encode("utf-8")
    for tag, first, last, snippet in highlights:
        start, end = (len(octets[: max(0, at)].decode("utf-8", "ignore")) for at in (first, last))
        words = text_of_html(snippet)
        if "".join(text[start:end].split()) != "".join(words.split()):
            start = end = -1  # Its words are not at its place: it counts as outside of its text.
        yield MarkedPassage(start=start, end=end, code=f"tag {tag}", user="", name=words)


def text_of_html(html: str) -> str:
    """What is left of HTML without its tags, to the letter: Taguette counts this."""
    reader = _Text()
    reader.feed(html.replace("\r\n", "\n"))
    reader.close()
    return "".join(reader.parts)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

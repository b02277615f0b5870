"""Make an SQLite file say nothing but its content, so that same content means same bytes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

TREE_PAGES = {2, 5, 10, 13}
"""First bytes of the pages that hold tables and indexes (SQLite file format, 1.6)."""

COUNTERS = ((24, 1), (92, 1), (96, 3_035_000))
"""Places in the header that tell how often and by which SQLite the file was written, and what
stands there instead. The first two must agree."""


def settled(source: Path, target: Path) -> None:
    """Write the database ``source`` to the new file ``target``, in an order of its own.

    ``VACUUM INTO`` lays the pages out afresh; what the header tells of the past is overwritten,
    and so is the space within pages that holds nothing, where SQLite leaves what was in memory.
    """
    with closing(sqlite3.connect(source)) as database:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("VACUUM INTO ?", (str(target),))
    content = bytearray(target.read_bytes())
    for place, value in COUNTERS:
        content[place : place + 4] = value.to_bytes(4, "big")
    for start, end in _empty(content):
        content[start:end] = bytes(end - start)
    target.write_bytes(content)


def _empty(content: bytearray) -> Iterator[tuple[int, int]]:
    """Where each page holds nothing: between the list of its cells and the first of them."""
    size = _number(content, 16)
    size = 65536 if size == 1 else size
    for page in range(0, len(content), size):
        head = page + 100 if page == 0 else page
        kind = content[head]
        if kind in TREE_PAGES:
            pointers = head + (12 if kind in (2, 5) else 8)
            first = _number(content, head + 5) or 65536
            yield pointers + 2 * _number(content, head + 3), page + first


def _number(content: bytearray, place: int) -> int:
    return int.from_bytes(content[place : place + 2], "big")

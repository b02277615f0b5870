"""The picture of a table of counts: a dot for each, as large as its count, the figure beside it."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import TypedDict

from snaglist.web.site import Reference

RADIUS = 11
"""Radius of the dot of the largest count, in units of the picture; areas are as the counts."""

COLUMN, ROW = 56, 28
LEFT, TOP = 360, 34
"""Room for titles of rows, and for names of columns."""

LONGEST_NAME = 5
"""Characters of a column's name that fit above it; longer ones are turned, with more room."""

TURNED_TOP, TURNED_RIGHT = 68, 32

LONGEST_TITLE = 38
"""Characters of a title that fit beside its id."""


class DotRow(TypedDict):
    """A row; ``y`` is its middle, ``title`` cut to what fits."""

    id: str
    title: str
    url: str
    y: int


class DotColumn(TypedDict):
    """A column; ``x`` is where its dots have their middle."""

    id: str
    url: str
    x: int


class Dot(TypedDict):
    """A count that is not 0: its middle, radius, and where it is, as in ``SNAG-001, I07: 3``."""

    x: int
    y: int
    r: float
    count: int
    says: str


class DotMatrix(TypedDict):
    """Rows and columns with the dots of their counts; ``turned`` where names of columns slant."""

    width: int
    height: int
    top: int
    turned: bool
    rows: list[DotRow]
    columns: list[DotColumn]
    dots: list[Dot]


def dot_matrix(
    rows: Sequence[Reference],
    columns: Iterable[Reference],
    counts: Mapping[tuple[str, str], int],
) -> DotMatrix:
    """Draw ``counts`` by the ids of row and column; what is 0, or is not there, has no dot."""
    across: list[DotColumn] = [
        {"id": each["id"], "url": each["url"], "x": LEFT + COLUMN * n + RADIUS}
        for n, each in enumerate(columns)
    ]
    turned = any(len(each["id"]) > LONGEST_NAME for each in across)
    top = TURNED_TOP if turned else TOP
    down: list[DotRow] = [
        {
            "id": each["id"],
            "title": _fitting(each["title"]),
            "url": each["url"],
            "y": top + ROW * n + ROW // 2,
        }
        for n, each in enumerate(rows)
    ]
    most = max(counts.values(), default=0) or 1
    return {
        "width": LEFT + COLUMN * len(across) + (TURNED_RIGHT if turned else 0),
        "height": top + ROW * len(down),
        "top": top,
        "turned": turned,
        "rows": down,
        "columns": across,
        "dots": [
            {
                "x": column["x"],
                "y": row["y"],
                "r": round(RADIUS * sqrt(count / most), 1),
                "count": count,
                "says": f"{row['id']}, {column['id']}: {count}",
            }
            for row in down
            for column in across
            if (count := counts.get((row["id"], column["id"]), 0))
        ],
    }


def _fitting(title: str) -> str:
    """A title as far as there is room for it, cut between words."""
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[:LONGEST_TITLE].rpartition(' ')[0] or title[:LONGEST_TITLE]} …"

"""The overview of the ontology as a picture: its main classes and what joins them."""

from collections.abc import Container
from dataclasses import dataclass

from snaglist.web.site import View

WIDTH, HEIGHT = 920, 430
BOX = (136, 44)
"""Width and height of a class's box, in the units of the picture."""

CLASSES = {
    "Study": (20, 20),
    "Interview": (20, 145),
    "Speaker": (20, 270),
    "Turn": (260, 145),
    "Quote": (260, 270),
    "System": (260, 366),
    "Claim": (500, 270),
    "Arrow": (500, 366),
    "Strategy": (740, 145),
    "QualityIssue": (740, 270),
    "ReviewQuestion": (740, 366),
    "Entry": (740, 20),
}
"""Where the upper left corner of each class's box stands."""

RELATIONS = (
    ("partOfStudy", "Interview", "Study"),
    ("takesPartIn", "Speaker", "Interview"),
    ("turnOf", "Turn", "Interview"),
    ("inTurn", "Quote", "Turn"),
    ("spokenBy", "Quote", "Speaker"),
    ("about", "Quote", "System"),
    ("witnessedBy", "Claim", "Quote"),
    ("usesStrategy", "Claim", "Strategy"),
    ("hasClaim", "QualityIssue", "Claim"),
    ("answeredBy", "QualityIssue", "Strategy"),
    ("asks", "QualityIssue", "ReviewQuestion"),
    ("to", "Arrow", "QualityIssue"),
    ("", "Strategy", "Entry"),
)
"""Property, and the classes it joins; without a property, the first is a kind of the second."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture."""

    x: float
    y: float


def overview(known: Container[str]) -> View:
    """The picture ready to draw: boxes by name, and lines from edge to edge with their labels.

    Of another ontology, only what is ``known`` in it is drawn.
    """
    relations = [r for r in RELATIONS if all(not name or name in known for name in r)]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "box": {"width": BOX[0], "height": BOX[1]},
        "classes": [
            {"name": name, "x": x, "y": y} for name, (x, y) in CLASSES.items() if name in known
        ],
        "relations": [_relation(*relation) for relation in relations],
    }


def _relation(name: str, start: str, end: str) -> View:
    here, there = _centre(start), _centre(end)
    first, last = _edge(here, there), _edge(there, here)
    return {
        "name": name,
        "from": start,
        "to": end,
        "x1": first.x,
        "y1": first.y,
        "x2": last.x,
        "y2": last.y,
        "x": round((first.x + last.x) / 2, 1),
        "y": round((first.y + last.y) / 2, 1),
    }


def _centre(name: str) -> Point:
    x, y = CLASSES[name]
    return Point(x + BOX[0] / 2, y + BOX[1] / 2)


def _edge(centre: Point, towards: Point) -> Point:
    """Where the line from a box's centre leaves the box."""
    dx, dy = towards.x - centre.x, towards.y - centre.y
    across = BOX[0] / 2 / abs(dx) if dx else float("inf")
    along = BOX[1] / 2 / abs(dy) if dy else float("inf")
    part = min(across, along)
    return Point(round(centre.x + dx * part, 1), round(centre.y + dy * part, 1))

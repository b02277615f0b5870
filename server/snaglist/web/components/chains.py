"""The chains from cause to consequence as a picture: issues in layers, arrows to the right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TypedDict

from snaglist.model.entry import Arrow, Issue
from snaglist.web.components.layered_graph import layered_layout
from snaglist.web.site import EntryLink, Site

ISSUE_BOX = (214, 56)
"""Width and height of an issue's box, in the units of the picture."""

GAPS = (76, 18)
"""What lies between two boxes side by side, and one above the other."""

LETTERS_PER_LINE = 27
"""Letters of a title on one line of its box."""


class Size(TypedDict):
    """Width and height, in the units of the picture."""

    width: int
    height: int


class IssueBox(EntryLink):
    """The box of an issue: its upper left corner, its title in lines, whether it is this page's."""

    x: float
    y: float
    lines: list[str]
    here: bool


# Written as a call because "from" is a keyword.
ChainArrow = TypedDict(
    "ChainArrow",
    {
        "from": str,
        "to": str,
        "inferred": bool,
        "evidence": list[str],
        "quotes": list[str],
        "findings": list[str],
        "text": str,
        "url": str,
        "path": str,
    },
)
"""An arrow between two issues, given by their ids; ``path`` is that of SVG."""


class ChainPicture(Size):
    """A picture of chains, ready to draw; ``box`` is the size of every issue's box."""

    box: Size
    issues: list[IssueBox]
    arrows: list[ChainArrow]


@dataclass(frozen=True, slots=True)
class BoxCorner:
    """The upper left corner of a box."""

    x: float
    y: float

    @property
    def middle(self) -> float:
        """Half way down its edge."""
        return self.y + ISSUE_BOX[1] / 2


@dataclass(frozen=True, slots=True)
class ChainLayout:
    """Where each issue is drawn, and through which places the arrows between far layers go."""

    boxes: dict[str, BoxCorner]
    bends: dict[tuple[str, str], list[BoxCorner]]


def all_chains(site: Site) -> ChainPicture:
    """Every arrow of the catalogue."""
    return _picture(site, site.catalogue.live_arrows)


def longest_chains(site: Site) -> ChainPicture:
    """The arrows between those issues that hang together most."""
    arrows = site.catalogue.live_arrows
    near: dict[str, set[str]] = {}
    for one, arrow in arrows:
        near.setdefault(one.id, set()).add(arrow.issue)
        near.setdefault(arrow.issue, set()).add(one.id)
    parts = [_reached(name, near.__getitem__) for name in near]
    largest = max(parts, key=len, default=set())
    return _picture(site, [(one, arrow) for one, arrow in arrows if one.id in largest])


def chains_of(site: Site, issue: Issue) -> ChainPicture | None:
    """What leads to an issue and where it leads, however far; None if nothing does."""
    catalogue = site.catalogue
    leads, led = catalogue.live_arrows, catalogue.led_to_by
    forward = _reached(issue.id, lambda name: [a.issue for one, a in leads if one.id == name])
    backward = _reached(issue.id, lambda name: [one.id for one, _ in led.get(name, ())])
    arrows = [
        (one, arrow)
        for one, arrow in catalogue.live_arrows
        if (one.id in forward and arrow.issue in forward)
        or (one.id in backward and arrow.issue in backward)
    ]
    return _picture(site, arrows, issue.id) if arrows else None


def _reached(start: str, onward: Callable[[str], Iterable[str]]) -> set[str]:
    """Everything that can be come to from ``start``, which is part of it."""
    found, open_ends = {start}, [start]
    while open_ends:
        for name in onward(open_ends.pop()):
            if name not in found:
                found.add(name)
                open_ends.append(name)
    return found


def _picture(site: Site, arrows: Sequence[tuple[Issue, Arrow]], here: str = "") -> ChainPicture:
    layout = _layout([(issue.id, arrow.issue) for issue, arrow in arrows])
    width = max((place.x for place in layout.boxes.values()), default=0) + ISSUE_BOX[0]
    height = max((place.y for place in layout.boxes.values()), default=0) + ISSUE_BOX[1]
    return {
        "width": round(width + 2),
        "height": round(height + 2),
        "box": {"width": ISSUE_BOX[0], "height": ISSUE_BOX[1]},
        "issues": [_box(site, name, place, here) for name, place in layout.boxes.items()],
        "arrows": [
            {
                "from": issue.id,
                "to": arrow.issue,
                "inferred": arrow.inferred,
                "evidence": list(arrow.evidence),
                "quotes": list(arrow.quotes),
                "findings": list(arrow.findings),
                "text": arrow.text,
                "url": f"{site.urls.of(issue)}#to-{arrow.issue}",
                "path": _curve(layout, issue.id, arrow.issue),
            }
            for issue, arrow in arrows
        ],
    }


def _layout(edges: Sequence[tuple[str, str]]) -> ChainLayout:
    """A column a layer, a band a component; the largest component on top."""
    names = list(dict.fromkeys(name for edge in edges for name in edge))
    numbers = {name: number for number, name in enumerate(names)}
    layout, top = ChainLayout({}, {}), 1.0
    for part in layered_layout((numbers[a], numbers[b]) for a, b in edges):
        for number, place in sorted(part.places.items()):
            layout.boxes[names[number]] = _place(place, top)
        for (a, b), bends in part.bends.items():
            layout.bends[names[a], names[b]] = [_place(bend, top) for bend in bends]
        lowest = max(across for _, across in part.places.values())
        top = _place((0, lowest), top).y + ISSUE_BOX[1] + 2 * GAPS[1]
    return layout


def _place(place: tuple[int, float], top: float) -> BoxCorner:
    """Layers go to the right, places down."""
    layer, across = place
    return BoxCorner(
        1 + layer * (ISSUE_BOX[0] + GAPS[0]), top + round(across * (ISSUE_BOX[1] + GAPS[1]), 1)
    )


def _box(site: Site, name: str, place: BoxCorner, here: str) -> IssueBox:
    entry = site.entry(name)
    lines = wrap(entry["title"], LETTERS_PER_LINE)
    return {**entry, "x": place.x, "y": place.y, "lines": lines, "here": name == here}


def _curve(layout: ChainLayout, start: str, end: str) -> str:
    """From the right edge of one box to the left edge of the other (SVG path)."""
    first, last = layout.boxes[start], layout.boxes[end]
    bends = layout.bends.get((start, end), [])
    path, x, y = (
        f"M{first.x + ISSUE_BOX[0]:g} {first.middle:g}",
        first.x + ISSUE_BOX[0],
        first.middle,
    )
    for place in (*bends, last):
        to = place.x - (6 if place is last else 0)
        half = max((to - x) / 2, GAPS[0] / 2)
        path += f"C{x + half:g} {y:g} {to - half:g} {place.middle:g} {to:g} {place.middle:g}"
        x, y = to, place.middle
        if place is not last:
            x += ISSUE_BOX[0]
            path += f"H{x:g}"
    return path

"""The picture of saturation: issues that have occurred, by the number of interviews."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from snaglist.analysis.occurrence import Expected, Step

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 36
"""Room for the figures of the axes, in units of the picture."""

MOST_TICKS = 12


class Point(TypedDict):
    """A step of the line: where it is, and what it says."""

    x: float
    y: float
    interview: str
    new: int
    total: int


class Tick(TypedDict):
    """A figure at an axis."""

    at: float
    label: int


class SaturationPicture(TypedDict):
    """The line of the order held, and the band of random orders with its mean.

    ``band`` and ``mean`` are lists of points as SVG writes them.
    """

    width: int
    height: int
    left: int
    right: int
    top: int
    base: int
    points: list[Point]
    line: str
    mean: str
    band: str
    across: list[Tick]
    up: list[Tick]


def saturation_picture(steps: Sequence[Step], expected: Sequence[Expected]) -> SaturationPicture:
    """Draw what was counted; both have an element for each interview, of which there are two."""
    most = max(1, max(step.total for step in steps))

    def x(number: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (number - 1) / (len(steps) - 1), 1)

    def y(issues: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * issues / most, 1)

    points: list[Point] = [
        {
            "x": x(number),
            "y": y(step.total),
            "interview": step.interview,
            "new": len(step.new),
            "total": step.total,
        }
        for number, step in enumerate(steps, 1)
    ]
    above = [(x(each.interviews), y(each.high)) for each in expected]
    below = [(x(each.interviews), y(each.low)) for each in reversed(expected)]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "top": TOP,
        "base": HEIGHT - BOTTOM,
        "points": points,
        "line": _path((point["x"], point["y"]) for point in points),
        "mean": _path((x(each.interviews), y(each.mean)) for each in expected),
        "band": _path((*above, *below)),
        "across": [{"at": x(n), "label": n} for n in _ticks(1, len(steps))],
        "up": [{"at": y(n), "label": n} for n in _ticks(0, most)],
    }


def _path(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _ticks(first: int, last: int) -> list[int]:
    """Round figures from the first to the last, a dozen at most; the last is among them."""
    step = next(
        size * 10**power
        for power in range(9)
        for size in (1, 2, 5)
        if (last - first) / (size * 10**power) < MOST_TICKS
    )
    within = [n for n in range(first, last) if n % step == 0 or n == first]
    return [n for n in within if last - n >= step or n == first] + [last]

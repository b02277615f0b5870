"""Where in an interview the evidence lies: a minimap for its margin, and its shape as bars."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypedDict

from snaglist.model.interview import Interview, Quote
from snaglist.web.components.categories import categories
from snaglist.web.components.quotes import QuoteView
from snaglist.web.site import Site

MINIMAP_HEIGHT = 600
"""Height of the minimap, in the units of the picture."""

BAR_COUNT = 48
"""How many bars an interview is cut into, each of as many code points of the transcript."""

BAR_SIZE = (14, 120)
"""Width of a bar with its gap, and height of the highest, in the units of the picture."""

NO_CATEGORY = "none"
"""In place of the category of quotes on which no issue relies."""


class Note(QuoteView):
    """A quote with the categories of its issues; ``category`` colours it (or ``NO_CATEGORY``)."""

    categories: list[str]
    category: str


class Tick(TypedDict):
    """A quote in the minimap."""

    quote: str
    y: float
    height: float
    category: str


class SectionLine(TypedDict):
    """Where a section begins in the minimap."""

    id: str
    title: str
    y: float


class Minimap(TypedDict):
    """The minimap; ``y`` and heights are in its units, of which it has ``height``."""

    height: int
    ticks: list[Tick]
    sections: list[SectionLine]


class BarPart(TypedDict):
    """The part of a bar that is of one category, with how many quotes it counts."""

    category: str
    count: int
    width: int
    x: int
    y: float
    height: float


class SectionRow(TypedDict):
    """How many quotes of each category a section has; one counts for all categories it serves."""

    id: str
    title: str
    counts: dict[str, int]
    total: int


class Shape(TypedDict):
    """The bars, each as its parts from the bottom up, and the table beside them.

    ``most`` is the number of quotes of the highest bar; ``shown`` says how many quotes each choice
    of marks shows.
    """

    width: int
    height: int
    most: int
    categories: list[str]
    shown: dict[str, int]
    bars: list[list[BarPart]]
    rows: list[SectionRow]


def minimap(interview: Interview, notes: Mapping[str, Note]) -> Minimap:
    """A tick for each quote at its place in the transcript, and a line for each section."""
    length = max(len(interview.transcript), 1)
    starts = {turn.line: turn.start for turn in reversed(interview.turns)}
    return {
        "height": MINIMAP_HEIGHT,
        "ticks": [
            {
                "quote": quote.id,
                "y": round(MINIMAP_HEIGHT * quote.selector.start / length, 1),
                "height": round(
                    max(2, MINIMAP_HEIGHT * (quote.selector.end - quote.selector.start) / length), 1
                ),
                "category": notes[quote.id]["category"],
            }
            for quote in interview.quotes
        ],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "y": round(MINIMAP_HEIGHT * _at(starts, section.line) / length, 1),
            }
            for section in interview.sections
        ],
    }


def _at(starts: Mapping[int, int], line: int) -> int:
    """Where the first turn that begins on a line or after it starts."""
    return min((start for at, start in starts.items() if at >= line), default=0)


def evidence_shape(site: Site, interview: Interview, notes: Mapping[str, Note]) -> Shape:
    """Quotes along the transcript by category, as stacked bars and as a table by section."""
    order = [category.id for category in categories(site.catalogue)]
    hues = [*order, NO_CATEGORY]
    length = max(len(interview.transcript), 1)
    bars = [Counter[str]() for _ in range(BAR_COUNT)]
    for quote in interview.quotes:
        bars[min(BAR_COUNT - 1, BAR_COUNT * quote.selector.start // length)][
            notes[quote.id]["category"]
        ] += 1
    most = max((bar.total() for bar in bars), default=0) or 1
    return {
        "width": BAR_COUNT * BAR_SIZE[0],
        "height": BAR_SIZE[1],
        "most": most,
        "categories": hues,
        "shown": _shown(notes, order),
        "bars": [_stacked(at, bar, hues, most) for at, bar in enumerate(bars)],
        "rows": [
            _row(section.title, section.id, _of(interview, section.id), notes, hues)
            for section in interview.sections
        ],
    }


def _shown(notes: Mapping[str, Note], order: Sequence[str]) -> dict[str, int]:
    """How many quotes each choice of marks shows; a quote counts for all categories it serves."""
    by_category = {
        hue: sum(1 for note in notes.values() if hue in note["categories"]) for hue in order
    }
    idle = sum(1 for note in notes.values() if not note["categories"])
    return {"all": len(notes), **by_category, NO_CATEGORY: idle}


def _stacked(at: int, bar: Counter[str], hues: Sequence[str], most: int) -> list[BarPart]:
    """The parts of one bar from the bottom up."""
    parts: list[BarPart] = []
    top = float(BAR_SIZE[1])
    for hue in hues:
        if bar[hue]:
            height = BAR_SIZE[1] * bar[hue] / most
            top -= height
            parts.append(
                {
                    "category": hue,
                    "count": bar[hue],
                    "width": BAR_SIZE[0] - 3,
                    "x": at * BAR_SIZE[0],
                    "y": round(top, 1),
                    "height": round(height, 1),
                }
            )
    return parts


def _of(interview: Interview, section: str) -> list[Quote]:
    return [quote for quote in interview.quotes if quote.section == section]


def _row(
    title: str,
    section: str,
    quotes: Sequence[Quote],
    notes: Mapping[str, Note],
    hues: Sequence[str],
) -> SectionRow:
    tally = Counter(
        hue for quote in quotes for hue in notes[quote.id]["categories"] or [NO_CATEGORY]
    )
    return {
        "id": section,
        "title": title,
        "counts": {hue: tally[hue] for hue in hues},
        "total": len(quotes),
    }

"""Where in an interview the evidence lies: a minimap for its margin, and its shape as bars."""

from collections import Counter
from collections.abc import Mapping, Sequence

from snaglist.model.interview import Interview, Quote
from snaglist.web.site import Site, View
from snaglist.web.views.categories import categories

TALL = 600
"""Height of the minimap, in the units of the picture."""

BARS = 48
"""How many bars an interview is cut into, each of as many code points of the transcript."""

BAR = (14, 120)
"""Width of a bar with its gap, and height of the highest, in the units of the picture."""

NONE = "none"
"""Stands for the category of quotes on which no issue relies."""


def minimap(interview: Interview, notes: Mapping[str, View]) -> View:
    """A tick for each quote at its place in the transcript, and a line for each section."""
    length = max(len(interview.transcript), 1)
    starts = {turn.line: turn.start for turn in reversed(interview.turns)}
    return {
        "height": TALL,
        "ticks": [
            {
                "quote": quote.id,
                "y": round(TALL * quote.selector.start / length, 1),
                "height": round(
                    max(2, TALL * (quote.selector.end - quote.selector.start) / length), 1
                ),
                "category": notes[quote.id]["category"],
            }
            for quote in interview.quotes
        ],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "y": round(TALL * _at(starts, section.line) / length, 1),
            }
            for section in interview.sections
        ],
    }


def _at(starts: Mapping[int, int], line: int) -> int:
    """Where the first turn that begins on a line or after it starts."""
    return min((start for at, start in starts.items() if at >= line), default=0)


def shape(site: Site, interview: Interview, notes: Mapping[str, View]) -> View:
    """Quotes along the transcript by category, as stacked bars and as a table by section."""
    order = [category.id for category in categories(site.catalogue)]
    hues = [*order, NONE]
    length = max(len(interview.transcript), 1)
    bars = [Counter[str]() for _ in range(BARS)]
    for quote in interview.quotes:
        bars[min(BARS - 1, BARS * quote.selector.start // length)][notes[quote.id]["category"]] += 1
    most = max((bar.total() for bar in bars), default=0) or 1
    return {
        "width": BARS * BAR[0],
        "height": BAR[1],
        "most": most,
        "categories": hues,
        "shown": _shown(notes, order),
        "bars": [_stacked(at, bar, hues, most) for at, bar in enumerate(bars)],
        "rows": [
            _row(section.title, section.id, _of(interview, section.id), notes, hues)
            for section in interview.sections
        ],
    }


def _shown(notes: Mapping[str, View], order: Sequence[str]) -> dict[str, int]:
    """How many quotes each choice of marks shows; a quote counts for all categories it serves."""
    by_category = {
        hue: sum(1 for note in notes.values() if hue in note["categories"]) for hue in order
    }
    idle = sum(1 for note in notes.values() if not note["categories"])
    return {"all": len(notes), **by_category, NONE: idle}


def _stacked(at: int, bar: Counter[str], hues: Sequence[str], most: int) -> list[View]:
    """The parts of one bar from the bottom up."""
    parts, top = [], float(BAR[1])
    for hue in hues:
        if bar[hue]:
            height = BAR[1] * bar[hue] / most
            top -= height
            place = {"x": at * BAR[0], "y": round(top, 1), "height": round(height, 1)}
            parts.append({"category": hue, "count": bar[hue], "width": BAR[0] - 3, **place})
    return parts


def _of(interview: Interview, section: str) -> list[Quote]:
    return [quote for quote in interview.quotes if quote.section == section]


def _row(
    title: str,
    section: str,
    quotes: Sequence[Quote],
    notes: Mapping[str, View],
    hues: Sequence[str],
) -> View:
    tally = Counter(notes[quote.id]["category"] for quote in quotes)
    return {
        "id": section,
        "title": title,
        "counts": {hue: tally[hue] for hue in hues},
        "total": len(quotes),
    }

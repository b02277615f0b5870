"""Quotes that go where their words went: new selectors, and the files that have them."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from snaglist.model.text import CONTEXT, Selector, Verdict, judge_selector, make_selector


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of a text, in code points; ``end`` is exclusive."""

    start: int
    end: int


def moved_quote(quote: Mapping[str, Any], text: str, place: Interval) -> dict[str, Any]:
    """The record of a quote that is now at ``place`` of ``text``.

    Prefix and suffix are as long as they were, or longer, where that is not enough to tell the
    words from others.
    """
    before, after = max(CONTEXT, len(quote["prefix"])), max(CONTEXT, len(quote["suffix"]))
    start, end = place.start, place.end
    selector = Selector(
        exact=text[start:end],
        prefix=text[max(0, start - before) : start],
        suffix=text[end : end + after],
        start=start,
        end=end,
    )
    if judge_selector(text, selector).verdict is not Verdict.EXACT:
        selector = make_selector(text, start, end)
    return {
        **quote,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "start": start,
        "end": end,
    }


def moved_quotes(
    data: Mapping[str, Any], text: str, place_of: Callable[[Interval], Interval | None]
) -> dict[str, Any]:
    """The data of quotes.yaml with each quote at its new place; one without keeps the old."""
    quotes = []
    for quote in data["quotes"]:
        place = place_of(Interval(quote["start"], quote["end"]))
        quotes.append(quote if place is None else moved_quote(quote, text, place))
    return {**data, "transcript_sha256": sha256_of(text), "quotes": quotes}


def moved_codings(
    data: Mapping[str, Any], text: str, place_of: Callable[[Interval], Interval | None]
) -> dict[str, Any]:
    """The data of a coder's file with each coding at its new place; one without keeps the old."""
    codings = []
    for coding in data.get("codings") or []:
        place = place_of(Interval(*coding["at"]))
        if place is not None:
            words = text[place.start : place.end]
            coding = {**coding, "at": [place.start, place.end], "exact": words}
        codings.append(coding)
    return {**data, "transcript_sha256": sha256_of(text), "codings": codings}


def moved_times(text: str, position_of: Callable[[int], int | None]) -> tuple[str, int]:
    """The text of times.tsv with each row at its new place, and how many rows have none.

    Each place has one row; of several that fell together the first stays.
    """
    rows, last, dropped = [], -1, 0
    for row in text.splitlines():
        position, tab, time = row.partition("\t")
        if not position.isdecimal():
            rows.append(row)
            continue
        place = position_of(int(position))
        if place is None or place <= last:
            dropped += 1
        else:
            rows.append(f"{place}{tab}{time}")
            last = place
    return "".join(f"{row}\n" for row in rows), dropped


def sha256_of(text: str) -> str:
    """The SHA-256 of a transcript as it is written."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

"""Places in a text as another program has it, found in the same text as it is kept here.

Programs write CR LF, byte order marks and decomposed accents, some count UTF-16 units, and those
that keep texts as HTML have other spaces and line ends.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate

from snaglist.sources.importing.documents import canonical

Place = Callable[[int], int]
"""A position there, and the code point here."""


def place_in_canonical(text: str) -> Place:
    """Where a code point of a text is in its canonical form."""
    whole, _ = canonical(text)
    if whole == text:
        return lambda at: at
    returns = [match.start() for match in re.finditer("\r\n", text)]
    if len(whole) == len(text) - len(returns):
        # The usual case: nothing else moved than by line ends of two characters.
        return lambda at: at - bisect_left(returns, at - 1)
    return lambda at: len(canonical(text[: max(at, 0)])[0])


def utf16_place(text: str) -> Place:
    """The code point at a UTF-16 unit of a text."""
    wide = [at for at, letter in enumerate(text) if ord(letter) > 0xFFFF]
    starts = [at + before for before, at in enumerate(wide)]
    return lambda at: at - bisect_left(starts, at)


def counts_utf16(text: str, named: Iterable[tuple[int, str]]) -> bool:
    """Whether positions count UTF-16 units, told by what passages are called.

    ``named`` are starts with names, which most programs take from the words. Without letters
    beyond the first plane, both counts are one.
    """
    if not any(ord(letter) > 0xFFFF for letter in text):
        return False
    units = utf16_place(text)
    votes = 0
    for start, name in named:
        beginning = name.split("…")[0].split("...")[0][:20].strip()
        if len(beginning) > 3:
            as_points = text[start:].lstrip()[: len(beginning)] == beginning
            as_units = text[units(start) :].lstrip()[: len(beginning)] == beginning
            votes += as_units - as_points
    return votes > 0


def letters(text: str) -> str:
    """A text without white space: what stays of it in every program."""
    return "".join(text.split())


def stretch_by_letters(there: str, here: str) -> Callable[[int, int], tuple[int, int]]:
    """Where a stretch of a text is in another with the same ``letters``.

    It begins and ends with a letter; one without any is empty, at 0.
    """
    before = [0, *accumulate(not each.isspace() for each in there)]
    places = [at for at, each in enumerate(here) if not each.isspace()]

    def stretch(start: int, end: int) -> tuple[int, int]:
        first, last = before[start], before[end]
        return (places[first], places[last - 1] + 1) if first < last else (0, 0)

    return stretch

"""Anchoring words in a text: positions count Unicode code points, and ends are exclusive.

A selector says the same thing twice, as the W3C Web Annotation Data Model does with its
TextPositionSelector (start, end) and TextQuoteSelector (exact, prefix, suffix), so that an
edit to the text is noticed instead of followed.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

CONTEXT = 32
"""Code points of prefix and suffix that a new selector starts with."""


class Verdict(StrEnum):
    """How a selector fits the text it was made on; only ``EXACT`` may be built."""

    EXACT = "exact"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    DRIFTED = "drifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A stretch of a text, ``text[start:end] == exact``, with the words around it."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchoring:
    """A verdict and, where it is not ``EXACT``, what is wrong in words a person can act on."""

    verdict: Verdict
    detail: str = ""


def occurrences(text: str, words: str) -> list[int]:
    """Every place where ``words`` begin in ``text``, overlapping ones included."""
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def make_selector(text: str, start: int, end: int) -> Selector:
    """Make a selector for ``text[start:end]``, with as much context as makes it unique."""
    size = CONTEXT
    while True:
        prefix, suffix = text[max(0, start - size) : start], text[end : end + size]
        whole = prefix + text[start:end] + suffix
        if size >= len(text) or len(occurrences(text, whole)) == 1:
            return Selector(
                exact=text[start:end], prefix=prefix, suffix=suffix, start=start, end=end
            )
        size *= 2


def judge_selector(text: str, selector: Selector) -> Anchoring:
    """Hold a selector against a text, by position and by words, and change neither."""
    whole = selector.prefix + selector.exact + selector.suffix
    places = [at + len(selector.prefix) for at in occurrences(text, whole)]
    if len(places) > 1:
        return Anchoring(
            Verdict.AMBIGUOUS,
            f"the words with their prefix and suffix stand at {_listed(places)}; "
            "lengthen prefix or suffix until they stand once",
        )
    if places == [selector.start] and selector.end == selector.start + len(selector.exact):
        return Anchoring(Verdict.EXACT)
    if places:
        where = f"{places[0]} to {places[0] + len(selector.exact)}"
        return Anchoring(
            Verdict.MOVED,
            f"recorded at {selector.start} to {selector.end}, the words now stand at {where}",
        )
    return _without_context(text, selector)


def _without_context(text: str, selector: Selector) -> Anchoring:
    """Judge a selector whose words occur nowhere between its prefix and suffix."""
    places = occurrences(text, selector.exact)
    if selector.start in places:
        return Anchoring(
            Verdict.DRIFTED,
            "the words hold, but the text around them is not the recorded prefix and suffix",
        )
    if len(places) == 1:
        return Anchoring(
            Verdict.MOVED,
            f"recorded at {selector.start}, the words now stand at {places[0]} in other company",
        )
    if places:
        return Anchoring(Verdict.AMBIGUOUS, f"the words stand at {_listed(places)}")
    return Anchoring(
        Verdict.DRIFTED, f"the text has instead {nearest_passage(text, selector.exact)!r}"
    )


LONGEST_CUT = 20
"""Letters that a passage may grow by at each end to be whole words; some scripts have no spaces."""

_CUT_AT_START = re.compile(rf"(?<!\S)\S{{1,{LONGEST_CUT}}}\Z")
_CUT_AT_END = re.compile(rf"\S{{1,{LONGEST_CUT}}}(?!\S)")


def nearest_passage(text: str, words: str) -> str:
    """The stretch of ``text`` as long as ``words`` around their longest common run.

    It is a little longer where it would begin or end within a word.
    """
    match = SequenceMatcher(None, text, words, autojunk=False).find_longest_match()
    start = max(0, match.a - match.b)
    found = text[start : start + len(words)]
    if not found[:1].isspace():
        before = _CUT_AT_START.search(text[max(0, start - LONGEST_CUT - 1) : start])
        found = (before[0] if before else "") + found
    if not found[-1:].isspace():
        end = start + len(words)
        after = _CUT_AT_END.match(text[end : end + LONGEST_CUT + 1])
        found += after[0] if after else ""
    return found


def _listed(places: list[int]) -> str:
    return ", ".join(map(str, places[:-1])) + f" and {places[-1]}"

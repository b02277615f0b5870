"""Where in a text the searched words stand, as fragments without any markup."""

from collections.abc import Sequence
from functools import lru_cache

from snaglist.index.documents import Passages
from snaglist.index.grammar import Wanted
from snaglist.index.query import Fragment
from snaglist.index.schema import STEMMING, fold

LENGTH = 240
"""Code points of text that a hit shows, about."""

LEAD = 60
"""Code points shown before the first word that matched."""

Span = tuple[int, int]


def best_passage(passages: Passages, wanted: Wanted) -> tuple[str, tuple[Fragment, ...]] | None:
    """The field and fragments of the first passage that holds most of what is wanted."""
    best: tuple[int, str, str, list[Span]] | None = None
    for field, text in passages:
        kinds, spans = _matches(text, wanted)
        if kinds and (best is None or kinds > best[0]):
            best = kinds, field, text, spans
    if best is None:
        return None
    _, field, text, spans = best
    return field, fragments(text, spans)


def fragments(text: str, spans: Sequence[Span]) -> tuple[Fragment, ...]:
    """A window of the text around the first spans, cut between words and marked by an ellipsis."""
    start, end = _window(text, spans[0][0] if spans else 0)
    pieces = [Fragment("… ", matched=False)] if start else []
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        if left > at:
            pieces.append(Fragment(text[at:left], matched=False))
        pieces.append(Fragment(text[left:right], matched=True))
        at = right
    if at < end:
        pieces.append(Fragment(text[at:end], matched=False))
    if end < len(text):
        pieces.append(Fragment(" …", matched=False))
    return tuple(pieces)


def _window(text: str, first: int) -> Span:
    start = max(0, min(first - LEAD, len(text) - LENGTH))
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else first
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", first + LEAD, end)
        end = space if space >= 0 else end
    return start, end


def _matches(text: str, wanted: Wanted) -> tuple[int, list[Span]]:
    """How many different wanted things stand in the text, and the words that do, in order."""
    words = _stems(text)
    stems = [stem for stem, _ in words]
    hits: set[int] = set()
    kinds = 0
    for run in wanted.runs:
        places = [at for at in range(len(stems)) if tuple(stems[at : at + len(run)]) == run]
        kinds += bool(places)
        hits.update(at + step for at in places for step in range(len(run)))
    for prefix in wanted.prefixes:
        places = [
            at
            for at, (_, (left, right)) in enumerate(words)
            if fold(text[left:right])[0].startswith(prefix)
        ]
        kinds += bool(places)
        hits.update(places)
    return kinds, [words[at][1] for at in sorted(hits)]


@lru_cache(maxsize=2048)
def _stems(text: str) -> tuple[tuple[str, Span], ...]:
    """The stems of a text and where they stand; remembered, as the same few passages are shown."""
    return tuple(
        (token.text, (token.startchar, token.endchar))
        for token in STEMMING(text, positions=True, chars=True)
    )

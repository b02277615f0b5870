"""Where in a text the searched words stand, as fragments without any markup."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from snaglist.index.documents import Passages
from snaglist.index.grammar import Wanted
from snaglist.index.query import Fragment
from snaglist.index.schema import ALL, PLAIN, WORD, name_term, stem

LENGTH = 240
"""Code points of text that a hit shows, about."""

KEPT = 8192
"""Passages whose words are kept in memory, as the same few are shown again and again."""

LEAD = 60
"""Code points shown before the first word that matched."""

Span = tuple[int, int]


def best_passage(
    passages: Passages, wanted: Sequence[Wanted]
) -> tuple[str, tuple[Fragment, ...]] | None:
    """The field and fragments of the first passage that holds most of what is wanted."""
    best: tuple[float, str, Words, set[int]] | None = None
    for field, text in passages:
        words = _words(text)
        near = [each for each in wanted if each.prefix or each.run[0] in words.places]
        weight, places = _matches(words, field, near) if near else (0.0, set())
        if weight and (best is None or weight > best[0]):
            best = weight, field, words, places
    if best is None:
        return None
    _, field, words, places = best
    return field, fragments(words.text, [words.spans[at] for at in sorted(places)])


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


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its words without stop words: stems in order, where each stands, by stem."""

    text: str
    stems: tuple[str, ...]
    spans: tuple[Span, ...]
    places: Mapping[str, Sequence[int]]


def _matches(words: Words, field: str, wanted: Sequence[Wanted]) -> tuple[float, set[int]]:
    """How much of what is wanted stands in a passage, and the numbers of the words that do."""
    weight = 0.0
    hits: set[int] = set()
    for each in wanted:
        if each.field not in (ALL, PLAIN, field):
            continue
        size = len(each.run) or 1
        starts = _beginning(words, each.prefix) if each.prefix else _standing(words, each.run)
        if starts:
            weight += each.weight
            hits.update(at + step for at in starts for step in range(size))
    return weight, hits


def _standing(words: Words, run: tuple[str, ...]) -> Sequence[int]:
    """Where the stems stand side by side."""
    starts = words.places.get(run[0], ())
    if len(run) == 1:
        return starts
    return [at for at in starts if words.stems[at : at + len(run)] == run]


def _beginning(words: Words, prefix: str) -> Sequence[int]:
    """The words that begin so."""
    spans = enumerate(words.spans)
    return [at for at, (a, b) in spans if name_term(words.text[a:b]).startswith(prefix)]


@lru_cache(maxsize=KEPT)
def _words(text: str) -> Words:
    found = [(stem(match[0]), match.span()) for match in re.finditer(WORD, text)]
    kept = [(each, span) for each, span in found if each]
    places: dict[str, list[int]] = {}
    for at, (each, _) in enumerate(kept):
        places.setdefault(each, []).append(at)
    stems, spans = tuple(each for each, _ in kept), tuple(span for _, span in kept)
    return Words(text, stems, spans, places)

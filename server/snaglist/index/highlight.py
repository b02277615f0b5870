"""The passage that shows best why a document was found, and the searched words in it.

Passages are compared by their tokens in the index; only the text of the best one is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from snaglist.index import words
from snaglist.index.analysis import ALL, HIDDEN, TEXT_FIELDS, index_word
from snaglist.index.arrays import Ids, Starts, StringTable, expand, load_array
from snaglist.index.parser import SearchTerm
from snaglist.index.postings import Postings
from snaglist.index.query import Fragment

LENGTH = 240
"""Code points of text that a hit shows, about."""

LEAD = 60
"""Code points shown before the first word that matched."""

Span = tuple[int, int]
"""First and last (exclusive) code point."""


@dataclass(frozen=True, slots=True)
class Page:
    """The tokens of some documents, one after the other.

    ``words`` and ``stems`` are numbers, one a token, and ``links`` says of each which of the
    ``numbers`` of links it belongs to; ``starts`` says where the links of each document start.
    """

    words: Ids
    stems: Ids
    links: NDArray[np.int64]
    numbers: NDArray[np.int64]
    starts: Starts


class Highlighter:
    """Chooses passages; safe to share between threads."""

    def __init__(self, folder: Path, postings: Postings) -> None:
        self._postings = postings
        self._texts = StringTable.load(folder, "texts")
        self._tokens: Ids = load_array(folder, "tokens")
        self._passages: Starts = load_array(folder, "passages")
        self._word_stems: Ids = load_array(folder, "word_stems")
        self._link_starts: Starts = load_array(folder, "links.starts")
        self._link_fields: NDArray[np.uint8] = load_array(folder, "links.fields")
        self._link_passages: Ids = load_array(folder, "links.passages")

    def best(
        self, documents: Sequence[int], terms: Sequence[SearchTerm]
    ) -> list[tuple[str, tuple[Fragment, ...]] | None]:
        """For each document the field and fragments of the first passage that has most.

        None where the terms are in none of its passages that may be shown.
        """
        page = self._page(np.array(documents, np.int64))
        weights = np.zeros(len(page.numbers), np.float64)
        matches = [(term, self._matches(page, term)) for term in terms]
        for term, at in matches:
            having = np.zeros(len(page.numbers), np.bool_)
            having[page.links[at]] = True
            weights += term.weight * having
        weights[self._link_fields[page.numbers] == HIDDEN] = 0
        best: list[tuple[str, tuple[Fragment, ...]] | None] = []
        for first, end in pairwise(page.starts.tolist()):
            link = first + int(np.argmax(weights[first:end])) if first < end else first
            found = first < end and weights[link] > 0
            best.append(self._show(page, link, matches) if found else None)
        return best

    def lead(self, document: int) -> tuple[Fragment, ...]:
        """How a document begins: its definition, or else its first passage."""
        links = range(int(self._link_starts[document]), int(self._link_starts[document + 1]))
        definition = TEXT_FIELDS.index("definition")
        chosen = next((at for at in links if self._link_fields[at] == definition), links.start)
        return fragments(self._texts[int(self._link_passages[chosen])], ())

    def _page(self, documents: NDArray[np.int64]) -> Page:
        sizes = self._link_starts[documents + 1] - self._link_starts[documents]
        numbers = expand(self._link_starts[documents], sizes)
        passages = self._link_passages[numbers]
        first = self._passages[passages]
        lengths = self._passages[passages + 1] - first
        words = self._tokens[expand(first, lengths)]
        links = np.repeat(np.arange(len(numbers)), lengths)
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        return Page(words, self._word_stems[words], links, numbers, starts)

    def _matches(self, page: Page, term: SearchTerm) -> NDArray[np.intp]:
        """The tokens at which a term starts, ascending, in the field it asks for."""
        if term.field != ALL and term.field not in TEXT_FIELDS:
            return np.empty(0, np.intp)
        if term.spelt:
            number = self._postings.words.find(term.spelt)
            at = np.flatnonzero(page.words == (-1 if number is None else number))
        elif term.prefix:
            words = self._postings.words.beginning(term.prefix)
            at = np.flatnonzero((page.words >= words.start) & (page.words < words.stop))
        else:
            at = self._standing(page, term.run)
        if term.field == ALL:
            return at
        fields = self._link_fields[page.numbers[page.links[at]]]
        inside: NDArray[np.intp] = at[fields == TEXT_FIELDS.index(term.field)]
        return inside

    def _standing(self, page: Page, run: tuple[str, ...]) -> NDArray[np.intp]:
        """The tokens at which the stems begin to occur side by side in one passage."""
        numbers = [self._postings.stems.find(each) for each in run]
        if None in numbers:
            return np.empty(0, np.intp)
        at = np.flatnonzero(page.stems == numbers[0])
        for step, number in enumerate(numbers[1:], start=1):
            at = at[at + step < len(page.stems)]
            next_to = page.links[at + step] == page.links[at]
            at = at[next_to & (page.stems[at + step] == number)]
        return at

    def _show(
        self, page: Page, link: int, matches: Sequence[tuple[SearchTerm, NDArray[np.intp]]]
    ) -> tuple[str, tuple[Fragment, ...]]:
        """The field of a link of the page and its text, with the words that match marked."""
        first, end = np.searchsorted(page.links, (link, link + 1)).tolist()
        matched: set[int] = set()
        for term, at in matches:
            for start in at[np.searchsorted(at, first) : np.searchsorted(at, end)].tolist():
                matched.update(range(start - first, start - first + max(len(term.run), 1)))
        number = int(page.numbers[link])
        text = self._texts[int(self._link_passages[number])]
        spans = word_spans(text)
        field = TEXT_FIELDS[self._link_fields[number]]
        return field, fragments(text, [spans[at] for at in sorted(matched)])


def word_spans(text: str) -> list[Span]:
    """The span of each word that is no stop word: as many as the text has tokens."""
    return [
        (start, end) for word, start, end in words.word_spans(text) if index_word(word) is not None
    ]


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """The same places, those that touch or overlap as one; ``spans`` are in the order of starts."""
    start, end = spans[0] if spans else (0, 0)
    for left, right in spans:
        if left > end:
            yield start, end
            start, end = left, right
        end = max(end, right)
    if end:
        yield start, end


def fragments(text: str, spans: Sequence[Span]) -> tuple[Fragment, ...]:
    """A window of the text around the first spans, cut between words and marked by an ellipsis."""
    start, end = window(text, spans[0][0] if spans else 0)
    pieces = [Fragment("… ", matched=False)] if start else []
    at = start
    for left, right in _joined(spans):
        if right > end:
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


def window(text: str, first: int) -> Span:
    """What to show of a text so that the word which starts at ``first`` is seen.

    About ``LENGTH`` code points, ``LEAD`` of them before that word where there are as many; a text
    that ends sooner fills the window from its end.
    """
    start = max(0, min(first - LEAD, len(text) - LENGTH))
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else first
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", first + LEAD, end)
        end = space if space >= 0 else end
    return start, end

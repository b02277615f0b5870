"""Which documents have a word, a phrase or a beginning of words, read from mapped arrays."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from snaglist.index.analysis import ALL, HIDDEN, TEXT_FIELDS, accented, plain_word
from snaglist.index.arrays import Ids, Starts, StringTable, Weights, expand, load_array
from snaglist.index.weights import LENGTH_MATTERS, PREFIX_IN_NAME

CACHED = 256
"""Phrases, beginnings and words in one field whose documents are kept in memory."""

MOST_PREFIXED = 500
"""How many different words one ``prefix*`` stands for at most."""

Found = tuple[Ids, Weights]
"""Documents, ascending, and how often or how much each has what was looked for."""

NOTHING: Found = (np.empty(0, np.int32), np.empty(0, np.float32))

_PASSAGE = np.int64(1) << 32
"""More than any place in a passage, so that passage and place make one number."""


class Postings:
    """The lists of an index; safe to share between threads, as nothing in it ever changes."""

    def __init__(self, folder: Path) -> None:
        self.words = StringTable.load(folder, "words")
        self.stems = StringTable.load(folder, "stems")
        self._documents: Ids = load_array(folder, "postings.documents")
        self._weights: Weights = load_array(folder, "postings.weights")
        self._starts: Starts = load_array(folder, "postings.starts")
        self._stem_words: Ids = load_array(folder, "stem_words")
        self._stem_words_starts: Starts = load_array(folder, "stem_words.starts")
        self._passages: Ids = load_array(folder, "occurrences.passages")
        self._places: Ids = load_array(folder, "occurrences.places")
        self._word_starts: Starts = load_array(folder, "occurrences.starts")
        self._passage_links: Ids = load_array(folder, "passage_links")
        self._passage_links_starts: Starts = load_array(folder, "passage_links.starts")
        self._link_documents: Ids = load_array(folder, "links.documents")
        self._link_fields: NDArray[np.uint8] = load_array(folder, "links.fields")
        self._norms: Weights = load_array(folder, "norms")
        self.size: int = self._norms.shape[1]
        self.phrase = lru_cache(maxsize=CACHED)(self._phrase)
        self.prefix = lru_cache(maxsize=CACHED)(self._prefix)
        self._within = lru_cache(maxsize=CACHED)(self._find_within)
        self.vocabulary = lru_cache(maxsize=1)(self._vocabulary)

    def _vocabulary(self) -> list[str]:
        """All words that occur, in plain letters, each once; none that is only in hidden labels."""
        places = np.repeat(
            np.arange(len(self._passage_links_starts) - 1), np.diff(self._passage_links_starts)
        )
        visible = np.zeros(len(self._passage_links_starts) - 1, np.bool_)
        visible[places[self._link_fields[self._passage_links] != HIDDEN]] = True
        often = np.concatenate(([0], np.cumsum(visible[self._passages])))
        starts = self._word_starts
        shown = np.flatnonzero(often[starts[1:]] > often[starts[:-1]])
        words = self.words[:]
        return list(dict.fromkeys(plain_word(words[number]) for number in shown.tolist()))

    def has_accents(self, plain: str) -> bool:
        """Whether a word in plain letters also occurs with accents."""
        return len(self.words.beginning(accented(plain))) > 0

    def spread(self, stem: str) -> int:
        """How many documents have a stem anywhere."""
        return len(self.term(ALL, stem)[0])

    def term(self, field: str, stem: str) -> Found:
        """The documents with a stem in a field of texts, with BM25F's frequency of it."""
        number = self.stems.find(stem)
        if number is None:
            return NOTHING
        if field != ALL:
            return self._within(field, number)
        mine = slice(self._starts[number], self._starts[number + 1])
        return self._documents[mine], self._weights[mine]

    def _find_within(self, field: str, stem: int) -> Found:
        at = TEXT_FIELDS.index(field)
        places = self._occurrences(stem)
        links = self._links(self._passages[places])
        often = np.bincount(
            self._link_documents[links[self._link_fields[links] == at]], minlength=self.size
        )
        ids = np.flatnonzero(often).astype(np.int32)
        lengths = 1 - LENGTH_MATTERS + LENGTH_MATTERS * self._norms[at][ids]
        return ids, (often[ids] / lengths).astype(np.float32)

    def _phrase(self, field: str, run: tuple[str, ...]) -> Ids:
        """The documents in which the stems occur side by side in one passage, in this order."""
        numbers = [self.stems.find(stem) for stem in run]
        if None in numbers or not numbers:
            return NOTHING[0]
        starts = [
            self._keys(number) - step for step, number in enumerate(numbers) if number is not None
        ]
        starts.sort(key=len)
        together = starts[0]
        for other in starts[1:]:
            together = np.intersect1d(together, other, assume_unique=True)
        links = self._links(np.unique(together // _PASSAGE))
        if field != ALL:
            links = links[self._link_fields[links] == TEXT_FIELDS.index(field)]
        return np.unique(self._link_documents[links])

    def _prefix(self, field: str, prefix: str) -> Found:
        """The documents with a word that begins so, and how often; in a name it counts more.

        Only the first ``MOST_PREFIXED`` words are looked for.
        """
        return self._written(field, self.words.beginning(prefix)[:MOST_PREFIXED])

    def spelt(self, field: str, word: str) -> Found:
        """The documents with a word of the index, and how often."""
        number = self.words.find(word)
        return NOTHING if number is None else self._written(field, range(number, number + 1))

    def _written(self, field: str, words: range) -> Found:
        """The documents with one of a range of words, and how often; in a name it counts more."""
        first, end = self._word_starts[words.start], self._word_starts[words.stop]
        links = self._links(self._passages[first:end])
        if field == ALL:
            weights = np.where(self._link_fields[links] < _NAME_FIELDS, PREFIX_IN_NAME, 1.0)
        else:
            links = links[self._link_fields[links] == TEXT_FIELDS.index(field)]
            weights = np.ones(len(links))
        often = np.bincount(self._link_documents[links], weights, minlength=self.size)
        ids = np.flatnonzero(often).astype(np.int32)
        return ids, often[ids].astype(np.float32)

    def _occurrences(self, stem: int) -> NDArray[np.int64]:
        """The numbers of the occurrences of all words that have a stem."""
        words = self._stem_words[self._stem_words_starts[stem] : self._stem_words_starts[stem + 1]]
        return expand(
            self._word_starts[words], self._word_starts[words + 1] - self._word_starts[words]
        )

    def _keys(self, stem: int) -> NDArray[np.int64]:
        """Where a stem occurs, passage and place in one number."""
        at = self._occurrences(stem)
        return self._passages[at] * _PASSAGE + self._places[at]

    def _links(self, passages: Ids) -> Ids:
        """The links to each of these passages; a passage that is named twice gives them twice."""
        first = self._passage_links_starts[passages]
        return self._passage_links[expand(first, self._passage_links_starts[passages + 1] - first)]


_NAME_FIELDS = len(("title", "also_called"))
"""Titles and other names are the first fields of ``TEXT_FIELDS``."""

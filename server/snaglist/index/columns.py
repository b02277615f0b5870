"""The index as columns of numbers, read from Whoosh term by term and kept."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as wq
from whoosh.codec.whoosh3 import W3LeafMatcher

from snaglist.index.schema import ALL, MOST_PREFIXED, PLAIN, SPELLED, WEIGHTS, facet_field, stem

Mask = NDArray[np.bool_]
Ids = NDArray[np.int32]
Counts = NDArray[np.float32]

KEPT = 20_000
"""Terms whose postings are kept in memory."""

NOTHING = (np.empty(0, np.int32), np.empty(0, np.float32))


class Columns:
    """Postings, lengths and stored fields of an index; safe to share between threads.

    Whoosh's readers answer wrongly, and without an error, when threads share them, so a lock
    stands around everything that touches the files. What was read once is kept as arrays, which
    nobody changes; searches then run side by side.
    """

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._lock = Lock()
        self.size: int = self._reader.doc_count_all()
        self.lengths = {field: self._lengths(field) for field in WEIGHTS}
        self.norms = {field: self._norm(lengths) for field, lengths in self.lengths.items()}
        self.postings = lru_cache(maxsize=KEPT)(self._postings)
        self.phrase = lru_cache(maxsize=1000)(self._phrase)
        self.prefixed = lru_cache(maxsize=1000)(self._prefixed)
        self.words = lru_cache(maxsize=50)(self._words)

    def _postings(self, field: str, term: str) -> tuple[Ids, Counts]:
        """The documents with a term in a field, ascending, and how often each has it."""
        with self._lock:
            if (field, term) not in self._reader:
                return NOTHING
            return _arrays(self._reader.postings(field, term))

    def _phrase(self, field: str, words: tuple[str, ...]) -> Ids:
        """The documents in which the words stand side by side, in this order."""
        with self._lock:
            found = self._searcher.docs_for_query(wq.Phrase(field, list(words)))
            return np.fromiter(sorted(found), np.int32)

    def _prefixed(self, field: str, prefix: str) -> tuple[str, ...]:
        """The terms of a field that begin so; the first of very many.

        Of a stemmed field, the stems of all words that do.
        """
        if field not in (PLAIN, SPELLED):
            found = (stem(word) for word in self.prefixed(PLAIN, prefix))
            return tuple(dict.fromkeys(each for each in found if each))
        with self._lock:
            terms = self._reader.expand_prefix(field, prefix)
            return tuple(term.decode() for term in islice(terms, MOST_PREFIXED))

    def _words(self, field: str) -> tuple[str, ...]:
        """Every term of a field."""
        with self._lock:
            return tuple(term.decode() for term in self._reader.lexicon(field))

    def stored(self, documents: Iterable[int]) -> list[dict[str, Any]]:
        """What is kept of these documents to show them."""
        with self._lock:
            return [self._reader.stored_fields(int(number)) for number in documents]

    def numbers(self, field: str) -> NDArray[np.int64]:
        """A number for each document."""
        with self._lock:
            column = self._reader.column_reader(field)
            return np.fromiter((column[n] for n in range(self.size)), np.int64, self.size)

    def mask(self, ids: Ids) -> Mask:
        """The same documents as a truth value for each."""
        found: Mask = np.zeros(self.size, np.bool_)
        found[ids] = True
        return found

    def facet(self, name: str) -> dict[str, Ids]:
        """The values of a facet, each with its documents."""
        field = facet_field(name)
        return {value: self.postings(field, value)[0] for value in self.words(field)}

    def spread(self, term: str) -> int:
        """How many documents have a stemmed word anywhere."""
        return len(self.postings(ALL, term)[0])

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._searcher.close()

    def _lengths(self, field: str) -> Counts:
        """How many words each document has in a field, as Whoosh rounds it to a byte."""
        length = self._reader.doc_field_length
        numbers = range(self.size)
        return np.fromiter((length(n, field) or 0 for n in numbers), np.float32, self.size)

    def _norm(self, lengths: Counts) -> Counts:
        """Lengths over their mean among the documents that have the field."""
        filled = lengths[lengths > 0]
        return lengths / (filled.mean() if len(filled) else np.float32(1))


def _arrays(matcher: Any) -> tuple[Ids, Counts]:
    """All postings of a matcher; block by block, which is thirty times as fast as one by one.

    The blocks are Whoosh's own affair; a test compares them with its public way.
    """
    if not isinstance(matcher, W3LeafMatcher):
        pairs = []
        while matcher.is_active():
            pairs.append((matcher.id(), matcher.weight()))
            matcher.next()
        return (
            np.array([number for number, _ in pairs], np.int32),
            np.array([weight for _, weight in pairs], np.float32),
        )
    ids: list[int] = []
    weights: list[float] = []
    while matcher.is_active():
        matcher.id(), matcher.weight()
        ids += matcher._ids
        weights += matcher._weights
        matcher._next_block()
    return np.array(ids, np.int32), np.array(weights, np.float32)

"""How well documents fit: BM25F, with whole names first.

BM25F adds up what a word counts in each field, measured against the field's length, before it is
damped: Zaragoza et al., Microsoft Cambridge at TREC-13 (2004); Robertson and Zaragoza, The
Probabilistic Relevance Framework (2009), section 3.6.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from snaglist.index.columns import Columns, Ids
from snaglist.index.grammar import Wanted
from snaglist.index.query import DocumentType
from snaglist.index.schema import ALL, NAMES, PLAIN, SPELLED, WEIGHTS, facet_field

Scores = NDArray[np.float32]

SATURATION = 3.0
"""BM25's k1: how soon more of the same word stops to count."""

LENGTH_MATTERS = 0.2
"""BM25's b: how much a word in a short text counts more than one in a long one (0 to 1)."""

NAME = 50.0
"""What it counts to be called exactly what was typed."""

NAME_INSIDE = 2.5
"""What it counts, for each of its words, to be called by a part of what was typed."""

LONGEST_NAME = 8
"""Words of the longest part of a search that is held against names."""

PREFIX_IN_NAME = 3.0
"""How much more a prefix counts in a title or an also-called name."""

PRIORS = {
    DocumentType.ISSUE: 1.0,
    DocumentType.STRATEGY: 1.0,
    DocumentType.QUOTE: 0.8,
    DocumentType.TURN: 0.6,
}
"""What each sort of thing counts: whoever searches wants entries first, then their evidence."""


class Ranking:
    """Scores documents of an index."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._priors = np.ones(columns.size, np.float32)
        for kind, prior in PRIORS.items():
            self._priors[columns.postings(facet_field("type"), kind.value)[0]] = prior

    def scores(self, wanted: Sequence[Wanted], typed: Sequence[str]) -> Scores:
        """What each document of the index counts for these words; ``typed`` is folded."""
        total = np.zeros(self._columns.size, np.float32)
        for each in wanted:
            total += each.weight * (self._prefix(each) if each.prefix else self._run(each))
        total *= self._priors
        self._add_names(total, typed)
        return total

    def _run(self, wanted: Wanted) -> Scores:
        fields = WEIGHTS if wanted.field == ALL else {wanted.field: 1.0}
        total = np.zeros(self._columns.size, np.float32)
        for word in wanted.run:
            total += self._word(word, fields, wanted.field)
        if len(wanted.run) > 1:
            together = np.zeros_like(total)
            found = self._columns.phrase(wanted.field, wanted.run)
            together[found] = total[found]
            return together
        return total

    def _word(self, word: str, fields: dict[str, float], everywhere: str) -> Scores:
        often = np.zeros(self._columns.size, np.float32)
        for field, weight in fields.items():
            ids, counts = self._columns.postings(field, word)
            length = self._columns.norms[field][ids] if field in WEIGHTS else np.float32(1)
            often[ids] += weight * counts / (1 - LENGTH_MATTERS + LENGTH_MATTERS * length)
        return self._damped(often, len(self._columns.postings(everywhere, word)[0]))

    def _prefix(self, wanted: Wanted) -> Scores:
        """All words that begin so, taken as one."""
        often = np.zeros(self._columns.size, np.float32)
        for field, weight in ((wanted.field, 1.0), (SPELLED, PREFIX_IN_NAME)):
            if field == SPELLED and wanted.field != PLAIN:
                continue
            for word in self._columns.prefixed(field, wanted.prefix):
                ids, counts = self._columns.postings(field, word)
                often[ids] += weight * counts
        return self._damped(often, int(np.count_nonzero(often)))

    def _damped(self, often: Scores, spread: int) -> Scores:
        idf = np.float32(np.log1p((self._columns.size - spread + 0.5) / (spread + 0.5)))
        return idf * often / (often + SATURATION)

    def _add_names(self, total: Scores, typed: Sequence[str]) -> None:
        """Add what it counts to be called by all or part of what was typed."""
        for start in range(len(typed)):
            for end in range(start + 1, min(start + LONGEST_NAME, len(typed)) + 1):
                ids = self.called(" ".join(typed[start:end]))
                total[ids] += NAME_INSIDE * (end - start)
        total[self.called(" ".join(typed))] += NAME

    def called(self, name: str) -> Ids:
        """The documents with exactly this name, folded."""
        return self._columns.postings(NAMES, name)[0]

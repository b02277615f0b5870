"""How well documents fit: BM25F, with whole names first.

BM25F adds up what a word counts in each field, measured against the field's length, before it is
damped: Zaragoza et al., Microsoft Cambridge at TREC-13 (2004); Robertson and Zaragoza, The
Probabilistic Relevance Framework (2009), section 3.6. The sums are made when the index is built.
"""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from snaglist.index.analysis import ALL, stems
from snaglist.index.arrays import Ids, Weights
from snaglist.index.matching import Matcher
from snaglist.index.names import Names
from snaglist.index.parser import SearchTerm
from snaglist.index.postings import NOTHING
from snaglist.index.query import DocumentType
from snaglist.index.weights import NAME_INSIDE, NAME_PRIORS, PRIORS, SATURATION, WHOLE_NAME

LONGEST_NAME = 8
"""Words of the longest part of a search that is held against names."""


class Ranking:
    """Scores documents; ``types`` has the place of each document's type in ``DocumentType``."""

    def __init__(self, matcher: Matcher, names: Names, types: NDArray[np.uint8]) -> None:
        self._matcher = matcher
        self._names = names
        self._size = len(types)
        self._priors = np.array([PRIORS[kind] for kind in DocumentType], np.float32)[types]
        of_names = [NAME_PRIORS.get(kind, 1.0) for kind in DocumentType]
        self._name_priors = np.array(of_names, np.float32)[types]

    def scores(self, terms: Sequence[SearchTerm], folded: Sequence[str], named: Ids) -> Weights:
        """What each document of the index counts.

        ``folded`` are the words as they were typed, ``named`` the documents that are called so.
        """
        total = np.zeros(self._size, np.float32)
        for term in terms:
            ids, often = self._weigh(term)
            total[ids] += np.float32(term.weight) * often
        total *= self._priors
        self._add_names(total, folded)
        total[named] += np.float32(WHOLE_NAME) * self._name_priors[named]
        return total

    def coverage(self, typed: Sequence[str], added: Mapping[str, Sequence[str]]) -> Weights:
        """The share of what was typed that each document has, 0 to 1; rare words are more of it.

        ``typed`` are the stems of it; ``added`` maps a name among them to the
        other names of the same thing, which do as well. 1 where nothing was typed that could be
        missing.
        """
        instead = {stem: self._called_otherwise(stem, added) for stem in typed}
        total, covered = np.float32(0), np.zeros(self._size, np.float32)
        for stem, others in instead.items():
            ids, _ = self._matcher.term(ALL, stem)
            information = self._information(len(ids))
            total += information
            covered[np.union1d(ids, others)] += information
        return covered / total if total else covered + 1

    def _called_otherwise(self, stem: str, added: Mapping[str, Sequence[str]]) -> Ids:
        """The documents with another name of what a word is part of the name of."""
        found = [
            self._matcher.phrase(ALL, stems(other))
            for name, others in added.items()
            if stem in stems(name)
            for other in others
        ]
        return reduce(np.union1d, found, NOTHING[0])

    def _weigh(self, term: SearchTerm) -> tuple[Ids, Weights]:
        """The documents that have a term, and what each counts for it."""
        if term.spelt:
            ids, often = self._matcher.spelt(term.field, term.spelt)
            return ids, self._damp(often, len(ids))
        if term.prefix:
            ids, often = self._matcher.prefix(term.field, term.prefix)
            return ids, self._damp(often, len(ids))
        if len(term.run) == 1:
            return self._word(term.field, term.run[0])
        together = self._matcher.phrase(term.field, term.run)
        total = np.zeros(len(together), np.float32)
        for stem in term.run:
            ids, weights = self._word(term.field, stem)
            total += weights[np.searchsorted(ids, together)]
        return together, total

    def _word(self, field: str, stem: str) -> tuple[Ids, Weights]:
        ids, often = self._matcher.term(field, stem)
        return ids, self._damp(often, len(ids))

    def _damp(self, often: Weights, spread: int) -> Weights:
        """BM25: what is rare counts more, and the more there is of it the less one more counts."""
        damped: Weights = self._information(spread) * often / (often + np.float32(SATURATION))
        return damped

    def _information(self, spread: int) -> np.float32:
        """The inverse document frequency of what so many documents have."""
        return np.float32(np.log1p((self._size - spread + 0.5) / (spread + 0.5)))

    def _add_names(self, total: Weights, folded: Sequence[str]) -> None:
        """Add what it counts to be called by a part of what was typed."""
        for start in range(len(folded)):
            for end in range(start + 1, min(start + LONGEST_NAME, len(folded)) + 1):
                ids = self._names.called(" ".join(folded[start:end]))
                total[ids] += np.float32(NAME_INSIDE * (end - start)) * self._name_priors[ids]

"""Which documents a parsed query fits, whether it looks in texts or in labels of facets."""

from functools import reduce

import numpy as np
from whoosh import query as wq

from snaglist.index.analysis import IDENTIFIER, LABEL_FIELDS
from snaglist.index.arrays import Ids, Mask
from snaglist.index.facets import Facets
from snaglist.index.names import Names
from snaglist.index.postings import NOTHING, Found, Postings


class Matcher:
    """Finds terms, phrases and beginnings in any field, and what is made of them."""

    def __init__(self, postings: Postings, facets: Facets, names: Names) -> None:
        self._postings = postings
        self._facets = facets
        self._names = names

    def term(self, field: str, stem: str) -> Found:
        """The documents with a stem in a field, and how much of it they have; or of that name."""
        if field == IDENTIFIER:
            ids = self._names.called(stem)
            return ids, np.ones(len(ids), np.float32)
        if field in LABEL_FIELDS:
            return self._facets.labelled(LABEL_FIELDS[field], (stem,), "")
        return self._postings.term(field, stem)

    def phrase(self, field: str, run: tuple[str, ...]) -> Ids:
        """The documents in which stems occur side by side."""
        if field in LABEL_FIELDS:
            return self._facets.labelled(LABEL_FIELDS[field], run, "")[0]
        return self._postings.phrase(field, run)

    def prefix(self, field: str, prefix: str) -> Found:
        """The documents with a word that begins so, and how often they have one."""
        if field in LABEL_FIELDS:
            return self._facets.labelled(LABEL_FIELDS[field], (), prefix)
        return self._postings.prefix(field, prefix)

    def spelt(self, field: str, word: str) -> Found:
        """The documents with a word written so, accents and all, and how often."""
        return NOTHING if field in LABEL_FIELDS else self._postings.spelt(field, word)

    def match(self, node: wq.Query) -> Mask:
        """A truth value for each document; what the parser never makes fits nothing."""
        match node:
            case wq.Every():
                return np.ones(self._postings.size, np.bool_)
            case wq.Term():
                return self._mask(self.term(node.fieldname, node.text)[0])
            case wq.Phrase():
                return self._mask(self.phrase(node.fieldname, tuple(node.words)))
            case wq.Prefix():
                return self._mask(self.prefix(node.fieldname, node.text)[0])
            case wq.Not():
                return ~self.match(node.query)
            case wq.And() if len(node):
                return reduce(np.logical_and, map(self.match, node))
            case wq.Or() if len(node):
                return reduce(np.logical_or, map(self.match, node))
            case _:
                return np.zeros(self._postings.size, np.bool_)

    def _mask(self, ids: Ids) -> Mask:
        found: Mask = np.zeros(self._postings.size, np.bool_)
        found[ids] = True
        return found

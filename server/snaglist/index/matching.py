"""Which documents a parsed query fits."""

from functools import reduce

import numpy as np
from whoosh import query as wq

from snaglist.index.columns import Columns, Mask


def fitting(columns: Columns, node: wq.Query) -> Mask:
    """A truth value for each document."""
    match node:
        case wq.Every():
            return np.ones(columns.size, np.bool_)
        case wq.Term():
            return columns.mask(columns.postings(node.fieldname, node.text)[0])
        case wq.Phrase():
            return columns.mask(columns.phrase(node.fieldname, tuple(node.words)))
        case wq.Prefix():
            found = np.zeros(columns.size, np.bool_)
            for term in columns.prefixed(node.fieldname, node.text):
                found[columns.postings(node.fieldname, term)[0]] = True
            return found
        case wq.Not():
            return ~fitting(columns, node.query)
        case wq.And() if len(node):
            return reduce(np.logical_and, (fitting(columns, part) for part in node))
        case wq.Or() if len(node):
            return reduce(np.logical_or, (fitting(columns, part) for part in node))
        case _:
            return np.zeros(columns.size, np.bool_)

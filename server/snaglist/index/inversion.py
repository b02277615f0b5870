"""From documents made of passages to posting lists, all at once with arrays.

A document is a list of links, each saying which passage it has in which field. A passage is stored
once, however many documents have it: a quote is found as itself, and in every entry that cites it.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from snaglist.index.analysis import TEXT_FIELDS
from snaglist.index.arrays import Ids, Starts, Weights, expand, starts_of
from snaglist.index.weights import FIELDS, LENGTH_MATTERS

AT_ONCE = 2_000_000
"""Pairs of a stem and a document that are sorted at once; it bounds the memory of a build."""


@dataclass(frozen=True, slots=True)
class Links:
    """What documents are made of, in reading order.

    ``documents``, ``fields`` (places in ``TEXT_FIELDS``) and ``passages`` have one number a link;
    ``size`` is how many documents there are.
    """

    documents: Ids
    fields: NDArray[np.uint8]
    passages: Ids
    size: int


def length_norms(links: Links, passage_sizes: NDArray[np.int64]) -> Weights:
    """Words of a document in a field over their mean among the documents that have any.

    One row a field, one column a document.
    """
    norms = np.zeros((len(TEXT_FIELDS), links.size), np.float64)
    for field in range(len(TEXT_FIELDS)):
        mine = links.fields == field
        sizes = passage_sizes[links.passages[mine]]
        lengths = np.bincount(links.documents[mine], sizes, minlength=links.size)
        filled = np.count_nonzero(lengths)
        norms[field] = lengths * (filled / max(float(lengths.sum()), 1.0))
    return norms.astype(np.float32)


def occurrences(numbers: Ids, starts: Starts, words: int) -> tuple[Ids, Ids, Starts]:
    """Where each word occurs: passages, places in them, and where each word's list starts.

    Within a word they are in the order of the text.
    """
    order = np.argsort(numbers, kind="stable")
    passages = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))[order]
    places = (order - starts[passages]).astype(np.int32)
    return passages, places, starts_of(np.bincount(numbers, minlength=words))


def weighted_postings(
    links: Links, norms: Weights, stems: Ids, starts: Starts, count: int
) -> tuple[Ids, Weights, Starts]:
    """For each stem the documents that have it, ascending, and how much of it they have.

    ``stems`` has one number a token. The weight is BM25F's frequency: what the occurrences count
    in their fields, each measured against the field's length, before it is damped.
    """
    passages = len(starts) - 1
    pairs, often = np.unique(
        stems.astype(np.int64) * passages
        + np.repeat(np.arange(passages, dtype=np.int64), np.diff(starts)),
        return_counts=True,
    )
    pair_stems, pair_passages = np.divmod(pairs, max(passages, 1))
    factors = _factors(links, norms)
    by_passage, link_starts = passage_links(links, passages)
    spread = np.diff(link_starts)[pair_passages]
    ids, weights, sizes = [np.empty(0, np.int32)], [np.empty(0, np.float32)], []
    for first, end in _blocks(pair_stems, spread, count):
        chosen = slice(*np.searchsorted(pair_stems, (first, end)))
        mine = by_passage[expand(link_starts[pair_passages[chosen]], spread[chosen])]
        keys = np.repeat(pair_stems[chosen], spread[chosen]) * links.size + links.documents[mine]
        counted = np.repeat(often[chosen], spread[chosen]) * factors[mine]
        found, places = np.unique(keys, return_inverse=True)
        ids.append((found % max(links.size, 1)).astype(np.int32))
        # bincount adds in the order of the text on every machine, where faster sums may not.
        weights.append(np.bincount(places, counted, minlength=len(found)).astype(np.float32))
        sizes.append(np.bincount(found // max(links.size, 1) - first, minlength=end - first))
    return (
        np.concatenate(ids),
        np.concatenate(weights),
        starts_of(np.concatenate(sizes) if sizes else np.empty(0, np.int64)),
    )


def passage_links(links: Links, passages: int) -> tuple[Ids, Starts]:
    """The numbers of the links to each passage, and where each passage's list starts."""
    order = np.argsort(links.passages, kind="stable").astype(np.int32)
    return order, starts_of(np.bincount(links.passages, minlength=passages))


def _factors(links: Links, norms: Weights) -> NDArray[np.float64]:
    """What one occurrence counts, for each link."""
    weights = np.array([FIELDS[field] for field in TEXT_FIELDS])[links.fields]
    lengths = norms[links.fields, links.documents].astype(np.float64)
    factors: NDArray[np.float64] = weights / (1 - LENGTH_MATTERS + LENGTH_MATTERS * lengths)
    return factors


def _blocks(
    pair_stems: NDArray[np.int64], spread: NDArray[np.int64], count: int
) -> list[tuple[int, int]]:
    """Ranges of stems, each with some ``AT_ONCE`` pairs of a stem and a document."""
    totals = np.bincount(pair_stems, spread, minlength=count)
    block = (np.cumsum(totals) // AT_ONCE).astype(np.int64)
    edges = np.flatnonzero(np.diff(block)) + 1
    bounds = [0, *edges.tolist(), count]
    return [(a, b) for a, b in pairwise(bounds) if a < b]

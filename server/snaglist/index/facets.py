"""Narrow what was found by facets, count what each further choice would leave, find by labels."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from pathlib import Path

import numpy as np

from snaglist.index.analysis import stems, words
from snaglist.index.arrays import Ids, Mask, Starts, Weights, load_array, starts_of
from snaglist.index.query import FACETS
from snaglist.model.facets import FacetCount

FACETS_FILE = "facets.json"
CACHED_LABELS = 256
"""Words after a facet's name whose documents are kept in memory."""


class Facets:
    """The values of every facet, each with its documents; safe to share between threads.

    Within a facet any of the chosen values will do; every facet with a choice must hold. Each facet
    is counted over what the others leave, so that a second value can be seen before it is chosen.
    """

    def __init__(self, folder: Path, size: int) -> None:
        self._size = size
        rows = json.loads((folder / FACETS_FILE).read_text(encoding="utf-8"))
        self._names = {facet: {value: names for value, *names in values} for facet, values in rows}
        self._documents: Ids = load_array(folder, "facets.documents")
        self._starts: Starts = load_array(folder, "facets.starts")
        first = starts_of(len(values) for _, values in rows).tolist()
        self._first = dict(zip(self._names, first, strict=False))
        self._numbers = {
            facet: {value: first + at for at, value in enumerate(self._names[facet])}
            for facet, first in self._first.items()
        }
        self.labelled = lru_cache(maxsize=CACHED_LABELS)(self._labelled)

    def narrow(
        self, found: Mask, filters: Mapping[str, tuple[str, ...]]
    ) -> tuple[Mask, dict[str, tuple[FacetCount, ...]]]:
        """What is left of ``found``, and the counts; what nothing has is left out."""
        masks = {name: self._any(name, chosen) for name, chosen in filters.items() if chosen}
        left = reduce(np.logical_and, masks.values(), found)
        counts = {}
        for name in FACETS:
            others = [mask for other, mask in masks.items() if other != name]
            base = reduce(np.logical_and, others, found) if name in masks else left
            counts[name] = self._count(name, base)
        return left, counts

    def having(self, facet: str, value: str) -> Mask:
        """The documents with a value of a facet; none for a value that there is not."""
        return self._any(facet, (value,))

    def _any(self, facet: str, chosen: Iterable[str]) -> Mask:
        mask: Mask = np.zeros(self._size, np.bool_)
        for value in chosen:
            number = self._numbers[facet].get(value)
            if number is not None:
                mask[self._having(number)] = True
        return mask

    def _having(self, number: int) -> Ids:
        return self._documents[self._starts[number] : self._starts[number + 1]]

    def _count(self, facet: str, base: Mask) -> tuple[FacetCount, ...]:
        """Most frequent first."""
        values = list(self._names[facet])
        if not values:
            return ()
        first = self._first[facet]
        starts = self._starts[first : first + len(values) + 1]
        inside = base[self._documents[starts[0] : starts[-1]]]
        counts = np.add.reduceat(inside, starts[:-1] - starts[0], dtype=np.int64)
        some = np.flatnonzero(counts)
        order = some[np.argsort(-counts[some], kind="stable")]
        return tuple(
            FacetCount(value=values[at], count=count)
            for at, count in zip(order.tolist(), counts[order].tolist(), strict=True)
        )

    def _labelled(self, facet: str, run: tuple[str, ...], prefix: str) -> tuple[Ids, Weights]:
        """Documents with a value known by a run of stems or by a word that begins so.

        With them how often their values have it. Raises nothing: an unknown word has none.
        """
        often = np.zeros(self._size, np.float32)
        for value, number in self._numbers[facet].items():
            names = (value, *self._names[facet][value])
            count = sum(_times(name, run, prefix) for name in names)
            if count:
                often[self._having(number)] += np.float32(count)
        ids = np.flatnonzero(often).astype(np.int32)
        return ids, often[ids]


def _times(name: str, run: Sequence[str], prefix: str) -> int:
    if prefix:
        return sum(word.startswith(prefix) for word in words(name))
    found = stems(name)
    return sum(found[at : at + len(run)] == run for at in range(len(found)))

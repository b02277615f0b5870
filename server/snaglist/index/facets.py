"""Narrow what was found by facets, and count what each further choice would leave."""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from snaglist.index.columns import Columns, Ids, Mask
from snaglist.index.query import FACETS
from snaglist.model.facets import FacetCount


class Facets:
    """The values of every facet, each with its documents.

    Within a facet any of the chosen values will do; every facet with a choice must hold. Each facet
    is counted over what the others leave, so that a second value can be seen before it is chosen.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._values = {name: columns.facet(name) for name in FACETS}

    def narrowed(
        self, found: Mask, filters: Mapping[str, tuple[str, ...]]
    ) -> tuple[Mask, dict[str, tuple[FacetCount, ...]]]:
        """What is left of ``found``, and the counts; what nothing has is left out."""
        masks = {name: self._any(name, chosen) for name, chosen in filters.items() if chosen}
        left = reduce(np.logical_and, masks.values(), found)
        counts = {}
        for name in FACETS:
            others = [mask for other, mask in masks.items() if other != name]
            base = reduce(np.logical_and, others, found) if name in masks else left
            counts[name] = self._counted(name, base)
        return left, counts

    def _any(self, name: str, chosen: tuple[str, ...]) -> Mask:
        mask: Mask = np.zeros(self._columns.size, np.bool_)
        for value in chosen:
            mask[self._ids(name, value)] = True
        return mask

    def _ids(self, name: str, value: str) -> Ids:
        return self._values[name].get(value, np.empty(0, np.int32))

    def _counted(self, name: str, base: Mask) -> tuple[FacetCount, ...]:
        """Most frequent first."""
        counts = [
            FacetCount(value=value, count=int(np.count_nonzero(base[ids])))
            for value, ids in self._values[name].items()
        ]
        kept = (each for each in counts if each.count)
        return tuple(sorted(kept, key=lambda each: (-each.count, each.value)))

"""The documents of each name, and of each identifier in whatever spelling."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from snaglist.index.arrays import Ids, Starts, StringTable, load_array

CACHED_NAMES = 1000
"""Names whose documents are kept in memory."""


class Names:
    """The documents of each name, folded; ids are names, and their keys (``identifier_key``)."""

    def __init__(self, folder: Path) -> None:
        self._names = StringTable.load(folder, "names")
        self._documents: Ids = load_array(folder, "names.documents")
        self._offsets: Starts = load_array(folder, "names.offsets")
        self.called = lru_cache(maxsize=CACHED_NAMES)(self._called)

    def _called(self, name: str) -> Ids:
        """The documents with exactly this name."""
        number = self._names.find(name)
        if number is None:
            return np.empty(0, np.int32)
        return self._documents[self._offsets[number] : self._offsets[number + 1]]

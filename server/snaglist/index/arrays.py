"""Arrays and tables of strings as files that never change, the large ones mapped into memory.

Arrays are NumPy's ``.npy`` files, read without pickles. A table of strings is two of them: the
UTF-8 bytes of all strings, and where each of them starts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Starts = NDArray[np.int64]
Weights = NDArray[np.float32]
Mask = NDArray[np.bool_]

MOST_READ = 4_000_000
"""Octets of a file up to which an array is read whole."""


def save_array(folder: Path, name: str, array: NDArray[Any]) -> None:
    """Write one array; the same values of the same type are the same bytes."""
    np.save(folder / f"{name}.npy", array, allow_pickle=False)


def load_array(folder: Path, name: str) -> NDArray[Any]:
    """One array, for reading: a small one is read, a large one is mapped.

    What is mapped takes a descriptor, and whoever cuts its file short ends the process (SIGBUS).
    Raises ``OSError`` where the file is missing and ``ValueError`` where it is no array.
    """
    path = folder / f"{name}.npy"
    small = path.stat().st_size <= MOST_READ
    array = np.asarray(np.load(path, mmap_mode=None if small else "r", allow_pickle=False))
    array.flags.writeable = False
    return array


def starts_of(sizes: Iterable[int] | NDArray[Any]) -> Starts:
    """Where each of several runs of these sizes starts, and at the end where the last one ends."""
    counted = np.asarray(sizes if isinstance(sizes, np.ndarray) else list(sizes), np.int64)
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counted)))


def expand(starts: NDArray[Any], sizes: NDArray[Any]) -> NDArray[np.int64]:
    """The numbers ``start, start + 1, …`` of several runs, one run after the other."""
    sizes = sizes.astype(np.int64, copy=False)
    shifts = starts.astype(np.int64, copy=False) - (np.cumsum(sizes) - sizes)
    total = int(sizes.sum())
    return np.repeat(shifts, sizes) + np.arange(total, dtype=np.int64)


class StringTable(Sequence[str]):
    """Strings by their numbers; where they are sorted, numbers by strings too.

    ``data`` are the UTF-8 bytes (uint8) of all strings, ``starts`` (int64, one more than there are
    strings) where each one starts.
    """

    def __init__(self, data: NDArray[np.uint8], starts: Starts) -> None:
        self._data = data
        self._starts = starts

    @classmethod
    def load(cls, folder: Path, name: str) -> "StringTable":
        """The table of that name; raises as ``load_array`` does."""
        return cls(load_array(folder, f"{name}.text"), load_array(folder, f"{name}.starts"))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            chosen = range(*number.indices(len(self)))
            data, starts = self._data.tobytes(), self._starts.tolist()
            return [data[starts[each] : starts[each + 1]].decode() for each in chosen]
        if not 0 <= number < len(self):
            raise IndexError(number)
        first, end = self._starts[number], self._starts[number + 1]
        return self._data[first:end].tobytes().decode()

    def find(self, text: str) -> int | None:
        """The number of a string in a sorted table; None where it is not there."""
        at = bisect_left(self, text)
        return at if at < len(self) and self[at] == text else None

    def beginning(self, prefix: str) -> range:
        """The numbers of the strings of a sorted table that begin so."""
        first = bisect_left(self, prefix)
        return range(first, bisect_right(self, prefix, first, key=lambda each: each[: len(prefix)]))


def save_strings(folder: Path, name: str, strings: Sequence[str]) -> None:
    """Write a table of strings."""
    encoded = [text.encode() for text in strings]
    save_array(folder, f"{name}.text", np.frombuffer(b"".join(encoded), np.uint8))
    save_array(folder, f"{name}.starts", starts_of(map(len, encoded)))

"""What was read from files, kept while the files stay as they are."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

Value = TypeVar("Value")
Stamp = tuple[int, int, int] | None


class FileCache:
    """Values made of files; made again when a file has another time, size or inode.

    A program that replaces a file gives it another inode, so that two changes within a tick of the
    clock are told apart. Not for several threads at a time.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[list[tuple[Path, Stamp]], Any]] = {}

    def get(self, key: Hashable, paths: Sequence[Path], make: Callable[[], Value]) -> Value:
        """What ``make`` makes of the files and folders at ``paths``."""
        stamps = [(path, _stamp(path)) for path in paths]
        known = self._known.get(key)
        if known is None or known[0] != stamps:
            # The stamps of before the reading: what changes meanwhile is read again next time.
            known = self._known[key] = (stamps, make())
        return cast(Value, known[1])


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino

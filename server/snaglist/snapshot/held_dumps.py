"""The dumps of a snapshot in one file without a name, which nobody else can change or remove."""

import hashlib
import io
import os
import tempfile
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from snaglist.dataset.distributions import Dump
from snaglist.dataset.file_record import FileRecord
from snaglist.errors import SnapshotError

BLOCK = 1 << 20
"""Octets that are copied at a time."""


class HeldDumps:
    """Copies of dumps in a temporary file, gone when the last reader of it is.

    A server answers from them whatever becomes of the folder. All take one descriptor together;
    they are as large as the dumps. ``modified`` says when each was written, in seconds since 1970.
    Raises ``OSError`` where there is no room for them, and
    ``SnapshotError`` where a dump is not as its record says.
    """

    def __init__(self, dumps: Sequence[Dump]) -> None:
        self._shared = _SharedFile()
        self._places: dict[str, tuple[int, int]] = {}
        self.modified = {dump.name: dump.path.stat().st_mtime for dump in dumps}
        for dump in dumps:
            start = self._shared.size
            copied = self._shared.append(dump.path)
            if copied != dump.record:
                raise SnapshotError(f"{dump.path} of the snapshot is not as it was written.")
            self._places[dump.name] = (start, copied.size)

    def open(self, name: str) -> BinaryIO:
        """A dump as a file to read, with a place of its own; raises ``KeyError`` for no dump."""
        return cast(BinaryIO, io.BufferedReader(_Part(self._shared, *self._places[name])))


class _SharedFile:
    """A file that several threads read, each at its own place."""

    def __init__(self) -> None:
        file = tempfile.TemporaryFile(prefix="snaglist-", buffering=0)  # noqa: SIM115 (kept open)
        self._file = file
        # Whoever reads holds this object; no reader finds it closed.
        weakref.finalize(self, file.close)
        self._lock = threading.Lock()
        self.size = 0

    def append(self, path: Path) -> FileRecord:
        """Add what is in a file; gives the record of what was added."""
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as source:
            while block := source.read(BLOCK):
                digest.update(block)
                size += len(block)
                while block:
                    block = block[self._file.write(block) :]
        self.size += size
        return FileRecord(size=size, sha256=digest.hexdigest())

    def read_into(self, start: int, target: memoryview) -> int:
        """Read at a place; gives the number of octets that were read."""
        with self._lock:
            self._file.seek(start)
            return self._file.readinto(target) or 0


class _Part(io.RawIOBase):
    """A run of octets of a shared file, as a file."""

    def __init__(self, shared: _SharedFile, start: int, size: int) -> None:
        super().__init__()
        self._shared, self._start, self._size, self._at = shared, start, size, 0

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def readinto(self, target: object) -> int:
        """Read on; 0 at the end."""
        view = memoryview(target).cast("B")  # type: ignore[arg-type]  # any buffer, as io says
        length = min(len(view), max(0, self._size - self._at))
        read = self._shared.read_into(self._start + self._at, view[:length]) if length else 0
        self._at += read
        return read

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; raises ``ValueError`` for one before the beginning."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("There is no place before the beginning of a file.")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """The place."""
        return self._at

"""What a snapshot says of itself: the hash of every source and of every file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """Size in bytes and SHA-256 in hexadecimal of one file."""

    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> "FileRecord":
        """Read the file and take its record."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        return cls(size=path.stat().st_size, sha256=digest.hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Same sources, same manifest: nothing in it tells when or where it was made.

    ``sources`` and ``files`` map posix paths to records; ``key`` is the hash over the sources
    and the program that names the snapshot; ``counts`` says how many of each thing there are.
    """

    format: int
    key: str
    snaglist: str
    sources: Mapping[str, FileRecord]
    files: Mapping[str, FileRecord]
    counts: Mapping[str, int]

"""Size and hash of a file: a manifest compares it with them, a download is identified by them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


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

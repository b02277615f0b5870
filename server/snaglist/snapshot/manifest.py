"""What a snapshot says of itself: the hash of every source and of every file."""

from collections.abc import Mapping
from dataclasses import dataclass

from snaglist.dataset.file_record import FileRecord

MANIFEST_FILE = "manifest.json"
MANIFEST_FORMAT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Same sources, same manifest: nothing in it says when or where it was made.

    ``sources`` and ``files`` map posix paths to records; ``key`` is the hash over the sources
    and the program that names the snapshot; ``counts`` says how many of each thing there are.
    """

    format: int
    key: str
    snaglist: str
    sources: Mapping[str, FileRecord]
    files: Mapping[str, FileRecord]
    counts: Mapping[str, int]

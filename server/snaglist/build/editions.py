"""Editions of the catalogue to compare: of a snapshot, by its key or folder, or of the sources."""

from pathlib import Path

from pydantic import ValidationError

from snaglist.errors import SnapshotError, UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.lock import SnapshotLock
from snaglist.snapshot.manifest import MANIFEST_FILE
from snaglist.snapshot.place import CATALOGUE_ADAPTER, CATALOGUE_FILE, SnapshotFolder
from snaglist.sources.loader import load_catalogue

SOURCES_MARKER = "catalogue.yaml"
"""The file by which a folder is known to be a catalogue's sources."""

SHORTEST_KEY = 6
"""How much of a snapshot's key names it."""


def read_edition(where: str, place: SnapshotFolder) -> Catalogue:
    """The catalogue of a snapshot or of a folder of sources; nothing is built for it.

    Raises ``UsageError`` where ``where`` is neither, and ``FindingsError`` for sources with
    findings.
    """
    folder = Path(where)
    if (folder / SOURCES_MARKER).is_file():
        return load_catalogue(folder.resolve())
    if not (folder / MANIFEST_FILE).is_file():
        folder = _by_key(where, place)
    try:
        # Held meanwhile: a build beside it must not remove what is being read.
        lock = SnapshotLock(folder)  # noqa: F841
        return CATALOGUE_ADAPTER.validate_json((folder / CATALOGUE_FILE).read_bytes())
    except (OSError, SnapshotError, ValidationError) as error:
        raise UsageError(
            f"The snapshot {folder} was written by another version of snag, or is damaged; "
            "give the folder of the catalogue's sources instead."
        ) from error


def _by_key(key: str, place: SnapshotFolder) -> Path:
    keys = {
        path.parent.name: path.parent for path in sorted(place.folder.glob(f"*/{MANIFEST_FILE}"))
    }
    found = [
        path for name, path in keys.items() if len(key) >= SHORTEST_KEY and name.startswith(key)
    ]
    if len(found) == 1:
        return found[0]
    there = ", ".join(name[:12] for name in keys) or "none"
    raise UsageError(
        f"{key} is neither a catalogue's folder (no {SOURCES_MARKER} in it), nor a snapshot's, nor "
        f"the beginning of a snapshot's key. Snapshots of this catalogue: {there}."
    )

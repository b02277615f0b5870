"""The current snapshot of some sources, or a new one."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from snaglist.errors import SnapshotError
from snaglist.snapshot.lock import SnapshotGoneError, SnapshotLock
from snaglist.snapshot.permissions import check_private
from snaglist.snapshot.place import Progress, SnapshotFolder, snapshot_key
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.verify import DamagedSnapshotError, verified_lock

if TYPE_CHECKING:
    from snaglist.build.pipeline import Reasoner

TRIES = 5
"""How often a snapshot may be removed while it is being opened: each time takes two builds."""


def open_current(
    data: Path,
    catalog: Path,
    ontology: Path,
    progress: Progress,
    reason: "Reasoner | None" = None,
) -> Snapshot:
    """The snapshot of these sources: the current one where it fits them, or a new one.

    A snapshot that is damaged is built anew. Where a new one cannot be written, the old one
    serves; ``progress`` is given a sentence either way. Raises ``FindingsError``,
    ``SnapshotError``, and ``UnsafeFolderError`` where others may write to the folders.
    """
    place = SnapshotFolder(data, catalog, ontology)
    for folder in (data, place.folder):
        check_private(folder)
    for _ in range(TRIES - 1):
        with suppress(SnapshotGoneError):
            return _open_or_build(place, progress, reason)
    return _open_or_build(place, progress, reason)


def _open_or_build(
    place: SnapshotFolder, progress: Progress, reason: "Reasoner | None"
) -> Snapshot:
    sources, current = place.sources(), place.current()
    lock: SnapshotLock | None = None
    if current:
        try:
            lock = verified_lock(current)
        except DamagedSnapshotError as error:
            progress(f"the snapshot is damaged: {error}; it is built anew")
    if current and lock and current.name == snapshot_key(sources):
        return Snapshot.open(current, lock)
    # A second of imports, which whoever finds a snapshot does without.
    from snaglist.build.snapshot_writer import build_snapshot

    # Whoever holds the old one may need it yet; where nobody does, the end of this call lets go.
    try:
        return Snapshot.open(build_snapshot(place, sources, progress, reason))
    except SnapshotGoneError:
        raise
    except SnapshotError as error:
        if current is None or lock is None:
            raise
        progress(f"{error} The snapshot before it serves on.")
        return Snapshot.open(current, lock)

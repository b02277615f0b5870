"""The current snapshot of some sources, or a new one."""

from pathlib import Path
from typing import TYPE_CHECKING

from snaglist.errors import SnapshotError
from snaglist.snapshot.place import Progress, SnapshotFolder, find_damage, snapshot_key
from snaglist.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from snaglist.build.pipeline import Reasoner


def open_current(
    data: Path,
    catalog: Path,
    ontology: Path,
    progress: Progress,
    reason: "Reasoner | None" = None,
) -> Snapshot:
    """The snapshot of these sources: the current one where it fits them, or a new one.

    A snapshot that is damaged is built anew. Where a new one cannot be written, the old one
    serves; ``progress`` is given a sentence either way. Raises ``FindingsError`` and
    ``SnapshotError``.
    """
    place = SnapshotFolder(data, catalog, ontology)
    sources = place.sources()
    current = place.current()
    fault = find_damage(current) if current else None
    if current and fault is None and current.name == snapshot_key(sources):
        return Snapshot.open(current)
    if fault:
        progress(f"the snapshot is damaged: {fault}; it is built anew")
    # A second of imports, which whoever finds a snapshot does without.
    from snaglist.build.snapshot_writer import build_snapshot

    try:
        return Snapshot.open(build_snapshot(place, sources, progress, reason))
    except SnapshotError as error:
        if current is None or fault:
            raise
        progress(f"{error} The snapshot before it serves on.")
        return Snapshot.open(current)

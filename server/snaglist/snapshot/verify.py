"""Nothing of a snapshot is opened before all of it was held against its record."""

from pathlib import Path

from snaglist.errors import SnapshotError
from snaglist.snapshot.lock import SnapshotGoneError, SnapshotLock
from snaglist.snapshot.place import find_damage


class DamagedSnapshotError(SnapshotError):
    """A snapshot is not as it was written, or others could have written to it."""


def verified_lock(folder: Path) -> SnapshotLock:
    """Hold a snapshot, then verify it: what nobody may remove stays as it was found.

    Raises ``DamagedSnapshotError`` with what is wrong, and ``SnapshotGoneError`` where it is being
    removed.
    """
    try:
        lock = SnapshotLock(folder)
    except SnapshotGoneError:
        raise
    except SnapshotError as error:
        raise DamagedSnapshotError(find_damage(folder) or "its manifest came back") from error
    fault = find_damage(folder)
    if fault:
        lock.release()
        raise DamagedSnapshotError(fault)
    return lock

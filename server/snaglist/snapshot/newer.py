"""Whether somebody has built a newer snapshot than the one in use."""

import time
from contextlib import suppress

from filelock import FileLock, Timeout

from snaglist.errors import SnapshotError
from snaglist.snapshot.lock import Identity, file_identity
from snaglist.snapshot.manifest import MANIFEST_FILE
from snaglist.snapshot.permissions import check_private
from snaglist.snapshot.place import BUILD_LOCK_FILE, SnapshotFolder, program_key, snapshot_key
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sweep import sweep
from snaglist.snapshot.verify import verified_lock

REST_SECONDS = 60
"""Seconds for which a snapshot that could not be taken is not looked at again."""


class NewerSnapshots:
    """Looks whether ``current`` names another snapshot than the one in use.

    Make it when the program starts: what is built later by another version of the program is
    refused, for this one may not know how to read it.
    """

    def __init__(self, place: SnapshotFolder) -> None:
        self._place = place
        self._program = program_key()
        self._refused: Identity | None = None
        self._rests_until = 0.0

    def find(self, held: Snapshot, again: bool = False) -> Snapshot | None:
        """The current snapshot, verified, opened and loaded, where it is not the one held.

        ``again`` looks even at one that was refused a moment ago. Raises ``SnapshotError`` where
        it cannot be taken.
        """
        folder = self._place.current()
        found = file_identity(folder / MANIFEST_FILE) if folder else None
        if folder is None or found in (None, held.identity):
            return None
        if found == self._refused and time.monotonic() < self._rests_until and not again:
            return None
        self._refused, self._rests_until = found, time.monotonic() + REST_SECONDS
        for above in (self._place.folder.parent, self._place.folder):
            check_private(above)
        known = Snapshot.open(folder, verified_lock(folder))
        try:
            if known.manifest.key != snapshot_key(known.manifest.sources, self._program):
                raise SnapshotError(
                    f"The snapshot {folder} was built by another version of snag or of its "
                    "libraries; restart the server to serve it."
                )
            known.load()
        except SnapshotError:
            known.close()
            raise
        return known

    def sweep(self) -> None:
        """Remove what nobody reads any more, unless somebody builds right now."""
        if not self._place.current():
            # Nothing is there; the lock would make the folder anew.
            return
        with (
            suppress(OSError, Timeout),
            FileLock(self._place.folder / BUILD_LOCK_FILE, timeout=0, mode=0o600),
        ):
            sweep(self._place)

"""Readers hold a snapshot, so that nobody removes what they still read.

A reader has a shared lock (``flock``) on the manifest; who removes a snapshot needs an exclusive
one. The operating system lets go of it when the process ends, however it ends. Windows has no such
lock and needs none: a folder with an open file in it cannot be renamed there, and renaming is the
first step of removing.
"""

import os
import sys
import weakref
from contextlib import suppress
from pathlib import Path

from snaglist.errors import SnapshotError
from snaglist.snapshot.manifest import MANIFEST_FILE

Identity = tuple[int, int, int]
"""Device and number of a file, and when it was last changed."""


class SnapshotGoneError(SnapshotError):
    """A snapshot was removed between its being found and its being opened: look again."""


class SnapshotLock:
    """That somebody reads the snapshot in a folder, until ``release`` or the end of the process.

    ``identity`` is that of the manifest's file: the same folder built again has another one.
    Raises ``SnapshotError`` where there is no manifest, and ``SnapshotGoneError`` where it is
    being removed.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / MANIFEST_FILE
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise SnapshotError(f"{path} of the snapshot cannot be read: {error}") from error
        self._close = weakref.finalize(self, os.close, descriptor)
        self.identity = _identity(os.fstat(descriptor))
        locked = _lock(descriptor, exclusive=False)
        if not locked or file_identity(path) != self.identity:
            self.release()
            raise SnapshotGoneError(f"The snapshot {folder} is being removed. Try again.")

    def release(self) -> None:
        """Let go; a second time does nothing."""
        self._close()


def file_identity(path: Path) -> Identity | None:
    """What no other file has, and none that takes its place; None where there is none."""
    try:
        return _identity(path.stat())
    except OSError:
        return None


def _identity(found: os.stat_result) -> Identity:
    # The number of a file that is gone is given to the next one.
    return (found.st_dev, found.st_ino, found.st_ctime_ns)


def is_read(folder: Path) -> bool:
    """True where a process holds the snapshot; whoever comes later finds it as it is."""
    descriptor = _open_to_lock(folder)
    if descriptor is None:
        return False
    try:
        return not _lock(descriptor, exclusive=True)
    finally:
        os.close(descriptor)


def rename_unread(folder: Path, target: Path) -> bool:
    """Give a snapshot that nobody holds another name, by which nobody looks for it.

    False, with nothing done, where somebody holds it or it cannot be renamed.
    """
    descriptor = _open_to_lock(folder)
    try:
        if descriptor is not None and not _lock(descriptor, exclusive=True):
            return False
        if descriptor is not None and sys.platform == "win32":
            os.close(descriptor)
            descriptor = None
        folder.rename(target)
    except OSError:
        return False
    finally:
        if descriptor is not None:
            os.close(descriptor)
    return True


def _open_to_lock(folder: Path) -> int | None:
    """The manifest, to be locked exclusively; None where there is none."""
    # NFS gives an exclusive lock only to who could write.
    for flags in (os.O_RDWR, os.O_RDONLY):
        with suppress(OSError):
            return os.open(folder / MANIFEST_FILE, flags)
    return None


def _lock(descriptor: int, *, exclusive: bool) -> bool:
    """Whether the lock was to be had; it is not waited for."""
    if sys.platform == "win32":
        return True
    import fcntl

    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without locks: readers go on, and nothing that may be read is removed.
        return not exclusive
    return True

"""One command at a time for a review file, whoever runs it: a lock beside the file.

It is there only while a command holds it, so that git has nothing to ignore, and in the folder of
the file, where all who may change the file may lock it, and nobody else can. The system frees it
where a command is killed.
"""

import getpass
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from snaglist.errors import SnaglistError

if sys.platform != "win32":
    import fcntl

WAIT_SECONDS = 30.0
"""How long a command waits for others; each takes a second or two."""

NOTICE_SECONDS = 1.0
"""After so long it is said for whom one waits."""

STEP_SECONDS = 0.05

Notify = Callable[[str], None]


class LockedError(SnaglistError):
    """Another command has held the lock for all the time that one waits."""


@contextmanager
def file_lock(path: Path, notify: Notify = lambda message: None) -> Iterator[None]:
    """Keep other commands away from a file.

    ``notify`` is told for whom one waits, after a second. Raises ``LockedError`` after
    ``WAIT_SECONDS``, with the user and the process that hold the lock, and ``SnaglistError`` where
    the file cannot be locked.
    """
    target = path.resolve()
    lock = target.parent / f".{target.name}.lock"
    if sys.platform == "win32":  # pragma: no cover
        with _windows_lock(path, lock):
            yield
        return
    try:
        descriptor = _acquire(path, lock, notify)
    except OSError as error:
        raise SnaglistError(f"{lock} cannot be locked: {error.strerror}.") from error
    try:
        yield
    finally:
        # While it is locked: whoever opened it meanwhile sees that it is gone, and makes another.
        with suppress(OSError):
            lock.unlink()
        os.close(descriptor)


def _acquire(path: Path, lock: Path, notify: Notify) -> int:
    """A descriptor of the lock file, locked."""
    begun, told = time.monotonic(), False
    while True:
        descriptor = _open(lock)
        try:
            while not _try(descriptor):
                waited = time.monotonic() - begun
                holder = _holder(descriptor)
                if waited > WAIT_SECONDS:
                    raise LockedError(
                        f"{path} is being changed by {holder}, for more than {WAIT_SECONDS:g} "
                        "seconds. Nothing was changed. End that command, or try again."
                    )
                if waited > NOTICE_SECONDS and not told:
                    notify(f"Waiting for {holder}, who changes {path} …")
                    told = True
                time.sleep(STEP_SECONDS)
            if _is_at(descriptor, lock):
                _sign(descriptor)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        # The one before has let go of it, and taken the file away.
        os.close(descriptor)


def _open(lock: Path) -> int:
    """Make the lock file, or open another's: to read is enough for a lock."""
    flags = os.O_CLOEXEC | os.O_NOFOLLOW
    while True:
        with suppress(FileExistsError):
            return os.open(lock, flags | os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644)
        with suppress(FileNotFoundError):
            return os.open(lock, flags | os.O_RDONLY)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_at(descriptor: int, lock: Path) -> bool:
    """True where the lock that we have is the one that others will find."""
    try:
        there = lock.lstat()
    except FileNotFoundError:
        return False
    ours = os.fstat(descriptor)
    return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)


def _sign(descriptor: int) -> None:
    """Note who holds the lock, for those who wait; a file that a killed command left is another's.

    Then they are told whose that file is, and no more.
    """
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{_user()} (process {os.getpid()})".encode(), 0)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _holder(descriptor: int) -> str:
    """Who holds the lock, as far as that is known; anybody may have written the file."""
    text = os.pread(descriptor, 100, 0).decode(errors="replace")
    if text and text.isprintable():
        return text
    return f"a command of user {os.fstat(descriptor).st_uid}"


@contextmanager
def _windows_lock(path: Path, lock: Path) -> Iterator[None]:  # pragma: no cover - Windows
    try:
        with FileLock(lock, timeout=WAIT_SECONDS):
            yield
    except Timeout:
        raise LockedError(
            f"{path} is being changed by another command, for more than {WAIT_SECONDS:g} seconds. "
            "Nothing was changed. End that command, or try again."
        ) from None

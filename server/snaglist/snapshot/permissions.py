"""Who may change the folders that snapshots live in: their owner alone, as with the keys of ssh.

On Windows nothing is checked: its access lists do not fit into the mode of a file, and the folders
of a user are the user's own there.
"""

import os
import stat
import sys
from pathlib import Path

from snaglist.errors import SnapshotError

PRIVATE_FOLDER = 0o700
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class UnsafeFolderError(SnapshotError):
    """Somebody else may write where snapshots live, and so decide what is served."""


def make_private(folder: Path) -> None:
    """Make a folder, and those above it; only its owner may enter it, whatever the umask is.

    Raises ``UnsafeFolderError`` where it is there already and others may write to it, ``OSError``
    where it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    check_private(folder)


def check_private(folder: Path) -> None:
    """Raise ``UnsafeFolderError`` where others may write to a folder; no error if it is missing."""
    fault = writable_by_others(folder) if folder.exists() else None
    if fault:
        raise UnsafeFolderError(
            f"Snapshots are not kept in {folder}, for {fault}. Who can write there decides what is "
            f"served. Make it yours alone (chown -R $(id -u) {folder}; chmod -R go-w {folder}), or "
            "name another folder with --data or SNAGLIST_DATA; one within it will do."
        )


def writable_by_others(path: Path) -> str | None:
    """Who else may change a file or folder, in words; None where nobody may.

    The owner has to be this user or root. Root takes any owner: volumes of containers belong to
    whoever made them. Raises ``OSError`` where there is no such file.
    """
    if sys.platform == "win32":
        return None
    found, me = path.stat(), os.geteuid()
    if found.st_mode & OTHERS_WRITE:
        return f"others may write to {path.name} (mode {stat.S_IMODE(found.st_mode):04o})"
    if me != 0 and found.st_uid not in (0, me):
        return f"{path.name} belongs to user {found.st_uid}, and neither to you ({me}) nor to root"
    return None


def take_from_others(folder: Path) -> None:
    """Take the right to write to a folder, and to all that is in it, from all but its owner."""
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        private = PRIVATE_FOLDER if path.is_dir() else mode & ~OTHERS_WRITE
        if mode != private:
            path.chmod(private)

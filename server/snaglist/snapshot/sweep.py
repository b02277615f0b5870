"""Removing old snapshots, but none that somebody reads and nothing that is no snapshot."""

import re
import shutil
from pathlib import Path

from snaglist.snapshot.lock import rename_unread
from snaglist.snapshot.place import SnapshotFolder

KEPT = 1
"""Snapshots that stay beside the current one: the one before, to compare with."""

_KEY = re.compile(r"[0-9a-f]{32}")
_SWEPT = ".swept-"


def sweep(place: SnapshotFolder) -> None:
    """Remove all snapshots but the current one, the newest other, and those that are read.

    What cannot be removed stays for the next time; nothing is raised.
    """
    current = place.current()
    try:
        found = [path for path in place.folder.iterdir() if _KEY.fullmatch(path.name)]
        old = sorted((path for path in found if path != current), key=_made, reverse=True)
        left = [path for path in place.folder.iterdir() if path.name.startswith(_SWEPT)]
    except OSError:
        return
    for path in old[KEPT:]:
        remove_unread(path)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)


def remove_unread(folder: Path) -> bool:
    """Remove a snapshot; False where somebody reads it or it cannot be removed.

    It loses its name first, so that nobody ever finds half of it.
    """
    aside = folder.with_name(f"{_SWEPT}{folder.name}")
    shutil.rmtree(aside, ignore_errors=True)
    if not rename_unread(folder, aside):
        return False
    shutil.rmtree(aside, ignore_errors=True)
    return True


def set_aside(folder: Path) -> None:
    """Take its name from a snapshot that is damaged; who has it open reads on.

    Raises ``OSError`` where that cannot be.
    """
    aside = folder.with_name(f"{_SWEPT}{folder.name}")
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def _made(path: Path) -> float:
    return path.stat().st_mtime

"""Reading files of a folder, and never one outside of it, whatever a path says.

Files come from whoever can write to a build's folder. So no link is followed, nothing but plain
files is opened, and no more is read than is asked for.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from snaglist.errors import NotFoundError

MOST_HASHED = 1_000_000_000
"""Octets of a file whose hash is taken."""

CHUNK = 1_000_000

_LINK = "is a link, or lies behind one; evidence is a plain file below its folder"
_CAN_WALK = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


class EvidenceFault(Exception):  # noqa: N818 (no error of the program's)
    """Why evidence does not hold; ``message`` follows what it is about, ``mend`` is a sentence."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message, self.mend = message, mend


@dataclass(frozen=True, slots=True)
class EvidenceFolder:
    """A folder below which evidence lies."""

    root: Path

    def __post_init__(self) -> None:
        """Raises ``NotFoundError`` where there is no such folder."""
        if not self.root.is_dir():
            raise NotFoundError(str(self.root))

    def read(self, path: str, most: int) -> bytes:
        """The octets of a file; ``path`` is as the forms admit it.

        Raises ``EvidenceFault`` where it is missing, no plain file, or larger than ``most`` octets.
        """
        with self._opened(path) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise EvidenceFault(f"{path} is larger than {most // 1_000_000} MB")
        return data

    def sha256(self, path: str) -> str:
        """The hash of a file's octets; raises as ``read`` does."""
        digest, octets = hashlib.sha256(), 0
        with self._opened(path) as file:
            while chunk := file.read(CHUNK):
                octets += len(chunk)
                if octets > MOST_HASHED:
                    raise EvidenceFault(f"{path} is larger than {MOST_HASHED // 1_000_000} MB")
                digest.update(chunk)
        return digest.hexdigest()

    @contextmanager
    def _opened(self, path: str) -> Iterator[BinaryIO]:
        *folders, name = path.split("/")
        if {"", ".", ".."}.intersection((*folders, name)):  # the forms admit none
            raise EvidenceFault(f"{path} leads out of the folder")
        try:
            number = _walked(self.root, folders, name) if _CAN_WALK else _looked(self.root, path)
            if not stat.S_ISREG(os.fstat(number).st_mode):
                os.close(number)
                raise EvidenceFault(f"{path} is no plain file")
            with os.fdopen(number, "rb") as file:
                yield file
        except FileNotFoundError:
            raise EvidenceFault(
                f"{path} is not there", "Make it, or copy it from where it is made."
            ) from None
        except ValueError:  # a name that no system has
            raise EvidenceFault(f"{path} is not there") from None
        except OSError as error:
            raise EvidenceFault(f"{path} cannot be read: {error.strerror}") from None


def _walked(root: Path, folders: list[str], name: str) -> int:
    """A file opened folder by folder: what is a link now, or becomes one meanwhile, is refused."""
    at = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for folder in folders:
            inner = _opened_at(at, folder, os.O_RDONLY | os.O_DIRECTORY)
            os.close(at)
            at = inner
        # Without O_NONBLOCK, a pipe would wait for whoever writes to it.
        return _opened_at(at, name, os.O_RDONLY | os.O_NONBLOCK)
    finally:
        os.close(at)


def _opened_at(at: int, name: str, flags: int) -> int:
    try:
        return os.open(name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at)
    except OSError:
        if _is_link(name, at):
            raise EvidenceFault(f"{name} {_LINK}") from None
        raise


def _is_link(name: str, at: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=at, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _looked(root: Path, path: str) -> int:
    """The same where a system cannot open from a folder (Windows): looked at, then opened."""
    target, way = root.joinpath(*path.split("/")), root
    for part in path.split("/"):
        way = way / part
        if way.is_symlink():
            raise EvidenceFault(f"{part} {_LINK}")
    # Junctions are no symbolic links, and lead elsewhere all the same.
    if not target.resolve(strict=True).is_relative_to(root.resolve()):
        raise EvidenceFault(f"{path} {_LINK}")
    if not stat.S_ISREG(target.stat().st_mode):
        raise EvidenceFault(f"{path} is no plain file")
    return os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0))

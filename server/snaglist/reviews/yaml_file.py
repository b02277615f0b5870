"""A review as a file in a team's repository: YAML that people read, and merge, and that git keeps.

``file_parser`` reads its text, ``file_layout`` has how the events stand in it.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.reviews.file_layout import write_layout
from snaglist.reviews.file_lock import Notify, file_lock
from snaglist.reviews.file_parser import parse_record, parse_with_lines
from snaglist.reviews.given_file import read_given_text
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild

MOST_OCTETS = 5_000_000
"""Octets of a file that is read."""


def write_record(record: Record) -> str:
    """The record as the text of a file; read again, it is the same.

    Raises ``RecordError`` for a record whose events do not follow from each other.
    """
    rebuild(record)
    return write_layout(record)


def read_record(path: Path, *, check: bool = True) -> Record:
    """The record in a file.

    Raises ``FindingsError`` with line and mend for each thing that is wrong, ``NotFoundError``
    without such a file, ``UsageError`` for one that is too large. Without ``check`` it is enough
    that the file has the form of a record.
    """
    return parse_record(read_text(path), str(path), check=check)


def read_with_lines(path: Path) -> tuple[Record, Callable[..., int]]:
    """The record in a file, and a function from an event's number (from 1) to its line.

    What follows the number is the way to a part of the event, as ``"answer", "evidence", 0``.
    Raises as ``read_record`` does.
    """
    record, located = parse_with_lines(read_text(path), str(path), check=True)
    return record, lambda number, *part: located.line(("events", number - 1, *part))


def read_text(path: Path) -> str:
    """The text of a file.

    Raises ``NotFoundError`` without it, ``UsageError`` for one that is too large or not UTF-8,
    ``SnaglistError`` for one that cannot be read.
    """
    return read_given_text(path, MOST_OCTETS, too_large="; no review is")


def save_record(path: Path, record: Record) -> None:
    """Write the file in one step, so that a reader finds the old one or the new one, whole.

    Raises ``UsageError`` where it would be larger than what is read again, and ``SnaglistError``
    where it cannot be written; the file is as it was then.
    """
    text = write_record(record)
    if len(text.encode()) > MOST_OCTETS:
        most = MOST_OCTETS // 1_000_000
        raise UsageError(f"{path} would be larger than {most} MB. Begin a new review.")
    target = path.resolve()  # a link stays a link
    written: Path | None = None
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, prefix=f".{target.name}.", delete=False, encoding="utf-8"
        ) as file:
            written = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(mode)
        written.replace(target)
        written = None
    except OSError as error:
        raise SnaglistError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        if written:
            written.unlink(missing_ok=True)


def begin_file(path: Path, record: Record) -> None:
    """Write a new file; raises as ``check_free``, ``file_lock`` and ``save_record`` do."""
    check_free(path)
    with file_lock(path):
        check_free(path)
        save_record(path, record)


def check_free(path: Path) -> None:
    """Raise ``UsageError`` where a new file would replace something, or its folder is missing."""
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already, and stays as it is. Choose another name.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {path.absolute().parent}; make it first.")


def edit_record(
    path: Path,
    deed: Callable[[Record], Record],
    notify: Notify = lambda message: None,
    read: Callable[[Path], Record] = read_record,
) -> Record:
    """Read the file, change the record by ``deed``, write it; one at a time on this machine.

    Gives the new record; ``notify`` is told for whom one waits, ``read`` reads the file. Raises
    what ``read_record``, ``save_record``, ``file_lock`` and the deed raise.
    """
    if not path.absolute().parent.is_dir():
        raise NotFoundError(str(path))
    with file_lock(path, notify):
        record = deed(read(path))
        save_record(path, record)
    return record

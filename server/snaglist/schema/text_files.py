"""Reading authored files: bytes in, text out, and every refusal a finding."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from snaglist.schema.characters import UNWRITABLE, find_unwritable
from snaglist.schema.report import Report

BOM = "\ufeff"

_LEFT_BY_PROGRAMS = re.compile(
    r"\..*|.*~|~\$.*|\#.*\#|__macosx|__pycache__|@eadir|lost\+found|\$recycle\.bin"
    r"|system volume information|thumbs\.db|desktop\.ini|icon\r",
    re.IGNORECASE | re.DOTALL,
)
"""Names of what editors, systems and other programs leave beside files, hidden ones included."""


def read_bytes(path: Path, report: Report) -> bytes | None:
    """The file's bytes, or None with a finding when there are none to be had."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        report.add("file-missing", path, 0, "this file is missing.")
        return None
    except OSError as error:
        report.add("file-unreadable", path, 0, f"cannot be read: {error.strerror}.")
        return None
    if not content.strip():
        report.add("file-empty", path, 0, "the file is empty.")
        return None
    return content


def decode(content: bytes, path: Path, report: Report) -> str | None:
    """UTF-8 bytes as text; anything else is a finding that names the line."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        report.add("file-encoding", path, line, f"byte {error.start} is not UTF-8.")
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        report.add("file-encoding", path, line, "this is a binary file, not text.")
        return None
    return text


def read_text(path: Path, report: Report) -> str | None:
    """An entry or metadata file as text, or None with a finding.

    A byte order mark, line ends of other systems and decomposed accents are normalised.
    """
    content = read_bytes(path, report)
    text = decode(content, path, report) if content is not None else None
    if text is None:
        return None
    lines = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", lines)
    return text if is_writable(text, path, report) else None


def is_writable(text: str, path: Path, report: Report) -> bool:
    """True where a text holds nothing but characters; else a finding names the line."""
    wrong = find_unwritable(text)
    if wrong:
        line, name = wrong
        report.add("text-character", path, line, f"there is {name}, which cannot be written.")
    return wrong is None


def is_left_by_program(name: str) -> bool:
    """True for names of hidden files and of what editors and systems leave beside files.

    Those are no content: ``.#SNAG-001.md`` (Emacs), ``SNAG-001.md~``, ``.DS_Store``, ``__MACOSX``.
    """
    return _LEFT_BY_PROGRAMS.fullmatch(name) is not None


def list_children(folder: Path, report: Report, wanted: Callable[[Path], bool]) -> list[Path]:
    """The children of ``folder`` that are wanted, by name; a folder that is missing is empty.

    What programs leave beside files is passed over; a name that cannot be written is a finding.
    """
    try:
        found = [
            path
            for path in sorted(folder.iterdir())
            if not is_left_by_program(path.name) and wanted(path)
        ]
    except FileNotFoundError:
        return []
    except OSError as error:
        report.add("file-unreadable", folder, 0, f"cannot be listed: {error.strerror}.")
        return []
    odd = [path for path in found if UNWRITABLE.search(path.name) or "\n" in path.name]
    for path in odd:
        message = f"it holds the name {path.name!r}, which not every system can write."
        report.add("file-name", folder, 0, message, "Rename it: letters, digits and hyphens.")
    return [path for path in found if path not in odd]

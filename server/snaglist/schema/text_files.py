"""Reading authored files: bytes in, text out, and every refusal a finding."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

from snaglist.schema.report import Report


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
    """An entry or metadata file as text; BOM, CRLF and decomposed accents are normalised."""
    content = read_bytes(path, report)
    text = decode(content, path, report) if content is not None else None
    if text is None:
        return None
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n"))


def list_children(folder: Path, report: Report, wanted: Callable[[Path], bool]) -> list[Path]:
    """The children of ``folder`` that are wanted, by name; a folder that is missing is empty."""
    try:
        return sorted(path for path in folder.iterdir() if wanted(path))
    except FileNotFoundError:
        return []
    except OSError as error:
        report.add("file-unreadable", folder, 0, f"cannot be listed: {error.strerror}.")
        return []

"""Documents as plain text, a line for each paragraph: Word, OpenDocument, RTF, REFI-QDA, text.

Our own reading of Word and OpenDocument, for every word has to come through: libraries leave out
what was inserted with tracked changes, or stands in content controls, text boxes and tables.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from striprtf.striprtf import rtf_to_text

from snaglist.errors import UsageError
from snaglist.schema.characters import UNWRITABLE
from snaglist.sources.importing.archives import Archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a file says: its format, its text in canonical characters, and what was left out."""

    format: str
    text: str
    left_out: tuple[str, ...] = ()


def canonical(text: str) -> tuple[str, int]:
    """LF, NFC, no byte order marks, no characters that XML cannot hold; and how many those were."""
    text = _LINE_ENDS.sub("\n", text.replace("\ufeff", ""))
    dropped = len(UNWRITABLE.findall(text))
    return unicodedata.normalize("NFC", UNWRITABLE.sub("", text)), dropped


def read_document(content: bytes, encoding: str | None, source: str | None) -> SourceText:
    """The text of a file by what is in it, whatever its name.

    ``encoding`` is for plain text that is neither UTF-8 nor has a byte order mark, ``source`` names
    one of several texts of a project. Raises ``UsageError`` for a file that cannot be read whole.
    """
    found = _read(content, encoding, source)
    text, dropped = canonical(found.text)
    notes = found.left_out
    if dropped:
        notes = (*notes, f"{dropped} characters that no file format can hold")
    if not text.strip():
        raise UsageError(f"The file ({found.format}) has no words.")
    return SourceText(found.format, text, notes)


def _read(content: bytes, encoding: str | None, source: str | None) -> SourceText:
    if content.startswith(b"PK"):
        archive = Archive(content)
        if "word/document.xml" in archive.names:
            return _read_docx(archive)
        if "project.qde" in archive.names:
            return _read_qdpx(archive, source)
        if "content.xml" in archive.names:
            return _read_odt(archive)
        raise UsageError("The archive holds no Word or OpenDocument text, and no project.")
    if content.startswith(b"{\\rtf"):
        return _read_rtf(content)
    if content.startswith(b"%PDF"):
        raise UsageError("A PDF has no order of words that can be trusted; export text or docx.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError("This is a .doc of old; save it as .docx.")
    text = _decoded(content, encoding)
    head = text.lstrip("\ufeff \t\r\n")[:4000]
    if head.startswith("WEBVTT"):
        return SourceText("vtt", text)
    return SourceText("srt" if re.search(r"^.*\d{1,2}:\d{1,2}.*-->", head, re.M) else "txt", text)


def _decoded(content: bytes, encoding: str | None) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            encoding = name
    try:
        text = content.decode(encoding or "utf-8")
    except LookupError as error:
        raise UsageError(f"There is no encoding called {encoding!r}.") from error
    except UnicodeError as error:
        raise UsageError(
            f"The file is not {encoding or 'UTF-8'}. Say what it is, as --encoding cp1252."
        ) from error
    if "\x00" in text:
        raise UsageError("This is a binary file, and none of the formats that can be read.")
    return text


def _read_rtf(content: bytes) -> SourceText:
    try:
        text = rtf_to_text(content.decode("cp1252"), encoding="cp1252", errors="strict")
    except (ArithmeticError, LookupError, RecursionError, ValueError) as error:
        raise UsageError(f"The RTF cannot be read whole ({error}); save it as .docx.") from error
    # It gives halves of pairs, as RTF has them, one by one.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return SourceText("rtf", whole)


def _read_docx(archive: Archive) -> SourceText:
    body = archive.xml("word/document.xml").find(f"{_W}body")
    lines = list(_blocks(body, _WORD)) if body is not None else []
    notes = [
        f"the {part}"
        for part in ("footnotes", "endnotes", "comments")
        if f"word/{part}.xml" in archive.names
        and any((t.text or "").strip() for t in archive.xml(f"word/{part}.xml").iter(f"{_W}t"))
    ]
    return SourceText("docx", "\n".join(lines), tuple(notes))


def _read_odt(archive: Archive) -> SourceText:
    body = archive.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UsageError("The OpenDocument file is no text; save the transcript as .odt.")
    notes = {f"{_T}note": "the footnotes", f"{_OFFICE}annotation": "the comments"}
    left = tuple(name for tag, name in notes.items() if next(body.iter(tag), None) is not None)
    return SourceText("odt", "\n".join(_blocks(body, _OPEN)), left)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The names that a format has for what matters in a text."""

    paragraphs: frozenset[str]
    rows: str
    cells: frozenset[str]
    skipped: frozenset[str]
    words: Callable[[Element], str]
    """What an element says apart from its children, as Word has it in w:t."""
    tails: bool
    """Whether words stand between elements, too, as OpenDocument has them."""


def _word_says(element: Element) -> str:
    if element.tag == f"{_W}t":
        return element.text or ""
    return {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}.get(
        element.tag, ""
    )


def _open_says(element: Element) -> str:
    if element.tag == f"{_T}s":
        count = element.get(f"{_T}c", "1")
        return " " * min(int(count), 100) if count.isascii() and count.isdigit() else " "
    return {f"{_T}tab": "\t", f"{_T}line-break": "\n"}.get(element.tag, element.text or "")


_WORD = _Vocabulary(
    paragraphs=frozenset({f"{_W}p"}),
    rows=f"{_W}tr",
    cells=frozenset({f"{_W}tc"}),
    # What was taken out or moved away, tab stops, and the second copy of a text box.
    skipped=frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_MC}Fallback"}),
    words=_word_says,
    tails=False,
)
_OPEN = _Vocabulary(
    paragraphs=frozenset({f"{_T}p", f"{_T}h"}),
    rows=f"{_TABLE}table-row",
    cells=frozenset({f"{_TABLE}table-cell"}),
    skipped=frozenset({f"{_T}tracked-changes", f"{_OFFICE}annotation", f"{_T}note"}),
    words=_open_says,
    tails=True,
)


def _blocks(element: Element, names: _Vocabulary) -> Iterator[str]:
    """The paragraphs in an element; a row of a table is one line, its cells set apart by tabs."""
    for child in element:
        if child.tag in names.skipped:
            continue
        if child.tag in names.paragraphs:
            yield "".join(_words(child, names))
        elif child.tag == names.rows:
            cells = list(_cells(child, names))
            yield "\t".join("\n".join(_blocks(cell, names)).strip("\n") for cell in cells)
        else:
            yield from _blocks(child, names)


def _cells(row: Element, names: _Vocabulary) -> Iterator[Element]:
    """The cells of a row, but not those of a table in one of them."""
    for child in row:
        if child.tag in names.cells:
            yield child
        elif child.tag not in names.skipped:
            yield from _cells(child, names)


def _words(element: Element, names: _Vocabulary) -> Iterator[str]:
    """What an element says, in order; the depth is bounded where the XML was read."""
    yield names.words(element)
    for child in element:
        if child.tag not in names.skipped:
            if child.tag in names.paragraphs:
                yield "\n"
            yield from _words(child, names)
        if names.tails:
            yield child.tail or ""


def _read_qdpx(archive: Archive, wanted: str | None) -> SourceText:
    """A text of a REFI-QDA project; raises ``UsageError`` for one of several, none named."""
    project = archive.xml("project.qde")
    texts = [each for each in project.iter() if each.tag.rpartition("}")[2] == "TextSource"]
    names = [each.get("name", "") for each in texts]
    chosen = [each for each in texts if wanted in (None, each.get("name"), each.get("guid"))]
    if len(chosen) != 1:
        listed = ", ".join(repr(name) for name in names) or "none"
        raise UsageError(f"Which text of the project? --source NAME, of these: {listed}.")
    return SourceText("qdpx", refi_text(archive, chosen[0]))


def refi_text(archive: Archive, text: Element) -> str:
    """The words of a text of a REFI-QDA project; raises ``UsageError`` for one that is outside."""
    for child in text:
        if child.tag.rpartition("}")[2] == "PlainTextContent":
            return child.text or ""
    path = text.get("plainTextPath", "")
    if not path.startswith("internal://"):
        raise UsageError(f"The text {text.get('name')!r} is not inside of the project file.")
    inside = path.removeprefix("internal://")
    folded = {name.casefold(): name for name in archive.names}
    member = folded.get(f"sources/{inside}".casefold(), f"sources/{inside}")
    return _decoded(archive.read(member), None)

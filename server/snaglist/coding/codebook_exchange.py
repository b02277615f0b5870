"""Codebooks of other programs: REFI-QDA (QDC) and tables (CSV), out and in."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from snaglist.coding.code_tree import CodeNode, walk
from snaglist.coding.codebook_file import CodebookFile
from snaglist.coding.refi_qda import (
    CODEBOOK,
    ORIGIN,
    add_codes,
    children_of,
    entry_of,
    guid,
    local_name,
    same_guid,
    text_of,
    xml_bytes,
)
from snaglist.errors import UsageError
from snaglist.exchange.table_cells import table_text
from snaglist.model.coding import Code
from snaglist.sources.importing.archives import parse_xml

COLUMNS = ("id", "name", "description", "parent")
"""What columns are called here; name and description are those that Taguette reads, too."""

NAME_COLUMNS = ("name", "code", "tag", "path")
DEFINITION_COLUMNS = ("description", "definition", "memo")
"""What others call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCode:
    """A code as a file of another program has it; ``parent`` is the ``key`` of another."""

    key: str
    name: str
    definition: str = ""
    parent: str | None = None


@dataclass(slots=True)
class CodebookImport:
    """What came of a codebook: new codes, those that were here, and those that say otherwise."""

    added: list[Code]
    known: list[str]
    differing: list[str]


def to_qdc(tree: Sequence[CodeNode]) -> bytes:
    """A codebook as REFI-QDA; raises ``UsageError`` for one without codes, which it cannot be."""
    if not tree:
        raise UsageError("There is no code to write; REFI-QDA needs one.")
    root = Element(f"{{{CODEBOOK}}}CodeBook", origin=ORIGIN)
    add_codes(SubElement(root, f"{{{CODEBOOK}}}Codes"), tree, CODEBOOK)
    return xml_bytes(root, CODEBOOK)


def to_csv(tree: Sequence[CodeNode]) -> bytes:
    """A codebook as a table: id, name, description, and the id of the code above it.

    It begins with a byte order mark, without which Taguette and Excel take UTF-8 for something
    else.
    """
    rows = ((node.id, node.name, node.definition, parent) for node, parent in walk(tuple(tree)))
    return table_text(COLUMNS, rows).encode("utf-8-sig")


def read_codebook(content: bytes) -> list[OutsideCode]:
    """The codes of a QDC or CSV file; raises ``UsageError`` for what is neither."""
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return list(_read_qdc(content) if head == b"<" else _read_csv(content))


def _read_qdc(content: bytes) -> Iterator[OutsideCode]:
    root = parse_xml(content, "The codebook")
    books = [each for each in root.iter() if local_name(each) == "Codes"]
    if not books:
        raise UsageError("The file is XML and no codebook of REFI-QDA: it has no Codes.")
    yield from outside_codes(books[0])


def outside_codes(codes: Element, parent: str | None = None) -> Iterator[OutsideCode]:
    """The codes in an element of REFI-QDA, those above before those below."""
    for element in children_of(codes, "Code"):
        key = same_guid(element.get("guid", ""))
        yield OutsideCode(
            key=key,
            name=" ".join(element.get("name", "").split()),
            definition=text_of(element, "Description"),
            parent=parent,
        )
        yield from outside_codes(element, key)


def _read_csv(content: bytes) -> Iterator[OutsideCode]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("The codebook is neither XML nor a table in UTF-8.") from error
    try:
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise UsageError(f"The codebook is no table: {error}.") from error
    columns = {(name or "").strip().casefold(): name for name in (rows[0] if rows else ())}
    name = next((columns[each] for each in NAME_COLUMNS if each in columns), None)
    if name is None:
        raise UsageError("The table needs a column name; others are id, description, parent.")
    definition = next((columns[each] for each in DEFINITION_COLUMNS if each in columns), None)
    for row in rows:
        words = " ".join((row[name] or "").split())
        if words:
            yield OutsideCode(
                key=(row[columns["id"]] or "").strip() if "id" in columns else words,
                name=words,
                definition=(row[definition] or "").strip() if definition else "",
                parent=((row[columns["parent"]] or "").strip() or None)
                if "parent" in columns
                else None,
            )


def add_outside_codes(
    book: CodebookFile, codes: Sequence[OutsideCode], headings: Collection[str] = ()
) -> tuple[dict[str, str], CodebookImport]:
    """Find each code here, or add it; its id here by its key there, and what came of it.

    What is here stays as it is. ``headings`` are names of our own that nothing is coded with.
    """
    ids: dict[str, str] = {}
    done = CodebookImport([], [], [])
    by_guid = {guid("code", each.id): each for each in book.codes}
    for code in codes:
        entry = entry_of(code.name) or entry_of(code.key)
        found = by_guid.get(code.key) or book.find(code.name)
        if entry in book.entries and entry:
            ids[code.key] = entry
        elif found:
            ids[code.key] = found.id
            says = (found.definition, code.definition)
            if says[1] and " ".join(says[0].split()) != " ".join(says[1].split()):
                done.differing.append(found.id)
            else:
                done.known.append(found.id)
        elif code.name and code.name not in headings:
            added = book.add(code.name, code.definition, _parent(code, ids, book))
            ids[code.key] = added.id
            done.added.append(added)
    return ids, done


def _parent(code: OutsideCode, ids: dict[str, str], book: CodebookFile) -> str | None:
    """The id here of the code above, where that is one."""
    if code.parent is None:
        return None
    found = ids.get(code.parent) or entry_of(code.parent)
    if found:
        return found if found in book.entries or book.find(found) else None
    named = book.find(code.parent)
    return named.id if named else None

"""Projects of REFI-QDA as QualCoder, ATLAS.ti, NVivo, MAXQDA and others write them.

Read within bounds (``sources/importing/archives.py``); nothing is unpacked to disk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from snaglist.coding.codebook_exchange import OutsideCode, outside_codes
from snaglist.coding.qdpx_cases import ProjectCase, read_cases, values_of, variable_names
from snaglist.coding.refi_qda import PROJECT_FILE, children_of, local_name, same_guid, text_of
from snaglist.errors import UsageError
from snaglist.sources.importing.archives import Archive
from snaglist.sources.importing.documents import refi_text

MOST_TEXT = 100_000_000
"""Code points of all texts of a project; thirty-five long interviews have two in a hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPassage:
    """A coded stretch of a text, in the program's own positions; ``code`` is a key."""

    start: int
    end: int
    code: str
    user: str
    name: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectText:
    """A text of a project as it stands there; ``text`` is None where it could not be had.

    ``variables`` are what is said of it, by name.
    """

    name: str
    text: str | None
    passages: tuple[MarkedPassage, ...]
    why: str = ""
    key: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project says: codes, texts, cases; and its users' names (``name``, ``id``) by key."""

    origin: str
    codes: tuple[OutsideCode, ...]
    texts: tuple[ProjectText, ...]
    users: dict[str, tuple[str, ...]]
    cases: tuple[ProjectCase, ...] = ()


def read_project(content: bytes) -> Project:
    """A project from the bytes of a QDPX file; raises ``UsageError`` for one that is none."""
    if not content.startswith(b"PK"):
        raise UsageError(
            "The file is no QDPX, which is a ZIP archive with project.qde in it, and no project of "
            "Taguette, which is a file of SQLite."
        )
    archive = Archive(content)
    named = [name for name in archive.names if name.casefold() == PROJECT_FILE]
    found = named or [name for name in archive.names if name.casefold().endswith(".qde")]
    if len(found) != 1:
        raise UsageError(f"The archive has no {PROJECT_FILE}, so it is no project of REFI-QDA.")
    root = archive.xml(found[0])
    books = [each for book in children_of(root, "CodeBook") for each in children_of(book, "Codes")]
    notes = {
        same_guid(note.get("guid", "")): text_of(note, "PlainTextContent")
        for group in children_of(root, "Notes")
        for note in children_of(group, "Note")
    }
    users = {
        same_guid(user.get("guid", "")): tuple(
            name for name in (user.get("name"), user.get("id")) if name
        )
        for group in children_of(root, "Users")
        for user in children_of(group, "User")
    }
    return Project(
        origin=root.get("origin", ""),
        codes=tuple(code for book in books for code in outside_codes(book)),
        texts=tuple(_texts(archive, root, notes)),
        users=users,
        cases=tuple(read_cases(root, variable_names(root))),
    )


def _texts(archive: Archive, root: Element, notes: dict[str, str]) -> Iterator[ProjectText]:
    size, names = 0, variable_names(root)
    for element in (e for group in children_of(root, "Sources") for e in group):
        if local_name(element) != "TextSource":
            why = f"it is a {local_name(element)}, and no text."
            yield ProjectText(name=element.get("name", ""), text=None, passages=(), why=why)
            continue
        text, why = None, ""
        try:
            text = refi_text(archive, element)
        except UsageError as error:
            why = str(error)
        size += len(text or "")
        if size > MOST_TEXT:
            raise UsageError(f"The texts have more than {MOST_TEXT:,} characters; refused.")
        yield ProjectText(
            name=element.get("name", ""),
            text=text,
            passages=tuple(_passages(element, notes)),
            why=why,
            key=same_guid(element.get("guid", "")),
            variables=values_of(element, names),
        )


def _passages(source: Element, notes: dict[str, str]) -> Iterator[MarkedPassage]:
    for selection in children_of(source, "PlainTextSelection"):
        try:
            start = int(selection.get("startPosition", ""))
            end = int(selection.get("endPosition", ""))
        except ValueError as error:
            name = source.get("name", "")
            raise UsageError(
                f"A selection in {name!r} has no whole numbers as its place."
            ) from error
        referred = [
            notes.get(same_guid(note.get("targetGUID", "")), "")
            for note in children_of(selection, "NoteRef")
        ]
        memo = "\n".join(each for each in (text_of(selection, "Description"), *referred) if each)
        for coding in children_of(selection, "Coding"):
            user = coding.get("creatingUser") or selection.get("creatingUser") or ""
            for code in children_of(coding, "CodeRef"):
                yield MarkedPassage(
                    start=start,
                    end=end,
                    code=same_guid(code.get("targetGUID", "")),
                    user=same_guid(user),
                    name=selection.get("name", ""),
                    memo=memo,
                )

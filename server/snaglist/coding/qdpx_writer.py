"""A project of REFI-QDA (QDPX): transcripts, codes, quotes, codings, cases for other programs.

Positions are code points from 0, the end exclusive, of texts with LF and without a byte order mark.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from snaglist.coding.code_tree import code_tree
from snaglist.coding.qdpx_cases import add_cases, add_values, interview_variables
from snaglist.coding.refi_qda import ORIGIN, PROJECT, PROJECT_FILE, add_codes, guid, xml_bytes
from snaglist.model.access import Access
from snaglist.model.catalogue import Catalogue
from snaglist.model.coding import awaited_coders, shows_codings
from snaglist.model.interview import Interview

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of each file in the archive: the same words give the same bytes."""

LONGEST_NAME = 60
_P = f"{{{PROJECT}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A passage with its codes, marked by ``user``; ``on`` is the day as ISO 8601 has it."""

    start: int
    end: int
    user: str
    codes: tuple[str, ...]
    memo: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenProject:
    """A project as bytes; interviews left out of it, and those with codings that are hidden."""

    content: bytes
    withheld: tuple[str, ...]
    hidden: tuple[str, ...]


def write_project(
    catalogue: Catalogue,
    *,
    viewer: str | None = None,
    texts: Mapping[str, str] | None = None,
    only: Collection[str] = (),
) -> WrittenProject:
    """The interviews of a catalogue with their quotes, and with the codings ``viewer`` may see.

    Of interviews that are not open, only those in ``texts`` are written, with the words there.
    ``only`` names some interviews.
    """
    root = Element(f"{_P}Project", name=catalogue.about.title, origin=ORIGIN)
    chosen = [each for each in catalogue.interviews if not only or each.id in only]
    words = {
        each.id: (texts or {}).get(each.id, each.transcript)
        for each in chosen
        if each.access is Access.OPEN or each.id in (texts or {})
    }
    marked = {
        each.id: [*_quotes(catalogue, each), *_codings(catalogue, each.id, viewer)]
        for each in chosen
        if each.id in words
    }
    users = sorted({each.user for found in marked.values() for each in found})
    if users:
        listed = SubElement(root, f"{_P}Users")
        for name in users:
            SubElement(listed, f"{_P}User", guid=guid("user", name), name=name)
    tree = code_tree(catalogue)
    if tree:
        book = SubElement(root, f"{_P}CodeBook")
        add_codes(SubElement(book, f"{_P}Codes"), tree, PROJECT)
    written = {each.id: each for each in chosen if each.id in words}
    if words:
        add_cases(root, tuple(written.values()))
        sources = SubElement(root, f"{_P}Sources")
        for name, text in words.items():
            source = _add_source(sources, name, text, marked[name])
            add_values(source, interview_variables(written[name]))
    return WrittenProject(
        content=_archive(root, words),
        withheld=tuple(each.id for each in chosen if each.id not in words),
        hidden=tuple(name for name in words if _is_hidden(catalogue, name, viewer)),
    )


def _quotes(catalogue: Catalogue, interview: Interview) -> Iterator[Selection]:
    """The quotes of an interview, coded with the entries that rest on them."""
    for quote in interview.quotes:
        codes = dict.fromkeys(use.entry.id for use in catalogue.uses.get(quote.id, ()))
        yield Selection(
            start=quote.selector.start,
            end=quote.selector.end,
            user=quote.coder,
            codes=tuple(codes),
            memo=quote.gloss,
        )


def _codings(catalogue: Catalogue, interview: str, viewer: str | None) -> Iterator[Selection]:
    """The codings of an interview that may be shown."""
    awaited = awaited_coders(interview, catalogue.coders, catalogue.codings, viewer)
    for coded in catalogue.codings:
        if coded.interview == interview and shows_codings(coded.coder, viewer, awaited):
            for each in coded.codings:
                yield Selection(
                    start=each.start,
                    end=each.end,
                    user=coded.coder,
                    codes=each.codes,
                    memo=each.memo,
                    on=each.on.isoformat(),
                )


def _is_hidden(catalogue: Catalogue, interview: str, viewer: str | None) -> bool:
    awaited = awaited_coders(interview, catalogue.coders, catalogue.codings, viewer)
    return any(
        not shows_codings(each.coder, viewer, awaited)
        for each in catalogue.codings
        if each.interview == interview
    )


def _add_source(sources: Element, name: str, text: str, marked: Iterable[Selection]) -> Element:
    source = SubElement(
        sources,
        f"{_P}TextSource",
        guid=guid("source", name),
        name=name,
        plainTextPath=f"internal://{guid('text', name)}.txt",
    )
    taken: dict[tuple[object, ...], int] = defaultdict(int)
    for each in sorted(marked, key=lambda one: (one.start, one.end, one.user)):
        place = (name, each.user, each.start, each.end)
        taken[place] += 1
        key = (*place, taken[place])
        about = {"creatingUser": guid("user", each.user)}
        if each.on:
            about["creationDateTime"] = f"{each.on}T00:00:00Z"
        selection = SubElement(
            source,
            f"{_P}PlainTextSelection",
            {
                "guid": guid("selection", *key),
                "name": " ".join(text[each.start : each.end].split())[:LONGEST_NAME],
                "startPosition": str(each.start),
                "endPosition": str(each.end),
                **about,
            },
        )
        if each.memo:
            SubElement(selection, f"{_P}Description").text = each.memo
        for code in each.codes:
            coding = SubElement(
                selection, f"{_P}Coding", {"guid": guid("coding", *key, code), **about}
            )
            SubElement(coding, f"{_P}CodeRef", targetGUID=guid("code", code))
    return source


def _archive(root: Element, words: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        members = {PROJECT_FILE: xml_bytes(root, PROJECT)}
        members |= {
            f"sources/{guid('text', name)}.txt": text.encode("utf-8")
            for name, text in words.items()
        }
        for name, content in members.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()

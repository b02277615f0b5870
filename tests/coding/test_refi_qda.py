"""Projects and codebooks of REFI-QDA: valid, read by others, and back without a loss."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrefiqda import RefiProject
from runner import fine, snag

from snaglist.coding.codebook_exchange import read_codebook
from snaglist.coding.qdpx_reader import read_project
from snaglist.coding.text_places import counts_utf16, place_in_canonical, utf16_place
from snaglist.errors import UsageError
from snaglist.model.coding import CodedInterview
from snaglist.sources.importing.documents import canonical
from snaglist.sources.loader import load_catalogue

SCHEMAS = Path(__file__).parent / "refi_qda"


@cache
def schema(name: str) -> Any:
    return xmlschema.XMLSchema(SCHEMAS / f"{name}.xsd")


@pytest.fixture
def catalog(sample: Path) -> Path:
    coders = "coders:\n  - {id: ana, name: Ana}\n  - {id: ben, name: Ben B.}\n"
    (sample / "coders.yaml").write_text(coders)
    code(
        sample, "nobody saw it", "--code", "SNAG-002", "--new", "Silent <failure>", "--memo", "& so"
    )
    return sample


def code(catalog: Path, words: str, *options: str) -> None:
    fine("code", "add", "I01", words, "--coder", "ana", "--catalog", catalog, *options)


def exported(catalog: Path, *options: str) -> Path:
    path = catalog.parent / "project.qdpx"
    fine("export", "--format", "qdpx", "-o", path, "--catalog", catalog, "--coder", "ana", *options)
    return path


def changed(path: Path, edit: Callable[[str], str], text: Callable[[str], bytes]) -> Path:
    """The project as another program would write it: its XML edited, its text in another form."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name).decode() for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            if name.endswith(".qde"):
                new.writestr(name, edit(content))
            else:
                new.writestr(name.replace("sources/", "Sources/"), text(content))
    return path


BEN = '<User guid="{0C5B3A9E-0000-4000-8000-00000000BE00}" name="ben" /></Users>'


def with_bens(content: str, text: str, words: tuple[str, ...] = ("a week", "hung a bell")) -> str:
    """A project in which Ben coded more, with a code of his own, under new identifiers."""
    mark = (
        '<Coding guid="{0}" creatingUser="0c5b3a9e-0000-4000-8000-00000000be00">'
        '<CodeRef targetGUID="{1}"/></Coding>'
    )
    issue = re.search(r'<Code guid="([^"]+)" name="SNAG-001', content)
    assert issue
    own = "0C5B3A9E-0000-4000-8000-00000000C0DE"
    added = "".join(
        f'<PlainTextSelection guid="00000000-0000-4000-8000-{at:012}" name="{each}" '
        f'startPosition="{text.index(each)}" endPosition="{text.index(each) + len(each)}">'
        f"<Description>By Ben</Description>"
        f"{mark.format(f'00000000-0000-4000-8001-{at:012}', issue[1])}"
        f"{mark.format(f'00000000-0000-4000-8002-{at:012}', '{' + own + '}')}</PlainTextSelection>"
        for at, each in enumerate(words)
    )
    book = f'<Code guid="{own}" name="Ben\'s code" isCodable="true"/>'
    content = content.replace("</Users>", BEN)
    return content.replace("</Codes>", f"{book}</Codes>").replace(
        "</TextSource>", f"{added}</TextSource>"
    )


def codings(catalog: Path) -> dict[str, CodedInterview]:
    return {each.coder: each for each in load_catalogue(catalog).codings}


def test_a_project_is_valid_and_others_read_it(catalog: Path, tmp_path: Path) -> None:
    path = exported(catalog)
    with zipfile.ZipFile(path) as archive:
        schema("Project").validate(io.BytesIO(archive.read("project.qde")))
    project = RefiProject.load(path, str(tmp_path / "out"))
    assert project.sources is not None
    (source,) = project.sources.text_source
    text = (catalog / "interviews/I01/transcript.txt").read_text(encoding="utf-8")
    places = [(s.start_position, s.end_position) for s in source.plain_text_selection]
    assert (124, 137) in places
    assert len(places) == 6
    assert [text[s.start_position : s.end_position][:60] for s in source.plain_text_selection] == [
        s.name for s in source.plain_text_selection
    ]
    assert exported(catalog).read_bytes() == path.read_bytes()


def test_people_are_cases_and_what_comes_back_otherwise_is_told(
    catalog: Path, tmp_path: Path
) -> None:
    path = exported(catalog)
    project = RefiProject.load(path, str(tmp_path / "out"))
    assert project.cases is not None
    (case,) = project.cases.case
    person = load_catalogue(catalog).interviews[0].participants[0].person
    assert (case.name, len(case.source_ref)) == (person, 1)
    (read,) = read_project(path.read_bytes()).cases
    assert read.variables == {
        "Role": "gardener",
        "Experience": "A few summers.",
        "Domain": "gardening",
    }
    (text,) = read_project(path.read_bytes()).texts
    assert text.variables["Language"] == "en"
    assert read.texts == (text.key,)
    before = (catalog / "interviews/I01/interview.yaml").read_bytes()
    same = fine("code", "import", path, "--coder", "ana", "--catalog", catalog)
    assert " there, " not in same

    def edit(content: str) -> str:
        age = '<Variable guid="{00000000-0000-4000-8000-0000000000A9}" name="Age" '
        content = content.replace("<Variables>", f'<Variables>{age}typeOfVariable="Integer"/>')
        value = (
            '<VariableValue><VariableRef targetGUID="00000000-0000-4000-8000-0000000000a9"/>'
            "<IntegerValue>44</IntegerValue></VariableValue>"
        )
        content = content.replace(">en</TextValue>", ">fr</TextValue>")
        return content.replace("<SourceRef", f"{value}<SourceRef")

    changed(path, edit, str.encode)
    told = fine("code", "import", path, "--coder", "ana", "--catalog", catalog)
    assert "I01: Language is fr there, en here, and stays so." in told
    assert f"{person}: Age is 44 there, not said here; left out." in told
    changed(path, lambda content: content.replace(f'name="{person}"', 'name="Group 1"'), str.encode)
    other = fine("code", "import", path, "--coder", "ana", "--catalog", catalog)
    assert "I01: case is Group 1 there, not said here; left out." in other
    assert (catalog / "interviews/I01/interview.yaml").read_bytes() == before


FORMS: dict[str, Callable[[str], bytes]] = {
    "LF": lambda text: text.encode(),
    "CR LF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM, no last line end": lambda text: b"\xef\xbb\xbf" + text.rstrip().encode(),
    "UTF-16, decomposed": lambda text: text.replace("é", "é").encode("utf-16"),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_came_back_is_one_coders_and_nothing_is_lost(catalog: Path, form: str) -> None:
    before = (catalog / "interviews/I01/codings/ana.yaml").read_bytes()
    path = exported(catalog)
    text = FORMS[form]((catalog / "interviews/I01/transcript.txt").read_text(encoding="utf-8"))
    there = text.decode("utf-16" if form.startswith("UTF-16") else "utf-8-sig")

    def moved(content: str) -> str:
        """The places that were here, where they are in that form."""
        place = place_in_canonical(there)
        back = {place(at): at for at in range(len(there), -1, -1)}
        return re.sub(
            r'(start|end)Position="(\d+)"', lambda m: f'{m[1]}Position="{back[int(m[2])]}"', content
        )

    changed(path, lambda content: with_bens(moved(content), there), lambda _: text)
    said = fine("code", "import", path, "--coder", "ben", "--catalog", catalog)
    assert "4 new for ben, 8 as they were." in said
    assert "New code: Ben's code." in said
    assert "not in the project" not in said
    found = codings(catalog)
    assert [(each.exact, each.codes, each.memo) for each in found["ben"].codings] == [
        ("a week", ("SNAG-001", "ben-s-code"), "By Ben"),
        ("hung a bell", ("SNAG-001", "ben-s-code"), "By Ben"),
    ]
    assert (catalog / "interviews/I01/codings/ana.yaml").read_bytes() == before
    again = fine("code", "import", path, "--coder", "ben", "--catalog", catalog)
    assert "0 new for ben, 12 as they were." in again


def test_what_is_gone_or_anothers_is_told_and_not_done(catalog: Path) -> None:
    path = exported(catalog)
    before = (catalog / "interviews/I01/codings/ana.yaml").read_bytes()

    def edit(content: str) -> str:
        assert 'startPosition="124" endPosition="137"' in content
        return content.replace('startPosition="124"', 'startPosition="131"')

    changed(path, edit, str.encode)
    said = fine("code", "import", path, "--coder", "ben", "--catalog", catalog)
    assert "2 of ana are not among theirs here: bring them in with --coder ana." in said
    assert "2 of ana are not in the project any more; they stay here." in said
    assert (catalog / "interviews/I01/codings/ana.yaml").read_bytes() == before
    assert list(codings(catalog)) == ["ana"]
    fine("code", "import", path, "--coder", "ana", "--catalog", catalog)
    assert [each.exact for each in codings(catalog)["ana"].codings] == ["nobody saw it", "saw it"]


def test_a_text_that_was_changed_is_not_followed(catalog: Path) -> None:
    path = changed(exported(catalog), str, lambda text: text.replace("week", "day").encode())
    done = snag("code", "import", path, "--coder", "ben", "--catalog", catalog)
    assert done.code == 2
    assert "a changed text is not followed" in done.err


def test_words_that_may_not_leave_do_not(catalog: Path) -> None:
    path = catalog / "interviews/I01/interview.yaml"
    path.write_text(path.read_text() + "access: quotes-only\n")
    project = exported(catalog)
    assert zipfile.ZipFile(project).namelist() == ["project.qde"]
    assert b"greenhouse" not in zipfile.ZipFile(project).read("project.qde")
    everything = read_project(exported(catalog, "--restricted").read_bytes())
    assert everything.texts[0].text == path.with_name("transcript.txt").read_text()


def test_codings_that_are_hidden_stay_hidden(catalog: Path) -> None:
    path = catalog.parent / "x.qdpx"
    both = ("--code", "SNAG-001", "--coder", "ben", "--catalog", catalog)
    fine("code", "add", "I01", "a week", *both)
    fine("export", "--format", "qdpx", "-o", path, "--coder", "ben", "--catalog", catalog)
    assert {name for names in read_project(path.read_bytes()).users.values() for name in names} == {
        "Nobody",
        "ben",
    }


def test_utf16_units_are_told_by_the_names_of_passages() -> None:
    text = "🌡🌡 The dial 🌡 died, and nobody saw it."
    names = ["The dial", "nobody saw"]
    units = [len(text[: text.index(n)].encode("utf-16-le")) // 2 for n in names]
    assert counts_utf16(text, zip(units, names, strict=True))
    assert not counts_utf16(text, [(text.index(n), n) for n in names])
    place = utf16_place(text)
    assert [place(at) for at in units] == [text.index(n) for n in names]


@pytest.mark.parametrize("text", ["a\r\nb\r\nc", "\r\n\r\nx\ry", "e\u0301\r\nz\ufeff!", "plain\n"])
def test_places_follow_line_ends_and_accents(text: str) -> None:
    place = place_in_canonical(text)
    assert [place(at) for at in range(len(text) + 1)] == [
        len(canonical(text[:at])[0]) for at in range(len(text) + 1)
    ]


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


SOURCE = b'<Project><Sources><TextSource name="t" plainTextPath="%s"/></Sources></Project>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 broken", "damaged"),
        (b"no archive", "no QDPX"),
        (packed(other_txt=b"x"), "no project.qde"),
        (packed(project_qde=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "entities"),
        (packed(project_qde=b"<a>" * 200 + b"</a>" * 200), "deeper"),
        (packed(project_qde=b"<a>" + b" " * (33 * 2**20) + b"</a>"), "unpacks to more than 32 MB"),
        (
            packed(
                project_qde=b"<Project><Sources><TextSource><PlainTextContent>x</PlainTextContent>"
                b'<PlainTextSelection startPosition="x" endPosition="2"/></TextSource>'
                b"</Sources></Project>"
            ),
            "no whole numbers",
        ),
    ],
)
def test_hostile_projects_are_refused(content: bytes, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read_project(content)


@pytest.mark.parametrize("path", [b"relative:///etc/passwd", b"internal://../../etc/passwd", b""])
def test_texts_outside_of_the_archive_are_not_read(path: bytes) -> None:
    (text,) = read_project(packed(project_qde=SOURCE % path)).texts
    assert text.text is None
    assert text.why


@pytest.fixture(scope="module")
def whole() -> bytes:
    source = SOURCE.replace(
        b"/></Sources>",
        b"><PlainTextSelection startPosition='0' endPosition="
        b"'1'><Coding><CodeRef targetGUID='x'/></Coding></PlainTextSelection></TextSource>"
        b"</Sources>",
    )
    return packed(project_qde=source % b"internal://a.txt", sources__a_txt=b"\xef\xbb\xbfwords")


@settings(max_examples=times(60, 1000), deadline=None)
@given(st.data())
def test_damaged_projects_are_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UsageError):
        assert len(read_project(bytes(damaged)).texts) <= 1


def test_what_is_no_text_is_named() -> None:
    content = SOURCE.replace(b"</Sources>", b"<PDFSource name='p.pdf'/></Sources>") % b"x"
    project = read_project(packed(project_qde=content))
    assert [text.why for text in project.texts][1] == "it is a PDFSource, and no text."


def test_a_codebook_is_valid_and_comes_back(catalog: Path) -> None:
    for name in ("qdc", "csv"):
        path = catalog.parent / f"codes.{name}"
        fine("codebook", "export", "--format", name, "-o", path, "--catalog", catalog)
        again = fine("codebook", "import", path, "--catalog", catalog)
        assert again == "Nothing to change.\n"
        (catalog / "codebook.yaml").rename(catalog / "kept")
        (catalog / "interviews/I01/codings/ana.yaml").rename(catalog / "ana")
        said = fine("codebook", "import", path, "--catalog", catalog)
        assert said.splitlines()[0] == "silent-failure  Silent <failure>"
        assert load_catalogue(catalog).codebook[0].name == "Silent <failure>"
        (catalog / "kept").rename(catalog / "codebook.yaml")
        (catalog / "ana").rename(catalog / "interviews/I01/codings/ana.yaml")
    schema("Codebook").validate(io.BytesIO((catalog.parent / "codes.qdc").read_bytes()))


TAGUETTE = {
    "csv": b"tag,description,number of highlights,number of documents\r\n"
    b"interesting,Further review required,0,1\r\nclock.drift,Two clocks,3,1\r\n",
    "qdc": b'<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" '
    b'origin="Taguette 1.5.2"><Codes><Code guid="0D62985D-B147-5D01-A9B5-CAE5DCD98342" '
    b'name="interesting" isCodable="true"/><Code guid="CA2AA8C2-36D4-5F34-9055-98FA2CEB2397" '
    b'name="clock.drift" isCodable="true"/></Codes><Sets/></CodeBook>',
}
"""What Taguette 1.5.2 writes of two tags."""


@pytest.mark.parametrize("form", TAGUETTE)
def test_codebooks_of_taguette_are_read(catalog: Path, form: str) -> None:
    path = catalog.parent / "codebook"
    path.write_bytes(TAGUETTE[form])
    said = fine("codebook", "import", path, "--catalog", catalog)
    assert said.splitlines()[:2] == ["interesting  interesting", "clock-drift  clock.drift"]
    path.write_bytes(TAGUETTE["csv"].replace(b"Two clocks", b"Other."))
    told = fine("codebook", "import", path, "--catalog", catalog)
    assert "clock-drift is defined otherwise there; it stays as it is here." in told


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a,b\n1,2\n", b"<x/>", b'name\n"x'])
def test_what_is_no_codebook_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError):
        read_codebook(content)

"""Other programs themselves read what is written here, and what they write comes in.

They are of environments of their own, as their libraries and ours exclude each other:
``tests/peers/README.md`` says how ``.ci/run`` installs them.
"""

import csv
import html
import io
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from coding.taguette_peer import Taguette, running
from common import TESTS, need
from runner import fine

from snaglist.coding.codebook_exchange import read_codebook
from snaglist.coding.taguette_project import text_of_html
from snaglist.sources.loader import load_catalogue

pytestmark = pytest.mark.thorough

CODEBOOK_SCHEMA = TESTS / "coding/refi_qda/Codebook.xsd"


def program(peer: str, name: str) -> Path:
    path = Path(os.environ.get("SNAGLIST_PEERS", "")) / peer / "bin" / name
    need(path.exists(), f"{peer} is not installed: see tests/peers/README.md")
    return path


@pytest.fixture
def catalog(sample: Path) -> Path:
    coders = "coders:\n  - {id: ana, name: Ana}\n  - {id: ben, name: Ben}\n"
    (sample / "coders.yaml").write_text(coders)
    options = ("--new", "Silent <failure>", "--memo", "& so", "--coder", "ana")
    fine("code", "add", "I01", "nobody saw it", *options, "--catalog", sample)
    book = sample / "codebook.yaml"
    named = 'name: "Silent <failure>"'
    assert named in book.read_text()
    book.write_text(book.read_text().replace(named, f'{named}, definition: "Über alles: & more"'))
    return sample


@pytest.fixture
def taguette(tmp_path: Path) -> Any:
    with running(program("taguette", "taguette"), tmp_path) as peer:
        yield peer


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def marked(peer: Taguette, document: int, words: str, tag: int) -> None:
    text = text_of_html(peer.contents(document))
    start = len(text[: text.index(words)].encode())
    peer.highlight(document, start, start + len(words.encode()), tag)


def test_taguette_reads_our_codebook_and_ours_reads_what_it_exports(
    catalog: Path, taguette: Taguette
) -> None:
    path = catalog.parent / "codes.csv"
    fine("codebook", "export", "--format", "csv", "-o", path, "--catalog", catalog)
    taguette.import_codebook(path.read_bytes())
    here = {each["name"]: each["description"] for each in rows(path.read_bytes())}
    there = rows(taguette.export("codebook.csv"))
    assert here.items() <= {each["tag"]: each["description"] for each in there}.items()
    assert here["Silent <failure>"] == "Über alles: & more"
    book = taguette.export("codebook.qdc")
    # Version 1.5.2 writes an empty Sets, which the schema does not allow; all else is valid.
    xmlschema.XMLSchema(CODEBOOK_SCHEMA).validate(io.BytesIO(book.replace(b"<Sets/>", b"")))
    assert {each.name for each in read_codebook(book)} == {each["tag"] for each in there}
    for name in ("codebook.csv", "codebook.qdc"):
        path.write_bytes(taguette.export(name))
        said = fine("codebook", "import", path, "--catalog", catalog, "--dry-run")
        assert [line.split()[0] for line in said.splitlines()[:-1]] == ["interesting"]


def test_what_was_highlighted_in_taguette_comes_in(catalog: Path, taguette: Taguette) -> None:
    text = (catalog / "interviews/I01/transcript.txt").read_text(encoding="utf-8")
    lines = "".join(f"<p>{html.escape(line)}</p>\n\n" for line in text.splitlines())
    page = f'<html><head><meta charset="utf-8"></head><body>{lines}</body></html>'
    document = taguette.add_document("I01", page.encode())
    path = catalog.parent / "codes.csv"
    fine("codebook", "export", "--format", "csv", "-o", path, "--catalog", catalog)
    taguette.import_codebook(path.read_bytes())
    tags = {name: number for number, name in enumerate_tags(taguette)}
    (issue,) = (number for name, number in tags.items() if name.startswith("SNAG-001"))
    words = ("died 🌡 and", "burn me once")
    for each in words:
        marked(taguette, document, each, issue)
    marked(taguette, document, "nobody saw it", tags["Silent <failure>"])
    marked(taguette, document, "seedlings", tags["interesting"])
    project = catalog.parent / "project.sqlite3"
    project.write_bytes(taguette.export("project.sqlite3"))
    said = fine("code", "import", project, "--coder", "ben", "--catalog", catalog)
    # What Ana coded is known: Taguette does not keep who did.
    assert "3 new for ben, 1 as they were." in said
    assert "New code: interesting." in said
    ben = next(each for each in load_catalogue(catalog).codings if each.coder == "ben")
    assert [(each.exact, each.codes) for each in ben.codings] == [
        (words[0], ("SNAG-001",)),
        ("seedlings", ("interesting",)),
        (words[1], ("SNAG-001",)),
    ]


def enumerate_tags(peer: Taguette) -> list[tuple[int, str]]:
    """Its tags by their numbers, as the page has them for its script."""
    page = peer.get(f"/project/{peer.project}").decode()
    return [
        (int(number), html.unescape(path).encode().decode("unicode_escape"))
        for number, path in re.findall(r'"id": (\d+), "path": "((?:[^"\\]|\\.)*)"', page)
    ]


def test_qualitative_coding_reads_our_project_and_ours_reads_its(
    catalog: Path, tmp_path: Path
) -> None:
    """It reads texts, codes and coders; it puts every passage on the first line, whatever line."""
    path = tmp_path / "ours.qdpx"
    fine("export", "--format", "qdpx", "-o", path, "--catalog", catalog, "--coder", "ana")
    folder = tmp_path / "project"
    folder.mkdir()
    qc = program("qualitative-coding", "qc")

    def run(*words: str | Path) -> str:
        done = subprocess.run(
            [qc, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=120,
            env={**os.environ, "PYTHONBREAKPOINT": "0", "COLUMNS": "200"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("init", "--import", path)
    transcript = catalog / "interviews/I01/transcript.txt"
    assert (folder / "corpus/I01.txt").read_bytes() == transcript.read_bytes()
    assert "Silent <failure>" in (folder / "codebook.yaml").read_text()
    assert "ana" in run("coders")
    back = tmp_path / "theirs.qdpx"
    run("export", back)
    before = (catalog / "interviews/I01/codings/ana.yaml").read_bytes()
    said = fine("code", "import", back, "--coder", "ben", "--catalog", catalog)
    assert "0 new for ben" in said
    assert "New code" not in said
    assert "Left out, the text" not in said
    assert "of ana are not in the project any more; they stay here." in said
    assert (catalog / "interviews/I01/codings/ana.yaml").read_bytes() == before

"""The site as files: whole, with links that hold from disk, and nothing of others lost."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from common import THOROUGH
from web.test_web_pages import sound

from snaglist.errors import SnaglistError, UsageError
from snaglist.index.documents import documents
from snaglist.index.query import DocumentType
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.site_folder import MARKER
from snaglist.web.static_site import POLICY, SiteTotals, write_site

LINKS = 20_000 if THOROUGH else 1_500
"""How many links the site must have at least, for the test of them to mean something."""


@pytest.fixture
def folder(static_site: Path) -> Path:
    return static_site


@pytest.mark.repeated
def test_every_thing_with_a_page_has_a_file(folder: Path, site_snapshot: Snapshot) -> None:
    catalogue = site_snapshot.catalogue
    for issue in catalogue.issues:
        assert (folder / "issues" / f"{issue.id}.html").is_file()
        assert (folder / "issues" / f"{issue.id}.ttl").is_file()
    for strategy in catalogue.strategies:
        assert (folder / "strategies" / f"{strategy.id}.html").is_file()
    names = ("index", "about", "categories", "map", "matrix", "questions", "gaps", "ontology")
    for name in (*names, "changes", "edges", "phases", "search"):
        assert (folder / f"{name}.html").is_file()
    for interview in catalogue.interviews:
        text = folder / "interviews" / interview.id / "transcript.txt"
        assert text.read_text(encoding="utf-8") == interview.transcript


@pytest.mark.repeated
def test_every_link_leads_to_a_file_and_a_place_in_it(folder: Path) -> None:
    anchors: dict[Path, set[str]] = {}
    checked = 0
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for found in re.findall(r' (?:href|src|action)="([^"]*)"', text):
            link = urlsplit(unescape(found))
            if link.scheme in ("http", "https"):
                continue
            assert not link.path.startswith("/"), (page, found)
            there = (page.parent / unquote(link.path)).resolve() if link.path else page.resolve()
            assert there.is_file(), (page, found)
            checked += 1
            if link.fragment and there.suffix == ".html":
                if there not in anchors:
                    anchors[there] = set(sound(there.read_text(encoding="utf-8")).ids)
                assert unquote(link.fragment) in anchors[there], (page, found)
    assert checked > LINKS


@pytest.mark.repeated
def test_every_iri_of_the_dumps_has_a_page_that_leads_on(
    folder: Path, site_snapshot: Snapshot
) -> None:
    text = site_snapshot.dump("snaglist-asserted.nt") + site_snapshot.dump("snaglist-inferred.nt")
    named = set(re.findall(r"<https://w3id\.org/snaglist(/[^>#]*[^>#/])[#>]", text.decode()))
    things = {path for path in named if path.startswith("/id/")}
    assert len(things) > 100
    for path in named:
        page = folder / f"{unquote(path).strip('/')}.html"
        assert page.is_file(), path
        if path in things:
            found = re.search(r'content="0; url=([^"]*)"', page.read_text(encoding="utf-8"))
            assert found, path
            assert (page.parent / unquote(unescape(found[1]).partition("#")[0])).is_file(), path


@pytest.mark.repeated
def test_nothing_asks_for_a_server(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "data-suggest" not in text
        assert not re.search(r'(?:href|action)="[^"]*sparql', text)


@pytest.mark.repeated
def test_the_search_has_every_text(folder: Path, site_snapshot: Snapshot) -> None:
    text = (folder / "static" / "texts.js").read_text(encoding="utf-8")
    things = json.loads(text.partition("const TEXTS = ")[2].removesuffix(";\n"))
    catalogue = site_snapshot.catalogue
    everything = documents(catalogue, site_snapshot.terms)
    assert [thing["id"] for thing in things] == [
        each.id for each in everything if each.type is not DocumentType.TURN
    ]
    for thing in things:
        assert (folder / thing["url"].partition("#")[0]).is_file()
        # A retired entry is found by its names alone.
        assert thing["texts"] or thing["title"].endswith("(retired)")


@pytest.mark.repeated
def test_no_page_runs_what_stands_in_it(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        head, _, _ = text.partition("<title>")
        assert f'content="{POLICY}"' in head
        # Before anything is loaded, and with nothing in the page that it would stop.
        assert head.index("Content-Security-Policy") < head.index("<meta name")
        assert not re.search(
            r"<script(?![^>]* src=|[^>]*json)|<style| style=| on\w+=|href=.javascript", text
        )


def test_terms_that_differ_in_case_are_two_files(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert len({name.casefold() for name in names}) == len(names)
    terms = [name for name in names if re.fullmatch(r"(?i)ontology/terms/witness(_2)?\.html", name)]
    titles = {
        re.findall(r"<title>(\w+) ", (folder / name).read_text(encoding="utf-8"))[0]
        for name in terms
    }
    assert titles == {"Witness", "witness"}


@pytest.mark.thorough
def test_a_site_is_replaced(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    app = create_app(sample_knowledge)
    first = write_site(app, tmp_path / "site", dumps=True)
    assert any((tmp_path / "site" / "data").glob("*.nq"))
    second = write_site(app, tmp_path / "site", dumps=False)
    assert not any((tmp_path / "site").rglob("*.nq"))
    assert isinstance(second, SiteTotals)
    assert second.pages == first.pages
    assert second.octets < first.octets


def test_anything_but_a_site_is_left(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    app = create_app(sample_knowledge)
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        write_site(app, other, dumps=False)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]
    assert not (other / MARKER).exists()


@pytest.mark.thorough
def test_the_same_catalogue_gives_the_same_files(
    sample_knowledge: Snapshot, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        write_site(create_app(sample_knowledge), tmp_path / name, dumps=False)
    one = {p.relative_to(tmp_path / "one"): p.read_bytes() for p in files(tmp_path / "one")}
    two = {p.relative_to(tmp_path / "two"): p.read_bytes() for p in files(tmp_path / "two")}
    assert one == two


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_place_that_cannot_be_written_is_named(
    sample_knowledge: Snapshot, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(SnaglistError, match="cannot be written"):
        write_site(create_app(sample_knowledge), blocked / "site", dumps=False)

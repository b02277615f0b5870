"""One word for one thing: pages, templates, help texts and docs keep to docs/glossary.md."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import click
import pytest
from common import CATALOG, TESTS
from flask.testing import FlaskClient
from loaded import loaded
from web.review_desk import Desk
from web.test_web_pages import PAGES

from snaglist.cli.main import cli
from snaglist.index.query import FACETS
from snaglist.model.entry import Issue, Outcome
from snaglist.settings import SETTINGS
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.components.page_names import PAGE_NAMES

ROOT = TESTS.parent
PACKAGE = ROOT / "server" / "snaglist"

WITHDRAWN = re.compile(
    r"\b("
    r"(?:is|was|were|not|nobody|somebody) told(?! (?:to|apart|from|where|whose|it)\b| ?[;:.,] )|"
    r"told (?:of|as|in|how)|tells of|system told|the worst told|worst that was told|"
    r"had back|bring it|brings? a review|that is brought|brought back|take (?:it |them )?along|"
    r"taken along|left to see to|sees? to (?:it|this|them)|seen to|leads nowhere(?! else)|"
    r"what helps|what answers|answers? or notices?|would go without|bring it in without|"
    r"guards? against|stands? on|stand alone|for ever\b|wish(?:ed)? they had|is silent|"
    r"who (?:was|were) there|"
    r"not answered:|two who answer blind|how bad it|nothing that was done|"
    r"how it went was|what came of it|what others did(?! or proposed)|on the word of|"
    r"one a line|link is for reading|the word:|"
    r"what is missing:|for nobody"
    r")",
    re.IGNORECASE,
)
"""Words that gave way to those of the glossary."""

TOLD = re.compile(r"\b(?:un)?told\b", re.IGNORECASE)
"""On a page, this word is always the old one for "reported"."""

CODE = re.compile(r"```.*?```|`[^`]*`|^ {4}.*$", re.DOTALL | re.MULTILINE)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
STRINGS = re.compile(r'"([^"]*)"')
TAG = re.compile(r"<[^>]*>")
SAID_IN_TAGS = re.compile(r'(?:title|aria-label|placeholder|content|alt)="([^"]*)"')
QUOTED = re.compile(r"<blockquote.*?</blockquote>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
SPACE = re.compile(r"\s+")

REVIEW_PAGES = (
    "",
    "?mode=short",
    "?status=accepted",
    "/issues/SNAG-001",
    "/profile",
    "/add",
    "/sign",
    "/upgrade",
    "/links",
    "/delete",
)

OWN_NAME = ("gaps", "edges", "changes", "data", "map", "matrix", "guide", "search/help")
"""Pages to which every link says the page's name."""

DOCS = [
    ROOT / "README.md",
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.name != "glossary.md"),
    *sorted((ROOT / "docs" / "examples").glob("*.md")),
]
TEMPLATES = sorted([*PACKAGE.glob("**/templates/**/*.html")])
SOURCES = sorted(
    path for room in ("cli", "web", "reviews", "index") for path in PACKAGE.glob(f"{room}/**/*.py")
)


def words_of(page: str) -> str:
    """What people read or hear of a page, quotes of interviews left out."""
    page = QUOTED.sub(" ", page)
    said = " | ".join(SAID_IN_TAGS.findall(page))
    return SPACE.sub(" ", unescape(f"{TAG.sub(' ', page)} | {said}"))


def text_of(found: str) -> str:
    """The words within a tag, on one line."""
    return SPACE.sub(" ", unescape(TAG.sub("", found))).strip()


def title_of(page: str) -> str:
    """What a browser calls the page."""
    found = TITLE.search(page)
    assert found
    return text_of(found[1])


def heading_of(page: str) -> str:
    """The heading of a page."""
    found = HEADING.search(page)
    assert found
    return text_of(found[1])


def name_link_fits(path: str, says: str) -> bool:
    """Whether a link says the name of its page, whatever else it says."""
    return PAGE_NAMES[path].lower() in says.lower()


@pytest.mark.parametrize("address", [*PAGES, "/guide", "/nowhere", "/issues/SNAG-404", "/reviews"])
def test_pages_keep_to_the_glossary(client: FlaskClient, address: str) -> None:
    words = words_of(client.get(address).text)
    assert WITHDRAWN.findall(words) == []
    assert TOLD.findall(words) == []


def test_pages_of_reviews_keep_to_the_glossary(desk: Desk) -> None:
    alone, _ = desk.begin()
    blind, _, first, _ = desk.begin(reviewers="Ana\nBen")
    desk.answer(
        alone, "SNAG-001", status="accepted", reason="So.", owner="Ben", expires="2099-01-01"
    )
    pages = [f"{alone}{page}" for page in REVIEW_PAGES]
    pages += ["/reviews", "/reviews/new", "/reviews/admin", blind, first, f"{first}/hand-in"]
    for address in pages:
        response = desk.get(address)
        assert response.status_code == 200, address
        words = words_of(response.text)
        assert [*WITHDRAWN.findall(words), *TOLD.findall(words)] == [], address


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_to_the_glossary(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    strings = " | ".join(s for part in JINJA.findall(text) for s in STRINGS.findall(part))
    assert WITHDRAWN.findall(words_of(JINJA.sub(" ", text))) == []
    assert [found for found in WITHDRAWN.findall(strings) if found != "not told"] == []


def test_help_texts_keep_to_the_glossary() -> None:
    for name, text in help_texts(cli, "snag"):
        assert WITHDRAWN.findall(text) == [], name
    for setting in SETTINGS:
        assert WITHDRAWN.findall(setting.help) == [], setting.name


def help_texts(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """The help of a command and of all below it."""
    context = click.Context(command, info_name=name)
    yield name, SPACE.sub(" ", command.get_help(context))
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below is not None
            yield from help_texts(below, f"{name} {each}")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_messages_keep_to_the_glossary(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    comments = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    said = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in comments
    ]
    found = [(WITHDRAWN.findall(text), text) for text in said if text != Outcome.NOT_REPORTED]
    assert [text for words, text in found if words] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_docs_keep_to_the_glossary(path: Path) -> None:
    assert WITHDRAWN.findall(CODE.sub(" ", path.read_text(encoding="utf-8"))) == []


def test_the_glossary_is_linked_and_names_each_page_and_outcome() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert "(glossary.md)" in (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert not {name for name in PAGE_NAMES.values() if name not in glossary}
    assert not {each.label for each in Outcome if f"| {each.label} |" not in glossary}


CONTENT = re.compile(
    r"told (?:of|as|that)|(?:not|nobody|interviewee) told|had back|left lying|reckon back|"
    r"it is open what|was so told",
    re.IGNORECASE,
)
"""What no text of an entry says; its history may name old words."""


def test_entries_keep_to_the_glossary() -> None:
    found = []
    for entry in loaded(CATALOG).entries:
        texts = [entry.title, entry.definition, entry.use_when, entry.body]
        texts += [limit.text for limit in entry.not_when] + [claim.text for claim in entry.claims]
        if isinstance(entry, Issue):
            texts += [arrow.text for arrow in entry.leads_to]
            texts += [question.text for question in entry.questions]
        found += [(entry.id, words) for text in texts for words in CONTENT.findall(text)]
    assert found == []


@pytest.mark.parametrize("path", PAGE_NAMES)
def test_a_page_has_one_name(client: FlaskClient, path: str) -> None:
    page, name = client.get(f"/{path}", headers={"Accept": "text/html"}).text, PAGE_NAMES[path]
    assert title_of(page) == f"{name} · Snaglist"
    assert heading_of(page) == name


def test_links_say_the_name_of_their_page(client: FlaskClient) -> None:
    for address in PAGES:
        for href, inside in LINK.findall(client.get(address).text):
            path = href.strip("/")
            if path in OWN_NAME:
                assert name_link_fits(path, text_of(inside)), (address, href, inside)


@pytest.mark.thorough
def test_titles_of_pages_are_unique(site: FlaskClient) -> None:
    topics = ("phases", "sources", "systems", "qualities", "stakeholders", "artefacts")
    addresses = ["/", *(f"/{path}" for path in PAGE_NAMES), *(f"/{topic}" for topic in topics)]
    # Titles of entries and interviews begin with their ids.
    addresses += ["/issues/SNAG-001", "/strategies/FIX-001", "/interviews/I07"]
    addresses += [one["url"] for one in site.get("/index.json").get_json()["categories"]]
    for topic in topics:
        addresses += [one["url"] for one in site.get(f"/{topic}.json").get_json()["concepts"]]
    addresses += ["/search?q=sensor", "/search?q=late+data", "/search?q=sensor&page=2"]
    addresses += [
        "/issues?phase=operation",
        "/issues?phase=modelling",
        "/strategies?outcome=failed",
    ]
    pages = {address: site.get(address, headers={"Accept": "text/html"}) for address in addresses}
    assert {page.status_code for page in pages.values()} == {200}
    titles = Counter(title_of(page.text) for page in pages.values())
    assert [title for title, number in titles.items() if number > 1] == []
    assert title_of(pages["/"].text) == "Snaglist: quality issues in machine-learning systems"
    assert titles["Trust (category) · Snaglist"] == 1
    assert titles["Search: sensor · Snaglist"] == 1
    assert titles["Downloads · Snaglist"] == 1


def test_the_first_screen_counts_the_interviews(site: FlaskClient, shipped: Snapshot) -> None:
    catalogue, page = shipped.catalogue, site.get("/").text
    opening = text_of(page.split("<h1>")[1].split("<form")[0])
    (_,) = catalogue.interviews
    assert "One interview so far" in opening
    assert f"{len(list(catalogue.quotes))} quotes" in opening
    assert "a practitioner’s own words" in opening
    assert "single source" not in site.get("/issues/SNAG-001").text


def test_an_outcome_is_typed_as_it_is_shown(site: FlaskClient, shipped: Snapshot) -> None:
    assert "outcome" in FACETS
    assert shipped.facet_labels["outcome"]["not told"] == ("not reported", "not told")
    totals = {
        site.get("/search.json", query_string={"q": f'outcome:"{words}"'}).get_json()["total"]
        for words in ("not reported", "not told")
    }
    assert len(totals) == 1
    assert totals != {0}
    for address in ("/issues", "/strategies", "/search?type=issue"):
        words = words_of(site.get(address).text)
        assert "not reported" in words
        assert "not told" not in words

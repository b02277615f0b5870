"""What search engines and messengers are told: one address, a title, a description, the way."""

import json
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from web.test_web_pages import PAGES

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.static_site import write_site

BASE = "https://snaglist.example/under"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def listed(client: FlaskClient) -> list[str]:
    """What the sitemap lists."""
    text = client.get("/sitemap.xml", base_url=BASE).text
    return [each.text or "" for each in ElementTree.fromstring(text).iter(f"{SPACE}loc")]


def head(client: FlaskClient, path: str) -> dict[str, str]:
    """The title, the canonical address and what is said to others, by name."""
    page = client.get(path, base_url=BASE).text.partition("</head>")[0]
    said = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    links = re.findall(r'<link rel="(canonical)" href="([^"]*)"', page)
    title = re.findall(r"<(title)>([^<]*)</title>", page)
    return {name: unescape(content) for name, content in (*said, *links, *title)}


def test_the_sitemap_lists_every_page_once_at_its_canonical_address(
    client: FlaskClient, listed: list[str]
) -> None:
    assert len(listed) == len(set(listed))
    for url in listed:
        assert head(client, url.removeprefix(BASE))["canonical"] == url
    pages = {path.partition("?")[0] for path in PAGES}
    unlisted = {"/reviews", "/reviews/new", "/search", "/sparql", "/compare", "/collection"}
    there = {url.removeprefix(BASE) for url in listed}
    # What an entry said once is found from the entry, and would stand beside it in results.
    past = {path for path in pages if "/versions" in path}
    assert pages - there - past <= unlisted | {"/suggest/SNAG-001"}
    assert not past & there


def test_titles_and_descriptions_of_all_pages_differ(
    client: FlaskClient, listed: list[str]
) -> None:
    """Those, too, that are found from an entry and not in the sitemap."""
    past = [path for path in PAGES if "/versions" in path or path.startswith("/suggest/")]
    assert len(past) > 3
    heads = [head(client, url.removeprefix(BASE)) for url in (*listed, *past)]
    for name in ("title", "description"):
        said = [each[name] for each in heads]
        assert all(said)
        assert not {each for each in said if said.count(each) > 1}
    for each in heads:
        assert (each["og:title"], each["og:url"]) == (each["title"], each["canonical"])
        assert each["og:description"] == each["description"]


def test_what_is_chosen_on_a_page_is_not_in_its_canonical_address(client: FlaskClient) -> None:
    path = "/issues?category=data&phase=operation"
    assert head(client, path)["canonical"] == f"{BASE}/issues"
    assert head(client, "/issues/SNAG-001?view=brief")["canonical"] == f"{BASE}/issues/SNAG-001"
    assert "noindex" in head(client, "/search?q=sensor")["robots"]


def test_errors_have_no_address_of_their_own(client: FlaskClient) -> None:
    told = head(client, "/issues/SNAG-999")
    assert "canonical" not in told
    assert told["robots"] == "noindex"


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/issues/SNAG-001", ["/", "/issues", "/categories/data", "/issues/SNAG-001"]),
        ("/strategies/FIX-001", ["/", "/strategies", "/strategies/FIX-001"]),
        ("/phases/operation", ["/", "/phases", "/phases/operation"]),
        ("/search/help", ["/", "/search", "/search/help"]),
        ("/ontology/terms/Issue", ["/", "/ontology", "/ontology/terms/Issue"]),
        ("/issues", []),
        ("/", []),
    ],
)
def test_the_way_to_a_page(client: FlaskClient, path: str, way: list[str]) -> None:
    page = client.get(path, base_url=BASE).text
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    lists = [each for each in map(json.loads, found) if each["@type"] == "BreadcrumbList"]
    items = [each["item"] for one in lists for each in one["itemListElement"]]
    assert items == [BASE + each for each in way]
    shown = page.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', shown) == [f"/under{each}" for each in way[:-1]]
    assert shown.count('aria-current="page"') == bool(way)


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient) -> None:
    text = client.get("/robots.txt", base_url=BASE).text
    assert f"Sitemap: {BASE}/sitemap.xml\n" in text
    assert "Disallow: /under/reviews/\n" in text


@pytest.mark.thorough
def test_a_site_of_files_says_its_addresses_where_they_are_known(
    sample_knowledge: Snapshot, tmp_path: Path
) -> None:
    app = create_app(sample_knowledge)
    write_site(app, tmp_path / "known", dumps=False, base=f"{BASE}/")
    write_site(app, tmp_path / "unknown", dumps=False)
    known, unknown = tmp_path / "known", tmp_path / "unknown"
    tree = ElementTree.fromstring((known / "sitemap.xml").read_text(encoding="utf-8"))
    urls = [each.text or "" for each in tree.iter(f"{SPACE}loc")]
    assert f"{BASE}/" in urls
    for url in urls:
        name = url.removeprefix(f"{BASE}/") or "index.html"
        text = (known / name).read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{url}">' in text
        assert "//localhost" not in text
        text = (unknown / name).read_text(encoding="utf-8")
        assert "//localhost" not in text
        assert 'rel="canonical"' not in text
    assert not (unknown / "sitemap.xml").exists()
    brief = (known / "issues" / "SNAG-001_view-brief.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{BASE}/issues/SNAG-001.html">' in brief
    assert 'url=issues/SNAG-001.html"' in (known / "SNAG-001.html").read_text(encoding="utf-8")

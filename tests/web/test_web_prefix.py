"""Below a path: every address that is given out leads back below it, whoever takes the path off."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from common import times
from flask import Flask
from web.review_desk import Desk, review_app
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client, TestResponse

from snaglist.addresses import read_networks
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.forwarding import Forwarding

HERE = "http://localhost"
PREFIX = "/snaglist"
PEER = {"REMOTE_ADDR": "127.0.0.1"}
ATTRIBUTES = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "content",
    "data-suggest",
    "data-url",
)
LINK = re.compile(r"<([^>]*)>")
FIRST = (
    "",
    "/",
    "/search?q=thermometer",
    "/suggest.json?q=se",
    "/changes.atom",
    "/opensearch.xml",
    "/robots.txt",
    "/id/SNAG-001",
    "/id/catalogue",
    "/search.csv?q=thermometer",
    "/search.ttl?q=thermometer",
    "/data",
    "/.well-known/void",
    "/sparql",
    "/issues//",
    "/issues/snag-001",
    "/issues/SNAG-001",
    "/nowhere",
)


class _Addresses(HTMLParser):
    """Gathers what a page links to, loads or sends forms to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ATTRIBUTES and value and (name != "content" or value.startswith("/")):
                self.found.append(value)


def addresses(response: TestResponse) -> list[str]:
    """Every address in a page, a file or the headers of an answer."""
    found = LINK.findall(", ".join(response.headers.getlist("Link")))
    if "Location" in response.headers:
        found.append(response.headers["Location"])
    kind = response.mimetype or ""
    if kind == "text/html":
        parser = _Addresses()
        parser.feed(response.text)
        found += parser.found
        found += re.findall(rf"{HERE}[^\s\"'<&]*", response.text)
    elif kind.endswith("json") and not kind.startswith("application/ld"):
        found += strings(json.loads(response.text))
    elif kind.startswith("text/") or kind.endswith("xml"):
        found += re.findall(rf"{HERE}[^\s\"'<>&,]*", response.text)
        found += re.findall(r"Disallow: (.*)", response.text)
    return found


def strings(value: object, key: str = "") -> Iterator[str]:
    """Addresses in JSON: those under keys that say so."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from strings(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each, key)
    elif value and isinstance(value, str) and re.search("url|address|href", key):
        yield value


def walk(app: Flask, prefix: str, first: Sequence[str], each: int) -> dict[str, int]:
    """Fetch what can be reached from the first, so many addresses of each kind.

    Returns what they answer.
    """
    client = Client(Forwarding(prefix=prefix).wrap(app.wsgi_app))
    routes = app.url_map.bind("localhost")
    waiting: list[str] = list(reversed(first))
    seen: dict[str, int] = {}
    visits: Counter[object] = Counter()
    while waiting:
        path = waiting.pop()
        kind = path
        with suppress(HTTPException):
            kind = routes.match(urlsplit(path.removeprefix(prefix)).path)[0]
        if path in seen or (visits[kind] >= each and path not in first):
            continue
        visits[kind] += 1
        response = client.get(path, buffered=True)
        seen[path] = response.status_code
        for found in addresses(response):
            url = urldefrag(urljoin(HERE + path, found))[0]
            parts = urlsplit(url)
            if parts.netloc != "localhost":
                continue
            assert f"{parts.path}/".startswith(f"{prefix}/"), (path, found)
            assert prefix + prefix not in parts.path, (path, found)
            # Lists with choices lead to each other without end.
            if not parts.query or parts.path.endswith(("suggest.json", ".csv", ".ttl")):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return seen


@pytest.fixture
def application(sample_knowledge: Snapshot, store: ReviewStore) -> Flask:
    """The sample's pages, and reviews."""
    return review_app(sample_knowledge, store)


@pytest.mark.repeated
def test_no_address_leaves_the_prefix(application: Flask) -> None:
    review, reading = Desk(application).begin()[:2]
    first = [PREFIX + path for path in (*FIRST, review, f"{review}/links", reading)]
    seen = walk(application, PREFIX, first, times(1, 1_000))
    for part in (
        "/issues/SNAG-001",
        "/interviews/",
        "/static/snaglist.js",
        "/changes.atom",
        "/data",
    ):
        assert any(part in path for path in seen), part
    # Forms are sent, not fetched, and this server has nothing to answer queries with.
    broken = {path for path, status in seen.items() if status not in (200, 301, 303, 308, 405, 503)}
    assert broken == {f"{PREFIX}/nowhere", f"{PREFIX}/reviews/import"}


@pytest.mark.parametrize(
    ("forwarding", "kept", "headers"),
    [
        (Forwarding(prefix=PREFIX), False, {}),
        (Forwarding(read_networks("127.0.0.1")), True, {"X-Forwarded-Prefix": PREFIX}),
        (Forwarding(read_networks("127.0.0.1")), False, {"X-Forwarded-Prefix": f"{PREFIX}/"}),
        (Forwarding(read_networks("127.0.0.1"), "/x"), True, {"X-Forwarded-Prefix": PREFIX}),
    ],
)
def test_the_path_may_be_taken_off_or_not(
    app: Flask, forwarding: Forwarding, kept: bool, headers: dict[str, str]
) -> None:
    usual = Client(Forwarding(prefix=PREFIX).wrap(app.wsgi_app))
    client = Client(forwarding.wrap(app.wsgi_app))
    for path in (
        "",
        "/",
        "/changes.atom",
        "/search.csv?q=thermometer",
        "/issues//",
        "/issues/snag-001",
    ):
        expected = usual.get(PREFIX + path)
        found = client.get(
            PREFIX + path if kept else path or "/", headers=headers, environ_base=PEER
        )
        assert (found.status, found.text) == (expected.status, expected.text)
        assert found.headers.get("Location") == expected.headers.get("Location")
        assert found.headers.getlist("Link") == expected.headers.getlist("Link")


@pytest.mark.parametrize("prefix", ["//evil.example", "evil", "/a/../b", "/a b", "/<b>"])
def test_a_prefix_that_is_none_is_refused(app: Flask, prefix: str) -> None:
    client = Client(Forwarding(read_networks("127.0.0.1")).wrap(app.wsgi_app))
    found = client.get("/", headers={"X-Forwarded-Prefix": prefix}, environ_base=PEER)
    assert found.status_code == 400
    assert "X-Forwarded-Prefix should be the path" in found.text


def test_a_prefix_of_a_stranger_does_not_count(app: Flask) -> None:
    client = Client(Forwarding(read_networks("192.0.2.1")).wrap(app.wsgi_app))
    found = client.get("/", headers={"X-Forwarded-Prefix": "/kb"}, environ_base=PEER)
    assert '"/kb' not in found.text


def found(client: Client, path: str) -> str:
    """The text at an address, to its end."""
    return client.get(path, buffered=True).text


def test_identifiers_stay_what_they_are(app: Flask) -> None:
    client = Client(Forwarding(prefix=PREFIX).wrap(app.wsgi_app))
    for path in ("/issues/SNAG-001.ttl", "/context.jsonld", "/issues/SNAG-001.jsonld"):
        assert found(client, PREFIX + path) == found(Client(app.wsgi_app), path)

"""Every address answers, as a page and as JSON; pages are sound HTML and run nothing."""

import json
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web.conftest import EDITIONS
from web.web_sample import CATALOGUE

from snaglist.model.entry_version import SHORT, digest_of, parts_of

OLD = next(iter(EDITIONS.texts))[:SHORT]
NOW = digest_of(parts_of(CATALOGUE.strategies[0]))[:SHORT]

PAGES = {
    "/": "/index.json",
    "/issues": "/issues.json",
    "/issues?category=data&phase=operation": "/issues.json?category=data&phase=operation",
    "/issues/SNAG-001": "/issues/SNAG-001.json",
    "/issues/SNAG-002": "/issues/SNAG-002.json",
    "/issues/SNAG-003": "/issues/SNAG-003.json",
    "/strategies": "/strategies.json",
    "/strategies/FIX-001": "/strategies/FIX-001.json",
    "/interviews": "/interviews.json",
    "/interviews/I07": "/interviews/I07.json",
    "/publications": "/publications.json",
    "/publications/P001": "/publications/P001.json",
    "/categories": "/categories.json",
    "/categories/data": "/categories/data.json",
    "/about": "/about.json",
    "/phases": "/phases.json",
    "/phases/operation": "/phases/operation.json",
    "/vocabularies": "/vocabularies.json",
    "/vocabularies/bells": "/vocabularies/bells.json",
    "/vocabularies/weather": "/vocabularies/weather.json",
    "/map": "/map.json",
    "/questions": "/questions.json",
    "/matrix": "/matrix.json",
    "/issues-by-interview": "/issues-by-interview.json",
    "/saturation": "/saturation.json",
    "/co-occurrence?within=interview": "/co-occurrence.json?within=interview",
    "/suggest/SNAG-001": "/suggest/SNAG-001.json",
    "/gaps": "/gaps.json",
    "/issues/SNAG-001/versions": "/issues/SNAG-001/versions.json",
    "/strategies/FIX-001/versions": "/strategies/FIX-001/versions.json",
    f"/issues/SNAG-001/versions/{OLD}": f"/issues/SNAG-001/versions/{OLD}.json",
    f"/strategies/FIX-001/versions/{NOW}": f"/strategies/FIX-001/versions/{NOW}.json",
    "/compare": "/compare.json",
    "/compare?id=SNAG-001&id=FIX-001": "/compare.json?id=SNAG-001&id=FIX-001",
    "/collection": "/collection.json",
    "/collection?id=SNAG-001&id=I07-Q001&id=P001-F1": (
        "/collection.json?id=SNAG-001&id=I07-Q001&id=P001-F1"
    ),
    "/changes?category=data": "/changes.json?category=data",
    "/evidence": "/evidence.json",
    "/evidence?rows=quotes&sort=-line&down=interview&across=category": (
        "/evidence.json?rows=quotes&sort=-line&down=interview&across=category"
    ),
    "/edges": "/edges.json",
    "/search": "/search.json",
    "/search?q=sensor": "/search.json?q=sensor",
    "/search?q=nowhere": "/search.json?q=nowhere",
    "/search?q=sensor&type=quote&sort=quotes&exact=yes": (
        "/search.json?q=sensor&type=quote&sort=quotes&exact=yes"
    ),
    "/search/help": "/search/help.json",
    "/ontology": "/ontology.json",
    "/ontology/terms/leadsTo": "/ontology/terms/leadsTo.json",
    "/data": "/data.json",
    "/changes": "/changes.json",
}
"""Every page with its JSON."""

OTHERS = {
    "/evidence.csv": (200, "text/csv"),
    "/evidence.excel.csv?rows=claims": (200, "text/csv"),
    "/evidence.md?rows=strategies": (200, "text/markdown"),
    "/evidence.tex?down=category&across=phase": (200, "application/x-tex"),
    "/issues.csv?sort=id": (200, "text/csv"),
    "/strategies.csv": (200, "text/csv"),
    "/questions.csv?phase=operation": (200, "text/csv"),
    "/issues.csv?rows=claims": (400, "text/html"),
    "/evidence.csv-metadata.json?rows=claims": (200, "application/csvm+json"),
    "/matrix.csv-metadata.json": (200, "application/csvm+json"),
    "/gaps.csv-metadata.json": (200, "application/csvm+json"),
    "/issues-by-interview.csv-metadata.json": (200, "application/csvm+json"),
    "/saturation.csv-metadata.json": (200, "application/csvm+json"),
    "/co-occurrence.csv-metadata.json?within=day": (400, "application/json"),
    "/search.csv-metadata.json?q=sensor": (200, "application/csvm+json"),
    "/collection.csv-metadata.json?id=SNAG-001": (200, "application/csvm+json"),
    "/gaps.csv": (200, "text/csv"),
    "/matrix.csv": (200, "text/csv"),
    "/issues-by-interview.csv": (200, "text/csv"),
    "/saturation.csv": (200, "text/csv"),
    "/saturation?order=random": (400, "text/html"),
    "/co-occurrence.csv": (200, "text/csv"),
    "/agreement/I07": (400, "text/html"),
    "/agreement/I99": (404, "text/html"),
    "/agreement/I07.json": (400, "application/json"),
    "/suggest/I07": (404, "text/html"),
    "/suggest/SNAG-001?interview=I99": (400, "text/html"),
    "/co-occurrence?within=day": (400, "text/html"),
    "/cite/SNAG-001.txt": (200, "text/plain"),
    "/cite/FIX-001.bib": (200, "application/x-bibtex"),
    "/cite/I07-Q001.ris": (200, "application/x-research-info-systems"),
    "/cite/P001.bib": (200, "application/x-bibtex"),
    "/cite/P001-F1.txt": (200, "text/plain"),
    "/id/P001-F1": (303, "text/html"),
    "/publications/p001": (301, "text/html"),
    "/publications?year=2021": (200, "text/html"),
    "/publications?year=1066": (400, "text/html"),
    "/issues/SNAG-001?evidence=told": (200, "text/html"),
    "/issues/SNAG-001?evidence=published": (400, "text/html"),
    "/map?evidense=told": (400, "text/html"),
    "/P001-F2": (302, "text/html"),
    "/cite/I07.json": (200, "application/vnd.citationstyles.csl+json"),
    "/cite/I07-T001.txt": (404, "text/html"),
    "/search.csv?q=sensor": (200, "text/csv"),
    "/search.ttl?q=sensor": (200, "text/turtle"),
    "/suggest.json?q=sen": (200, "application/json"),
    "/opensearch.xml": (200, "application/opensearchdescription+xml"),
    "/healthz": (200, "application/json"),
    "/readyz": (200, "application/json"),
    "/robots.txt": (200, "text/plain"),
    "/map.svg": (200, "image/svg+xml"),
    "/issues-by-interview.svg": (200, "image/svg+xml"),
    "/saturation.svg": (200, "image/svg+xml"),
    "/co-occurrence.svg?within=interview": (200, "image/svg+xml"),
    "/co-occurrence.svg?within=day": (400, "text/html"),
    "/matrix.svg?evidence=told": (200, "image/svg+xml"),
    "/sitemap.xml": (200, "application/xml"),
    "/interviews/I07/quotes.json": (200, "application/json"),
    "/interviews/I07/transcript.txt": (200, "text/plain"),
    "/data/snaglist-everything.nq": (200, "application/n-quads"),
    "/issues/SNAG-001.ttl": (200, "text/turtle"),
    "/issues/SNAG-001.jsonld": (200, "application/ld+json"),
    "/strategies/FIX-001.rdf": (200, "application/rdf+xml"),
    "/interviews/I07.nt": (200, "application/n-triples"),
    "/id/I07-Q001.ttl": (200, "text/turtle"),
    "/id/phase/operation.ttl": (200, "text/turtle"),
    "/id/SNAG-001": (303, "text/html"),
    "/graph/I07": (303, "text/html"),
    "/graph/publications": (303, "text/html"),
    "/annotations": (200, "application/ld+json"),
    "/annotations/I07-Q001": (200, "application/ld+json"),
    "/nanopub/SNAG-001-C1": (303, "text/html"),
    "/nanopub/SNAG-001-C1/0000000000000000": (404, "text/html"),
    "/ontology/9.9.9": (404, "text/html"),
    "/ontology/9.9.9.jsonld": (404, "application/json"),
    "/ontology/Issue": (302, "text/html"),
    "/ontology/terms/issue": (301, "text/html"),
    "/ontology/terms/Isue": (404, "text/html"),
    "/ontology/terms/Issue.ttl": (200, "text/turtle"),
    "/openapi.json": (200, "application/json"),
    "/schemas/IssueView.json": (200, "application/schema+json"),
    "/.well-known/api-catalog": (200, "application/linkset+json"),
    "/shapes": (303, "text/html"),
    "/shapes.ttl": (404, "application/json"),
    "/shapes/9.9.9": (404, "text/html"),
    "/mappings": (303, "text/html"),
    "/data.ttl": (200, "text/turtle"),
    "/issues.ttl?category=data": (200, "text/turtle"),
    "/publications.jsonld": (200, "application/ld+json"),
    "/phases.rdf": (200, "application/rdf+xml"),
    "/sparql": (200, "text/turtle"),
    "/changes.atom": (200, "application/atom+xml"),
    f"/id/SNAG-001/versions/{OLD}": (303, "text/html"),
    "/collection.atom": (200, "application/atom+xml"),
    "/collection.ttl": (200, "text/turtle"),
    "/collection.csv": (200, "text/csv"),
    "/collection.mla": (200, "text/plain"),
    "/id/catalogue.ttl": (303, "text/html"),
    "/ontology.ttl": (200, "text/turtle"),
    "/data/snaglist.ttl": (200, "text/turtle"),
    "/.well-known/void": (200, "text/turtle"),
    "/context.jsonld": (404, "application/json"),
    "/data/gone.nt": (503, "application/json"),
    "/data/7b0c10f80e216b197d79214dd96a246b867b1c7c22d87d293b5cd3a1de74572a/snaglist.ttl": (
        200,
        "text/turtle",
    ),
    "/issues/snag-001": (301, "text/html"),
    "/help": (302, "text/html"),
    "/studies": (302, "text/html"),
    "/studies/cote-2023": (302, "text/html"),
    "/studies/cote-2099": (404, "text/html"),
    "/SNAG-001": (302, "text/html"),
    "/snag-001": (302, "text/html"),
    "/SNAG-999": (404, "text/html"),
    "/I07-Q001": (302, "text/html"),
    "/issue/SNAG-001": (302, "text/html"),
    "/nowhere": (404, "text/html"),
}

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "col"}
FOREIGN = {"script", "iframe", "object", "embed", "style"}


class Soundness(HTMLParser):
    """Notes every element that is never closed, twice named, or could run something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Ours, or not a script to a browser, which reads no further than the type.
        ours = [("src", "/static/snaglist.js"), ("defer", None)]
        if tag == "script" and attrs in ([("type", "application/ld+json")], ours):
            self.open.append(tag)
            return
        self.tags.append("svg title" if tag == "title" and "svg" in self.open else tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on") or name == "style" or tag in FOREIGN:
                self.problems.append(f"<{tag} {name}>")
            if name in ("href", "action", "src"):
                self.links.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing at {self.getpos()}")


def sound(html: str) -> Soundness:
    """Read a page."""
    reader = Soundness()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_html(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    page = sound(response.text)
    assert response.text.startswith("<!doctype html>\n<html lang=")
    assert page.problems == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_the_catalogue_runs(client: FlaskClient, path: str) -> None:
    page = sound(client.get(path).text)
    assert not FOREIGN.intersection(page.tags)
    assert not [link for link in page.links if link.lower().startswith(("javascript:", "data:"))]


@pytest.fixture(scope="module")
def led_to() -> dict[str, tuple[int, frozenset[str] | None]]:
    """What each address answered whose link was followed: its status, and the ids of a page."""
    return {}


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_site_lead_somewhere(
    client: FlaskClient, led_to: dict[str, tuple[int, frozenset[str] | None]], path: str
) -> None:
    page = sound(client.get(path).text)
    assert "" not in page.links
    within = {link for link in page.links if link.startswith(("/", "#"))}
    assert within
    for link in within:
        address, _, anchor = link.partition("#")
        address = address or path
        if address not in led_to:
            with client.get(address) as response:
                html = response.mimetype == "text/html"
                ids = frozenset(sound(response.get_data(as_text=True)).ids) if html else None
                led_to[address] = response.status_code, ids
        status, ids = led_to[address]
        assert status == (503 if "gone.nt" in link else 200), link
        assert not anchor or ids is None or anchor in ids, link


@pytest.mark.parametrize(("path", "data"), PAGES.items())
def test_a_page_is_also_json(client: FlaskClient, path: str, data: str) -> None:
    response = client.get(data)
    assert response.content_type == "application/json"
    assert isinstance(json.loads(response.data), dict)
    assert f'href="{data.replace("&", "&amp;")}" rel="alternate"' in client.get(path).text


@pytest.mark.parametrize(("path", "expected"), OTHERS.items())
def test_other_addresses(client: FlaskClient, path: str, expected: tuple[int, str]) -> None:
    with client.get(path) as response:
        assert (response.status_code, response.mimetype) == expected


LENIENT = ("/sparql", "/healthz", "/readyz", "/robots.txt")
"""What others send parameters of their own to, and what has a test of its own for them."""


@pytest.mark.parametrize("path", [*PAGES, *PAGES.values(), *OTHERS])
def test_no_address_takes_a_parameter_that_it_does_not_read(client: FlaskClient, path: str) -> None:
    address = f"{path}{'&' if '?' in path else '?'}nonsense=1"
    with client.get(path) as known, client.get(address) as asked:
        if known.status_code < 400 and path.partition("?")[0] not in LENIENT:
            assert asked.status_code == 400
            assert b"nonsense" in asked.data


def test_every_route_is_in_the_tables(app: Flask) -> None:
    asked = {path.partition("?")[0] for path in (*PAGES, *PAGES.values(), *OTHERS)}
    adapter = app.url_map.bind("")
    matched = {str(adapter.match(path, return_rule=True)[0]) for path in asked - {"/nowhere"}}
    known = {str(rule) for rule in app.url_map.iter_rules()}
    # Review pages and the guide have tables of their own.
    left = {rule for rule in known - matched if not rule.startswith(("/reviews", "/guide"))}
    assert left == {"/static/<path:filename>"}

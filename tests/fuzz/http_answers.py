"""What holds of every answer, whatever was asked."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pyoxigraph
from fuzz.http_requests import MARK, HttpRequest
from werkzeug.test import TestResponse

from snaglist.exchange.web_annotations import ANNO_CONTEXT
from snaglist.web.headers import CORS, HEADERS, PRIVATE_HEADERS
from snaglist.web.privacy import is_private
from snaglist.web.reviews.export import REPORT_CSP

Ask = Callable[[HttpRequest], TestResponse]

ERROR_KEYS = ["status", "title", "message", "nearest", "forms"]
TRACES = (
    "Traceback (most recent call last)",
    'File "/',
    "werkzeug.",
    "sqlalchemy.",
    "site-packages",
)
RDF = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/n-quads": pyoxigraph.RdfFormat.N_QUADS,
    "application/trig": pyoxigraph.RdfFormat.TRIG,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
}
SUFFIX_TYPES = {
    ".json": {
        "application/json",
        "application/vnd.citationstyles.csl+json",
        "application/csvm+json",
    },
    ".ttl": {"text/turtle"},
    ".jsonld": {"application/ld+json"},
    ".rdf": {"application/rdf+xml"},
    ".nt": {"application/n-triples"},
    ".nq": {"application/n-quads"},
    ".trig": {"application/trig"},
    ".csv": {"text/csv"},
    ".tsv": {"text/tab-separated-values"},
    ".txt": {"text/plain"},
    ".atom": {"application/atom+xml"},
    ".xml": {"application/xml", "application/opensearchdescription+xml"},
    ".css": {"text/css"},
    ".svg": {"image/svg+xml"},
    ".html": {"text/html"},
    ".yaml": {"application/yaml", "text/yaml"},
}
LINKS = ("href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "poster", "style")
"""Attributes whose value a browser follows or runs; others may hold any text."""

READ_ONLY = ("GET", "HEAD", "OPTIONS")
PASSING = ("Date", "Set-Cookie", "Content-Length")
"""Headers in which two answers to the same question may differ (length: see ``check_head``)."""


class WrongAnswer(AssertionError):
    """An answer is not as every answer should be."""


def check(asked: HttpRequest, answer: TestResponse) -> None:
    """Raise ``WrongAnswer`` for the first thing that is wrong in an answer."""
    for problem in problems(asked, answer):
        raise WrongAnswer(f"{problem}\n{answer.status}\n{answer.headers}\n{asked}")


def problems(asked: HttpRequest, answer: TestResponse) -> Iterator[str]:
    """Whatever is wrong in an answer by itself."""
    yield from _status_problems(asked, answer)
    yield from _header_problems(answer)
    yield from _length_problems(asked, answer)
    if not answer.data or "Content-Encoding" in answer.headers or answer.status_code == 206:
        return
    yield from _form_problems(asked, answer)
    yield from _mark_problems(answer)
    text = answer.data.decode(errors="replace")
    for trace in TRACES:
        if trace in text:
            yield f"{trace!r} is told to strangers"


def _status_problems(asked: HttpRequest, answer: TestResponse) -> Iterator[str]:
    status = answer.status_code
    if status >= 500 and not (status == 503 and "Retry-After" in answer.headers):
        yield "the server failed"
    if status in (429, 503) and not answer.headers.get("Retry-After", "").isdigit():
        yield "no word of when to try again"
    if status == 405 and not answer.headers.get("Allow"):
        yield "no word of which methods there are"
    # Werkzeug takes methods in small letters, too.
    method = asked.method.upper()
    may_post = method == "POST" and (is_private(answer.request.path) or _is_endpoint(answer))
    if method not in READ_ONLY and status < 400 and not may_post and status not in (301, 308):
        yield "something was done by a method that does nothing here"


def _is_endpoint(answer: TestResponse) -> bool:
    return answer.request.path.rstrip("/") == "/sparql"


def _header_problems(answer: TestResponse) -> Iterator[str]:
    headers, private = answer.headers, is_private(answer.request.path)
    for name, value in headers:
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", name + value):
            yield f"a control character in {name}"
        if MARK in name or (name == "Set-Cookie" and MARK in value):
            yield f"a header that was sent: {name}"
    expected = {**HEADERS, **(PRIVATE_HEADERS if private else CORS)}
    for name, value in expected.items():
        if name == "Content-Security-Policy" and _is_report(answer):
            # One file with its own style, which may do nothing else.
            value = REPORT_CSP
        if name == "Cache-Control" or headers.get_all(name) == [value]:
            continue
        yield f"{name} is {headers.get_all(name)}"
    if private:
        if headers.get("Cache-Control") != "no-store":
            yield "a private page may be kept"
        for name, _ in headers:
            if name in ("ETag", "Content-Encoding", "Last-Modified") or "Access-Control" in name:
                yield f"{name} on a private page"
    elif "Set-Cookie" in headers:
        yield "a cookie on a public page"
    location = headers.get("Location")
    if location is not None and (not location.startswith("/") or location[1:2] in ("/", "\\")):
        yield f"sent away to {location}"


def _is_report(answer: TestResponse) -> bool:
    if answer.status_code != 200 or answer.request.method == "OPTIONS":
        return False
    path = re.search(r"/reviews/[^/]+/report\.html$", answer.request.path)
    return path is not None and answer.mimetype == "text/html"


def _length_problems(asked: HttpRequest, answer: TestResponse) -> Iterator[str]:
    given = answer.headers.get("Content-Length")
    if asked.method == "HEAD" or answer.status_code in (204, 304):
        if answer.data:
            yield "a body where there must be none"
    elif given is None or int(given) != len(answer.data):
        yield f"{len(answer.data)} octets, where Content-Length is {given}"


def _form_problems(asked: HttpRequest, answer: TestResponse) -> Iterator[str]:
    kind, charset = answer.mimetype or "", answer.mimetype_params.get("charset", "utf-8")
    if kind.startswith("text/") and charset != "utf-8":
        yield f"text in {charset}"
    if kind.startswith("text/") or kind.endswith(("json", "xml")):
        try:
            answer.data.decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"not UTF-8: {error}"
    try:
        read(kind, answer.data)
    except (ValueError, SyntaxError, csv.Error) as error:
        yield f"not {kind}: {error}"
    suffix = re.search(r"\.\w+$", answer.request.path)
    if suffix and answer.status_code == 200:
        fitting = SUFFIX_TYPES.get(suffix[0])
        if fitting and kind not in fitting:
            yield f"{kind} below {suffix[0]}"
    if kind == "application/json" and answer.status_code >= 400:
        yield from _error_problems(answer)
    if answer.status_code >= 400 and kind not in ("application/json", "text/html"):
        yield f"an error as {kind}"


def _error_problems(answer: TestResponse) -> Iterator[str]:
    found: Any = json.loads(answer.data)
    if answer.status_code == 503 and answer.request.path == "/readyz":
        return
    error: Any = found.get("error") if isinstance(found, dict) else None
    if not isinstance(error, dict) or len(found) != 1 or list(error) != ERROR_KEYS:
        yield "an error in a shape of its own"
    elif error["status"] != answer.status_code or not error["message"]:
        yield "an error that says something else, or nothing"


def read(kind: str, content: bytes) -> None:
    """Read content of a media type; raises ``ValueError``, ``SyntaxError`` or ``csv.Error``."""
    if kind == "application/ld+json" and f'"@context": "{ANNO_CONTEXT}"'.encode() in content:
        json.loads(content)
        return  # its context is W3C's, which nothing fetches; test_web_annotations reads it
    if kind in RDF:
        for _ in pyoxigraph.parse(content, format=RDF[kind], base_iri="http://localhost/"):
            pass
    elif kind == "application/json" or kind.endswith("+json"):
        json.loads(content)
    elif kind == "application/xml" or kind.endswith("+xml"):
        ElementTree.fromstring(content)
    elif kind in ("text/csv", "text/tab-separated-values"):
        table = io.StringIO(content.decode(), newline="")
        rows = list(csv.reader(table, delimiter="," if kind == "text/csv" else "\t", strict=True))
        if len({len(row) for row in rows}) > 1 and kind == "text/csv":
            raise ValueError("rows of several lengths")


class _Markup(HTMLParser):
    """Collects elements and attributes that came out of a payload."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK in tag:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            runs = re.sub(r"\s", "", value or "").casefold().startswith("javascript:")
            if MARK in name or (name in LINKS and runs and MARK in str(value)):
                self.found.append(f"{name}={value}")


def _mark_problems(answer: TestResponse) -> Iterator[str]:
    """A payload that is markup where it comes back. Elsewhere nobody sniffs for types."""
    if MARK.encode() not in answer.data:
        return
    if answer.mimetype == "text/html":
        parser = _Markup()
        parser.feed(answer.data.decode(errors="replace"))
        parser.close()
        if parser.found:
            yield f"what was sent came back as markup: {parser.found}"
    elif (answer.mimetype or "").endswith("xml") and re.search(rb"<\w*fuzzmark", answer.data):
        yield "what was sent came back as an element"


def compare(asked: HttpRequest, answer: TestResponse, ask: Ask) -> None:
    """Ask again in other ways, where that changes nothing, and raise ``WrongAnswer``."""
    if asked.method == "HEAD":
        check_head(asked, answer, ask)
    if asked.method == "GET":
        check_conditional(asked, answer, ask)
        check_vary(asked, answer, ask)


def check_head(asked: HttpRequest, answer: TestResponse, ask: Ask) -> None:
    """HEAD says what GET says, without a body."""
    whole = ask(HttpRequest("GET", asked.path, asked.query, asked.headers, asked.body))
    if whole.status_code != answer.status_code or _lasting(whole) != _lasting(answer):
        raise WrongAnswer(f"HEAD is not GET\n{whole.headers}\n{answer.headers}\n{asked}")
    # The length of a page that changes, or is too dear to make for its length, may be left out.
    given = answer.headers.get("Content-Length")
    if not is_private(answer.request.path) and given not in (
        None,
        whole.headers.get("Content-Length"),
    ):
        raise WrongAnswer(f"HEAD has another length than GET\n{asked}")


def _lasting(answer: TestResponse) -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in answer.headers if name not in PASSING)


def check_conditional(asked: HttpRequest, answer: TestResponse, ask: Ask) -> None:
    """Who has the answer already is told so, with the headers that caches need."""
    etag = answer.headers.get("ETag")
    if etag is None or answer.status_code != 200:
        return
    again = ask(asked.with_header("If-None-Match", etag))
    if again.status_code != 304 or again.data:
        raise WrongAnswer(f"{again.status} for who has {etag}\n{asked}")
    for name in ("ETag", "Vary", "Cache-Control"):
        if again.headers.get(name) != answer.headers.get(name):
            raise WrongAnswer(f"{name} of a 304 is {again.headers.get(name)}\n{asked}")


def check_vary(asked: HttpRequest, answer: TestResponse, ask: Ask) -> None:
    """Where ``Accept`` matters, caches are told."""
    for accept in ("text/turtle", "text/html"):
        other = ask(asked.with_header("Accept", accept))
        names = ("Content-Type", "Location")
        same = all(other.headers.get(name) == answer.headers.get(name) for name in names)
        if same and other.status_code == answer.status_code:
            continue
        # What is too long to be read is refused before it is known to matter.
        if 431 in (other.status_code, answer.status_code):
            continue
        for each in (answer, other):
            if "accept" not in {name.casefold() for name in each.vary}:
                raise WrongAnswer(f"no Vary: Accept\n{each.status}\n{each.headers}\n{asked}")

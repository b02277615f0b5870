"""Thousands of requests that nobody would send on purpose: an answer each, and a whole one."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import product
from urllib.parse import unquote

import pytest
from common import times
from flask import Flask, Response, request
from fuzz.http_answers import (
    WrongAnswer,
    check,
    check_conditional,
    check_head,
    check_vary,
    compare,
    problems,
)
from fuzz.http_requests import HttpRequest, Known, http_requests
from web.review_desk import ADMIN, Desk
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse, create_environ, run_wsgi_app
from werkzeug.wrappers import Request

from snaglist.index.query import FACETS
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_engine
from snaglist.web.app import create_app
from snaglist.web.headers import CORS, HEADERS, PRIVATE_HEADERS
from snaglist.web.pages.search import PARAMETERS
from snaglist.web.reviews.storage import Quotas, Reviews

pytestmark = pytest.mark.repeated

SEEDS = range(4)

MORE_PARAMETERS = (
    *("format", "part", "type", "kind", "query", "default-graph-uri", "named-graph-uri"),
    *("utm_source", "token", "after"),
)
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')

STARTS = {"/issues/": "SNAG-", "/strategies/": "FIX-", "/interviews/": "I"}
FITTING = {
    "status": "open",
    "seen": "1",
    "kind": "view",
    "due": "2028-02-29",
    "expires": "",
    "done": "",
    "reviewers": "",
    "q.devices": "thermometer",
    "q.looks": "nobody",
    "admin_token": ADMIN,
    "by": "Ana",
    "name": "Ben",
    "title": "The new bed",
}


class Target:
    """An application with reviews of its own, and the browser that has its cookie."""

    def __init__(self, app: Flask, known: Snapshot) -> None:
        self.desk = Desk(app)
        self.known = known
        self.tokens: list[str] = []
        self.renew()
        page = Desk(app).get("/reviews")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found is not None
        self.token = found[1]
        self.cookie = page.headers["Set-Cookie"].partition(";")[0]

    def renew(self) -> None:
        """Begin reviews, as what is tried signs and deletes them; one of them is answered blind."""
        links = self.desk.begin() + self.desk.begin(reviewers="Ana\nBen")
        self.tokens[:] = [link.rpartition("/")[2] for link in links]

    def values(self, route: str, name: str) -> Sequence[str]:
        """What may stand for an argument of a route."""
        things = self.known.catalogue.things
        if name == "token":
            return self.tokens
        if name in ("name", "digest", "filename"):
            dumps = self.known.dumps
            other = ["snaglist.css", "search.js"]
            return [*(dump.name for dump in dumps), *(dump.record.sha256 for dump in dumps), *other]
        if name == "suffix":
            return ("md", "html", "csv", "json", "yaml", "txt", "ttl", "pdf")
        if route.startswith(("/id", "/cite")):
            return list(things)
        for part, start in STARTS.items():
            if part in route:
                return [each for each in things if re.fullmatch(rf"{start}\d+", each)]
        return [each.rpartition("/")[2] for each in things if "/" in each]

    def fields(self) -> dict[str, str]:
        """The fields of all forms on review pages, with a value that is taken."""
        link = f"/reviews/{self.tokens[0]}"
        names = ("issues/SNAG-001", "links", "sign", "add", "delete", "profile", "upgrade")
        pages = ["/reviews", "/reviews/new", "/reviews/admin", link]
        pages += [f"{link}/{name}" for name in names]
        found = {name for page in pages for name in FIELD.findall(self.desk.get(page).text)}
        return {name: FITTING.get(name, "x") for name in sorted(found - {"csrf_token"})}

    def ask(self, asked: HttpRequest) -> TestResponse:
        """The answer, read to its end, as a server would get it: octets beyond ASCII and all."""
        environ = create_environ(method=asked.method, input_stream=BytesIO(asked.body))
        environ["CONTENT_LENGTH"] = str(len(asked.body)) if asked.body else ""
        environ["PATH_INFO"] = unquote(asked.path, "latin-1")
        environ["RAW_URI"] = environ["REQUEST_URI"] = asked.path
        environ["QUERY_STRING"] = asked.query
        environ["HTTP_COOKIE"] = self.cookie
        for name, value in asked.headers:
            key = name.upper().replace("-", "_")
            key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
            text = value.encode().decode("latin-1")
            environ[key] = f"{self.cookie}; {text}" if key == "HTTP_COOKIE" else text
        found, status, headers = run_wsgi_app(self.desk.app, environ, buffered=True)
        return TestResponse(found, status, headers, request=Request(environ))


@pytest.fixture(scope="module")
def target(
    sample_knowledge: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    """The sample catalogue with queries and reviews, whose bounds are out of the way."""
    folder = tmp_path_factory.mktemp("reviews")
    store = ReviewStore.open(f"sqlite:///{folder}/reviews.sqlite3")
    engine = open_engine(sample_knowledge)
    wide = Quotas(reviews=10**6, megabytes=10**6, disk=10**6)
    reviews = Reviews(store=store, admin_token=ADMIN, writes=10**6, quotas=wide)
    yield Target(create_app(sample_knowledge, engine, reviews), sample_knowledge)
    engine.close()
    store.close()


def test_every_route_and_file_answers_whole(target: Target) -> None:
    """Chance needs thousands of requests to come by each of them; here each is asked once."""
    target.renew()
    statuses = set()
    for rule in target.desk.app.url_map.iter_rules():
        names = sorted(rule.arguments)
        choices = [target.values(rule.rule, name) for name in names]
        files = names in (["name"], ["filename"], ["suffix"])
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for values in product(*(each if files else each[:1] for each in choices)):
            asked = HttpRequest("GET", path.format(**dict(zip(names, values, strict=True))))
            answer = target.ask(asked)
            statuses.add(answer.status_code)
            check(asked, answer)
    assert {200, 404} <= statuses


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_is_whole(target: Target, seed: int) -> None:
    app = target.desk.app
    target.renew()
    parameters = sorted({*PARAMETERS, *FACETS, *MORE_PARAMETERS})
    known = Known(
        list(app.url_map.iter_rules()), target.values, parameters, target.fields(), target.token
    )
    statuses = set()
    for at, asked in enumerate(http_requests(known, times(75, 7_500), seed)):
        if at % 60 == 59:
            target.renew()
        answer = target.ask(asked)
        statuses.add(answer.status_code)
        check(asked, answer)
        # By default each fourth; one asked again in three ways costs as much as three others.
        if at % times(4, 8) == 0:
            compare(asked, answer, target.ask)
    # Neither all are refused nor none.
    assert {200, 400, 404, 405} <= statuses


GOOD = {**HEADERS, **CORS}
SECRET = {**HEADERS, **PRIVATE_HEADERS}


@pytest.mark.parametrize(
    ("status", "path", "headers", "body", "words"),
    [
        (200, "/", {"Content-Type": "text/html; charset=utf-8"}, b"<p>&lt;fuzzmark>", None),
        (500, "/", {}, b"", "failed"),
        (503, "/", {}, b"", "failed"),
        (429, "/", {}, b"", "try again"),
        (405, "/", {}, b"", "which methods"),
        (200, "/", {"Content-Length": "9"}, b"", "0 octets"),
        (200, "/", {"Content-Type": "text/html"}, b"\xff", "not UTF-8"),
        (200, "/", {"Content-Type": "text/html"}, b"<p><fuzzmark>", "markup"),
        (200, "/", {"Content-Type": "text/html"}, b"<p onfuzzmark=x>", "markup"),
        (200, "/", {"Content-Type": "text/html"}, b"<a href=' JavaScript:fuzzmark'>", "markup"),
        (200, "/", {"Content-Type": "image/svg+xml"}, b"<svg><fuzzmark/></svg>", "element"),
        (200, "/", {"Content-Type": "text/html"}, b'  File "/x/y.py", line 1', "strangers"),
        (200, "/", {"Content-Type": "application/json"}, b"{", "not application/json"),
        (200, "/", {"Content-Type": "application/atom+xml"}, b"<a>", "not application/atom"),
        (200, "/", {"Content-Type": "text/turtle"}, b"<a> <b>", "not text/turtle"),
        (200, "/", {"Content-Type": "text/csv"}, b"a,b\r\nc\r\n", "not text/csv"),
        (200, "/x.ttl", {"Content-Type": "text/html"}, b"<p>", "below .ttl"),
        (404, "/", {"Content-Type": "text/turtle"}, b"", None),
        (404, "/", {"Content-Type": "text/turtle"}, b"#", "an error as"),
        (404, "/", {"Content-Type": "application/json"}, b'{"error": {}}', "shape"),
        (200, "/", {"X-fuzzmark": "1"}, b"", "that was sent"),
        (200, "/", {"Set-Cookie": "a=b"}, b"", "cookie"),
        (200, "/", {"X-Content-Type-Options": "x"}, b"", "X-Content-Type-Options"),
        (303, "/", {"Location": "//evil.example"}, b"", "sent away"),
        (200, "/reviews/x", SECRET, b"", None),
        (200, "/reviews/x", {**SECRET, "ETag": '"a"'}, b"", "ETag on a private"),
        (200, "/reviews/x", {**SECRET, **CORS}, b"", "Access-Control"),
        (200, "/reviews/x", {**SECRET, "Cache-Control": "no-cache"}, b"", "may be kept"),
    ],
)
def test_what_is_wrong_is_noticed(
    status: int, path: str, headers: dict[str, str], body: bytes, words: str | None
) -> None:
    kept = {} if path.startswith("/reviews") else GOOD
    given = Headers({"Content-Length": str(len(body)), **kept, **headers})
    asked = Request(create_environ(path))
    answer = TestResponse([body], f"{status} X", given, request=asked)
    found = " ".join(problems(HttpRequest("GET", path), answer))
    assert (words in found) if words else not found


def test_what_differs_is_noticed() -> None:
    """HEAD that is not GET, a 304 that never comes, and ``Accept`` that matters unsaid."""
    app = Flask("wrong")

    @app.get("/")
    def wrong() -> Response:
        kind = "text/html" if request.accept_mimetypes.accept_html else "text/plain"
        headers = {"ETag": '"a"', "X-Method": request.method}
        return Response("x", headers=headers, content_type=kind)

    def ask(asked: HttpRequest) -> TestResponse:
        return app.test_client().open("/", method=asked.method, headers=list(asked.headers))

    for method, look in (("HEAD", check_head), ("GET", check_conditional), ("GET", check_vary)):
        asked = HttpRequest(method, "/")
        with pytest.raises(WrongAnswer):
            look(asked, ask(asked), ask)

"""Requests that clients send by mistake or with ill will, drawn from what an application has.

Addresses come from its ``url_map``, so that a new route is tried without a word here.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from werkzeug.routing import Rule

MARK = "fuzzmark"
"""Is in every payload that must not come back as markup, and in nothing else."""

PAYLOADS = (
    f"<{MARK}>", f"\"><{MARK} on{MARK}=x>", f"' on{MARK}='x", f"</title></script><{MARK}>",
    f"javascript:{MARK}", f"]]><{MARK}/>", f"--><{MARK}>", f"[x](javascript:{MARK})",
    f"x\r\nX-{MARK}: 1", f"x\nSet-Cookie: {MARK}=1", f"\r\n\r\n<{MARK}>", f"{{{{ {MARK} }}}}",
)  # fmt: skip
ODD = (
    *PAYLOADS, "", " ", "a", "0", "1", "-1", "1.5", "٣", "1e9", "99999999999999999999", "true",
    "null", "NaN", "yes", "no", "*", "a*", "*a", '"', "'", '"a b"', "(", ")", "a AND", "NOT",
    "OR OR",
    "title:", "title:a", "a:b:c", "\\", "%", "%00", "%zz", "\x00", "\x01", "\x7f", "\x85", "\t",
    "\n",
    "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "e\u0301", "é", "ß", "İ", "漢字", "🌡",
    "\ud800",
    "\udcff", "..", "../../etc/passwd", "/", "//", "//evil.example", "\\\\evil.example", ".", ";",
    "?",
    "#", "&", "=", "+", ",", "a,b", "{", "{}", "[]", "$(id)", "`id`", "a" * 300, "é" * 300,
    "a " * 200,
    "A" * 1_001, "sensor", "sensro", "data", "SNAG-001", "snag-001", "SNAG-404", "FIX-001", "I01",
    "I01-Q001", "html", "json", "ttl", "text/turtle", "x/y", "desc", "2026-11-28", "9999-99-99",
    "2026-02-30", "00000000-0000-0000-0000-000000000000",
)  # fmt: skip
QUERIES = (
    "ASK {}", "ASK { ?s ?p ?o }", "SELECT * { ?s ?p ?o } LIMIT 3", "SELECT (1/0 AS ?x) {}",
    "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3", "DESCRIBE <x:y>", "DESCRIBE <not an iri>", "SELECT",
    "DROP ALL", "INSERT DATA { <x:a> <x:b> <x:c> }", "ASK { SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT ?g { GRAPH ?g {} }", f"SELECT ('<{MARK}>' AS ?x) {{}}",
    "PREFIX : <x:> ASK { :a :b :c }",
    f"SELECT (IRI('javascript:{MARK}') AS ?x) {{}}", "BASE <x> ASK {}", "ASK {" * 50,
)  # fmt: skip
METHODS = ("GET",) * 24 + ("HEAD",) * 3 + ("POST",) * 2 + (
    "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get", "QUERY",
)  # fmt: skip
ACCEPTS = (
    "*/*", "text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "application/json", "text/turtle", "application/ld+json", "application/rdf+xml",
    "application/n-triples", "text/csv", "application/sparql-results+xml", "image/png", "text/*",
    "text/turtle;q=0", "*/*;q=0", "text/html;q=abc", "text/html;q=-1", "text/html;q=1e9", "a", "/",
    ";", ",", "", ",,,;;;", "text/html;charset=\"", "application/json;q=0.5,text/html;q=0.5", "é/é",
    "application/json\u0001", "*/json", "application/ld+json;profile=\"<x>\"", "text/html" * 300,
)  # fmt: skip
HEADERS: Mapping[str, Sequence[str]] = {
    "If-None-Match": ("*", '"a"', 'W/"a"', "a", '"', '"a' * 50, ""),
    "If-Match": ("*", '"a"'),
    "If-Modified-Since": ("x", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Jan 2099 00:00:00 GMT"),
    "If-Range": ('"a"', "x"),
    "Range": ("bytes=0-0", "bytes=-1", "bytes=5-1", "bytes=0-,1-", "bytes=9999999999-", "x=1-2"),
    "Accept-Encoding": ("gzip", "br", "identity;q=0", "*;q=0", "gzip;q=x", "br;q=0.1,gzip", ""),
    "Accept-Language": ("de", "*", ";", "\u00e9"),
    "Cookie": ("a=b", ";", "=", '"', "session=x.y.z", f"x=<{MARK}>"),
    "Referer": ("x", f"http://evil.example/<{MARK}>"),
    "Origin": ("null", "http://evil.example"),
    "Host": ("evil.example", f"<{MARK}>", "a:b", "a:99999", "[::1", "a b", "", "é", "localhost:80"),
    "X-Forwarded-For": ("1.2.3.4", f"<{MARK}>"),
    "X-Forwarded-Host": ("evil.example",),
    "X-Forwarded-Proto": ("https", f"<{MARK}>"),
    "X-Forwarded-Prefix": ("/x", f"/<{MARK}>"),
    "X-HTTP-Method-Override": ("DELETE", "POST"),
    "User-Agent": ("", f"<{MARK}>"),
    "Authorization": ("Basic x", "Bearer é", ""),
    "Content-Encoding": ("gzip",),
    "Expect": ("x",),
    "X-Long": ("a" * 8_001,),
}  # fmt: skip
CONTENT_TYPES = (
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "multipart/form-data",
    "application/sparql-query", "application/sparql-update", "application/json", "text/plain",
    "a", "",
    "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data; boundary=\"é\"",
    "multipart/form-data; boundary=" + "b" * 300,
)  # fmt: skip
FILE_PART = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n%s\r\n--b--\r\n'
)
PARTS = (
    b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
    FILE_PART % (b"a.yaml", b"[1,1]"), FILE_PART % (b"<x>", b"!!bool x"),
    FILE_PART % (b"../x", b"\xff\xfe"), FILE_PART % (b"", b""),
    b"--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n\xff\r\n--b--\r\n",
    b"--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n--b", b"--b", b"--b\r\n\r\n", b"",
)  # fmt: skip
SUFFIXES = (
    *(".json", ".ttl", ".jsonld", ".rdf", ".nt", ".csv", ".txt", ".atom", ".xml", ".html", ".yaml"),
    *(
        ".bib",
        ".ris",
        ".x",
        ".",
        ".JSON",
        ".json.ttl",
        "/",
        "//",
        ";a",
        "%00",
        "/..",
        "/%2e%2e/",
        ".",
    ),
)
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+)(?:\((?P<given>[^)]*)\))?:)?(?P<name>\w+)>")


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as the test client sends it; ``path`` is percent-encoded, ``query`` too."""

    method: str
    path: str
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def with_header(self, name: str, value: str) -> "HttpRequest":
        """The same with one header set to another value."""
        kept = (pair for pair in self.headers if pair[0] != name)
        return replace(self, headers=(*kept, (name, value)))


@dataclass(frozen=True, slots=True)
class Known:
    """What an application knows: its routes, parameters, and fields of forms with a fitting value.

    ``values`` gives what fits an argument of a route, by the route's text and the argument's name.
    ``token`` is what makes a form ours; it belongs to the browser that sends it.
    """

    rules: Sequence[Rule]
    values: Callable[[str, str], Sequence[str]]
    parameters: Sequence[str]
    fields: Mapping[str, str]
    token: str


def http_requests(known: Known, number: int, seed: int) -> Iterator[HttpRequest]:
    """So many requests; the same seed makes the same ones of the same application.

    Every route comes as often as the next one, whatever its neighbours are.
    """
    chance = random.Random(seed)
    rules = list(known.rules)
    for at in range(number):
        if at % len(rules) == 0:
            chance.shuffle(rules)
        yield _request(known, rules[at % len(rules)], chance)


def _request(known: Known, rule: Rule, chance: random.Random) -> HttpRequest:
    method = chance.choice(METHODS)
    if "POST" in (rule.methods or ()) and chance.random() < 0.7:
        method = "POST"
    path = _path(known, rule, chance)
    query = urlencode(_pairs(known.parameters, chance), errors="surrogatepass")
    headers = dict(_headers(chance))
    body = b""
    if method in ("POST", "PUT", "PATCH", "QUERY") or chance.random() < 0.02:
        kind, body = _body(known, chance)
        headers["Content-Type"] = kind
    return HttpRequest(method, path, query, tuple(headers.items()), body)


def _path(known: Known, rule: Rule, chance: random.Random) -> str:
    def fill(found: re.Match[str]) -> str:
        if found["kind"] == "any":
            values: Sequence[str] = re.split(r",\s*", found["given"])
        else:
            values = known.values(rule.rule, found["name"])
        return _quoted(chance.choice(values if chance.random() < 0.75 else ODD))

    path = ARGUMENT.sub(fill, rule.rule)
    if chance.random() < 0.08:
        path += chance.choice(SUFFIXES)
    if chance.random() < 0.03:
        path = chance.choice((path.upper(), f"/{path}", path.replace("/", "//"), path[:-1] or "/"))
    return path


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _pairs(names: Sequence[str], chance: random.Random) -> list[tuple[str, str]]:
    number = chance.choice((0, 0, 1, 1, 2, 3, 6))
    return [
        (
            chance.choice(names if chance.random() < 0.85 else ODD),
            chance.choice(QUERIES if chance.random() < 0.1 else ODD),
        )
        for _ in range(number)
    ]


def _headers(chance: random.Random) -> Iterator[tuple[str, str]]:
    if chance.random() < 0.6:
        yield "Accept", chance.choice(ACCEPTS)
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 4))):
        name = chance.choice(list(HEADERS))
        yield name, chance.choice(HEADERS[name])


def _body(known: Known, chance: random.Random) -> tuple[str, bytes]:
    luck = chance.random()
    if luck < 0.65:
        pairs = list(_fields(known.fields, chance))
        if chance.random() < 0.9:
            pairs.append(("csrf_token", known.token))
        return CONTENT_TYPES[0], urlencode(pairs, errors="surrogatepass").encode()
    if luck < 0.75:
        return "application/sparql-query", chance.choice(QUERIES).encode()
    if luck < 0.85:
        return "multipart/form-data; boundary=b", _with_token(known.token, chance.choice(PARTS))
    odd = chance.choice(ODD)
    text = json.dumps({odd: odd}) if chance.random() < 0.5 else odd
    return chance.choice(CONTENT_TYPES), text.encode(errors="surrogatepass")


def _fields(known: Mapping[str, str], chance: random.Random) -> Iterator[tuple[str, str]]:
    odd = chance.choice((0.02, 0.1, 0.5))
    for name, value in known.items():
        if chance.random() < 0.8:
            yield name, chance.choice(ODD) if chance.random() < odd else value
    for _ in range(chance.choice((0, 0, 0, 0, 1, 2))):
        yield chance.choice((*ODD, *known)), chance.choice(ODD)


def _with_token(token: str, parts: bytes) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
    return head + token.encode() + b"\r\n" + parts

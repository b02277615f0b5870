"""A store elsewhere that drips, lies, redirects, floods or hangs up."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl

import pytest
from sparql.sparql_sample import PREFIXES

from snaglist.sparql.remote_store import RemoteStore
from snaglist.sparql.request import (
    AnswerFormat,
    GraphStoreError,
    Limits,
    QueryError,
    Request,
)
from snaglist.workers.errors import BusyError, ClientGoneError, TimeLimitError, TooLargeError

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
SELECT, ASK, CONSTRUCT = "SELECT ?s {}", "ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ROW = {"s": {"type": "uri", "value": "http://x/a"}}

Answering = Callable[[socket.socket], None]


class Store:
    """A server whose every answer is what the test says; ``asked`` counts the connections.

    ``said`` is the body of the last request.
    """

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.answering: Answering = lambda peer: None
        self.asked = 0
        self.said = b""
        self.open: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/sparql"

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.asked += 1
            self.open.append(peer)
            threading.Thread(target=self._one, args=[peer], daemon=True).start()

    def _one(self, peer: socket.socket) -> None:
        try:
            received = b""
            while b"\r\n\r\n" not in received:
                received += peer.recv(65_536)
            head, _, body = received.partition(b"\r\n\r\n")
            size = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            while len(body) < size:
                body += peer.recv(65_536)
            self.said = body
            self.answering(peer)
        except (OSError, ValueError):
            pass
        finally:
            peer.close()

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for peer in self.open:
            peer.close()


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    found = Store()
    yield found
    found.close()


@contextmanager
def remote(store: Store, seconds: float = 1.0, size: int = 300_000) -> Iterator[RemoteStore]:
    engine = RemoteStore(store.url, PREFIXES, Limits(seconds=seconds, rows=100, size=size))
    try:
        yield engine
    finally:
        engine.close()


@pytest.fixture(scope="module")
def engine(store: Store) -> Iterator[RemoteStore]:
    # Long enough that nothing here is late: what is odd is refused at once.
    with remote(store, seconds=20) as found:
        yield found


def answer(content: bytes | str, kind: str = JSON, status: str = "200 OK") -> Answering:
    body = content.encode() if isinstance(content, str) else content
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return lambda peer: peer.sendall(head.encode() + body)


def table(rows: object, names: object = ("s",)) -> str:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}})


def term(**fields: object) -> str:
    return table([{"s": fields}])


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sparql>&b;</sparql>'
)

ODD_ROWS = {
    "empty": "",
    "html": "<html>",
    "xmlbomb": BOMB,
    "number": "1",
    "null": "null",
    "list": "[]",
    "notobj": '"head"',
    "nohead": '{"results": {"bindings": []}}',
    "nothing": "{}",
    "deep": "[" * 50_000,
    "deep2": '{"head":' * 20_000,
    "deep3": '{"head":{"vars":["s"]},"results":{"bindings":[' + '{"s":' * 20_000,
    "deepterm": table([{"s": {"type": "triple", "value": None}}]),
    "nullrows": '{"head":{"vars":["s"]},"results":{"bindings":null}}',
    "nullrow": table([None]),
    "textrow": table(["s"]),
    "oddvars": table([], "s"),
    "nullvars": table([], None),
    "numbervars": table([], [1]),
    "unknownvar": table([{"t": {"type": "uri", "value": "http://x/a"}}]),
    "oddterm": table([{"s": "http://x/a"}]),
    "nullterm": table([{"s": None}]),
    "oddtype": term(type="odd", value="x"),
    "notype": term(value="x"),
    "novalue": term(type="uri"),
    "numbervalue": term(type="literal", value=1),
    "oddiri": term(type="uri", value="no iri <>"),
    "oddlanguage": term(type="literal", value="x", **{"xml:lang": "no language"}),
    "odddatatype": term(type="literal", value="x", datatype="no iri <>"),
    "cutjson": table([ROW])[:-3],
    "twice": table([]) + table([]),
    "notutf8": term(type="literal", value="Q").encode().replace(b"Q", b"\xff"),
    "boolean": '{"head":{},"boolean":true}',
    "oddboolean": '{"head":{},"boolean":"yes"}',
    "manybadrows": table([ROW] * 99 + [{"s": 5}]),
}


@pytest.mark.parametrize("first", [None, 100])
@pytest.mark.parametrize("content", ODD_ROWS.values(), ids=ODD_ROWS.keys())
def test_what_is_no_table_is_a_fault_of_the_store(
    store: Store, engine: RemoteStore, content: bytes | str, first: int | None
) -> None:
    store.answering = answer(content)
    with pytest.raises(GraphStoreError) as raised:
        engine.answer(Request(query=SELECT, rows_format=AnswerFormat.CSV, first=first))
    assert raised.value.http_status == 502
    assert len(str(raised.value)) > 20


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"boolean": 1}', '{"boolean": null}', '{"head":{}}', table([])]
)
def test_what_is_no_truth_is_a_fault_of_the_store(
    store: Store, engine: RemoteStore, content: str
) -> None:
    store.answering = answer(content)
    with pytest.raises(GraphStoreError):
        engine.answer(Request(query=ASK))


@pytest.mark.parametrize(
    "content",
    ["<a>", "nonsense", '<http://x/a> <http://x/b> "cut', b"\xff", "<a> <b> <c> .\n" * 3, BOMB],
)
def test_what_are_no_triples_is_a_fault_of_the_store(
    store: Store, engine: RemoteStore, content: bytes | str
) -> None:
    store.answering = answer(content, NTRIPLES)
    with pytest.raises(GraphStoreError):
        engine.answer(Request(query=CONSTRUCT))


def head(*lines: str, body: bytes = b"") -> Answering:
    return lambda peer: peer.sendall("\r\n".join((*lines, "", "")).encode("latin-1") + body)


OK, TYPE = "HTTP/1.1 200 OK", f"Content-Type: {JSON}"
ODD_HTTP = {
    "no http": head("hello"),
    "odd status": head("HTTP/1.1 abc"),
    "long line": head(OK, "X: " + "x" * 70_000),
    "many lines": head(OK, *["X: y"] * 200),
    "other type": answer(table([]), "text/html"),
    "no type": head(OK, body=table([]).encode()),
    "cut": head(OK, TYPE, "Content-Length: 9000", body=table([]).encode()),
    "cut chunk": head(OK, TYPE, "Transfer-Encoding: chunked", body=b"ff\r\n{}"),
    "odd chunk": head(OK, TYPE, "Transfer-Encoding: chunked", body=b"zz\r\n{}\r\n"),
    "compressed": head(OK, TYPE, "Content-Encoding: gzip", body=b"\x1f\x8b\x08\x00rest"),
    "error": answer("no", "text/plain", "500 Broken"),
    "redirect": head(
        "HTTP/1.1 302 Found", "Location: http://127.0.0.1:9/inner", "Content-Length: 0"
    ),
    "redirect 307": head("HTTP/1.1 307 T", "Location: http://127.0.0.1:9/x", "Content-Length: 0"),
    "redirect to a file": head("HTTP/1.1 302 F", "Location: file:///etc/passwd"),
    "redirect nowhere": head("HTTP/1.1 302 Found", "Content-Length: 0"),
}


@pytest.mark.parametrize("answering", ODD_HTTP.values(), ids=ODD_HTTP.keys())
def test_odd_http_is_a_fault_of_the_store(
    store: Store, engine: RemoteStore, answering: Answering
) -> None:
    store.answering = answering
    with pytest.raises(GraphStoreError):
        engine.answer(Request(query=SELECT))


def test_a_redirect_is_not_followed_and_not_repeated(store: Store, engine: RemoteStore) -> None:
    store.answering, before = head("HTTP/1.1 302 Found", f"Location: {store.url}"), store.asked
    with pytest.raises(GraphStoreError, match="not followed") as raised:
        engine.answer(Request(query=SELECT))
    assert store.asked == before + 1
    assert store.url not in str(raised.value)


def slowly(before: bytes, drop: bytes) -> Answering:
    def answering(peer: socket.socket) -> None:
        peer.sendall(before)
        while True:
            peer.sendall(drop)
            time.sleep(0.05)

    return answering


DRIPPING = {
    "head": slowly(b"", b"H"),
    "lines of the head": slowly(b"HTTP/1.1 200 OK\r\n", b"X"),
    "continue": slowly(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": slowly(f"{OK}\r\n{TYPE}\r\n\r\n".encode(), b" "),
    "chunks": slowly(
        f"{OK}\r\n{TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n".encode(), b"1\r\n \r\n"
    ),
    "size of a chunk": slowly(
        f"{OK}\r\n{TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n".encode(), b"0"
    ),
    "body of an error": slowly(b"HTTP/1.1 500 No\r\n\r\n", b"x"),
    "nothing": lambda peer: time.sleep(3),
}


def begin(engine: RemoteStore) -> None:
    """Ask until the store is reached, which hangs up: then the processes have begun."""
    for _ in range(100):
        try:
            engine.answer(Request(query=SELECT))
        except GraphStoreError:
            return
        except (BusyError, TimeLimitError):
            continue
    raise AssertionError("No process has begun.")


@pytest.mark.thorough
def test_a_store_that_drips_is_given_up_at_the_limit(store: Store) -> None:
    with remote(store, seconds=0.4) as engine:
        begin(engine)
        for name, answering in DRIPPING.items():
            store.answering = answering
            start = time.monotonic()
            with pytest.raises(TimeLimitError):
                engine.answer(Request(query=SELECT))
            # An order ends when it should or never: these would go on for as long as the test does.
            assert time.monotonic() - start < 20, name


def test_a_flood_is_cut(store: Store, engine: RemoteStore) -> None:
    store.answering = slowly(f"{OK}\r\n{TYPE}\r\n\r\n".encode(), b" " * 60_000)
    with pytest.raises(TooLargeError, match="larger than 300,000 bytes"):
        engine.answer(Request(query=SELECT))


def test_who_leaves_is_not_waited_for(store: Store, engine: RemoteStore) -> None:
    store.answering = DRIPPING["body"]
    with pytest.raises(ClientGoneError):
        engine.answer(Request(query=SELECT), gone=lambda: True)


def test_a_refused_query_is_the_asker_s(store: Store, engine: RemoteStore) -> None:
    store.answering = answer("line 1: no", "text/plain", "400 Bad")
    with pytest.raises(QueryError, match="line 1: no"):
        engine.answer(Request(query=SELECT))


def test_a_dead_connection_is_asked_again_once(store: Store, engine: RemoteStore) -> None:
    def dead_then(answering: Answering) -> Answering:
        left = [True]

        def first(peer: socket.socket) -> None:
            if not left.pop() if left else True:
                answering(peer)

        return first

    store.answering, before = dead_then(answer(table([ROW]))), store.asked
    assert b"http://x/a" in engine.answer(Request(query=SELECT)).content
    assert store.asked == before + 2
    store.answering, before = (lambda peer: None), store.asked
    with pytest.raises(GraphStoreError, match="cannot be reached"):
        engine.answer(Request(query=SELECT))
    assert store.asked == before + 2


def test_nothing_is_kept_of_what_a_store_says(store: Store, engine: RemoteStore) -> None:
    numbers = iter(range(1, 9))
    store.answering = lambda peer: answer(term(type="literal", value=str(next(numbers))))(peer)
    given = [
        engine.answer(Request(query=SELECT, rows_format=AnswerFormat.TSV)).content.split()[-1]
        for _ in range(3)
    ]
    assert given == [b'"1"', b'"2"', b'"3"']


def test_the_dataset_asked_for_reaches_the_store(store: Store, engine: RemoteStore) -> None:
    store.answering = lambda peer: answer(
        table([{"g": ROW["s"]}], ("g",)) if b"GRAPH" in store.said else table([ROW])
    )(peer)
    iri = ROW["s"]["value"]
    engine.answer(Request(query=SELECT, default_graphs=(iri,)))
    assert parse_qsl(store.said.decode()) == [("query", SELECT), ("default-graph-uri", iri)]
    engine.answer(Request(query=SELECT, named_graphs=(iri,)))
    assert parse_qsl(store.said.decode()) == [("query", SELECT), ("named-graph-uri", iri)]


def test_older_stores_have_typed_literals(store: Store, engine: RemoteStore) -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    store.answering = answer(term(type="typed-literal", value="4", datatype=integer))
    assert b"4" in engine.answer(Request(query=SELECT)).content

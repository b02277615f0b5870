"""One query on a store in this process."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph
from sparql.sparql_sample import G1, G2, PREFIXES, write_dump

from snaglist.errors import UsageError
from snaglist.sparql.local_store import LocalStore
from snaglist.sparql.request import (
    AnswerFormat,
    AnswerKind,
    GraphStoreError,
    Limits,
    QueryError,
    Request,
    TooLongError,
)
from snaglist.sparql.results import row_count
from snaglist.workers.errors import TooLargeError

LIMITS = Limits()
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    return LocalStore(write_dump(tmp_path_factory.mktemp("dump")), {}, PREFIXES)


def count(store: LocalStore, query: str, *default: str, named: tuple[str, ...] = ()) -> int:
    request = Request(query=query, default_graphs=default, named_graphs=named)
    answer = store.answer(request, LIMITS)
    return len(json.loads(answer.content)["results"]["bindings"])


def test_the_default_graph_is_the_union_of_all(store: LocalStore) -> None:
    assert count(store, ALL) == 5
    assert count(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }") == 5
    assert store.graphs == {G1, G2}


def test_from_chooses_the_graphs_seen(store: LocalStore) -> None:
    assert count(store, f"SELECT * FROM <{G1}> {{ ?s ?p ?o }}") == 2
    assert count(store, f"SELECT * FROM <{G1}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == 0
    assert count(store, f"SELECT * FROM NAMED <{G2}> {{ ?s ?p ?o }}") == 0
    assert count(store, f"SELECT * FROM NAMED <{G2}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == 3


def test_the_protocol_chooses_over_from(store: LocalStore) -> None:
    assert count(store, f"SELECT * FROM <{G1}> {{ ?s ?p ?o }}", G2) == 3
    assert count(store, ALL, G1, G2) == 5
    assert count(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }", G1) == 0
    assert count(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }", named=(G1,)) == 2
    assert count(store, ALL, named=(G1,)) == 0


def test_rows_are_the_same_in_every_format(store: LocalStore) -> None:
    def written(name: AnswerFormat) -> bytes:
        answer = store.answer(Request(query=ALL, rows_format=name), LIMITS)
        assert (answer.kind, answer.format, answer.more) == (AnswerKind.ROWS, name, False)
        return answer.content

    rows = json.loads(written(AnswerFormat.JSON))["results"]["bindings"]
    values = sorted(row["o"]["value"] for row in rows)
    table = list(csv.DictReader(io.StringIO(written(AnswerFormat.CSV).decode(), newline="")))
    assert sorted(row["o"] for row in table) == values
    assert len(written(AnswerFormat.TSV).splitlines()) == 1 + len(values)
    found = ET.fromstring(written(AnswerFormat.XML))
    name = "{http://www.w3.org/2005/sparql-results#}"
    assert len(found.findall(f".//{name}result")) == len(values)


@pytest.mark.parametrize("name", list(AnswerFormat)[:4])
@pytest.mark.parametrize("enough", [0, 10])
def test_rows_are_counted_right(store: LocalStore, name: AnswerFormat, enough: int) -> None:
    content = store.answer(Request(query=ALL, rows_format=name), LIMITS).content
    counted = row_count(content, name, enough)
    assert counted == 5 if enough == 0 else counted >= 5


@pytest.mark.parametrize("name", list(AnswerFormat)[4:])
def test_graphs_are_the_same_in_every_format(store: LocalStore, name: AnswerFormat) -> None:
    query = "CONSTRUCT WHERE { ?s ex:p ?o }"
    answer = store.answer(Request(query=query, graph_format=name), LIMITS)
    assert (answer.kind, answer.format) == (AnswerKind.GRAPH, name)
    formats = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
    with warnings.catch_warnings():  # rdflib's reader of JSON-LD uses what rdflib deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = Graph().parse(data=answer.content, format=formats[name])
    assert sorted(str(o) for o in graph.objects()) == ["drei", "one\ntwo", 'say "three", please']


def test_a_truth_is_a_truth(store: LocalStore) -> None:
    answer = store.answer(Request(query="ASK { ?s ex:q 4 }"), LIMITS)
    assert answer.kind is AnswerKind.TRUTH
    assert json.loads(answer.content)["boolean"] is True


@pytest.mark.parametrize("first", [0, 2, 5, 6])
def test_the_first_rows_say_whether_there_are_more(store: LocalStore, first: int) -> None:
    answer = store.answer(Request(query=ALL, first=first), LIMITS)
    rows = json.loads(answer.content)["results"]["bindings"]
    assert (len(rows), answer.more) == (min(first, 5), first < 5)
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    made = store.answer(
        Request(query=query, first=first, graph_format=AnswerFormat.NTRIPLES), LIMITS
    )
    assert (len(made.content.splitlines()), made.more) == (min(first, 5), first < 5)


def test_first_rows_are_written_as_all_rows_are(store: LocalStore) -> None:
    query = ALL + " ORDER BY ?p ?o"
    some = json.loads(store.answer(Request(query=query, first=9), LIMITS).content)
    assert some == json.loads(store.answer(Request(query=query), LIMITS).content)


def test_too_many_rows_are_refused_whole(store: LocalStore) -> None:
    few = Limits(rows=4)
    with pytest.raises(TooLargeError, match="more than 4 rows"):
        store.answer(Request(query=ALL), few)
    with pytest.raises(TooLargeError, match="more than 4 triples"):
        store.answer(Request(query="CONSTRUCT WHERE { ?s ?p ?o }"), few)
    assert store.answer(Request(query=ALL + " LIMIT 4"), few).kind is AnswerKind.ROWS


def test_too_many_bytes_are_refused_whole(store: LocalStore) -> None:
    for query in (ALL, "CONSTRUCT WHERE { ?s ?p ?o }"):
        with pytest.raises(TooLargeError, match="larger than 100 bytes"):
            store.answer(Request(query=query), Limits(size=100))


def test_too_long_a_query_is_refused(store: LocalStore) -> None:
    with pytest.raises(TooLongError, match=r"28 characters; at most 10"):
        store.answer(Request(query=ALL), Limits(length=10))


MISTAKES = {
    "SELECT * {\n ?s ?p": "line 2, column 7, after “?s ?p”",
    "SELEC": "line 1, column 6",
    "ASK { ?s foo:bar ?o }": "prefixes that nothing declares: foo:",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?p": "not SPARQL",
    f"ASK FROM <{G1}x> {{}}": "There is no graph",
    "SELECT (ex:f(1) AS ?x) {}": "function <http://example.org/f> is not supported",
    "CONSTRUCT { ?s ex:p ?x } { ?s ?p ?o BIND (ex:f(?o) AS ?x) }": "is not supported",
}


@pytest.mark.parametrize(("query", "said"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_explained(store: LocalStore, query: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.answer(Request(query=query), LIMITS)
    assert said in str(caught.value)
    assert "\\u{" not in str(caught.value)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port, and who has knocked at it."""
    knocks: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    peer, address = server.accept()
                except TimeoutError:
                    continue
                peer.close()
                knocks.append(address)

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], knocks
        done.set()
        thread.join()


ASK_OFFLINE = """
import sys
from pathlib import Path
from snaglist.sparql.local_store import LocalStore
from snaglist.sparql.request import Limits, QueryError, RefusedError, Request
store = LocalStore(Path(sys.argv[1]), {}, {})
try:
    print(store.answer(Request(query=sys.argv[2]), Limits()).kind.value)
except (QueryError, RefusedError) as error:
    print(type(error).__name__)
"""
"""One query in a process of its own: what it may not open, this one may."""


def in_child(code: str, *words: str | Path) -> str:
    """What a process that runs ``code`` prints."""
    command = [sys.executable, "-c", code, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_a_child_that_may_is_heard(listener: tuple[int, list[object]]) -> None:
    port, knocks = listener
    in_child(
        "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])))", str(port)
    )
    deadline = time.monotonic() + 10
    while not knocks and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(knocks) == 1


@pytest.mark.parametrize(
    "query",
    [
        # Read by the grammar, the comparison ends where a tokenizer sees an IRI, and the rest of
        # the line is a comment; read by a tokenizer, SERVICE stands in a long string.
        'SELECT * {{ ?a ?b ?c FILTER(?a<?b#>"""\n|| true) SERVICE <{url}> {{ ?x ?y ?z }} }}#"""',
        'SELECT * {{ ?a ?b ?c FILTER(?a<?b#>"""\n|| true) SERVICE SILENT <{url}> {{}} }}#"""',
    ],
)
def test_no_disguise_gets_a_query_to_the_network(
    tmp_path: Path, listener: tuple[int, list[object]], query: str
) -> None:
    port, knocks = listener
    asked = query.format(url=f"http://127.0.0.1:{port}/sparql")
    told = in_child(ASK_OFFLINE, write_dump(tmp_path), asked)
    # Refused, or answered without anybody asked, where the grammar reads it otherwise.
    assert told in ("RefusedError", "QueryError", "rows")
    assert knocks == []


def test_files_open_again_after_a_query(store: LocalStore, tmp_path: Path) -> None:
    store.answer(Request(query="ASK {}"), LIMITS)
    (tmp_path / "a").write_text("b")


def test_a_file_stands_beside_as_a_graph(tmp_path: Path) -> None:
    extra = tmp_path / "extra.ttl"
    extra.write_text('<http://example.org/z> <http://example.org/p> "new" .')
    empty = tmp_path / "empty.nt"
    empty.write_text("")
    beside = {"http://x/extra": extra, "http://x/empty": empty}
    store = LocalStore(write_dump(tmp_path), beside, PREFIXES)
    assert store.graphs == {G1, G2, "http://x/extra", "http://x/empty"}
    assert count(store, ALL) == 6
    assert count(store, ALL, "http://x/empty") == 0


def test_the_name_of_a_graph_is_the_base_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "relative.ttl"
    path.write_text("<> <p> <#here> .")
    store = LocalStore(write_dump(tmp_path), {"http://x/g": path}, PREFIXES)
    assert count(store, "SELECT * { <http://x/g> <http://x/p> <http://x/g#here> }") == 1


def test_a_triple_in_two_graphs_is_one_in_their_union(tmp_path: Path) -> None:
    extra = tmp_path / "extra.nt"
    extra.write_text('<http://example.org/b> <http://example.org/p> "drei"@de .')
    store = LocalStore(write_dump(tmp_path), {"http://x/extra": extra}, PREFIXES)
    assert count(store, ALL) == 5
    assert count(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }") == 6
    assert count(store, f"SELECT * FROM <{G1}> {{ ?s ?p ?o }}") == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.doc", "", "suffix"),
        ("a.ttl", "<a", "cannot be read as Turtle"),
        ("gone.ttl", None, "cannot be read"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:1/c", "a": "b"}', "cannot be read"),
    ],
)
def test_a_bad_file_beside_is_named(tmp_path: Path, name: str, text: str | None, said: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageError, match=said) as caught:
        LocalStore(write_dump(tmp_path), {"http://x/g": path}, {})
    assert str(path) in str(caught.value)


def test_a_damaged_dump_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dump.nq"
    path.write_text("nonsense")
    with pytest.raises(GraphStoreError, match="cannot be read"):
        LocalStore(path, {}, {})

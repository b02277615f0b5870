"""The endpoint beyond W3C's suite: formats, refusals, the page, abuse, and who leaves early."""

import http.client
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from common import SAMPLE
from flask.testing import FlaskClient
from markupsafe import escape
from our_names import ID
from rdflib import Graph
from servers import snag_serve

from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_engine
from snaglist.sparql.request import ANSWER_FORMATS, Limits
from snaglist.web.app import create_app

ROWS = "SELECT ?issue WHERE { ?issue a snag:QualityIssue } ORDER BY ?issue"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
BURN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def real(sample_knowledge: Snapshot) -> Iterator[FlaskClient]:
    """A browser on the sample catalogue, with an engine of small limits."""
    engine = open_engine(sample_knowledge, limits=Limits(seconds=5, rows=400, length=2_000))
    yield create_app(sample_knowledge, engine).test_client(use_cookies=False)
    engine.close()


def rows(answer: bytes) -> list[str]:
    """The values of the first column."""
    found = json.loads(answer)
    name = found["head"]["vars"][0]
    return [row[name]["value"] for row in found["results"]["bindings"]]


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        *((ROWS, info.media_type, info.media_type) for info in ANSWER_FORMATS.values()
          if not info.graph),
        *((GRAPH, info.media_type, info.media_type) for info in ANSWER_FORMATS.values()
          if info.graph),
        (ROWS, None, "application/sparql-results+json"),
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/json", "application/sparql-results+json"),
        (ROWS, "application/xml", "application/sparql-results+xml"),
        (ROWS, "text/csv;q=0.4, text/tab-separated-values;q=0.8", "text/tab-separated-values"),
        (ROWS, "text/turtle, text/csv;q=0.1", "text/csv"),
        (ROWS, "text/turtle", None),
        (ROWS, "image/png", None),
        (GRAPH, None, "text/turtle"),
        (GRAPH, "application/json", "application/ld+json"),
        (GRAPH, "text/plain", "application/n-triples"),
        (GRAPH, "text/n3, */*;q=0.1", "text/turtle"),
        (GRAPH, "application/x-turtle", "text/turtle"),
        (GRAPH, "text/csv", None),
    ],
)  # fmt: skip
def test_accept_chooses_by_the_form_of_the_query(
    real: FlaskClient, query: str, accept: str | None, media_type: str | None
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = real.get("/sparql", query_string={"query": query}, headers=headers)
    assert "Accept" in response.vary
    if media_type is None:
        assert response.status_code == 406
        assert ("text/csv" if query == ROWS else "text/turtle") in response.text
    else:
        assert (response.status_code, response.mimetype) == (200, media_type)


@pytest.mark.parametrize(("name", "info"), ANSWER_FORMATS.items())
def test_a_parameter_chooses_too(real: FlaskClient, name: str, info: object) -> None:
    media_type = ANSWER_FORMATS[name].media_type  # type: ignore[index]
    query = GRAPH if ANSWER_FORMATS[name].graph else ROWS  # type: ignore[index]
    for wanted in (name, media_type):
        asked = {"query": query, "format": str(wanted)}
        response = real.get("/sparql", query_string=asked, headers=BROWSER)
        assert response.mimetype == media_type
    other = {"query": ROWS if query == GRAPH else GRAPH, "format": str(name)}
    # These two name a format of rows and one of graphs.
    expected = 200 if name in ("json", "xml") else 406
    assert real.get("/sparql", query_string=other).status_code == expected


@pytest.mark.parametrize(
    ("name", "accept", "media_type"),
    [
        ("json-ld", "text/turtle", "application/ld+json"),
        ("n3", None, "text/turtle"),
        ("rdf+xml", None, "application/rdf+xml"),
        ("virtuoso", "application/n-triples", "application/n-triples"),
        ("virtuoso", "*/*", None),
        ("", None, "text/turtle"),
        ("", "application/n-triples", "application/n-triples"),
    ],
)
def test_a_name_of_no_format_leaves_the_choice_to_accept(
    real: FlaskClient, name: str, accept: str | None, media_type: str | None
) -> None:
    asked = {"query": GRAPH, "format": name}
    response = real.get("/sparql", query_string=asked, headers={"Accept": accept} if accept else {})
    expected = (406, "application/json") if media_type is None else (200, media_type)
    assert (response.status_code, response.mimetype) == expected


def test_empty_fields_of_the_dataset_are_none(real: FlaskClient) -> None:
    asked = {"query": ROWS, "default-graph-uri": "", "named-graph-uri": ""}
    assert real.get("/sparql", query_string=asked).json == real.get(
        "/sparql", query_string={"query": ROWS}, headers={"Accept": "application/json"}
    ).get_json(force=True)


def test_head_says_what_get_says(real: FlaskClient) -> None:
    for query in ({}, {"query": ROWS}, {"query": "nonsense"}):
        whole = real.get("/sparql", query_string=query)
        head = real.head("/sparql", query_string=query)
        assert head.data == b""
        for answer in (head, whole):
            del answer.headers["Date"]  # which ticks between the two
        assert (head.status_code, dict(head.headers)) == (whole.status_code, dict(whole.headers))


@pytest.mark.parametrize("address", ["/sparql", "/sparql/"])
def test_scripts_of_other_sites_may_ask(real: FlaskClient, address: str) -> None:
    first = real.options(address)
    assert "POST" in first.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in first.headers["Access-Control-Allow-Headers"]
    response = real.post(address, data=ROWS, content_type="application/sparql-query")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert str(ID["SNAG-001"]) in rows(response.data)


@pytest.mark.parametrize(
    ("data", "content_type", "status", "words"),
    [
        ({"update": "CLEAR ALL"}, None, 403, "nothing can be changed"),
        ({"query": "CLEAR ALL"}, None, 403, "update (CLEAR)"),
        ({"query": "INSERT DATA { <a> <b> <c> }"}, None, 403, "update (INSERT)"),
        ("DROP ALL", "application/sparql-update", 403, "nothing can be changed"),
        ({"query": ROWS, "using-graph-uri": "http://x"}, None, 403, "nothing can be changed"),
        ({"ask": "x"}, None, 400, "no query"),
        ({"query": "SELECT *"}, None, 400, "line 1"),
        (b"\xff\xfe", "application/sparql-query", 400, "not in UTF-8 at byte 0"),
        (b"query=%ff", "application/x-www-form-urlencoded", 400, "cannot be read"),
        (ROWS, "text/plain", 415, "application/sparql-query"),
        (ROWS, None, 415, "no type at all"),
        (ROWS, "application/sparql-query; charset=latin-1", 415, "UTF-8"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }}"}, None, 403, "SERVICE"),
        ({"query": "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }"}, None, 400, "no graph"),
        ({"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, None, 400, "no graph"),
        ({"query": ROWS, "default-graph-uri": "http://127.0.0.1:9/x"}, None, 400, "no graph"),
        ({"query": "SELECT * { ?s ?p ?o }"}, None, 422, "400 rows"),
        ({"query": f"{ROWS} #{'x' * 2_000}"}, None, 413, "at most 2,000"),
        ({"query": "x" * 100_000}, None, 413, "longer than"),
        ({"query": [ROWS, ROWS]}, None, 400, "2 queries"),
    ],
)  # fmt: skip
def test_what_is_not_answered_is_explained(
    real: FlaskClient, data: object, content_type: str | None, status: int, words: str
) -> None:
    response = real.post("/sparql", data=data, content_type=content_type)
    assert response.status_code == status
    assert response.json is not None
    assert response.json["error"]["status"] == status
    assert words in response.json["error"]["message"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(real: FlaskClient, method: str) -> None:
    response = real.open("/sparql", method=method, query_string={"query": ROWS})
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_a_dataset_is_what_is_asked_and_no_more(real: FlaskClient) -> None:
    names = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    every = rows(real.get("/sparql", query_string={"query": names}).data)
    assert len(every) > 3
    for graph in every:
        one = [("query", names), ("named-graph-uri", graph)]
        assert rows(real.get(f"/sparql?{urlencode(one)}").data) == [graph]
        count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        whole = rows(real.get("/sparql", query_string={"query": count}).data)
        default = [
            ("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), ("default-graph-uri", graph)
        ]  # fmt: skip
        assert rows(real.get(f"/sparql?{urlencode(default)}").data) == whole


def test_the_graphs_of_the_catalogue_have_no_triple_in_common(real: FlaskClient) -> None:
    """The union of all graphs is made without a copy because of it."""
    twice = "ASK { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?s ?p ?o } FILTER(?a != ?b) }"
    answer = real.get("/sparql", query_string={"query": twice}).json
    assert answer is not None
    assert answer["boolean"] is False


def test_without_a_query_programs_get_the_service_description(real: FlaskClient) -> None:
    for accept, media_type in ((None, "text/turtle"), ("application/rdf+xml",) * 2):
        response = real.get("/sparql", headers={"Accept": accept} if accept else {})
        assert response.mimetype == media_type
        assert "SPARQL11Query" in response.text
        assert "http://localhost/sparql" in response.text


def test_the_endpoint_says_the_same_of_itself_wherever_it_is_described(real: FlaskClient) -> None:
    """At its own address, where it counts, and in the description that the build wrote."""
    counted = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?name ?n { ?graph void:triples ?n . { ?named sd:graph ?graph ; sd:name ?name }
            UNION { ?whole sd:defaultGraph ?graph BIND("default" AS ?name) } }"""
    said = []
    for address in ("/sparql", "/data.ttl"):
        content = real.get(address, headers={"Accept": "text/turtle"}).data
        rows = Graph().parse(data=content, format="turtle").query(counted)
        said.append({(str(row[0]), int(row[1])) for row in rows})  # type: ignore[index, arg-type]
    assert said[0] == said[1]
    assert len(said[0]) > 5


def test_people_get_a_page_with_their_query_and_links(real: FlaskClient) -> None:
    empty = real.get("/sparql", headers=BROWSER).text
    assert "<textarea" in empty
    response = real.get("/sparql", query_string={"query": ROWS}, headers=BROWSER)
    assert response.mimetype == "text/html"
    assert '<a href="/id/SNAG-001">id:SNAG-001</a>' in response.text
    assert ROWS in response.text
    assert f"query={quote(ROWS.split()[0])}" in response.text
    assert "format=csv" in response.text


def test_the_page_keeps_the_query_that_fails(real: FlaskClient) -> None:
    query = 'SELECT ?x WHERE { ?x <b> "</textarea><b>" '
    response = real.get("/sparql", query_string={"query": query}, headers=BROWSER)
    assert response.status_code == 400
    assert "not SPARQL 1.1 at line" in response.text
    assert "</textarea><b>" not in response.text
    assert "&lt;/textarea&gt;" in response.text


def test_the_page_says_that_it_shows_the_first_rows_only(
    sample_knowledge: Snapshot,
) -> None:
    engine = open_engine(sample_knowledge)
    client = create_app(sample_knowledge, engine).test_client(use_cookies=False)
    every = {"query": "SELECT * { ?s ?p ?o }"}
    page = client.get("/sparql", query_string=every, headers=BROWSER).text
    assert "1,000 rows, the first of more" in page
    few = {"query": "SELECT * { ?s ?p ?o } LIMIT 7"}
    assert "7 rows" in client.get("/sparql", query_string=few, headers=BROWSER).text
    engine.close()


def test_what_depends_on_the_moment_is_asked_anew(real: FlaskClient) -> None:
    """Nothing between the engine and the client keeps an answer."""
    for query in (
        "SELECT (NOW() AS ?n) {}",
        "SELECT (UUID() AS ?n) {}",
        "SELECT (RAND() AS ?n) {}",
    ):
        first, second = (real.get("/sparql", query_string={"query": query}) for _ in range(2))
        assert rows(first.data) != rows(second.data)
        assert first.headers["ETag"] != second.headers["ETag"]
        assert first.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("accept", [None, BROWSER["Accept"]])
@pytest.mark.parametrize("query", [{}, {"query": ROWS}])
def test_without_an_engine_queries_are_refused_and_pages_are_not(
    sample_knowledge: Snapshot, accept: str | None, query: dict[str, str]
) -> None:
    client = create_app(sample_knowledge).test_client(use_cookies=False)
    headers = {"Accept": accept} if accept else {}
    refused = client.get("/sparql", query_string=query, headers=headers)
    assert refused.status_code == 503
    assert "No queries are answered here." in refused.text
    assert client.get("/issues").status_code == 200


@pytest.fixture(scope="module")
def port(sample_knowledge: Snapshot) -> Iterator[int]:
    """A server that stops queries after two seconds."""
    data = sample_knowledge.folder.parents[1]
    with snag_serve("--catalog", SAMPLE, "--data", data, SNAGLIST_QUERY_SECONDS="2") as found:
        ask(found, "ASK {}")
        yield found


def ask(port: int, query: str) -> tuple[int, bytes, float]:
    """Status, content, and the seconds that it took."""
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/sparql?query={quote(query)}")
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, content, time.monotonic() - start


def comes_true(condition: Callable[[], bool], patience: float = 20) -> bool:
    """Whether ``condition`` holds within ``patience`` seconds."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def burning() -> bool:
    """Whether a worker below this process uses the processor: one whose query runs."""
    parents, busy = {}, set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command = (path / "cmdline").read_bytes()
            state, parent = (path / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        parents[int(path.name)] = int(parent)
        if b"snaglist.workers.forkserver" in command and state == "R":
            busy.add(int(path.name))

    def is_ours(process: int) -> bool:
        return process == os.getpid() or (process in parents and is_ours(parents[process]))

    return any(is_ours(process) for process in busy)


needs_proc = pytest.mark.skipif(not Path("/proc/1").is_dir(), reason="processes are read in /proc")


@pytest.mark.thorough
@needs_proc
def test_a_burning_query_stops_nobody_and_is_stopped(port: int) -> None:
    with ThreadPoolExecutor() as threads:
        burn = threads.submit(ask, port, BURN)
        assert comes_true(burning)
        status, content, _ = ask(port, "ASK {}")
        assert (status, json.loads(content)["boolean"]) == (200, True)
        status, content, _ = burn.result()
    assert status == 504
    assert b"stopped after 2 seconds" in content
    assert comes_true(lambda: not burning())


@needs_proc
@pytest.mark.thorough
def test_who_leaves_frees_the_worker(sample_knowledge: Snapshot) -> None:
    """Long before the limit, which nobody here waits for."""
    data = sample_knowledge.folder.parents[1]
    with snag_serve("--catalog", SAMPLE, "--data", data, SNAGLIST_QUERY_SECONDS="600") as port:
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(f"GET /sparql?query={quote(BURN)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert comes_true(burning)
        client.close()
        assert comes_true(lambda: not burning())


@pytest.mark.thorough
def test_when_all_workers_are_taken_one_is_told_to_come_back(port: int) -> None:
    with ThreadPoolExecutor(max_workers=8) as threads:
        answers = [job.result() for job in [threads.submit(ask, port, BURN) for _ in range(7)]]
    assert {status for status, _, _ in answers} == {503, 504}
    assert ask(port, "ASK {}")[0] == 200


def test_a_byte_order_mark_is_passed_over(real: FlaskClient) -> None:
    plain = real.post("/sparql", data="ASK {}", content_type="application/sparql-query")
    assert plain.status_code == 200
    marked = "\ufeffASK {}"
    answers = (
        real.post("/sparql", data=marked.encode(), content_type="application/sparql-query"),
        real.post("/sparql", data={"query": marked}),
        real.get("/sparql", query_string={"query": marked}),
    )
    assert [(each.status_code, each.data) for each in answers] == [(200, plain.data)] * 3


def test_what_all_of_a_column_share_is_said_once_and_things_are_named(client: FlaskClient) -> None:
    query = "SELECT ?issue ?n { VALUES (?issue ?n) { (id:SNAG-001 1) (id:SNAG-002 2) } }"
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    table = page.partition("<thead>")[2].partition("</table>")[0]
    assert table.count("xsd:integer") == 1
    assert "xsd:integer" in table.partition("</thead>")[0]
    title = client.get("/issues/SNAG-002.json").get_json()["title"]
    assert str(escape(title)) in table

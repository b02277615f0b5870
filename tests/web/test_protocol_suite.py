"""W3C's tests of the SPARQL 1.1 protocol, for queries, against a server that runs.

Once with the embedded engine, once with Oxigraph's own server behind ours.
"""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from common import SAMPLE, TESTS
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from servers import oxigraph_serve, snag_serve

from snaglist.snapshot.snapshot import Snapshot

SUITE = TESTS / "w3c" / "sparql11-protocol"
DATA = "http://kasei.us/2009/09/sparql/data/"
CNT = Namespace("http://www.w3.org/2011/content#")
HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
NAME = Namespace("http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#")

QUERY_TESTS = (
    *("query_get", "query_post_form", "query_post_direct"),
    *(f"query_content_type_{form}" for form in ("select", "ask", "describe", "construct")),
    *("query_dataset_default_graphs_get", "query_dataset_default_graphs_post"),
    *("query_dataset_named_graphs_get", "query_dataset_named_graphs_post"),
    *("query_dataset_full", "query_multiple_dataset", "bad_query_method"),
    *("bad_multiple_queries", "bad_query_wrong_media_type", "bad_query_missing_form_type"),
    *("bad_query_missing_direct_type", "bad_query_non_utf8", "bad_query_syntax"),
)
UPDATE_TESTS = (
    *("update_post_form", "update_post_direct", "update_dataset_default_graph"),
    *("update_dataset_default_graphs", "update_dataset_named_graphs", "update_dataset_full"),
    *("update_base_uri", "bad_update_get", "bad_multiple_updates", "bad_update_dataset_conflict"),
)
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}


@dataclass(frozen=True)
class Exchange:
    """A request of the suite and what its answer must be."""

    method: str
    address: str
    headers: dict[str, str]
    body: bytes | None
    statuses: set[str]
    format: str | None
    truth: bool | None


@pytest.fixture(scope="module")
def manifest() -> Graph:
    return Graph().parse(SUITE / "manifest.ttl")


@pytest.fixture(scope="module", params=["embedded", "oxigraph"])
def port(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    manifest: Graph,
    sample_knowledge: Snapshot,
) -> Iterator[int]:
    """A server that has the suite's graphs; ``data0.rdf`` is empty."""
    folder = tmp_path_factory.mktemp("suite")
    (folder / "data0.nt").write_bytes(b"")
    files = {f"{DATA}data{n}.rdf": (folder if n == 0 else SUITE) / f"data{n}.nt" for n in range(4)}
    common: list[str | Path] = ["--catalog", SAMPLE, "--data", sample_knowledge.folder.parents[1]]
    if request.param == "embedded":
        graphs = [part for iri, path in files.items() for part in ("--graph", f"{iri}={path}")]
        with snag_serve(*common, *graphs) as found:
            yield found
        return
    contents = {iri: path.read_bytes() for iri, path in files.items()}
    with (
        oxigraph_serve(contents, "--union-default-graph") as store,
        snag_serve(*common, SNAGLIST_SPARQL_STORE=f"http://127.0.0.1:{store}/query") as found,
    ):
        yield found


def exchanges(manifest: Graph, test: str) -> Iterator[Exchange]:
    """The requests of a test, in their order."""
    action = manifest.value(NAME[test], MF.action)
    requests = manifest.value(action, HT.requests)
    assert requests is not None
    for request in Collection(manifest, requests):
        yield _exchange(manifest, request)


def _exchange(manifest: Graph, request: Any) -> Exchange:
    response = manifest.value(request, HT.resp)
    body = manifest.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8")
        content = str(manifest.value(body, CNT.chars)).encode(encoding)
    headers = {
        str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
        for header in Collection(manifest, manifest.value(request, HT.headers))
    }
    truth = manifest.value(response, MF.expectedBoolean)
    given = manifest.value(response, MF.expectedFormat)
    return Exchange(
        method=str(manifest.value(request, HT.methodName)),
        address=str(manifest.value(request, HT.absolutePath)),
        headers=headers,
        body=content,
        statuses={
            str(status).rpartition("StatusCode")[2]
            for status in manifest.objects(response, MF.expectedStatus)
        },
        format=None if given is None else str(given),
        truth=None if truth is None else bool(truth.toPython()),
    )


def told(exchange: Exchange) -> str:
    """All of a request that says what is asked for."""
    return f"{exchange.address} {exchange.headers} {exchange.body!r}".lower()


def send(port: int, exchange: Exchange) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(exchange.method, exchange.address, exchange.body, exchange.headers)
        response = connection.getresponse()
        kind = response.headers.get_content_type()
        return response.status, kind, response.read()
    finally:
        connection.close()


def test_all_query_tests_of_the_suite_are_run(manifest: Graph) -> None:
    there = set(manifest.subjects(RDF.type, MF.ProtocolTest))
    queries = {name for name in there if "query" in str(name) or "queries" in str(name)}
    assert queries == {URIRef(NAME[test]) for test in QUERY_TESTS}
    assert len(QUERY_TESTS) == 20


@pytest.mark.parametrize("test", QUERY_TESTS)
def test_query(port: int, manifest: Graph, test: str) -> None:
    sent = list(exchanges(manifest, test))
    assert sent
    for exchange in sent:
        status, kind, content = send(port, exchange)
        assert {str(status), f"{status // 100}xx"} & exchange.statuses, (status, content)
        if exchange.format:
            assert kind in FORMATS[exchange.format]
        if exchange.truth is not None:
            assert json.loads(content)["boolean"] is exchange.truth


@pytest.mark.parametrize("test", UPDATE_TESTS)
def test_update_is_refused(port: int, manifest: Graph, test: str) -> None:
    sent = [(one, told(one)) for one in exchanges(manifest, test)]
    updates = [one for one, text in sent if "query=" not in text and "sparql-query" not in text]
    assert updates
    for exchange in updates:
        status, _, content = send(port, exchange)
        assert status in (400, 403, 405), (status, content)
        assert b"error" in content

"""Clients that others wrote, as they are: SPARQLWrapper, rdflib's SPARQLStore, curl."""

import io
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from common import SAMPLE
from our_names import ID
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from servers import snag_serve
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper

from snaglist.graph.namespaces import SNAG
from snaglist.snapshot.snapshot import Snapshot

PREFIX = f"PREFIX snag: <{SNAG}> "
SELECT = PREFIX + "SELECT ?s { ?s a snag:QualityIssue }"
ASK = PREFIX + "ASK { ?s a snag:QualityIssue }"
CONSTRUCT = PREFIX + "CONSTRUCT { ?s a snag:QualityIssue } WHERE { ?s a snag:QualityIssue }"
DESCRIBE = f"DESCRIBE <{ID['SNAG-001']}>"
WAYS = [(GET, None), (POST, None), (POST, POSTDIRECTLY)]


@pytest.fixture(scope="module")
def endpoint(sample_knowledge: Snapshot) -> Iterator[str]:
    data = sample_knowledge.folder.parents[1]
    with snag_serve("--catalog", SAMPLE, SNAGLIST_DATA=str(data)) as port:
        yield f"http://127.0.0.1:{port}/sparql"


def asked(endpoint: str, query: str, form: str | None, way: tuple[str, str | None]) -> Any:
    wrapper = Wrapper(endpoint)
    wrapper.setQuery(query)
    wrapper.setMethod(way[0])
    if way[1]:
        wrapper.setRequestMethod(way[1])
    if form:
        wrapper.setReturnFormat(form)
    with warnings.catch_warnings():
        # SPARQLWrapper tells of formats that it takes for odd, and uses them.
        warnings.simplefilter("ignore")
        return wrapper.queryAndConvert()


@pytest.mark.parametrize("way", WAYS, ids=["get", "post", "direct"])
def test_sparqlwrapper_gets_rows(endpoint: str, way: tuple[str, str | None]) -> None:
    found = asked(endpoint, SELECT, JSON, way)["results"]["bindings"]
    issues = {row["s"]["value"] for row in found}
    assert str(ID["SNAG-001"]) in issues
    for form in (None, XML):
        document = asked(endpoint, SELECT, form, way)
        assert {uri.firstChild.data for uri in document.getElementsByTagName("uri")} == issues
    for form in (CSV, TSV):
        lines = asked(endpoint, SELECT, form, way).decode().split()[1:]
        assert {line.strip("<>") for line in lines} == issues
    assert asked(endpoint, ASK, JSON, way)["boolean"] is True


@pytest.mark.parametrize("way", WAYS, ids=["get", "post", "direct"])
@pytest.mark.parametrize("form", [None, XML, RDFXML, JSONLD, TURTLE, N3])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE], ids=["construct", "describe"])
def test_sparqlwrapper_gets_graphs(
    endpoint: str, query: str, form: str | None, way: tuple[str, str | None]
) -> None:
    found = asked(endpoint, query, form, way)
    if isinstance(found, bytes):
        found = Graph().parse(io.BytesIO(found), format="turtle")
    assert (ID["SNAG-001"], RDF.type, SNAG.QualityIssue) in found


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_the_store(endpoint: str, method: str, form: str) -> None:
    store = SPARQLStore(endpoint, method=method, returnFormat=form)
    graph = Graph(store)
    issues = set(graph.subjects(RDF.type, SNAG.QualityIssue))
    assert ID["SNAG-001"] in issues
    assert {row[0] for row in graph.query(SELECT)} == issues  # type: ignore[index]
    if form == "xml":
        assert URIRef(f"{ID['SNAG-001']}-C1") in set(graph.objects(ID["SNAG-001"], SNAG.hasClaim))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-G", "--data-urlencode", f"query={SELECT}"], '"bindings"'),
        (["--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv"], "SNAG-001"),
        (["-H", "Content-Type: application/sparql-query", "--data-binary", CONSTRUCT], "snag:Qual"),
        (["--compressed", "-G", "--data-urlencode", f"query={DESCRIBE}"], "prefLabel"),
    ],
)
def test_curl_asks(endpoint: str, arguments: list[str], said: str) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    done = subprocess.run([curl, "-sSf", *arguments, endpoint], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout

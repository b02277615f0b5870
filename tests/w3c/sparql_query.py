"""W3C's tests of SPARQL 1.0 and 1.1 queries, read from their archive and put to an endpoint.

``python tests/w3c/sparql_query.py`` starts a server, puts every test to it, and writes what came
of it to ``docs/conformance``: EARL, and a list of what the engine fails.
"""

import csv
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

ARCHIVE = Path(__file__).with_name("sparql-query.zip")
BASE = "https://w3c.github.io/rdf-tests/sparql/"
"""Where the suite is published, which names in it are relative to."""

EMPTY = f"{BASE}empty"
"""The name of a graph without triples, for tests without data."""

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
POSITIVE = {MF.PositiveSyntaxTest, MF.PositiveSyntaxTest11}
NEGATIVE = {MF.NegativeSyntaxTest, MF.NegativeSyntaxTest11}
EVALUATION = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
RESULT_FORMATS = {
    "srx": ox.QueryResultsFormat.XML,
    "srj": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
}
OTHER_FORM = "the same values, some of them in another lexical form"

Row = tuple[tuple[str, str], ...]
"""The bindings of a solution: names of variables with terms as N-Triples has them."""


@dataclass(frozen=True, kw_only=True)
class QueryTest:
    """A test: ``kind`` is its class, the files are named as in the archive.

    With ``lax``, a solution may come less often than the result has it.
    """

    iri: str
    kind: Node
    query: str
    data: tuple[str, ...]
    graphs: tuple[str, ...]
    result: str | None
    lax: bool = False


class Suite:
    """The tests in the archive and their files."""

    def __init__(self) -> None:
        self._files = zipfile.ZipFile(ARCHIVE)
        names = self._files.namelist()
        manifests = [name for name in names if name.endswith("/manifest.ttl")]
        self.tests = [
            test for name in manifests if name.count("/") == 2 for test in self._read(name)
        ]

    def text(self, name: str) -> bytes:
        """The content of a file."""
        return self._files.read(name)

    def _read(self, name: str) -> Iterator[QueryTest]:
        graph = Graph().parse(data=self.text(name), format="turtle", publicID=BASE + name)
        heads = graph.objects(None, MF.entries)
        for entry in (entry for head in heads for entry in Collection(graph, head)):
            kind = next(
                iter(set(graph.objects(entry, RDF.type)) & (POSITIVE | NEGATIVE | EVALUATION)), None
            )
            if kind is not None:
                yield _test(graph, entry, kind)

    def data_files(self) -> set[str]:
        """Every file that a test has in its dataset, those in FROM of a query among them."""
        named = {name for test in self.tests for name in (*test.data, *test.graphs)}
        folders = {
            name.rpartition("/")[0] for name in self._files.namelist() if "/dataset/" in name
        }
        beside = {
            name
            for name in self._files.namelist()
            if name.rpartition("/")[0] in folders and name.endswith((".ttl", ".rdf"))
        }
        return named | {name for name in beside if "manifest" not in name}


def _test(graph: Graph, entry: Node, kind: Node) -> QueryTest:
    action = graph.value(entry, MF.action)
    query = graph.value(action, QT.query) or action
    result = graph.value(entry, MF.result)

    def local(term: object) -> str:
        return str(term).removeprefix(BASE)

    return QueryTest(
        iri=str(entry),
        kind=kind,
        query=local(query),
        data=tuple(map(local, graph.objects(action, QT.data))),
        graphs=tuple(map(local, graph.objects(action, QT.graphData))),
        result=local(result) if result is not None else None,
        lax=(entry, MF.resultCardinality, MF.LaxCardinality) in graph,
    )


class Endpoint:
    """A server's ``/sparql``, asked by turns with GET and POST."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._asked = 0

    def ask(self, fields: list[tuple[str, str]], accept: str) -> tuple[int, bytes]:
        """The status and the body of the answer to these parameters."""
        self._asked += 1
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Accept": accept}
        if self._asked % 2:
            connection.request("GET", f"/sparql?{urlencode(fields)}", headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", "/sparql", urlencode(fields), headers)
        response = connection.getresponse()
        status, body = response.status, response.read()
        connection.close()
        return status, body


def put(suite: Suite, test: QueryTest, endpoint: Endpoint) -> str:
    """What came of a test: nothing if it passed, else why not."""
    text = suite.text(test.query).decode()
    fields = [("query", text if "BASE" in text.upper() else f"BASE <{BASE}{test.query}>\n{text}")]
    if "FROM" not in text.upper():
        fields += [("default-graph-uri", BASE + name) for name in test.data]
        fields += [("named-graph-uri", BASE + name) for name in test.graphs]
        if not test.data:
            fields.append(("default-graph-uri", EMPTY))
    suffix = test.result.rpartition(".")[2] if test.result else ""
    table = {"csv": "text/csv", "tsv": "text/tab-separated-values"}.get(suffix)
    rows = table or "application/sparql-results+xml"
    status, body = endpoint.ask(fields, f"{rows}, application/n-triples")
    if test.kind in NEGATIVE:
        return "" if status == 400 else f"answered {status}, though the query is none"
    if status != 200:
        return f"answered {status}: {body.decode()[:200]}"
    if test.kind in POSITIVE:
        return ""
    assert test.result is not None
    return _difference(test, suite.text(test.result), body)


def _difference(test: QueryTest, expected: bytes, found: bytes) -> str:
    name = str(test.result)
    suffix = name.rpartition(".")[2]
    if suffix == "csv":
        # Each has at most one blank node, whose name means nothing.
        texts = [re.sub(r"_:\w+", "_:", each.decode()) for each in (expected, found)]
        tables = [
            Counter(frozenset(row.items()) for row in csv.DictReader(io.StringIO(text)))
            for text in texts
        ]
        return "" if tables[0] == tables[1] else "another table"
    if suffix in RESULT_FORMATS:
        wanted = ox.parse_query_results(expected, format=RESULT_FORMATS[suffix])
    else:
        quads = list(ox.parse(expected, ox.RdfFormat.from_extension(suffix), base_iri=BASE + name))
        if not any(quad.object == ox.NamedNode(f"{RS}ResultSet") for quad in quads):
            return (
                ""
                if _canonical(quads) == _canonical(ox.parse(found, ox.RdfFormat.N_TRIPLES))
                else "another graph"
            )
        wanted_rows = _result_set(quads)
        return _compared(wanted_rows, _answered(found), test.lax)
    given = RESULT_FORMATS["tsv"] if suffix == "tsv" else ox.QueryResultsFormat.XML
    answered = ox.parse_query_results(found, format=given)
    if isinstance(wanted, ox.QueryBoolean) or isinstance(answered, ox.QueryBoolean):
        return "" if str(wanted) == str(answered) else "another truth"
    return _compared(_rows(wanted), _rows(answered), test.lax)


def _answered(found: bytes) -> list[Row] | bool:
    results = ox.parse_query_results(found, format=ox.QueryResultsFormat.XML)
    return bool(results) if isinstance(results, ox.QueryBoolean) else _rows(results)


def _rows(solutions: ox.QuerySolutions) -> list[Row]:
    names = [variable.value for variable in solutions.variables]
    return [
        tuple((name, str(row[name])) for name in sorted(names) if row[name] is not None)
        for row in solutions
    ]


def _result_set(quads: list[ox.Quad]) -> list[Row] | bool:
    """The solutions, or the truth, that are written in the vocabulary for result sets."""
    values: dict[tuple[str, str], list[Any]] = {}
    for quad in quads:
        key = (str(quad.subject), quad.predicate.value.removeprefix(RS))
        values.setdefault(key, []).append(quad.object)
    for (_, name), found in values.items():
        if name == "boolean":
            return str(found[0].value) == "true"
    solutions = [one for (_, name), found in values.items() if name == "solution" for one in found]
    return [
        tuple(
            sorted(
                (values[str(binding), "variable"][0].value, str(values[str(binding), "value"][0]))
                for binding in values.get((str(solution), "binding"), [])
            )
        )
        for solution in solutions
    ]


def _compared(wanted: list[Row] | bool, found: list[Row] | bool, lax: bool) -> str:
    if isinstance(wanted, bool) or isinstance(found, bool):
        return "" if wanted == found else "another truth"
    if lax and set(found) == set(wanted) and Counter(found) <= Counter(wanted):
        return ""
    if _counted(wanted) == _counted(found):
        return ""
    if _counted(_in_one_form(wanted)) == _counted(_in_one_form(found)):
        return OTHER_FORM
    if len(found) == len(wanted):
        return f"other values in the {len(found)} rows"
    return f"{len(found)} rows, not the {len(wanted)} that were expected"


def _in_one_form(rows: list[Row]) -> list[Row]:
    """The rows with every literal in the form in which the engine keeps its value."""
    return [tuple((name, _kept(term)) for name, term in row) for row in rows]


def _kept(term: str) -> str:
    if term.startswith(("_:", "<")):
        return term
    store = ox.Store()
    store.load(f"<x:s> <x:p> {term} .", ox.RdfFormat.N_TRIPLES)
    return str(next(iter(store)).object)


def _counted(rows: list[Row]) -> tuple[Counter[Row], frozenset[str]]:
    """Rows without blank nodes by how often they occur, and the others up to their names."""
    ground = Counter(row for row in rows if not any(term.startswith("_:") for _, term in row))
    left = Counter(row for row in rows if row not in ground)
    quads = []
    for number, (row, count) in enumerate(left.items()):
        node = ox.BlankNode(f"row{number}")
        quads.append(ox.Quad(node, ox.NamedNode("x:count"), ox.Literal(count)))
        for name, term in row:
            value = next(ox.parse(f"<x:s> <x:p> {term} .", ox.RdfFormat.N_TRIPLES)).object
            if isinstance(value, ox.BlankNode):
                value = ox.BlankNode(term.removeprefix("_:"))
            quads.append(ox.Quad(node, ox.NamedNode(f"x:{name}"), value))
    return ground, _canonical(quads)


def _canonical(quads: Iterator[ox.Quad] | list[ox.Quad] | ox.QuadParser) -> frozenset[str]:
    found = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, found))


def outcomes(suite: Suite, port: int) -> Mapping[str, str]:
    """What came of every test, by its IRI."""
    endpoint = Endpoint(port)
    return {test.iri: put(suite, test, endpoint) for test in suite.tests}


def graph_options(suite: Suite, folder: Path) -> list[str]:
    """The options of ``snag serve`` that put the suite's data beside the catalogue."""
    (folder / "empty.nt").write_bytes(b"")
    options = ["--graph", f"{EMPTY}={folder / 'empty.nt'}"]
    for name in sorted(suite.data_files()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(suite.text(name))
        options += ["--graph", f"{BASE}{name}={path}"]
    return options


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1])]
    from w3c.conformance_report import main

    main()

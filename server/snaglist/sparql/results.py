"""Write what a query gives in the format asked for, up to the limits."""

import io
import itertools
import json
import re
from collections.abc import Iterator

import pyoxigraph as ox

from snaglist.sparql.request import (
    Answer,
    AnswerFormat,
    AnswerKind,
    Limits,
    Request,
    check_format,
)
from snaglist.workers.errors import TooLargeError

RESULTS = {
    AnswerFormat.JSON: ox.QueryResultsFormat.JSON,
    AnswerFormat.XML: ox.QueryResultsFormat.XML,
    AnswerFormat.CSV: ox.QueryResultsFormat.CSV,
    AnswerFormat.TSV: ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    AnswerFormat.TURTLE: ox.RdfFormat.TURTLE,
    AnswerFormat.JSONLD: ox.RdfFormat.JSON_LD,
    AnswerFormat.RDFXML: ox.RdfFormat.RDF_XML,
    AnswerFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
}
_ROW = {
    AnswerFormat.JSON: re.compile(rb"\{(?:\"|\})"),
    AnswerFormat.XML: re.compile(rb"<result>|<result/>"),
    AnswerFormat.CSV: re.compile(rb"\r\n"),
    AnswerFormat.TSV: re.compile(rb"\n"),
}
"""What every row has at least once, so that counting it never counts too few."""


def write_results(
    results: ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple],
    request: Request,
    limits: Limits,
    prefixes: dict[str, str],
) -> Answer:
    """Write what a query gives; raises ``TooLargeError`` beyond the limits, ``NoFormatError``."""
    capped = _Capped(limits.size)
    if not isinstance(results, ox.QuerySolutions | ox.QueryBoolean):
        return _graph(results, request, limits, prefixes)
    rows_format = check_format(request.rows_format, graph=False)
    if isinstance(results, ox.QueryBoolean):
        results.serialize(capped, RESULTS[rows_format])
        return Answer(kind=AnswerKind.TRUTH, format=rows_format, content=capped.getvalue())
    if request.first is not None:
        return _first_rows(results, request.first, capped)
    results.serialize(capped, RESULTS[rows_format])
    content = capped.getvalue()
    if row_count(content, rows_format, limits.rows) > limits.rows:
        raise too_many("rows", limits.rows)
    return Answer(kind=AnswerKind.ROWS, format=rows_format, content=content)


def _graph(
    results: Iterator[ox.Triple], request: Request, limits: Limits, prefixes: dict[str, str]
) -> Answer:
    graph_format = check_format(request.graph_format, graph=True)
    capped = _Capped(limits.size)
    # A construction gives a triple once for each solution that makes it.
    triples = dict.fromkeys(_counted(results, request.first, limits.rows))
    more = request.first is not None and len(triples) > request.first
    ox.serialize(
        itertools.islice(triples, request.first),
        capped,
        GRAPHS[graph_format],
        prefixes=prefixes,
    )
    return Answer(kind=AnswerKind.GRAPH, format=graph_format, content=capped.getvalue(), more=more)


def _counted(results: Iterator[ox.Triple], first: int | None, most: int) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in results:
        seen.add(triple)
        yield triple
        if first is not None and len(seen) > first:
            return
        if first is None and len(seen) > most:
            raise too_many("triples", most)


def _first_rows(results: ox.QuerySolutions, first: int, capped: "_Capped") -> Answer:
    """The first rows as the JSON format has them; the rest is not computed."""
    names = [variable.value for variable in results.variables]
    rows = [
        {name: _term(term) for name in names if (term := row[name]) is not None}
        for row in itertools.islice(results, first + 1)
    ]
    document = {"head": {"vars": names}, "results": {"bindings": rows[:first]}}
    capped.write(json.dumps(document, ensure_ascii=False).encode())
    return Answer(
        kind=AnswerKind.ROWS,
        format=AnswerFormat.JSON,
        content=capped.getvalue(),
        more=len(rows) > first,
    )


def _term(term: object) -> dict[str, object]:
    """A term as SPARQL 1.1 Query Results JSON has it, with RDF 1.2's triple terms."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        literal: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            literal["xml:lang"] = term.language
        elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
            literal["datatype"] = term.datatype.value
        return literal
    assert isinstance(term, ox.Triple)
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}


def row_count(content: bytes, rows_format: AnswerFormat, enough: int) -> int:
    """How many rows there are, counted exactly only where a guess that is never too low is high."""
    guess = sum(1 for _ in _ROW[rows_format].finditer(content))
    if guess <= enough:
        return guess
    if rows_format is AnswerFormat.CSV:
        return _csv_rows(content)
    solutions = ox.parse_query_results(content, format=RESULTS[rows_format])
    assert isinstance(solutions, ox.QuerySolutions)
    return sum(1 for _ in solutions)


def _csv_rows(content: bytes) -> int:
    """Line ends outside of quotes, less the header's."""
    return sum(part.count(b"\r\n") for part in content.split(b'"')[::2]) - 1


def too_many(what: str, most: int) -> TooLargeError:
    """The error that says how many rows or triples are too many, and what to do."""
    return TooLargeError(
        f"The answer has more than {most:,} {what}, and half an answer would mislead. "
        "Add a LIMIT, ask for less, or take a dump from /data."
    )


class _Capped(io.BytesIO):
    """Bytes up to a limit; raises ``TooLargeError`` beyond it."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, content: object) -> int:
        written = super().write(content)  # type: ignore[arg-type]
        if self.tell() > self._most:
            raise TooLargeError(
                f"The answer is larger than {self._most:,} bytes, and half an answer would "
                "mislead. Add a LIMIT, ask for less, or take a dump from /data."
            )
        return written

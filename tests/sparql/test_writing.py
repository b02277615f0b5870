"""Limits of an answer hold at the last row that fits, whatever stands in its cells."""

import json
import re

import pyoxigraph as ox
import pytest

from snaglist.sparql.request import (
    Answer,
    AnswerFormat,
    AnswerKind,
    Limits,
    NoFormatError,
    Request,
    check_format,
)
from snaglist.sparql.results import RESULTS, row_count, write_results
from snaglist.workers.errors import TooLargeError

PREFIXES = {"ex": "http://example.org/"}
ODD = [
    "one\r\ntwo\r\nthree",
    'say "four"\r\n',
    '""',
    "five, six",
    "\r\n",
    '{"a": "<result>"}',
    "\n",
]
"""Values that look like the end or the beginning of a row in one of the formats."""


def rows_of(values: list[str]) -> str:
    told = " ".join(json.dumps(value) for value in values)
    return f"SELECT ?v WHERE {{ VALUES ?v {{ {told} }} }}"


def answered(query: str, limits: Limits, **asked: object) -> Answer:
    request = Request(query=query, **asked)  # type: ignore[arg-type]
    found = ox.Store().query(query)
    return write_results(found, request, limits, PREFIXES)


@pytest.mark.parametrize("rows_format", RESULTS)
@pytest.mark.parametrize("values", [ODD, ODD[:1], [], ["plain"] * 5], ids=len)
def test_rows_are_counted_whatever_stands_in_them(
    rows_format: AnswerFormat, values: list[str]
) -> None:
    limits = Limits(rows=100)
    content = answered(rows_of(values), limits, rows_format=rows_format).content
    assert row_count(content, rows_format, 0) == len(values)
    assert row_count(content, rows_format, 1_000) >= len(values)


@pytest.mark.parametrize("rows_format", RESULTS)
def test_as_many_rows_as_the_limit_are_given_and_one_more_is_refused(
    rows_format: AnswerFormat,
) -> None:
    query = rows_of(ODD)
    given = answered(query, Limits(rows=len(ODD)), rows_format=rows_format)
    assert (given.kind, given.format, given.more) == (AnswerKind.ROWS, rows_format, False)
    with pytest.raises(TooLargeError, match=rf"more than {len(ODD) - 1} rows"):
        answered(query, Limits(rows=len(ODD) - 1), rows_format=rows_format)


TRIPLES = "CONSTRUCT { ?v a ?v } WHERE { VALUES (?v ?w) { %s } }"


def triples_of(count: int) -> str:
    """Each triple made twice, as a construction may."""
    pairs = (f"(<x:{number}> {times})" for number in range(count) for times in (1, 2))
    return TRIPLES % " ".join(pairs)


def test_as_many_triples_as_the_limit_are_given_and_one_more_is_refused() -> None:
    limits = Limits(rows=3)
    given = answered(triples_of(3), limits, graph_format=AnswerFormat.NTRIPLES)
    assert given.content.count(b"\n") == 3
    assert (given.kind, given.more) == (AnswerKind.GRAPH, False)
    with pytest.raises(TooLargeError, match="more than 3 triples"):
        answered(triples_of(4), limits, graph_format=AnswerFormat.NTRIPLES)


@pytest.mark.parametrize(("there", "first", "more"), [(3, 3, False), (4, 3, True), (2, 3, False)])
def test_the_first_triples_and_rows_say_whether_there_are_more(
    there: int, first: int, more: bool
) -> None:
    limits = Limits(rows=2)  # what is cut is not refused
    graph = answered(triples_of(there), limits, graph_format=AnswerFormat.NTRIPLES, first=first)
    assert graph.more is more
    assert graph.content.count(b"\n") == min(there, first)
    rows = answered(rows_of([str(n) for n in range(there)]), limits, first=first)
    assert rows.more is more
    assert len(json.loads(rows.content)["results"]["bindings"]) == min(there, first)


def test_whoever_wants_no_format_there_is_is_told_all_there_are() -> None:
    rows = (
        "Its formats are json (application/sparql-results+json), "
        "xml (application/sparql-results+xml), csv (text/csv), tsv (text/tab-separated-values)."
    )
    with pytest.raises(NoFormatError, match=f"^{re.escape(rows)}$"):
        check_format(None, graph=False)
    graphs = (
        "Its formats are ttl (text/turtle), jsonld (application/ld+json), "
        "rdf (application/rdf+xml), nt (application/n-triples)."
    )
    with pytest.raises(NoFormatError, match=f"^{re.escape(graphs)}$"):
        check_format(None, graph=True)


def test_an_answer_may_be_as_large_as_the_limit() -> None:
    query = rows_of(["x" * 100])
    size = len(answered(query, Limits()).content)
    assert len(answered(query, Limits(size=size)).content) == size
    with pytest.raises(TooLargeError, match=f"larger than {size - 1:,} bytes"):
        answered(query, Limits(size=size - 1))


def test_first_rows_are_as_the_standard_writes_them() -> None:
    query = (
        'SELECT * WHERE { VALUES ?v { <x:y> "plain" "deutsch"@de 4 true UNDEF '
        '"day"^^<http://www.w3.org/2001/XMLSchema#date> } }'
    )
    whole = json.loads(answered(query, Limits()).content)
    first = json.loads(answered(query, Limits(), first=100).content)
    assert first["head"]["vars"] == whole["head"]["vars"] == ["v"]
    assert first["results"]["bindings"] == whole["results"]["bindings"]
    assert len(whole["results"]["bindings"]) == 7


def test_truth_is_written_in_the_format_asked_for() -> None:
    for query, word in (("ASK {}", b"true"), ("ASK { <x:a> <x:b> <x:c> }", b"false")):
        for rows_format in (AnswerFormat.JSON, AnswerFormat.XML):
            given = answered(query, Limits(), rows_format=rows_format)
            assert (given.kind, given.format) == (AnswerKind.TRUTH, rows_format)
            assert word in given.content


def test_prefixes_shorten_what_is_constructed() -> None:
    query = "CONSTRUCT { <http://example.org/a> a <http://example.org/b> } WHERE {}"
    given = answered(query, Limits(), graph_format=AnswerFormat.TURTLE)
    assert b"ex:a a ex:b" in given.content

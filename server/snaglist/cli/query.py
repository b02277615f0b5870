"""``snag query``: the graph asked in SPARQL."""

import json
import signal
import sys
from collections.abc import Mapping
from typing import Any

import click

from snaglist.cli.options import graphs_beside, open_snapshot, with_settings
from snaglist.errors import UsageError
from snaglist.plurals import count_of
from snaglist.settings import Settings
from snaglist.snapshot.sparql_engine import graph_files, known_prefixes, open_store, prefixed_name
from snaglist.sparql.request import (
    ANSWER_FORMATS,
    Answer,
    AnswerFormat,
    AnswerKind,
    Limits,
    Request,
)

TABLE = "table"
NONE = Limits(seconds=1e9, rows=10**12, size=10**12, length=10**9, memory=10**15)
"""No limits: on one's own machine one may wait, and Ctrl+C stops it."""


@click.command()
@click.argument("query", required=False)
@click.option("-f", "--file", "file", type=click.File("rb"), help="Read the query; - is stdin.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([TABLE, *(name.value for name in AnswerFormat)]),
    help="[default: table for rows, ttl for graphs]",
)
@graphs_beside
@with_settings
def query(
    settings: Settings,
    query: str | None,
    file: Any,
    format_: str | None,
    graphs: tuple[str, ...],
) -> None:
    """Ask the graph in SPARQL: ontology, catalogue, interviews and what was inferred.

    Known prefixes need no declaration. Nothing in a query reaches the network, SERVICE is refused.

    Example: snag query 'SELECT ?t { ?i snag:hasCategory <category/trust> ; skos:prefLabel ?t }'
    """
    if (query is None) == (file is None):
        raise UsageError("Give a query, or a file with one by --file; not both.")
    text = (
        query.removeprefix("\ufeff")
        if query is not None
        else _decoded(file.read(), getattr(file, "name", "-"))
    )
    beside = graph_files(graphs)
    known = open_snapshot(settings)
    store = open_store(known, beside)
    prefixes = known_prefixes(known.catalogue)
    known.close()
    # The query runs in native code, which Ctrl+C would reach only once it is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    answer = store.answer(_request(text, format_), NONE)
    if answer.kind is not AnswerKind.GRAPH and format_ in (None, TABLE):
        click.echo(_table(answer, prefixes))
        return
    if format_ not in (None, answer.format):
        raise UsageError(_other(answer, str(format_)))
    sys.stdout.buffer.write(answer.content)
    sys.stdout.buffer.flush()


def _decoded(content: bytes, name: str) -> str:
    """The text of a file, with or without a byte order mark; raises ``UsageError`` for no UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8 (byte {error.start}).") from error


def _request(query: str, format_: str | None) -> Request:
    if format_ in (None, TABLE):
        return Request(query=query)
    chosen = AnswerFormat(format_)
    if ANSWER_FORMATS[chosen].graph:
        return Request(query=query, graph_format=chosen)
    return Request(query=query, rows_format=chosen)


def _other(answer: Answer, format_: str) -> str:
    graph = answer.kind is AnswerKind.GRAPH
    there = ", ".join(name for name, info in ANSWER_FORMATS.items() if info.graph is graph)
    what = "a graph" if graph else "rows"
    return f"This query is answered with {what}, which is not written as {format_} but as {there}."


def _table(answer: Answer, prefixes: Mapping[str, str]) -> str:
    """Columns as wide as their widest value, and how many rows there are."""
    document = json.loads(answer.content)
    if answer.kind is AnswerKind.TRUTH:
        return "yes" if document["boolean"] else "no"
    columns = document["head"]["vars"]
    rows = [
        [_told(row.get(name), prefixes) for name in columns]
        for row in document["results"]["bindings"]
    ]
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    lines = [columns, ["-" * width for width in widths], *rows]
    written = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    return "\n".join([*written, f"({count_of(len(rows), 'row')})"])


def _told(term: dict[str, Any] | None, prefixes: Mapping[str, str]) -> str:
    """A term on one line, IRIs with a prefix where one is known."""
    if term is None:
        return ""
    value = str(term["value"])
    return prefixed_name(value, prefixes) if term["type"] == "uri" else " ".join(value.split())

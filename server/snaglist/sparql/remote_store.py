"""Queries handed to another SPARQL 1.1 store over HTTP, under the same rules as here."""

import itertools
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any

import pyoxigraph as ox

from snaglist.errors import UsageError
from snaglist.sparql.guard import BASE, QueryForm, QueryOutline, check_dataset, outline_query
from snaglist.sparql.request import (
    ANSWER_FORMATS,
    Answer,
    AnswerFormat,
    AnswerKind,
    GraphStoreError,
    Limits,
    QueryError,
    Request,
    TimeLimitError,
    TooLargeError,
)
from snaglist.sparql.results import GRAPHS, row_count, too_many

CHUNK = 65_536
GRAPH_NAMES = "SELECT DISTINCT ?g { { GRAPH ?g {} } UNION { GRAPH ?g { ?s ?p ?o } } }"
KINDS = {QueryForm.SELECT: AnswerKind.ROWS, QueryForm.ASK: AnswerKind.TRUTH}


class RemoteStore:
    """The engine that asks a store at ``url``; the store decides how its default graph is made.

    Limits of time, rows, bytes and length hold here too; memory and concurrency are the store's.
    Raises ``UsageError`` for an address that is not http or https.
    """

    def __init__(self, url: str, prefixes: Mapping[str, str], limits: Limits | None = None) -> None:
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise UsageError(
                f"The SPARQL store {url!r} is no web address; it should start with http:// or "
                "https://."
            )
        self.limits = limits or Limits()
        self._url, self._prefixes = url, dict(prefixes)
        self._graphs: tuple[str, ...] = ()

    def start(self) -> None:
        """Nothing has to be loaded."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the store's named graphs, asked for anew."""
        wanted = ANSWER_FORMATS[AnswerFormat.JSON].media_type
        content = self._post([("query", GRAPH_NAMES)], wanted)
        rows = _document(content)["results"]["bindings"]
        self._graphs = tuple(sorted(row["g"]["value"] for row in rows if "g" in row))
        return self._graphs

    def answer(self, request: Request, gone: Callable[[], bool] = lambda: False) -> Answer:
        """Hand a query on; raises what ``Engine.answer`` does, but for ``ClientGoneError``.

        ``gone`` is not looked at: the time limit ends what nobody waits for.
        """
        self.limits.check(request.query)
        named = outline_query(request.query)
        asked = request.default_graphs + request.named_graphs or named.graphs
        if not set(asked) <= set(self._graphs):
            check_dataset(request, named, self.graphs())
        fields = [("query", self._declared(request.query, named))]
        fields += [("default-graph-uri", iri) for iri in request.default_graphs]
        fields += [("named-graph-uri", iri) for iri in request.named_graphs]
        kind = KINDS.get(named.form, AnswerKind.GRAPH) if named.form else AnswerKind.ROWS
        if kind is AnswerKind.GRAPH:
            return self._graph(fields, request)
        preview = kind is AnswerKind.ROWS and request.first is not None
        rows_format = AnswerFormat.JSON if preview else request.rows_format
        content = self._post(fields, ANSWER_FORMATS[rows_format].media_type)
        if preview:
            return _first_rows(content, request.first or 0)
        if kind is AnswerKind.ROWS and row_count(content, rows_format, self.limits.rows) > (
            self.limits.rows
        ):
            raise too_many("rows", self.limits.rows)
        return Answer(kind=kind, format=rows_format, content=content)

    def _declared(self, query: str, named: QueryOutline) -> str:
        """The query with base and prefixes declared that it uses and that are known here.

        They go in front on the same line, so that line numbers in messages stay right.
        """
        missing = sorted((named.used - named.declared) & self._prefixes.keys())
        declared = "".join(f"PREFIX {name}: <{self._prefixes[name]}> " for name in missing)
        return f"BASE <{BASE}> {declared}{query}"

    def _graph(self, fields: list[tuple[str, str]], request: Request) -> Answer:
        content = self._post(fields, ANSWER_FORMATS[AnswerFormat.NTRIPLES].media_type)
        try:
            quads = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
            triples = list(dict.fromkeys(quad.triple for quad in quads))
        except SyntaxError as error:
            raise GraphStoreError(f"The store's answer is no N-Triples: {error}") from None
        if request.first is None and len(triples) > self.limits.rows:
            raise too_many("triples", self.limits.rows)
        written = ox.serialize(
            itertools.islice(triples, request.first),
            format=GRAPHS[request.graph_format],
            prefixes=self._prefixes,
        )
        return Answer(
            kind=AnswerKind.GRAPH,
            format=request.graph_format,
            content=written or b"",
            more=request.first is not None and len(triples) > request.first,
        )

    def _post(self, fields: list[tuple[str, str]], wanted: str) -> bytes:
        """Send a query; the bytes of the answer, which is of the media type that was wanted."""
        post = urllib.request.Request(  # noqa: S310 (checked when made)
            self._url,
            data=urllib.parse.urlencode(fields).encode(),
            headers={"Accept": wanted, "Content-Type": "application/x-www-form-urlencoded"},
        )
        deadline = time.monotonic() + self.limits.seconds
        try:
            with urllib.request.urlopen(post, timeout=self.limits.seconds) as response:  # noqa: S310
                given = response.headers.get_content_type()
                if given != wanted:
                    raise GraphStoreError(
                        f"The store answered {given} where {wanted} was asked for."
                    )
                return self._read(response, deadline)
        except urllib.error.HTTPError as error:
            with error:
                said = error.read(2_000).decode("utf-8", "replace").strip()
            if error.code == 400:
                raise QueryError(f"The store refuses the query: {said}") from None
            raise GraphStoreError(f"The store answered {error.code}: {said}") from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._late() from None
            raise GraphStoreError(f"The store at {self._url} cannot be reached: {reason}") from None

    def _read(self, response: Any, deadline: float) -> bytes:
        parts, size = [], 0
        while part := response.read(CHUNK):
            parts.append(part)
            size += len(part)
            if size > self.limits.size:
                raise TooLargeError(
                    f"The answer is larger than {self.limits.size:,} bytes, and half an answer "
                    "would mislead. Add a LIMIT or ask for less."
                )
            if time.monotonic() > deadline:
                raise self._late()
        return b"".join(parts)

    def _late(self) -> TimeLimitError:
        return TimeLimitError(
            f"The store had no answer after {self.limits.seconds:g} seconds. Add a LIMIT or make "
            "the patterns narrower."
        )

    def close(self) -> None:
        """Nothing is kept open."""


def _document(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        raise GraphStoreError(f"The store's answer is no JSON: {error}") from None


def _first_rows(content: bytes, first: int) -> Answer:
    document = _document(content)
    rows = document["results"]["bindings"]
    document["results"]["bindings"] = rows[:first]
    return Answer(
        kind=AnswerKind.ROWS,
        format=AnswerFormat.JSON,
        content=json.dumps(document, ensure_ascii=False).encode(),
        more=len(rows) > first,
    )

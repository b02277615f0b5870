"""One query handed to another SPARQL 1.1 store over HTTP; whatever it answers is read before use.

This runs in a worker, which is killed at the time limit: that is what ends a store that sends a
byte a second, in whatever part of its answer, and a name that is looked up for ever.
"""

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from snaglist.sparql.guard import BASE_PREFIX, QueryForm, QueryOutline, check_dataset, outline_query
from snaglist.sparql.ipc import pack_answer, unpack_request
from snaglist.sparql.request import (
    ANSWER_FORMATS,
    Answer,
    AnswerFormat,
    GraphStoreError,
    Limits,
    QueryError,
    Request,
    check_format,
)
from snaglist.sparql.results import write_results
from snaglist.workers.errors import TimeLimitError, TooLargeError
from snaglist.workers.service import Service

CHUNK = 65_536
LONGEST_SAID = 2_000
"""Bytes of what a store says of an error that are repeated."""

GRAPHS_ORDER = b"graphs"
"""The order for the names of the store's graphs, instead of a query."""

GRAPH_NAMES = "SELECT DISTINCT ?g { { GRAPH ?g {} } UNION { GRAPH ?g { ?s ?p ?o } } }"
DROPPED = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)
"""How a connection ends that was dead before anything was answered."""


def open_service(task: dict[str, Any]) -> Service:
    """The client of a store; ``task`` has ``url``, ``prefixes`` and ``limits``."""
    client = RemoteClient(task["url"], task["prefixes"], Limits(**task["limits"]))

    def handle(order: bytes) -> tuple[bytes, bytes]:
        if order == GRAPHS_ORDER:
            return json.dumps({"graphs": client.graphs()}).encode(), b""
        answer = client.answer(unpack_request(order))
        return pack_answer(answer), answer.content

    return Service(handle=handle, outside=True)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A store that sends elsewhere could have anything read that this server can reach."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none; the answer is an error then."""


class RemoteClient:
    """Asks the store at ``url``; it decides how its default graph is made."""

    def __init__(self, url: str, prefixes: Mapping[str, str], limits: Limits) -> None:
        self._url, self._prefixes, self._limits = url, dict(prefixes), limits
        self._opener = urllib.request.build_opener(_NoRedirects)

    def graphs(self) -> list[str]:
        """The IRIs of the store's named graphs, sorted; raises as ``answer`` does."""
        results = self._results([("query", GRAPH_NAMES)])
        if not isinstance(results, ox.QuerySolutions):
            raise _odd("no table of graphs")
        try:
            names = {row["g"] for row in results}
        except (SyntaxError, ValueError, KeyError) as error:
            raise _odd(str(error)) from None
        return sorted(name.value for name in names if isinstance(name, ox.NamedNode))

    def answer(self, request: Request) -> Answer:
        """Hand a query on, and write what it gives under the same limits as here.

        Raises ``QueryError``, ``RefusedError``, ``NoFormatError``, ``TooLongError``,
        ``TooLargeError``, ``TimeLimitError``, and ``GraphStoreError`` where the store cannot be
        reached, or answers what is no answer.
        """
        self._limits.check(request.query)
        named = outline_query(request.query, self._prefixes.get(BASE_PREFIX, ""))
        graph = named.form in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)
        check_format(request.graph_format if graph else request.rows_format, graph=graph)
        if request.default_graphs + request.named_graphs or named.graphs:
            check_dataset(request, named, self.graphs())
        fields = [("query", self._declared(request.query, named))]
        fields += [("default-graph-uri", iri) for iri in request.default_graphs]
        fields += [("named-graph-uri", iri) for iri in request.named_graphs]
        results = self._triples(fields) if graph else self._results(fields)
        if isinstance(results, ox.QueryBoolean) is not (named.form is QueryForm.ASK):
            raise _odd(f"not of the form of a query with {named.form or 'no form'}")
        try:
            return write_results(results, request, self._limits, self._prefixes)
        except (SyntaxError, ValueError, KeyError) as error:
            raise _odd(str(error)) from None

    def _declared(self, query: str, named: QueryOutline) -> str:
        """The query with base and prefixes declared that it uses and that are known here.

        They go in front on the same line, so that line numbers in messages stay right.
        """
        missing = sorted((named.used - named.declared) & self._prefixes.keys())
        declared = "".join(f"PREFIX {name}: <{self._prefixes[name]}> " for name in missing)
        base = self._prefixes.get(BASE_PREFIX)
        return (f"BASE <{base}> " if base else "") + declared + query

    def _results(self, fields: list[tuple[str, str]]) -> ox.QuerySolutions | ox.QueryBoolean:
        content = self._post(fields, ANSWER_FORMATS[AnswerFormat.JSON].media_type)
        try:
            found = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise _odd(str(error)) from None
        assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
        return found

    def _triples(self, fields: list[tuple[str, str]]) -> Iterator[ox.Triple]:
        content = self._post(fields, ANSWER_FORMATS[AnswerFormat.NTRIPLES].media_type)
        return (quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))

    def _post(self, fields: list[tuple[str, str]], wanted: str) -> bytes:
        """Send a query; the bytes of the answer, which is of the media type that was wanted."""
        post = urllib.request.Request(  # noqa: S310 (checked when the engine was made)
            self._url,
            data=urllib.parse.urlencode(fields).encode(),
            headers={"Accept": wanted, "Content-Type": "application/x-www-form-urlencoded"},
        )
        deadline = time.monotonic() + self._limits.seconds
        try:
            try:
                return self._exchange(post, wanted, deadline)
            except (urllib.error.URLError, *DROPPED) as error:
                # Queries change nothing, so that asking twice is no harm.
                if not isinstance(getattr(error, "reason", error), DROPPED):
                    raise
                return self._exchange(post, wanted, deadline)
        except urllib.error.HTTPError as error:
            raise _refusal(error) from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._late() from None
            raise GraphStoreError(f"The store cannot be reached: {reason}") from None

    def _exchange(self, post: urllib.request.Request, wanted: str, deadline: float) -> bytes:
        with self._opener.open(post, timeout=self._limits.seconds) as response:
            given = response.headers.get_content_type()
            if given != wanted:
                raise GraphStoreError(f"The store answered {given} where {wanted} was asked for.")
            parts, size = [], 0
            while part := response.read1(CHUNK):
                parts.append(part)
                size += len(part)
                if size > self._limits.size:
                    raise TooLargeError(
                        f"The answer is larger than {self._limits.size:,} bytes, and half an "
                        "answer would mislead. Add a LIMIT or ask for less."
                    )
                if time.monotonic() > deadline:
                    raise self._late()
            if response.length:
                raise _odd(f"it ends {response.length:,} bytes before its announced length")
            return b"".join(parts)

    def _late(self) -> TimeLimitError:
        return TimeLimitError(
            f"The store had no answer after {self._limits.seconds:g} seconds. Add a LIMIT or make "
            "the patterns narrower."
        )


def _refusal(error: urllib.error.HTTPError) -> QueryError | GraphStoreError:
    """The error for a status other than 200."""
    with error:
        if 300 <= error.code < 400:
            return GraphStoreError(
                f"The store answered {error.code}, which sends elsewhere; that is not followed. "
                "Set SNAGLIST_SPARQL_STORE to the address where queries are answered."
            )
        try:
            said = error.read(LONGEST_SAID).decode("utf-8", "replace").strip()
        except (OSError, http.client.HTTPException, ValueError):
            said = "nothing that could be read"
    if error.code == 400:
        return QueryError(f"The store refuses the query: {said}")
    return GraphStoreError(f"The store answered {error.code}: {said}")


def _odd(what: str) -> GraphStoreError:
    return GraphStoreError(f"The store's answer cannot be used: {what[:LONGEST_SAID]}")

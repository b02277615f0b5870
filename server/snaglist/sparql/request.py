"""What can be asked and answered: formats, limits, requests, answers, and what goes wrong."""

from dataclasses import dataclass
from enum import StrEnum

from snaglist.errors import SnaglistError
from snaglist.workers.service import WorkerLimits


class QueryError(SnaglistError):
    """The query is not SPARQL, or asks for something that cannot be."""

    exit_code = 2
    http_status = 400


class RefusedError(SnaglistError):
    """The query is understood and not allowed here: an update, SERVICE."""

    exit_code = 2
    http_status = 403


class TooLongError(SnaglistError):
    """The text of the query is longer than what is read."""

    exit_code = 2
    http_status = 413


class NoFormatError(SnaglistError):
    """Queries of this form are not answered in any of the formats that were asked for."""

    exit_code = 2
    http_status = 406


class GraphStoreError(SnaglistError):
    """The store cannot be read or reached, or answers nonsense."""

    http_status = 502


class AnswerKind(StrEnum):
    """What a query is answered with."""

    ROWS = "rows"
    TRUTH = "truth"
    GRAPH = "graph"


class AnswerFormat(StrEnum):
    """The formats of answers: four for rows and truths, four for graphs."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "ttl"
    JSONLD = "jsonld"
    RDFXML = "rdf"
    NTRIPLES = "nt"


@dataclass(frozen=True, slots=True)
class AnswerFormatInfo:
    """How people and programs name a format, and what it can hold."""

    title: str
    media_type: str
    graph: bool


ANSWER_FORMATS = {
    AnswerFormat.JSON: AnswerFormatInfo("JSON", "application/sparql-results+json", False),
    AnswerFormat.XML: AnswerFormatInfo("XML", "application/sparql-results+xml", False),
    AnswerFormat.CSV: AnswerFormatInfo("CSV", "text/csv", False),
    AnswerFormat.TSV: AnswerFormatInfo("TSV", "text/tab-separated-values", False),
    AnswerFormat.TURTLE: AnswerFormatInfo("Turtle", "text/turtle", True),
    AnswerFormat.JSONLD: AnswerFormatInfo("JSON-LD", "application/ld+json", True),
    AnswerFormat.RDFXML: AnswerFormatInfo("RDF/XML", "application/rdf+xml", True),
    AnswerFormat.NTRIPLES: AnswerFormatInfo("N-Triples", "application/n-triples", True),
}
"""Sources: SPARQL 1.1 Query Results JSON, XML, CSV and TSV; RDF 1.1's media types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a query may take; ``seconds`` is wall time, ``memory`` bytes beyond the store's."""

    seconds: float = 5.0
    rows: int = 100_000
    size: int = 50_000_000
    length: int = 50_000
    memory: int = 1_000_000_000
    workers: int = 4
    patience: float = 0.2

    def of_workers(self) -> WorkerLimits:
        """Those that the workers have to keep; as many may wait as are answered."""
        return WorkerLimits(
            seconds=self.seconds,
            memory=self.memory,
            workers=self.workers,
            patience=self.patience,
            waiting=self.workers,
        )

    def check(self, query: str) -> None:
        """Raises ``TooLongError`` for a query longer than ``length`` characters."""
        if len(query) > self.length:
            raise TooLongError(
                f"The query has {len(query):,} characters; at most {self.length:,} are read."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One query. ``default_graphs`` and ``named_graphs`` are the protocol's dataset.

    Where both are empty the query's own FROM says what is seen, and without one the default graph
    is the union of all graphs. ``first`` asks for no more than so many rows or triples. A format is
    None where none will do for what the form of the query gives; who reads the query finds out.
    """

    query: str
    rows_format: AnswerFormat | None = AnswerFormat.JSON
    graph_format: AnswerFormat | None = AnswerFormat.TURTLE
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    first: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query gives, written in ``format``.

    ``more`` says that there is more than the ``first`` rows or triples that were asked for.
    """

    kind: AnswerKind
    format: AnswerFormat
    content: bytes
    more: bool = False


def check_format(wanted: AnswerFormat | None, *, graph: bool) -> AnswerFormat:
    """The format; raises ``NoFormatError``, which names those there are, where it is None."""
    if wanted is None:
        there = ", ".join(
            f"{name} ({info.media_type})"
            for name, info in ANSWER_FORMATS.items()
            if info.graph is graph
        )
        raise NoFormatError(f"Its formats are {there}.")
    return wanted

"""The SPARQL 1.1 protocol's requests: parameters wherever they stand, and formats of answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import RequestEntityTooLarge

from snaglist.errors import SnaglistError
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.sparql.guard import Form, outline
from snaglist.sparql.request import (
    ANSWER_FORMATS,
    AnswerFormat,
    QueryError,
    RefusedError,
    TooLongError,
)

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATES = "application/sparql-update"
HTML = ("text/html", "application/xhtml+xml")
UPDATE_FIELDS = {"update", "using-graph-uri", "using-named-graph-uri"}
READ_ONLY = "This endpoint answers queries; nothing can be changed through it."
ALSO_ASKED = {
    "application/json": {AnswerFormat.JSON, AnswerFormat.JSONLD},
    "application/xml": {AnswerFormat.XML, AnswerFormat.RDFXML},
    "text/xml": {AnswerFormat.XML, AnswerFormat.RDFXML},
    "text/plain": {AnswerFormat.TSV, AnswerFormat.NTRIPLES},
}
"""Media types that mean one format for rows and another for graphs."""


class MediaTypeError(SnaglistError):
    """What was posted is not of a type that the protocol knows."""

    http_status = 415


class NoSuchFormatError(SnaglistError):
    """The answer does not come in any format that was asked for."""

    http_status = 406


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parameters of the protocol, wherever in the request they stood."""

    queries: tuple[str, ...]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None

    @property
    def query(self) -> str:
        """The one query; raises ``QueryError`` for several."""
        if len(self.queries) > 1:
            raise QueryError(f"There are {len(self.queries)} queries in the request; send one.")
        return self.queries[0]


def read_request(longest: int) -> Asked:
    """The parameters of the request at hand, whose body may have ``longest`` bytes.

    Raises ``QueryError``, ``RefusedError``, ``TooLongError`` and ``MediaTypeError``.
    """
    fields = _fields(request.query_string)
    if request.method == "POST":
        request.max_content_length = longest
        try:
            body = request.get_data()
        except RequestEntityTooLarge as error:
            raise TooLongError(f"The request is longer than {longest:,} bytes.") from error
        fields += _posted(body)
    if any(name in UPDATE_FIELDS for name, _ in fields):
        raise RefusedError(READ_ONLY)

    def every(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    return Asked(
        queries=every("query"),
        default_graphs=every("default-graph-uri"),
        named_graphs=every("named-graph-uri"),
        format=next(iter(every("format")), None),
    )


def _posted(body: bytes) -> list[tuple[str, str]]:
    kind, charset = request.mimetype, request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8"):
        raise MediaTypeError(f"The request is in {charset}; SPARQL is sent in UTF-8.")
    if kind == FORM:
        return _fields(body)
    if kind == DIRECT:
        return [("query", _text(body))]
    if kind == UPDATES:
        raise RefusedError(READ_ONLY)
    raise MediaTypeError(
        f"A query is posted as {DIRECT}, or as 'query=…' in {FORM}; "
        f"this came as {kind or 'no type at all'}."
    )


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise QueryError(
            f"The parameters cannot be read: {error}. They are percent-encoded UTF-8."
        ) from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"The query is not in UTF-8 at byte {error.start}.") from error


def answer_formats(asked: Asked) -> tuple[AnswerFormat, AnswerFormat]:
    """The formats for rows and for graphs; only that of the query's form must be to be had."""
    graph = outline(asked.query).form in (Form.CONSTRUCT, Form.DESCRIBE)
    rows = [name for name, info in ANSWER_FORMATS.items() if not info.graph]
    graphs = [name for name, info in ANSWER_FORMATS.items() if info.graph]
    mine = graphs if graph else rows
    found = _named(asked.format, mine) if asked.format is not None else _accepted(mine)
    if found is None:
        wanted = asked.format if asked.format is not None else request.headers["Accept"]
        there = ", ".join(f"{name} ({ANSWER_FORMATS[name].media_type})" for name in mine)
        raise NoSuchFormatError(
            f"This query is not answered in {wanted[:200]!r}. Its formats are {there}."
        )
    return (rows[0], found) if graph else (found, graphs[0])


def _named(name: str, mine: Sequence[AnswerFormat]) -> AnswerFormat | None:
    wanted = name.casefold()
    known = {RdfFormat.TURTLE: "ttl", RdfFormat.RDFXML: "rdf", RdfFormat.NTRIPLES: "nt"}
    wanted = {str(key): value for key, value in known.items()}.get(wanted, wanted)
    for found in mine:
        if wanted in (found.value, ANSWER_FORMATS[found].media_type) or (
            found in ALSO_ASKED.get(wanted, ())
        ):
            return found
    return None


def _accepted(mine: Sequence[AnswerFormat]) -> AnswerFormat | None:
    """The format that ``Accept`` likes best; the first of ``mine`` for who has no say."""
    liked = accept()
    if not liked:
        return mine[0]
    qualities = {name: liked.quality(ANSWER_FORMATS[name].media_type) for name in mine}
    for media_type, names in ALSO_ASKED.items():
        for name in names & qualities.keys():
            qualities[name] = max(qualities[name], liked.quality(media_type))
    best = max(qualities, key=lambda name: qualities[name])
    return best if qualities[best] else None


def accept() -> MIMEAccept:
    """What the client accepts, without the parameters of media types."""
    ranges = ((name.partition(";")[0].strip(), q) for name, q in request.accept_mimetypes)
    return MIMEAccept(list(ranges))


def prefers_page() -> bool:
    """Whether HTML is named and nothing of ours is liked better; ``*/*`` alone wants data."""
    named = {name.lower(): q for name, q in accept()}
    html = max((named.get(name, 0.0) for name in HTML), default=0.0)
    data = [info.media_type for info in ANSWER_FORMATS.values()] + list(ALSO_ASKED)
    return html > 0 and html >= max((named.get(name, 0.0) for name in data), default=0.0)


def content_type(format_: AnswerFormat) -> str:
    """The header for an answer; text says that it is UTF-8."""
    media_type = ANSWER_FORMATS[format_].media_type
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type

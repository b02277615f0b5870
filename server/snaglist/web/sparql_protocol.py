"""The SPARQL 1.1 protocol's requests: parameters wherever they are, and formats of answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from snaglist.errors import SnaglistError
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.sparql.request import (
    ANSWER_FORMATS,
    AnswerFormat,
    NoFormatError,
    QueryError,
    RefusedError,
    TooLongError,
)
from snaglist.web.negotiation import (
    BY_SUFFIX,
    HTML_REPRESENTATION,
    MEDIA_TYPE_ALIASES,
    named_in_accept,
    preferred_offer,
)

FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
UPDATE_FIELDS = {"update", "using-graph-uri", "using-named-graph-uri"}
DATASET_FIELDS = {"default-graph-uri", "named-graph-uri"}
OPTIONAL_FIELDS = DATASET_FIELDS | {"format"}
MOST_GRAPHS, LONGEST_IRI = 100, 2_000
READ_ONLY = "This endpoint answers queries; nothing can be changed through it."
ANSWER_ALIASES = {
    "application/json": {AnswerFormat.JSON, AnswerFormat.JSONLD},
    "application/xml": {AnswerFormat.XML, AnswerFormat.RDFXML},
    "text/xml": {AnswerFormat.XML, AnswerFormat.RDFXML},
    "text/plain": {AnswerFormat.TSV, AnswerFormat.NTRIPLES},
    **{name: {AnswerFormat.TURTLE} for name in MEDIA_TYPE_ALIASES[RdfFormat.TURTLE]},
}
"""Media types of other names; some mean one format for rows and another for graphs."""

NAME_ALIASES = {
    "json": {AnswerFormat.JSONLD},
    "json-ld": {AnswerFormat.JSONLD},
    "n-triples": {AnswerFormat.NTRIPLES},
    "n3": {AnswerFormat.TURTLE},
    "rdf+xml": {AnswerFormat.RDFXML},
    "xml": {AnswerFormat.RDFXML},
    "sparql-results+json": {AnswerFormat.JSON},
    "sparql-results+xml": {AnswerFormat.XML},
}
"""What else clients put into ``format``; SPARQLWrapper sends these beside ``Accept``."""


class MediaTypeError(SnaglistError):
    """What was posted is not of a type that the protocol knows."""

    http_status = 415


class NoSuchFormatError(SnaglistError):
    """The answer does not come in any format that was asked for."""

    http_status = 406


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolRequest:
    """The parameters of the protocol, wherever in the request they were."""

    queries: tuple[str, ...]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None

    @property
    def query(self) -> str:
        """The one query; raises ``QueryError`` for several."""
        if len(self.queries) > 1:
            raise QueryError(f"There are {len(self.queries)} queries in the request; send one.")
        return self.queries[0].removeprefix("\ufeff")


def read_request(longest: int) -> ProtocolRequest:
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

    graphs = [value for name, value in fields if name in DATASET_FIELDS]
    if len(graphs) > MOST_GRAPHS or any(len(iri) > LONGEST_IRI for iri in graphs):
        raise TooLongError(
            f"A dataset has at most {MOST_GRAPHS} graphs here, with names of at most "
            f"{LONGEST_IRI:,} characters."
        )

    def every(name: str) -> tuple[str, ...]:
        # Forms send the fields that nobody filled in.
        return tuple(v for key, v in fields if key == name and (v or name not in OPTIONAL_FIELDS))

    return ProtocolRequest(
        queries=every("query"),
        default_graphs=every("default-graph-uri"),
        named_graphs=every("named-graph-uri"),
        format=next(iter(every("format")), None),
    )


def _posted(body: bytes) -> list[tuple[str, str]]:
    kind, charset = request.mimetype, request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8"):
        raise MediaTypeError(f"The request is in {charset}; SPARQL is sent in UTF-8.")
    if kind == FORM_TYPE:
        return _fields(body)
    if kind == QUERY_TYPE:
        return [("query", _text(body))]
    if kind == UPDATE_TYPE:
        raise RefusedError(READ_ONLY)
    raise MediaTypeError(
        f"A query is posted as {QUERY_TYPE}, or as 'query=…' in {FORM_TYPE}; "
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
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"The query is not in UTF-8 at byte {error.start}.") from error


def answer_formats(asked: ProtocolRequest) -> tuple[AnswerFormat | None, AnswerFormat | None]:
    """The formats for rows and for graphs, each None where none is acceptable.

    Which of them is needed says the form of the query, and that says who answers it: its text is
    read in a process with a clock only.
    """
    rows, graphs = (
        [name for name, info in ANSWER_FORMATS.items() if info.graph is graph]
        for graph in (False, True)
    )
    return _chosen(asked, rows), _chosen(asked, graphs)


def _chosen(asked: ProtocolRequest, formats: Sequence[AnswerFormat]) -> AnswerFormat | None:
    """The format that ``format`` names, else what ``Accept`` likes best.

    Clients send names of their own in ``format`` together with an ``Accept`` that is right. Where
    neither says anything that is understood here, none is chosen.
    """
    wanted = "" if asked.format is None else asked.format.casefold()
    named = next((name for name in formats if wanted in _names(name)), None)
    if named is None and (asked.format is None or _accepts_something()):
        return preferred_offer(_offers(formats))
    return named


def _accepts_something() -> bool:
    """Whether ``Accept`` says more than that anything will do."""
    return any(name != "*/*" for name, _ in request.accept_mimetypes)


def not_acceptable(asked: ProtocolRequest, error: NoFormatError) -> NoSuchFormatError:
    """The error that says what was asked for, of the one that says what there is."""
    wanted = asked.format if asked.format is not None else request.headers["Accept"]
    return NoSuchFormatError(f"This query is not answered in {wanted[:200]!r}. {error}")


def _media_types(name: AnswerFormat) -> list[str]:
    """The media types that ask for a format; the first is what is sent."""
    more = [media_type for media_type, names in ANSWER_ALIASES.items() if name in names]
    return [ANSWER_FORMATS[name].media_type, *more]


def _names(name: AnswerFormat) -> set[str]:
    """What ``format`` may say for a format; for those of graphs, as of any RDF here."""
    form = BY_SUFFIX[name.value].names if ANSWER_FORMATS[name].graph else ()
    more = (alias for alias, names in NAME_ALIASES.items() if name in names)
    return {name.value, *_media_types(name), *form, *more}


def _offers(formats: Sequence[AnswerFormat]) -> dict[str, AnswerFormat]:
    return {media_type: name for name in formats for media_type in _media_types(name)}


def prefers_page() -> bool:
    """Whether HTML is named and nothing else is liked better; a wildcard alone wants data."""
    offers = dict.fromkeys(HTML_REPRESENTATION.media_types, True) | dict.fromkeys(
        _offers([*AnswerFormat]), False
    )
    return named_in_accept(HTML_REPRESENTATION.media_types) and preferred_offer(offers) is True


def content_type(format_: AnswerFormat) -> str:
    """The header for an answer; text says that it is UTF-8."""
    media_type = ANSWER_FORMATS[format_].media_type
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type

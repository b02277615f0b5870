"""The SPARQL 1.1 protocol for queries, at one address: answers, service description, a page."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TypedDict

from flask import Blueprint, Response, make_response, render_template, request

from snaglist.dataset.description import write_service
from snaglist.errors import SnaglistError
from snaglist.graph.namespaces import ONTOLOGY
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.snapshot.sparql_engine import known_prefixes, measure_endpoint, prefixed_name
from snaglist.sparql.request import (
    ANSWER_FORMATS,
    Answer,
    AnswerFormat,
    AnswerKind,
    NoFormatError,
    QueryError,
    Request,
)
from snaglist.sparql.worker_pool import Engine
from snaglist.web.clients import client_gone, current_client
from snaglist.web.errors import json_error_response
from snaglist.web.negotiation import RDF_OFFERS, preferred_offer
from snaglist.web.respond import declared
from snaglist.web.served import current_served
from snaglist.web.site import Site, current_site
from snaglist.web.sparql_protocol import (
    ProtocolRequest,
    answer_formats,
    content_type,
    not_acceptable,
    prefers_page,
    read_request,
)

blueprint = Blueprint("sparql", __name__)

ROWS_SHOWN = 1_000
"""Rows or triples that the page shows; downloads have all."""

DEFAULT_QUERY = (
    "SELECT ?issue ?title\nWHERE {\n  ?issue a snag:QualityIssue ; skos:prefLabel ?title .\n"
    '  FILTER ( lang(?title) = "en" )\n}\n'
)
"""What is in the editor where no query was given."""


class NoEngineError(SnaglistError):
    """The application was made without an engine, as for a copy of the site as files."""

    http_status = 503

    def __init__(self) -> None:
        super().__init__("No queries are answered here.")


class ProtocolField(TypedDict):
    """A parameter of the protocol that the form keeps."""

    name: str
    value: str


class ExampleLink(TypedDict):
    """A question that a query answers, and the address of its page."""

    question: str
    url: str


class Download(TypedDict):
    """A format of the answer, and the address of the file."""

    title: str
    url: str


class CellView(TypedDict):
    """A term: what is shown, where it leads, and its language, datatype or title."""

    text: str
    url: str | None
    note: str


class AnswerView(TypedDict, total=False):
    """What was answered: a ``text`` of triples, a ``truth``, or ``columns`` and ``rows``.

    ``kind`` says which of them, ``more`` whether there is more than is shown. ``notes`` are those
    that all cells of a column share, and empty for the other columns.
    """

    kind: str
    more: bool
    text: str
    truth: bool
    columns: list[str]
    notes: list[str]
    rows: list[list[CellView | None]]


class QueryView(TypedDict):
    """The page: query, parameters to keep, prefixes, examples, limits, and what came of it."""

    query: str
    given: bool
    dataset: list[ProtocolField]
    prefixes: dict[str, str]
    examples: list[ExampleLink]
    downloads: list[Download]
    answer: AnswerView | None
    error: str | None
    limits: dict[str, Any]


def current_engine() -> Engine:
    """The engine of this application; raises ``NoEngineError`` where it was made without one."""
    found = current_served().engine
    if found is None:
        raise NoEngineError
    return found


@blueprint.route("/sparql", methods=["GET", "POST"])
@declared("query", "default-graph-uri", "named-graph-uri", "format")
def sparql() -> Response:
    """Answer a query; without one, the page for people or the service description."""
    longest = 4 * current_engine().limits.length + 10_000
    page = prefers_page()
    asked: ProtocolRequest | None = None
    try:
        asked = read_request(longest)
        if asked.queries:
            return _answered(asked, page and asked.format is None)
        if request.method == "POST":
            raise QueryError("There is no query in the request; send one as 'query'.")
    except SnaglistError as error:
        return _failed(error, asked, page)
    response = _page(asked) if page else _description()
    response.vary.add("Accept")
    return response


def _answered(asked: ProtocolRequest, page: bool) -> Response:
    current_engine().limits.check(asked.query)
    if page:
        return _page(asked, _run(asked, AnswerFormat.JSON, AnswerFormat.TURTLE, ROWS_SHOWN))
    rows_format, graph_format = answer_formats(asked)
    try:
        answer = _run(asked, rows_format, graph_format, None)
    except NoFormatError as error:
        raise not_acceptable(asked, error) from None
    response = Response(answer.content, content_type=content_type(answer.format))
    response.vary.add("Accept")
    return response


def _run(
    asked: ProtocolRequest,
    rows_format: AnswerFormat | None,
    graph_format: AnswerFormat | None,
    first: int | None,
) -> Answer:
    wanted = Request(
        query=asked.query,
        rows_format=rows_format,
        graph_format=graph_format,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        first=first,
    )
    return current_engine().answer(wanted, client_gone(), current_client())


def _page(
    asked: ProtocolRequest | None, answer: Answer | None = None, error: str | None = None
) -> Response:
    view = _view(current_site(), asked, answer, error)
    response = make_response(render_template("sparql.html", view=view))
    response.vary.add("Accept")
    return response


def _view(
    site: Site, asked: ProtocolRequest | None, answer: Answer | None, error: str | None
) -> QueryView:
    query = asked.queries[0] if asked and asked.queries else DEFAULT_QUERY
    dataset = _dataset(asked)
    return {
        "query": query,
        "given": bool(asked and asked.queries),
        "dataset": [{"name": name, "value": value} for name, value in dataset],
        "prefixes": known_prefixes(site.catalogue),
        "examples": [
            {"question": example.question, "url": site.urls.sparql(example.query)}
            for example in site.knowledge.facts.examples
        ],
        "downloads": [
            {
                "title": info.title,
                "url": site.urls.sparql(query, *dataset, ("format", name.value)),
            }
            for name, info in ANSWER_FORMATS.items()
            if answer and info.graph is (answer.kind is AnswerKind.GRAPH)
        ],
        "answer": _answer(site, answer) if answer else None,
        "error": error,
        "limits": asdict(current_engine().limits),
    }


def _dataset(asked: ProtocolRequest | None) -> list[tuple[str, str]]:
    if asked is None:
        return []
    return [
        *(("default-graph-uri", iri) for iri in asked.default_graphs),
        *(("named-graph-uri", iri) for iri in asked.named_graphs),
    ]


def _answer(site: Site, answer: Answer) -> AnswerView:
    view: AnswerView = {"kind": answer.kind.value, "more": answer.more}
    if answer.kind is AnswerKind.GRAPH:
        view["text"] = answer.content.decode()
        return view
    document = json.loads(answer.content)
    if answer.kind is AnswerKind.TRUTH:
        view["truth"] = document["boolean"]
        return view
    view["columns"] = document["head"]["vars"]
    view["rows"] = [
        [_cell(site, row.get(name)) for name in view["columns"]]
        for row in document["results"]["bindings"]
    ]
    view["notes"] = [_shared(column) for column in zip(*view["rows"], strict=True)]
    return view


def _shared(column: Iterable[CellView | None]) -> str:
    """The language or datatype of all cells of a column, taken off them; empty if it varies."""
    cells = [cell for cell in column if cell]
    notes = {cell["note"] for cell in cells}
    if len(notes) != 1 or any(cell["url"] for cell in cells):
        return ""
    for cell in cells:
        cell["note"] = ""
    return notes.pop()


def _cell(site: Site, term: dict[str, Any] | None) -> CellView | None:
    """A term as what is shown, where it leads, and what is said of it beside."""
    if term is None:
        return None
    value, prefixes = term["value"], known_prefixes(site.catalogue)
    if term["type"] == "uri":
        return {
            "text": prefixed_name(value, prefixes),
            "url": _address(site, value),
            "note": _title(site, value),
        }
    if term["type"] == "bnode":
        return {"text": f"_:{value}", "url": None, "note": ""}
    if term["type"] == "triple":
        return {"text": json.dumps(value, ensure_ascii=False), "url": None, "note": "triple"}
    kind = prefixed_name(term["datatype"], prefixes) if "datatype" in term else ""
    return {"text": value, "url": None, "note": term.get("xml:lang", kind)}


def _address(site: Site, iri: str) -> str | None:
    """Where an IRI is read here; itself for those of others that browsers can open."""
    if name := site.names.identifier(iri):
        return site.urls.path("id", name) if _known(site, name) else None
    if iri.startswith(f"{ONTOLOGY}#"):
        name = iri.removeprefix(f"{ONTOLOGY}#")
        known = any(term.name == name for term in site.knowledge.terms)
        return site.urls.term(name) if known else site.urls.path("ontology")
    return iri if iri.startswith(("https://", "http://")) else None


def _title(site: Site, iri: str) -> str:
    """What a thing of the catalogue is called, where its IRI does not say it."""
    name = iri.removeprefix(str(site.names.things))
    return site.reference(name)["title"] if name in site.catalogue.things else ""


def _known(site: Site, name: str) -> bool:
    return name in site.catalogue.things or name == "catalogue"


def _failed(error: SnaglistError, asked: ProtocolRequest | None, page: bool) -> Response:
    """The error beside the query for people, so that nothing is lost; else as JSON."""
    if page:
        response = _page(asked, error=str(error))
        response.status_code = error.http_status
    else:
        response = json_error_response(error.http_status, str(error))
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _description() -> Response:
    """What the endpoint can do and which graphs it has (SPARQL 1.1 Service Description)."""
    rdf_format = preferred_offer(RDF_OFFERS) or RdfFormat.TURTLE
    publication = current_site().knowledge.publication(request.url_root.rstrip("/"))
    content = write_service(publication, measure_endpoint(current_engine()), rdf_format)
    media_type = RDF_FORMATS[rdf_format].media_type
    return Response(content, content_type=f"{media_type}; charset=utf-8")

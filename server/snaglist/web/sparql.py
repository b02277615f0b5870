"""The SPARQL 1.1 protocol for queries, at one address: answers, service description, a page."""

from dataclasses import asdict
from http import HTTPStatus
from threading import Lock

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, request

from snaglist.dataset.description import write_service
from snaglist.errors import SnaglistError
from snaglist.graph.rdf_formats import FORMATS, RdfFormat
from snaglist.snapshot.sparql_engine import open_engine, served
from snaglist.sparql.request import Answer, AnswerFormat, BusyError, QueryError, Request
from snaglist.sparql.worker_pool import ClientGoneError, Engine
from snaglist.web.protocol import (
    Asked,
    accept,
    answer_formats,
    content_type,
    prefers_page,
    read_request,
)
from snaglist.web.site import View, site
from snaglist.web.views.answers import answer_view, query_view

blueprint = Blueprint("sparql", __name__)

SHOWN = 1_000
"""Rows or triples that the page shows; downloads have all."""

GONE = 499
"""What others log for a client that left before its answer; nobody receives it."""


def engine() -> Engine:
    """The engine of this application; made with the first query if none was given."""
    with ENGINE_LOCK:
        found: Engine | None = current_app.extensions.get("snaglist-engine")
        if found is None:
            found = open_engine(site().knowledge)
            current_app.extensions["snaglist-engine"] = found
        return found


ENGINE_LOCK = Lock()


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, the page for people or the service description."""
    page = prefers_page()
    asked: Asked | None = None
    try:
        asked = read_request(4 * engine().limits.length + 10_000)
        if asked.queries:
            return _answered(asked, page and asked.format is None)
        if request.method == "POST":
            raise QueryError("There is no query in the request; send one as 'query'.")
    except ClientGoneError:
        return Response(status=GONE)
    except SnaglistError as error:
        return _failed(error, asked, page)
    response = _page(asked) if page else _description()
    response.vary.add("Accept")
    return response


def _answered(asked: Asked, page: bool) -> Response:
    engine().limits.check(asked.query)
    if page:
        return _page(asked, _run(asked, AnswerFormat.JSON, AnswerFormat.TURTLE, SHOWN))
    rows_format, graph_format = answer_formats(asked)
    answer = _run(asked, rows_format, graph_format, None)
    response = Response(answer.content, content_type=content_type(answer.format))
    response.vary.add("Accept")
    return response


def _run(
    asked: Asked, rows_format: AnswerFormat, graph_format: AnswerFormat, first: int | None
) -> Answer:
    gone = request.environ.get("waitress.client_disconnected", lambda: False)
    wanted = Request(
        query=asked.query,
        rows_format=rows_format,
        graph_format=graph_format,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        first=first,
    )
    return engine().answer(wanted, gone)


def _page(asked: Asked | None, answer: Answer | None = None) -> Response:
    here = site()
    view = _view(asked)
    if answer:
        view |= answer_view(here, answer, view)
    response = make_response(render_template("sparql.html", view=view))
    response.vary.add("Accept")
    return response


def _view(asked: Asked | None) -> View:
    view = query_view(site(), asked.queries if asked else (), _dataset(asked))
    return view | {"limits": asdict(engine().limits)}


def _dataset(asked: Asked | None) -> list[tuple[str, str]]:
    if asked is None:
        return []
    return [
        *(("default-graph-uri", iri) for iri in asked.default_graphs),
        *(("named-graph-uri", iri) for iri in asked.named_graphs),
    ]


def _failed(error: SnaglistError, asked: Asked | None, page: bool) -> Response:
    """The error beside the query for people, so that nothing is lost; else as JSON."""
    status, message = error.http_status, str(error)
    if page:
        view = _view(asked) | {"error": message}
        response = make_response(render_template("sparql.html", view=view))
        response.status_code = status
    else:
        title = HTTPStatus(status).phrase
        told = {"status": status, "title": title, "message": message, "nearest": []}
        response = make_response(jsonify({"error": told}), status)
    if isinstance(error, BusyError):
        response.headers["Retry-After"] = "1"
    response.vary.add("Accept")
    return response


def _description() -> Response:
    """What the endpoint can do and which graphs it has (SPARQL 1.1 Service Description)."""
    liked = {FORMATS[name].media_type: name for name in RdfFormat if not FORMATS[name].named_graphs}
    best = accept().best_match(liked, "text/turtle") if accept() else "text/turtle"
    rdf_format = liked[best or "text/turtle"]
    publication = site().knowledge.publication(request.url_root.rstrip("/"))
    content = write_service(publication, served(engine()), rdf_format)
    media_type = FORMATS[rdf_format].media_type
    return Response(content, content_type=f"{media_type}; charset=utf-8")

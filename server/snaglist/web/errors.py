"""Errors as pages and as JSON, in one shape; translated here and nowhere else."""

from collections.abc import Sequence
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any, TypedDict

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestedRangeNotSatisfiable

from snaglist.errors import NotFoundError, SnaglistError
from snaglist.web.components.page_names import PAGE_NAMES
from snaglist.web.negotiation import (
    DATA_SUFFIXES,
    HTML_REPRESENTATION,
    REPRESENTATION_OFFERS,
    NotAcceptableError,
    RepresentationView,
    add_link_headers,
    preferred_offer,
)
from snaglist.web.privacy import redact_path
from snaglist.web.respond import NotInInterviewsError
from snaglist.web.site import Reference, current_site
from snaglist.workers.errors import ClientGoneError

CLIENT_CLOSED_REQUEST = 499
"""What is logged for a client that left before its answer."""

SECTIONS = {path: name for path, name in PAGE_NAMES.items() if "/" not in path}


class ErrorView(TypedDict):
    """What is said of an error, as JSON below ``error``.

    ``nearest`` are things that may have been meant; ``forms`` are those that there are, where none
    is what was asked for (406).
    """

    status: int
    title: str
    message: str
    nearest: list[Reference]
    forms: list[RepresentationView]


def install(app: Flask) -> None:
    """Answer every error in our own words."""

    @app.errorhandler(SnaglistError)
    def known(error: SnaglistError) -> Response:
        if isinstance(error, NotFoundError):
            return error_response(error.http_status, _not_found(error.identifier), _named(error))
        if isinstance(error, NotInInterviewsError):
            return error_response(error.http_status, str(error), [error.there])
        if isinstance(error, NotAcceptableError):
            add_link_headers(error.resource, None)
            return error_response(error.http_status, str(error), forms=error.forms)
        response = error_response(error.http_status, str(error))
        if error.retry_after is not None:
            response.headers["Retry-After"] = str(error.retry_after)
        return response

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        if error.code == HTTPStatus.NOT_FOUND:
            return error_response(
                404, f"There is no page at {redact_path(request.path)}.", _by_path()
            )
        response = error_response(error.code or 500, error.description or error.name)
        allowed = getattr(error, "valid_methods", None)
        if allowed:
            response.headers["Allow"] = ", ".join(allowed)
        if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
            response.headers["Content-Range"] = f"{error.units} */{error.length}"
        return response

    @app.errorhandler(ClientGoneError)
    def gone(error: ClientGoneError) -> Response:
        # Nobody receives it; others log this number, too.
        return Response(status=CLIENT_CLOSED_REQUEST)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        current_app.logger.exception(
            "while answering %s", redact_path(request.path), exc_info=error
        )
        return error_response(
            500, "Something went wrong here; it is not your fault, and it is logged."
        )


class RedactingFlask(Flask):
    """An application whose log of last resort names no review's token either."""

    def log_exception(self, exc_info: Any) -> None:
        """Called where not even ``unforeseen`` could answer."""
        self.logger.error("while answering %s", redact_path(request.path), exc_info=exc_info)


def error_response(
    status: int,
    message: str,
    nearest: Sequence[Reference] = (),
    forms: Sequence[RepresentationView] = (),
) -> Response:
    """The error as JSON where data was asked for, else as a page."""
    if request.path.endswith(DATA_SUFFIXES) or preferred_offer(REPRESENTATION_OFFERS) not in (
        HTML_REPRESENTATION,
        None,
    ):
        return json_error_response(status, message, nearest, forms)
    view = error_view(status, message, nearest, forms)
    response = make_response(render_template("error.html", view=view), status)
    response.vary.add("Accept")
    return response


def json_error_response(
    status: int,
    message: str,
    nearest: Sequence[Reference] = (),
    forms: Sequence[RepresentationView] = (),
) -> Response:
    """The error as JSON, ``{"error": …}``, whatever was asked for."""
    response = make_response(
        jsonify({"error": error_view(status, message, nearest, forms)}), status
    )
    response.vary.add("Accept")
    return response


def error_view(
    status: int,
    message: str,
    nearest: Sequence[Reference] = (),
    forms: Sequence[RepresentationView] = (),
) -> ErrorView:
    """What is said of an error; the keys are always the same."""
    return {
        "status": status,
        "title": HTTPStatus(status).phrase,
        "message": message,
        "nearest": list(nearest),
        "forms": list(forms),
    }


def _not_found(identifier: str) -> str:
    shown = identifier if len(identifier) <= 80 else f"{identifier[:80]}…"
    return f"Nothing here is called {shown!r}."


def _named(error: NotFoundError) -> list[Reference]:
    here = current_site()
    known = [name for name in error.nearest if name in here.catalogue.things]
    if known or not error.nearest:
        return [here.reference(name) for name in known] or here.nearest(error.identifier)
    labels = {term.name: term.label for term in here.knowledge.terms}
    terms: list[Reference] = [
        {"id": name, "title": labels[name], "url": here.urls.term(name)}
        for name in error.nearest
        if name in labels
    ]
    return terms or here.nearest(error.identifier)


def _by_path() -> list[Reference]:
    """Things whose name looks like the end of the path, or sections like its beginning."""
    here = current_site()
    parts = [part.partition(".")[0] for part in request.path.split("/") if part] or [""]
    near = get_close_matches(parts[0].casefold(), SECTIONS, n=2)
    sections: list[Reference] = [
        {"id": name, "title": SECTIONS[name], "url": here.urls.path(name)} for name in near
    ]
    return sections if sections and len(parts) == 1 else here.nearest(parts[-1]) or sections

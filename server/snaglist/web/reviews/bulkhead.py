"""A bulkhead: requests for reviews hold no more threads than they may, whatever befalls them.

Whoever comes to a full one is answered 503 at once, before a session is opened or anything is asked
of the database, so that the rest of the threads always serve the catalogue.
"""

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from snaglist.web.errors import error_response
from snaglist.web.privacy import is_private

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FULL_KEY = "snaglist.reviews-full"
"""Set in the environment of a request that found no place."""

RETRY_SECONDS = 2
"""When to try again: most requests take less than a tenth of it."""


class Bulkhead:
    """A WSGI application around another one that lets so many requests for reviews in at a time."""

    def __init__(self, application: "WSGIApplication", places: int) -> None:
        self.application = application
        self._places = threading.BoundedSemaphore(places)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request; its place is free again when its answer is made, and made whole."""
        if not is_private(environ.get("PATH_INFO", "")):
            return self.application(environ, start_response)
        if not self._places.acquire(blocking=False):
            environ[FULL_KEY] = True
            return self.application(environ, start_response)
        try:
            return self.application(environ, start_response)
        finally:
            self._places.release()


def install(app: Flask, places: int) -> None:
    """Put the application behind a bulkhead with so many places, at least one."""
    app.wsgi_app = Bulkhead(app.wsgi_app, max(1, places))  # type: ignore[method-assign]


def found_no_place() -> bool:
    """True where the present request is one too many."""
    return FULL_KEY in request.environ


def busy_response() -> Response:
    """The answer to one too many."""
    response = error_response(
        503,
        "Many people use reviews just now, or their database is slow. Nothing was changed. Wait "
        "some seconds, go back, and send it again; your browser still has what you typed.",
    )
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response

"""The snapshot that is served; a newer one takes its place without a request being lost.

A request is answered from the snapshot that was served when it came. The old one, with the
processes that answer its SPARQL, is closed when the last such request has its answer.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, request

from snaglist.snapshot.snapshot import Snapshot
from snaglist.sparql.worker_pool import Engine

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EXTENSION_KEY = "snaglist"
"""Under which the application's extensions hold what is served."""

ENVIRON_KEY = "snaglist.served"
"""Under which the environment of a request holds what it is answered from."""


@dataclass(eq=False, slots=True)
class Served:
    """A snapshot, and what answers SPARQL over it; ``requests`` are under way with them."""

    knowledge: Snapshot
    engine: Engine | None
    requests: int = 0

    def close(self) -> None:
        """Close both."""
        if self.engine:
            self.engine.close()
        self.knowledge.close()


class Serving:
    """What is served now, and what was before and is still in use."""

    def __init__(self, first: Served) -> None:
        self.current = first
        self._former: list[Served] = []
        self._lock = threading.Lock()

    @contextmanager
    def request(self) -> Iterator[Served]:
        """What a request is answered from, whatever is served when it ends."""
        with self._lock:
            mine = self.current
            mine.requests += 1
        try:
            yield mine
        finally:
            with self._lock:
                mine.requests -= 1

    def replace(self, new: Served) -> None:
        """Answer all requests from now on from ``new``."""
        with self._lock:
            self._former.append(self.current)
            self.current = new

    def close_former(self) -> int:
        """Close what was served before and is used no more; gives how many that were."""
        with self._lock:
            idle = [former for former in self._former if not former.requests]
            self._former = [former for former in self._former if former.requests]
        for former in idle:
            former.close()
        return len(idle)

    def close(self) -> None:
        """Close everything, used or not: the server is about to end."""
        with self._lock:
            everything = [*self._former, self.current]
            self._former = []
        for each in everything:
            each.close()


def install(app: Flask, first: Served) -> None:
    """Answer each request from what is served when it comes."""
    serving = app.extensions[EXTENSION_KEY] = Serving(first)
    inner: WSGIApplication = app.wsgi_app

    def outer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        # Nothing is made while it is sent: answers are whole, and files hold what they are read of.
        with serving.request() as mine:
            environ[ENVIRON_KEY] = mine
            return inner(environ, start)

    app.wsgi_app = outer  # type: ignore[method-assign, assignment]


def serving_of(app: Flask) -> Serving:
    """What an application serves."""
    return cast(Serving, app.extensions[EXTENSION_KEY])


def current_served() -> Served:
    """What the request at hand is answered from."""
    found: Served | None = request.environ.get(ENVIRON_KEY)
    return found or serving_of(current_app).current

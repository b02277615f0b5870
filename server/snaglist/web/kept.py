"""Answers that are kept: a snapshot never changes, so neither does what is said of it."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from werkzeug.http import http_date

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 64_000_000
"""Octets of answers that are kept in all; what was asked for longest ago goes first."""

LARGEST = 1_000_000
"""Octets of an answer that is kept."""

PUBLIC = "no-cache"
"""What ``Cache-Control`` says of an answer that is the same for everybody."""

OF_BODY = ("Content-Type", "Content-Length")
"""What is not said of an answer without a body."""

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    headers: Headers
    body: bytes
    etag: str


class Kept:
    """A WSGI application that answers what it was asked before without asking again.

    Only whole answers to plain GETs are kept, by everything of a request that the application
    looks at: address, host, and what is accepted.
    """

    def __init__(self, app: "WSGIApplication", most: int = MOST) -> None:
        self._app = app
        self._most = most
        self._answers: OrderedDict[tuple[str, ...], _Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_RANGE" in environ:
            return self._app(environ, start_response)
        key = _key(environ)
        with self._lock:
            answer = self._answers.get(key)
            if answer:
                self._answers.move_to_end(key)
        if answer is None:
            return self._asked(key, environ, start_response)
        headers = [*answer.headers, ("Date", http_date())]
        if environ.get("HTTP_IF_NONE_MATCH") == answer.etag:
            left = [pair for pair in headers if pair[0] not in OF_BODY]
            start_response("304 NOT MODIFIED", left)
            return []
        start_response(answer.status, headers)
        return [answer.body]

    def _asked(
        self, key: tuple[str, ...], environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """What the application says, kept if it may be."""
        told: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            told[:] = [status, headers]
            return start_response(status, headers, exc_info)

        body = self._app(environ, start)
        if told and _keepable(told[0], dict(told[1])) and isinstance(body, Iterable):
            content = b"".join(body)
            close = getattr(body, "close", None)
            if close:
                close()
            headers = [pair for pair in told[1] if pair[0] != "Date"]
            self._keep(key, _Answer(told[0], headers, content, dict(headers)["ETag"]))
            return [content]
        return body

    def _keep(self, key: tuple[str, ...], answer: _Answer) -> None:
        with self._lock:
            if key not in self._answers:
                self._answers[key] = answer
                self._size += len(answer.body)
            while self._size > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest.body)


def _key(environ: "WSGIEnvironment") -> tuple[str, ...]:
    names = ("wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT")
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return (host, *(str(environ.get(name, "")) for name in names))


def _keepable(status: str, headers: dict[str, str]) -> bool:
    """True for whole answers that everybody may have, and that know how long they are."""
    return (
        status.startswith("200")
        and headers.get("Cache-Control") == PUBLIC
        and "ETag" in headers
        and "Set-Cookie" not in headers
        and int(headers.get("Content-Length", LARGEST + 1)) <= LARGEST
    )

"""Serve the application with waitress, which runs on Linux, macOS and Windows alike."""

import errno
import gc
import logging
import re
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from flask import Flask
from waitress.server import create_server
from waitress.wasyncore import close_all

from snaglist.errors import UsageError
from snaglist.web.privacy import redact_path

BACKLOG = 1024
LAST_PORT = 65_535

MAX_REQUEST_OCTETS = 20_000_000
"""Octets of a request, in front of the limits of each page: more is not even read."""

FIRST_TEMPLATES = ("base.html", "macros.html", "search.html")
"""Templates that are compiled before the first request: together they take the longest."""

PROXY_HEADERS = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
"""What a proxy says of whom it asks for: else all its visitors would look like one."""


PATH = re.compile(r"(?<= )/\S*")


def redact_log_record(record: logging.LogRecord) -> bool:
    """Take tokens out of what waitress logs of a request that it could not serve to its end."""
    record.msg = PATH.sub(lambda found: redact_path(found[0]), str(record.msg))
    return True


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a port in use is known before anything else is done."""
    if not 0 <= port <= LAST_PORT:
        raise UsageError(f"There is no port {port}; ports go from 0 to {LAST_PORT}.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise UsageError(f"Cannot listen on {host!r}, port {port}: {error}.") from error
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise UsageError(_why_not(error, host, port)) from error
    return listener


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use, perhaps by another snag serve; try --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} needs rights you do not have; try --port 8000."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"This machine has no address {host}; try --host 127.0.0.1."
    return f"Cannot listen on {host}, port {port}: {error}."


def base_url(listener: socket.socket) -> str:
    """Where a browser finds what the socket serves."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 (compared, not bound)
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def warm_up(app: Flask) -> None:
    """Do what the first requests would wait for: compile the templates of a search.

    What was made until now is here to stay, so the garbage collector need not look at it again; a
    look at the whole catalogue holds a request up for a tenth of a second.
    """
    for name in FIRST_TEMPLATES:
        app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()


def serve(app: Flask, listener: socket.socket, threads: int = 8, proxy: str = "") -> None:
    """Answer requests until interrupted (Ctrl-C or SIGTERM); then finish and return.

    Only the address ``proxy`` is believed when it says for whom, and how, it asks.
    """
    sockets: dict[int, Any] = {}
    logging.getLogger("waitress").addFilter(redact_log_record)
    server = create_server(
        app,
        map=sockets,
        sockets=[listener],
        threads=threads,
        # Read on while a request is being answered, which is how a client that leaves is noticed.
        channel_request_lookahead=1,
        ident=None,
        max_request_body_size=MAX_REQUEST_OCTETS,
        clear_untrusted_proxy_headers=True,
        trusted_proxy=proxy or None,
        trusted_proxy_headers=PROXY_HEADERS if proxy else set(),
    )
    with _terminable():
        try:
            server.run()
        finally:
            close_all(sockets)
            listener.close()


@contextmanager
def _terminable() -> Iterator[None]:
    """Make SIGTERM end ``run`` as Ctrl-C does, and put the former handler back afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)

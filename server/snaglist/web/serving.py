"""Serve the application with waitress, which runs on Linux, macOS and Windows alike."""

import errno
import gc
import logging
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import Any

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher
from waitress.wasyncore import close_all

from snaglist.errors import UsageError
from snaglist.web.channels import ConnectionLimits
from snaglist.web.connections import LOG_SECONDS, BoundedServer
from snaglist.web.editing import install as coding
from snaglist.web.forwarding import Application, Forwarding
from snaglist.web.privacy import redact_path

if sys.platform != "win32":
    import resource

BACKLOG = 1024
LAST_PORT = 65_535

MAX_REQUEST_OCTETS = 20_000_000
"""Octets of a request, in front of the limits of each page: more is not even read."""

FIRST_TEMPLATES = ("base.html", "macros.html", "search.html")
"""Templates that are compiled before the first request: together they take the longest.

Those of coding are compiled too, where somebody may code."""

MAX_HEAD_OCTETS = 65_536
"""Octets of the head of a request; a query of 50,000 characters fits."""

NEVER = 2**40
"""Octets of an answer at which waitress would stop a thread until its reader has caught up.

No thread waits for a reader: what waits is bounded in sum (see ``connections``).
"""

OWN_DESCRIPTORS = 48
"""Descriptors for snapshot, databases, processes and temporary files, beside the connections."""

FEWEST_CONNECTIONS = 8
"""Connections where hardly any descriptors are left."""

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
    """Do what the first requests would wait for: compile the largest templates.

    What was made until now is here to stay, so the garbage collector need not look at it again; a
    look at the whole catalogue holds a request up for a tenth of a second.
    """
    for name in (*FIRST_TEMPLATES, *coding.first_templates(app)):
        app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()


def serve(
    app: Flask,
    listener: socket.socket,
    threads: int,
    limits: ConnectionLimits | None = None,
    forwarding: Forwarding | None = None,
) -> None:
    """Answer requests until interrupted (Ctrl-C or SIGTERM); then finish and return.

    ``forwarding`` says which proxies are believed when they say for whom, and how, they ask.
    """
    sockets: dict[int, Any] = {}
    _quiet_logs()
    application = (forwarding or Forwarding()).wrap(app.wsgi_app)
    server = make_server(application, listener, threads, limits or ConnectionLimits(), sockets)
    with _terminable():
        try:
            server.run()
        finally:
            close_all(sockets)
            listener.close()


def make_server(
    application: Application,
    listener: socket.socket,
    threads: int,
    limits: ConnectionLimits,
    sockets: dict[int, Any],
) -> BoundedServer:
    """A server of waitress's that keeps to the limits; ``sockets`` is where it keeps its own."""
    adjustments = Adjustments(
        sockets=[listener],
        # Read on while a request is being answered, which is how a client that leaves is noticed.
        channel_request_lookahead=1,
        ident=None,
        max_request_header_size=MAX_HEAD_OCTETS,
        max_request_body_size=MAX_REQUEST_OCTETS,
        outbuf_high_watermark=NEVER,
        log_socket_errors=False,  # whoever leaves early would fill the log
        clear_untrusted_proxy_headers=False,  # ``Forwarding`` does
        server_name=listener.getsockname()[0],
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    return BoundedServer(
        application,
        limits=fit_descriptors(limits),
        map=sockets,
        _sock=listener,
        dispatcher=dispatcher,
        adj=adjustments,
        bind_socket=False,
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
    )


def fit_descriptors(limits: ConnectionLimits) -> ConnectionLimits:
    """As many connections as there are descriptors for, of which more are asked for first."""
    if sys.platform == "win32":
        return limits
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # A connection may need a temporary file for what it sends, and one for what it gets.
    wanted = 3 * limits.connections + OWN_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        more = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
            soft = more
        except (ValueError, OSError):  # the system has a limit of its own
            pass
    if soft == resource.RLIM_INFINITY or limits.connections + OWN_DESCRIPTORS <= soft:
        return limits
    fitting = max(FEWEST_CONNECTIONS, soft - OWN_DESCRIPTORS)
    logging.getLogger("snaglist.connections").warning(
        "%s connections at a time instead of %s, as there are %s file descriptors (ulimit -n).",
        *(fitting, limits.connections, soft),
    )
    return replace(limits, connections=fitting)


def _quiet_logs() -> None:
    """Have waitress log no tokens, and how long its queue is once a minute at most."""
    logging.getLogger("waitress").addFilter(redact_log_record)
    queue = logging.getLogger("waitress.queue")
    if not queue.filters:
        queue.addFilter(_Seldom())


class _Seldom(logging.Filter):
    """Lets a record pass once in ``LOG_SECONDS``."""

    last = -LOG_SECONDS

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now - self.last < LOG_SECONDS:
            return False
        self.last = now
        return True


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

"""One connection: what it is at, since when, and whether its time is over.

All clocks are monotonic, so that a clock that is set neither ends connections nor spares them.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

from snaglist.addresses import Network, client_network
from snaglist.web.http_parser import StrictParser

OCTETS_A_SECOND = 1_000
"""Who sends or reads slower, after ``request_seconds``, has to go."""

MOST_BODY_SECONDS = 600
"""Seconds for the whole body of a request, however steadily it comes."""

MANY_BUFFERED_OCTETS = 1_000_000
"""Octets of one answer from which on it is not left to the next round to count them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """What connections may take; ``exempt`` are networks whose connections are not counted."""

    connections: int = 1000
    client_connections: int = 100
    request_seconds: float = 20
    idle_seconds: float = 30
    exempt: tuple[Network, ...] = ()


class Phase(IntEnum):
    """What a connection is at; the lower, the sooner it makes room for another."""

    IDLE = 0
    HEAD = 1
    BODY = 2
    SENDING = 3
    ANSWERING = 4


class TimedServer(TcpWSGIServer):
    """A server all of whose connections go by one clock, in seconds."""

    clock: Callable[[], float]


class BoundedChannel(HTTPChannel):
    """A connection that knows since when it is at what it is at."""

    parser_class = StrictParser
    request: StrictParser | None
    outbufs: list[Any]
    server: TimedServer

    def __init__(
        self,
        server: TimedServer,
        sock: socket.socket,
        address: tuple[Any, ...],
        adj: Any,
        map: dict[int, Any],  # noqa: A002 (waitress calls it so)
    ) -> None:
        self.client = client_network(str(address[0]))
        self.phase, self.since = Phase.HEAD, server.clock()
        self._state: object = None
        self._served = self._sent = self._sent_before = 0
        super().__init__(server, sock, address, adj, map=map)

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the socket takes, and count it."""
        sent = int(super().send(data, do_close=do_close))
        self._sent += sent
        return sent

    def service(self) -> None:
        """Answer a request, in a thread of its own."""
        super().service()
        self._served += 1
        if self.total_outbufs_len > MANY_BUFFERED_OCTETS:
            self.server.pull_trigger()

    def look(self, now: float) -> None:
        """See what the connection is at now, and begin to count anew where that is another."""
        request = self.request
        if self.total_outbufs_len:
            phase = Phase.SENDING
        elif self.requests:
            phase = Phase.ANSWERING
        elif request is not None and request.headers_finished:
            phase = Phase.BODY
        elif (request is not None and request.begun) or not self._served:
            phase = Phase.HEAD
        else:
            phase = Phase.IDLE
        state = (phase, self._served)
        if state != self._state:
            if self._state is not None:
                self.since = now
            self._state, self.phase, self._sent_before = state, phase, self._sent

    def overdue(self, now: float, limits: ConnectionLimits) -> bool:
        """True where it has had all the time there is for what it is at."""
        lasted = now - self.since
        if self.phase is Phase.ANSWERING:
            return False
        if self.phase is Phase.IDLE:
            return lasted > limits.idle_seconds
        if self.phase is Phase.HEAD:
            return lasted > limits.request_seconds
        if self.phase is Phase.BODY:
            request = self.request
            octets = request.body_bytes_received if request is not None else 0
            if lasted > max(MOST_BODY_SECONDS, limits.request_seconds):
                return True
        else:
            octets = self._sent - self._sent_before
        return lasted > limits.request_seconds + octets / OCTETS_A_SECOND

    def buffered(self) -> int:
        """Octets of answers that wait here; files that are sent as they are do not count."""
        return sum(
            len(each) for each in self.outbufs if not isinstance(each, ReadOnlyFileBasedBuffer)
        )

    def handle_read(self) -> None:
        """Read what has come; where the client has left, nothing of its request is kept."""
        super().handle_read()
        if not self.connected:
            self._forget_request()

    def _forget_request(self) -> None:
        # A body that did not come to its end may have a file.
        if self.request is not None:
            self.request.close()
            self.request = None

    def dismiss(self, status: str = "", reason: str = "") -> None:
        """Close the connection, with a word where the client waits for one."""
        if status and self.socket is not None:
            send_short(self.socket, status, reason)
        self.handle_close()
        self._forget_request()


def send_short(sock: socket.socket, status: str, reason: str) -> None:
    """Send a short answer if the socket takes it at once."""
    body = f"{reason}\n".encode()
    head = (
        f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nRetry-After: 10\r\n\r\n"
    )
    try:
        sock.setblocking(False)
        sock.send(head.encode("ascii") + body)
    except OSError:
        pass

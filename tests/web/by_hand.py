"""A server whose turns a test makes itself: it stands still in between, and its clock is given."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from waitress.wasyncore import close_all

from snaglist.web.channels import BoundedChannel, ConnectionLimits
from snaglist.web.forwarding import Application
from snaglist.web.serving import bind, make_server

ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
PATIENCE = 30
"""Seconds after which a test gives up."""


class ByHand:
    """The server; its clock stands at ``later``."""

    def __init__(self, application: Application, threads: int, limits: ConnectionLimits) -> None:
        self.listener = bind("127.0.0.1", 0)
        self.sockets: dict[int, Any] = {}
        self.clients: list[socket.socket] = []
        self.server = make_server(application, self.listener, threads, limits, self.sockets)
        self.later = 0.0
        self.server.clock = lambda: self.later
        self.address = ""
        """Whom the next connections seem to come from; their own where empty."""
        accept = self.server.accept
        self.server.accept = lambda: self._renamed(accept())  # type: ignore[method-assign]

    def _renamed(self, accepted: Any) -> Any:
        if accepted is None or not self.address:
            return accepted
        return accepted[0], (self.address, *accepted[1][1:])

    def turn(self, times: int = 3) -> None:
        """Let the server do what there is to do."""
        for _ in range(times):
            self.server._next_look = 0
            self.server.turn(timeout=0.005)

    def channels(self) -> list[BoundedChannel]:
        """The connections as the server has them now."""
        self.turn()
        found: Any = self.server.active_channels
        return list(found.values())

    def connect(self, *, address: str = "", turns: int = 2) -> socket.socket:
        """A connection that the server has taken in, or refused."""
        self.address = address
        client = socket.socket()
        # So that what is not read waits at the server, and not in the kernel.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        client.connect(self.listener.getsockname())
        client.setblocking(False)
        self.clients.append(client)
        self.turn(turns)
        return client

    def send(self, client: socket.socket, octets: bytes) -> None:
        """Send, and have the server read it."""
        client.sendall(octets)
        self.turn()

    def answer(self, client: socket.socket) -> bytes:
        """What has come, once something has; empty when the connection was closed instead."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.turn(1)
            try:
                return client.recv(1_000_000)
            except BlockingIOError:
                continue
            except ConnectionResetError:
                return b""
        raise AssertionError("no answer")

    def until(self, fact: Callable[[], bool]) -> None:
        """Turn until it is so."""
        end = time.monotonic() + PATIENCE
        while not fact():
            assert time.monotonic() < end, "it does not become so"
            self.turn()

    def ask(self, client: socket.socket, octets: bytes = ASK) -> bytes:
        """The beginning of the answer to a request."""
        client.sendall(octets)
        return self.answer(client)

    def is_closed(self, client: socket.socket) -> bool:
        """True once the server has closed it, which may take it a turn after its last word."""
        end = time.monotonic() + PATIENCE
        while self.is_open(client):
            if time.monotonic() > end:
                return False
        return True

    def is_open(self, client: socket.socket) -> bool:
        """True while the server has not closed it; what it said meanwhile is read."""
        self.turn()
        try:
            while client.recv(1_000_000):
                self.turn(1)
        except BlockingIOError:
            return True
        except ConnectionResetError:
            pass
        return False


@contextmanager
def by_hand(application: Application, *, threads: int = 2, **limits: Any) -> Iterator[ByHand]:
    """Such a server, closed in the end with all that is connected to it."""
    made = ByHand(application, threads, ConnectionLimits(**limits))
    try:
        yield made
    finally:
        for client in made.clients:
            client.close()
        made.server.task_dispatcher.shutdown(timeout=PATIENCE)
        for channel in made.channels():
            channel.dismiss()
        close_all(made.sockets)
        made.listener.close()

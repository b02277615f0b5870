"""Messages over a socket: two sizes, then a header and a content, each way.

Whoever waits looks at its clock while it does; a peer that stops in the middle holds nobody up.
"""

import json
import socket
import struct
import time
from collections.abc import Callable, Mapping

from snaglist.errors import SnaglistError
from snaglist.workers.errors import TooLargeError, WorkerFailedError

NUMBER_SIZE = 16
"""Bytes of a worker's number."""
ORDER_SIZE = 1 + NUMBER_SIZE
"""Bytes of an order to the fork server."""

POLL_SECONDS = 0.05
"""Seconds between two looks at the clock, and at whether the client is still there."""

_SIZES = struct.Struct("!QQ")
_PART = 1 << 20
_FAILED, _NO_MEMORY = "failed", "memory"


def pack_message(header: bytes, content: bytes = b"") -> bytes:
    """A header and a content as one message."""
    return _SIZES.pack(len(header), len(content)) + header + content


def send_message(peer: socket.socket, message: bytes, check: Callable[[], None]) -> None:
    """Send a message; ``check`` is called while the peer does not take it, and may raise.

    Raises ``OSError`` where the peer is gone.
    """
    peer.settimeout(POLL_SECONDS)
    left = memoryview(message)
    while left:
        try:
            left = left[peer.send(left[:_PART]) :]
        except TimeoutError:
            check()


def receive_message(peer: socket.socket, check: Callable[[], None]) -> tuple[bytes, bytes]:
    """The next header and content; ``check`` is called while there is none, and may raise.

    Raises ``EOFError`` where the peer hangs up, and ``OSError`` where it is gone.
    """
    peer.settimeout(POLL_SECONDS)
    header_size, content_size = _SIZES.unpack(_receive(peer, _SIZES.size, check))
    return _receive(peer, header_size, check), _receive(peer, content_size, check)


def _receive(peer: socket.socket, size: int, check: Callable[[], None]) -> bytes:
    received = bytearray()
    looked = time.monotonic()
    while len(received) < size:
        try:
            part = peer.recv(min(_PART, size - len(received)))
        except TimeoutError:
            check()
            continue
        if not part:
            raise EOFError
        received += part
        # A peer that sends a byte at a time never lets the socket time out.
        if time.monotonic() - looked > POLL_SECONDS:
            looked = time.monotonic()
            check()
    return bytes(received)


def read_line(peer: socket.socket) -> bytes:
    """Bytes up to the end of a line; raises ``EOFError`` where the peer hangs up before it."""
    received = b""
    while not received.endswith(b"\n"):
        part = peer.recv(65_536)
        if not part:
            raise EOFError
        received += part
    return received


def pack_error(error: SnaglistError | MemoryError | None) -> bytes:
    """An error as JSON: the name of its class, and its message; None for an error of ours."""
    if error is None:
        name = _FAILED
    else:
        name = _NO_MEMORY if isinstance(error, MemoryError) else type(error).__name__
    return json.dumps({"error": name, "message": str(error or "")}).encode()


def raise_error(
    header: bytes, errors: Mapping[str, type[SnaglistError]], no_memory: str = ""
) -> None:
    """Raise the error that ``pack_error`` was given, if it is one; ``errors`` are by their names.

    Want of memory is ``TooLargeError`` with the message ``no_memory``, an error of ours
    ``WorkerFailedError``.
    """
    found = json.loads(header)
    if "error" not in found:
        return
    if found["error"] == _NO_MEMORY:
        raise TooLargeError(no_memory)
    if found["error"] == _FAILED:
        raise WorkerFailedError
    raise errors[found["error"]](found["message"])

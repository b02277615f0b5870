"""Requests and answers as they travel between the server and its workers: JSON and bytes."""

import json
import socket
from dataclasses import asdict

from snaglist.errors import SnaglistError, UsageError
from snaglist.sparql.request import (
    Answer,
    AnswerFormat,
    AnswerKind,
    BusyError,
    GraphStoreError,
    QueryError,
    RefusedError,
    Request,
    TimeLimitError,
    TooLargeError,
    TooLongError,
)

NUMBER_SIZE = 16
"""Bytes of a worker's number."""
ORDER_SIZE = 1 + NUMBER_SIZE
"""Bytes of an order to the fork server."""

ERRORS: dict[str, type[SnaglistError]] = {
    error.__name__: error
    for error in (
        QueryError,
        RefusedError,
        TooLongError,
        TooLargeError,
        TimeLimitError,
        BusyError,
        GraphStoreError,
        UsageError,
    )
}
"""What may go wrong in a worker, by the names of the classes."""


def pack_request(request: Request) -> bytes:
    """A request as JSON."""
    return json.dumps(asdict(request)).encode()


def unpack_request(content: bytes) -> Request:
    """The request that ``pack_request`` was given."""
    fields = json.loads(content)
    for name in ("rows_format", "graph_format"):
        fields[name] = AnswerFormat(fields[name])
    for name in ("default_graphs", "named_graphs"):
        fields[name] = tuple(fields[name])
    return Request(**fields)


def pack_answer(answer: Answer) -> bytes:
    """All of an answer but its content, which travels by itself, as JSON."""
    fields = asdict(answer)
    del fields["content"]
    return json.dumps(fields).encode()


def pack_error(error: SnaglistError) -> bytes:
    """An error as JSON: the name of its class, and its message."""
    return json.dumps({"error": type(error).__name__, "message": str(error)}).encode()


def unpack_answer(header: bytes, content: bytes) -> Answer:
    """The answer that ``pack_answer`` was given; raises the error that ``pack_error`` was."""
    fields = json.loads(header)
    if "error" in fields:
        raise ERRORS[fields["error"]](fields["message"])
    fields["kind"], fields["format"] = AnswerKind(fields["kind"]), AnswerFormat(fields["format"])
    return Answer(**fields, content=content)


def read_line(peer: socket.socket) -> bytes:
    """Bytes up to the end of a line; raises ``EOFError`` where the peer hangs up before it."""
    received = b""
    while not received.endswith(b"\n"):
        part = peer.recv(65_536)
        if not part:
            raise EOFError
        received += part
    return received

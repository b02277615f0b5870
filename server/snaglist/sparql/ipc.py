"""Requests and answers as they travel between the server and its workers: JSON and bytes."""

import json
import socket
from dataclasses import asdict

from snaglist.errors import SnaglistError, UsageError
from snaglist.sparql.request import (
    Answer,
    AnswerFormat,
    BusyError,
    Kind,
    QueryError,
    RefusedError,
    Request,
    StoreError,
    TimeLimitError,
    TooLargeError,
    TooLongError,
)

NUMBER = 16
"""Bytes of a worker's number."""
ORDER = 1 + NUMBER
"""Bytes of an order to the nursery."""

ERRORS: dict[str, type[SnaglistError]] = {
    error.__name__: error
    for error in (
        QueryError,
        RefusedError,
        TooLongError,
        TooLargeError,
        TimeLimitError,
        BusyError,
        StoreError,
        UsageError,
    )
}


def pack_request(request: Request) -> bytes:
    """A request as JSON."""
    return json.dumps(asdict(request)).encode()


def unpack_request(content: bytes) -> Request:
    """The request that ``pack_request`` was given."""
    fields = json.loads(content)
    return Request(
        query=fields["query"],
        rows_format=AnswerFormat(fields["rows_format"]),
        graph_format=AnswerFormat(fields["graph_format"]),
        default_graphs=tuple(fields["default_graphs"]),
        named_graphs=tuple(fields["named_graphs"]),
        first=fields["first"],
    )


def pack_answer(answer: Answer) -> bytes:
    """All of an answer but its content, as JSON."""
    header = {"kind": answer.kind, "format": answer.format, "more": answer.more}
    return json.dumps(header).encode()


def pack_error(error: SnaglistError) -> bytes:
    """An error as JSON."""
    return json.dumps({"error": type(error).__name__, "message": str(error)}).encode()


def unpack_answer(header: bytes, content: bytes) -> Answer:
    """The answer that was packed; raises the error, if it was one."""
    fields = json.loads(header)
    if "error" in fields:
        raise ERRORS[fields["error"]](fields["message"])
    return Answer(
        kind=Kind(fields["kind"]),
        format=AnswerFormat(fields["format"]),
        content=content,
        more=fields["more"],
    )


def read_line(peer: socket.socket) -> bytes:
    """Bytes up to the end of a line; raises ``EOFError`` where the peer hangs up before it."""
    received = b""
    while not received.endswith(b"\n"):
        part = peer.recv(65_536)
        if not part:
            raise EOFError
        received += part
    return received

"""Requests and answers as they travel between the server and its workers: JSON and bytes."""

import json
from dataclasses import asdict

from snaglist.errors import SnaglistError, UsageError
from snaglist.sparql.request import (
    Answer,
    AnswerFormat,
    AnswerKind,
    GraphStoreError,
    NoFormatError,
    QueryError,
    RefusedError,
    Request,
    TooLongError,
)
from snaglist.workers.errors import TimeLimitError, TooLargeError

ERRORS: dict[str, type[SnaglistError]] = {
    error.__name__: error
    for error in (
        QueryError,
        RefusedError,
        NoFormatError,
        TooLongError,
        TooLargeError,
        TimeLimitError,
        GraphStoreError,
        UsageError,
    )
}
"""What a worker may raise, by the names of the classes."""


def pack_request(request: Request) -> bytes:
    """A request as JSON."""
    return json.dumps(asdict(request)).encode()


def unpack_request(content: bytes) -> Request:
    """The request that ``pack_request`` was given."""
    fields = json.loads(content)
    for name in ("rows_format", "graph_format"):
        if fields[name] is not None:
            fields[name] = AnswerFormat(fields[name])
    for name in ("default_graphs", "named_graphs"):
        fields[name] = tuple(fields[name])
    return Request(**fields)


def pack_answer(answer: Answer) -> bytes:
    """All of an answer but its content, which travels by itself, as JSON."""
    fields = asdict(answer)
    del fields["content"]
    return json.dumps(fields).encode()


def unpack_answer(header: bytes, content: bytes) -> Answer:
    """The answer that ``pack_answer`` was given."""
    fields = json.loads(header)
    fields["kind"], fields["format"] = AnswerKind(fields["kind"]), AnswerFormat(fields["format"])
    return Answer(**fields, content=content)

"""How much of a request is read at all: its address, its parameters, its headers.

What is refused here is refused before anything else looks at it. Where headers are too long, that
is ``Accept`` too, so that the answer is JSON whatever was asked for.
"""

from collections.abc import Iterator

from flask import Flask, Response, request

from snaglist.web.errors import error_response, json_error_response
from snaglist.web.privacy import redact_path

LONGEST_PATH = 1_000
LONGEST_PARAMETER = 1_000
LONGEST_NAME = 100
MOST_PARAMETERS = 100
LONGEST_QUERY_STRING = 16_000
"""Octets, percent-encoded; 1,000 characters of most scripts take nine octets each."""

LONGEST_HEADER = 8_000
LONGEST_ACCEPT = 2_000
MOST_HEADER_OCTETS = 32_000

NEGOTIATION = ("Accept", "Accept-Language", "Accept-Encoding", "Accept-Charset")
"""Headers with ranges, each of which is held against each thing that is offered."""

SPARQL_PATHS = ("/sparql", "/sparql/")
"""Where queries come in the address; these have limits of their own (``sparql_protocol``)."""


def install(app: Flask) -> None:
    """Look at each request before anything else does."""

    @app.before_request
    def check() -> Response | None:
        wrong = next(_long_headers(), None)
        if wrong:
            return json_error_response(431, wrong)
        wrong = next(_long_address(), None)
        return error_response(414, wrong) if wrong else None

    # Before those of blueprints and extensions, whichever was installed first.
    checks = app.before_request_funcs[None]
    checks.insert(0, checks.pop())


def _long_headers() -> Iterator[str]:
    total = 0
    for name, value in request.headers:
        most = LONGEST_ACCEPT if name in NEGOTIATION else LONGEST_HEADER
        total += len(name) + len(value)
        if len(value) > most:
            yield _long(f"The header {name[:LONGEST_NAME]}", len(value), most)
    if total > MOST_HEADER_OCTETS:
        yield _long("The sum of the headers", total, MOST_HEADER_OCTETS)


def _long_address() -> Iterator[str]:
    path = request.path
    if len(path) > LONGEST_PATH:
        yield _long(f"The path {redact_path(path[:50])}…", len(path), LONGEST_PATH)
    if path in SPARQL_PATHS:
        return
    size = len(request.query_string)
    if size > LONGEST_QUERY_STRING:
        yield _long("What is after '?'", size, LONGEST_QUERY_STRING)
    for at, (name, value) in enumerate(request.args.items(multi=True), start=1):
        if len(name) > LONGEST_NAME:
            yield _long(f"The name of the parameter {name[:40]!r}…", len(name), LONGEST_NAME)
        if len(value) > LONGEST_PARAMETER:
            yield _long(f"The parameter {name}", len(value), LONGEST_PARAMETER)
        if at > MOST_PARAMETERS:
            yield f"There are more than {MOST_PARAMETERS} parameters."


def _long(what: str, length: int, most: int) -> str:
    return f"{what} is {length:,} characters long; at most {most:,} are read. Shorten it."

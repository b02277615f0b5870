"""A log of who was let in at review pages and who was refused, without words or keys.

One line of JSON for each request below ``/reviews``: what ASVS 4.0.3 wants logged (7.1.3, 7.2.1,
7.2.2, 8.3.5), and nothing that opens a review or tells what is in it.
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from typing import IO

from flask import Response, request

from snaglist.errors import UsageError
from snaglist.web.reviews.blueprint import blueprint

LOGGER = logging.getLogger("snaglist.security")
LOGGER.setLevel(logging.INFO)
# Not for standard error, unless it is asked for there.
LOGGER.propagate = False
LOGGER.addHandler(logging.NullHandler())

FAULT_SECONDS = 60.0
"""Seconds in which it is said once that the log cannot be written."""


@blueprint.after_request
def log_answer(response: Response) -> Response:
    """Write a line of what was asked, by whom, and whether it was permitted."""
    status = response.status_code
    token = (request.view_args or {}).get("token")
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "event": str(request.endpoint).removeprefix(f"{blueprint.name}."),
        "method": request.method,
        "outcome": "permitted" if status < 400 else "refused" if status < 500 else "failed",
        "status": status,
        "client": request.remote_addr or "",
        "link": link_digest(str(token)) if token else None,
    }
    LOGGER.info("%s", json.dumps(line))
    return response


def link_digest(token: str) -> str:
    """What stands for a link in the log: requests by one can be told to be, and none be made."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()[:16]


class _File(WatchedFileHandler):
    """A file for its owner, opened anew when it was moved away; a full disk stops no request."""

    _said = -FAULT_SECONDS

    def _open(self) -> TextIOWrapper:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, "a", encoding="ascii", opener=private)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Say it, but not for each line."""
        now = time.monotonic()
        if now - self._said >= FAULT_SECONDS:
            self._said = now
            logging.getLogger("snaglist").error("%s cannot be written.", self.baseFilename)


@contextmanager
def security_log(where: str, standard_error: IO[str]) -> Iterator[None]:
    """Have the log written to a file, to standard error for ``-``, or nowhere.

    Raises ``UsageError`` where the file cannot be opened.
    """
    if not where:
        yield
        return
    try:
        handler = logging.StreamHandler(standard_error) if where == "-" else _File(where)
    except OSError as error:
        raise UsageError(f"The log {where!r} cannot be written: {error.strerror}.") from error
    LOGGER.addHandler(handler)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        with suppress(OSError):  # what the disk had no room for is still to be written
            handler.close()

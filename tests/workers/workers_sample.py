"""A service for tests: it says what it is told, burns, eats memory, fails, and opens files."""

import time
from pathlib import Path

from snaglist.errors import UsageError
from snaglist.workers.service import Messages, Service

NAME = "workers.workers_sample:open_service"
MESSAGES = Messages(
    busy="{workers} at a time", late="after {seconds} s", memory="too much", loading="not yet",
    ended="ended",
)  # fmt: skip
ERRORS = {"UsageError": UsageError}


def open_service(argument: object) -> Service:
    """A service that greets with its argument; the argument "bad" is refused."""
    if argument == "bad":
        raise UsageError("It is bad.")
    return Service(handle=handle, greeting={"argument": argument})


def handle(order: bytes) -> tuple[bytes, bytes]:
    """Do what the first word of an order says."""
    word, _, rest = order.partition(b" ")
    if word == b"burn":
        while True:
            pass
    if word == b"sleep":
        time.sleep(float(rest))
    if word == b"eat":
        return b"{}", b"x" * int(rest)
    if word == b"open":
        Path("/etc/hostname").read_bytes()
    if word == b"fail":
        raise KeyError("one of ours")
    if word == b"refuse":
        raise UsageError(rest.decode())
    return b"{}", rest

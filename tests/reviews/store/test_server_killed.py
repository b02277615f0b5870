"""``snag serve`` ended under writers, by SIGTERM or ``kill -9``: what it acknowledged is kept."""

import http.client
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from common import SAMPLE, times
from reviews.garden import NOW, begun
from reviews.store.histories import FIRST, notes_in
from servers import BIN, START, free_port

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot

WRITERS, ENOUGH = 10, 30

ROUNDS = times(1, 2)

pytestmark = pytest.mark.thorough


@contextmanager
def server(url: str, data: Path) -> Iterator["tuple[subprocess.Popen[bytes], int]"]:
    """The process and its port, once it answers."""
    port = free_port()
    command: list[str | Path] = [
        BIN / "snag",
        "serve",
        "--port",
        str(port),
        "--catalog",
        SAMPLE,
        "--data",
        data,
    ]
    settings = {"SNAGLIST_DATABASE_URL": url, "SNAGLIST_REVIEW_WRITES": "100000"}
    process = subprocess.Popen(
        command,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + START
        while True:
            try:
                assert ask(port, "GET", "/healthz")[0] == 200
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < end
                time.sleep(0.05)
        yield process, port
    finally:
        process.kill()
        process.wait(START)


Answer = tuple[int, str, str]
"""A status, the pairs of a cookie, a text."""


def ask(port: int, method: str, path: str, body: str = "", cookie: str = "") -> Answer:
    """The status, the cookie and the text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        found = SimpleCookie(response.getheader("Set-Cookie", ""))
        pairs = "; ".join(f"{name}={morsel.value}" for name, morsel in found.items())
        return response.status, pairs, response.read().decode()
    finally:
        connection.close()


class Writer(threading.Thread):
    """A person who answers an issue of a review again and again, until nobody is there."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(daemon=True)
        self.port, self.token = port, token
        self.told: list[str] = []

    def run(self) -> None:
        try:
            _, cookie, page = self.ask("GET", "/reviews/new")
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert found is not None
            # Each answer is an event; the first one is that the review was begun.
            for number in range(10_000):
                seen = number + 1 if number else 0
                fields = {"csrf_token": found[1], "status": "open", "by": "A", "seen": seen}
                body = urlencode({**fields, "notes": f"note {number}"})
                path = f"/reviews/{self.token}/issues/{FIRST}"
                status = self.ask("POST", path, body, cookie)[0]
                if status != 303:
                    return
                self.told.append(f"note {number}")
        except (OSError, http.client.HTTPException):
            return

    def ask(self, *request: str) -> Answer:
        """The answer of a server that was not too busy: half of its threads are for reviews."""
        while True:
            answer = ask(self.port, *request)
            if answer[0] != 503:
                return answer
            time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_what_was_acknowledged_is_kept(
    number: signal.Signals, database_url: str, snapshots: Path, sample_knowledge: Snapshot
) -> None:
    store = ReviewStore.open(database_url)
    for _ in range(ROUNDS):
        tokens = [store.create(begun(), now=NOW)[0] for _ in range(WRITERS)]
        with server(database_url, snapshots) as (process, port):
            writers = [Writer(port, token) for token in tokens]
            for writer in writers:
                writer.start()
            end = time.monotonic() + START
            while sum(len(writer.told) for writer in writers) < ENOUGH:
                assert time.monotonic() < end, "the server acknowledges nothing"
                time.sleep(0.01)
            process.send_signal(number)
            process.wait(START)
            for writer in writers:
                writer.join(START)
                assert not writer.is_alive()
        for writer, token in zip(writers, tokens, strict=True):
            kept = notes_in(store.visit(token).record)
            # At most the last one was kept and not told.
            assert kept[: len(writer.told)] == writer.told
            assert len(kept) <= len(writer.told) + 1
    store.close()

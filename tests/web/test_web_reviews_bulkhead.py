"""The catalogue is served whatever the database of reviews does; a full server says so at once."""

import http.client
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

import pytest
from databases import postgresql
from flask import Flask, request
from reviews.garden import NOW, begun
from waitress.server import create_server
from web.review_desk import review_app

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews import bulkhead
from snaglist.web.reviews.blueprint import blueprint

THREADS, PATIENCE = 4, 60

Answer = tuple[int, str | None]
"""A status, and what ``Retry-After`` says."""


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """A real server with four threads; gives its port."""
    sockets: dict[int, Any] = {}
    server: Any = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=THREADS)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(sockets.clear)
        thread.join(PATIENCE)
        for channel in list(server.active_channels.values()):
            channel.handle_close()
        server.close()


def get(port: int, path: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("Retry-After")
    finally:
        connection.close()


def asked(port: int, path: str, number: int) -> "Queue[Answer]":
    """What so many visitors at once are told, as soon as each of them is."""
    told: Queue[Answer] = Queue()
    for _ in range(number):
        threading.Thread(target=lambda: told.put(get(port, path)), daemon=True).start()
    return told


def check_catalogue(port: int) -> None:
    for path in ("/healthz", "/issues", "/issues/SNAG-001", "/issues/SNAG-002.json") * 2:
        assert get(port, path)[0] == 200, path


def test_a_frozen_postgresql_leaves_the_catalogue(
    sample_knowledge: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Calls that hang for good, so that nothing but the bulkhead can save the catalogue.
    monkeypatch.setattr("snaglist.reviews.store.database.DEADLINE_SECONDS", 10 * PATIENCE)
    monkeypatch.setattr("snaglist.reviews.store.counts.COUNT_SECONDS", 0.3)
    with postgresql() as cluster:
        store = ReviewStore.open(cluster.fresh())
        _, view = store.create(begun(), now=NOW)
        app = review_app(sample_knowledge, store, counts=True, places=THREADS // 2)
        with served(app) as port:
            assert get(port, f"/reviews/{view}")[0] == 200
            cluster.signal_all(signal.SIGSTOP)
            try:
                told = asked(port, f"/reviews/{view}", 8)
                for _ in range(8 - THREADS // 2):
                    assert told.get(timeout=PATIENCE) == (503, str(bulkhead.RETRY_SECONDS))
                check_catalogue(port)
                assert told.empty()
            finally:
                cluster.signal_all(signal.SIGCONT)
            for _ in range(THREADS // 2):
                told.get(timeout=PATIENCE)
            assert get(port, f"/reviews/{view}")[0] == 200
        store.close()


def test_a_locked_file_leaves_the_catalogue(
    sample_knowledge: Snapshot, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, view = store.create(begun(), now=NOW)
    monkeypatch.setattr("snaglist.reviews.store.counts.COUNT_SECONDS", 0.3)
    app = review_app(sample_knowledge, store, counts=True, places=THREADS // 2)
    with served(app) as port:
        assert get(port, f"/reviews/{view}")[0] == 200
        # Not even readers get in now.
        other = sqlite3.connect(store.where, isolation_level=None)
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        told = asked(port, f"/reviews/{view}", 8)
        for _ in range(8 - THREADS // 2):
            assert told.get(timeout=PATIENCE)[0] == 503
        check_catalogue(port)
        other.close()
        assert {told.get(timeout=PATIENCE)[0] for _ in range(THREADS // 2)} <= {200, 503}
        assert get(port, f"/reviews/{view}")[0] == 200


def test_one_too_many_is_told_and_its_place_is_free_again(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    app = review_app(sample_knowledge, store, places=1)
    inner: list[Any] = []

    @app.before_request
    def look() -> None:
        if request.path == "/reviews/new" and not inner:
            inner.append(app.test_client().get("/reviews"))
            inner.append(app.test_client().post("/reviews/import"))
            inner.append(app.test_client().get("/issues"))

    assert app.test_client().get("/reviews/new").status_code == 200
    busy, import_busy, issues = inner
    assert (busy.status_code, import_busy.status_code, issues.status_code) == (503, 503, 200)
    assert "Set-Cookie" not in busy.headers
    assert busy.headers["Cache-Control"] == "no-store"
    for _ in range(3):
        assert app.test_client().get("/reviews").status_code == 200


def test_a_place_is_free_again_after_an_error() -> None:
    def broken(environ, start_response):  # type: ignore[no-untyped-def]
        raise ZeroDivisionError

    guarded = bulkhead.Bulkhead(broken, 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            guarded({"PATH_INFO": f"/{blueprint.name}"}, lambda *_: lambda _: None)

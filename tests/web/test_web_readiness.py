"""``/healthz`` says that the process is alive, ``/readyz`` which of its parts can be used."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from databases import Cluster, postgresql
from flask import Flask

from snaglist.errors import SnapshotError
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.sparql.request import GraphStoreError, Request
from snaglist.web.app import create_app
from snaglist.web.pages import readiness
from snaglist.web.reviews.storage import Reviews
from snaglist.web.served import serving_of


class Engine:
    """Answers, or does not."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.waits: threading.Event | None = None
        self.asked = 0

    def answer(self, request: Request, gone: object = None) -> None:
        self.asked += 1
        if self.waits:
            self.waits.wait(60)
        if self.fault:
            raise self.fault


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    found = ReviewStore.open(f"sqlite:///{tmp_path}/kept/reviews.sqlite3")
    yield found
    found.close()


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def able(
    sample_knowledge: Snapshot,
    store: ReviewStore,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> Flask:
    # Each test asks once a state, so nothing is given twice.
    monkeypatch.setattr(readiness, "FRESH", -1.0)
    return create_app(sample_knowledge, cast(Any, engine), Reviews(store=store))


def ready(app: Flask, asked: str = "") -> tuple[int, dict[str, dict[str, str]]]:
    response = app.test_client().get(f"/readyz{asked}")
    assert response.json is not None
    assert response.json["status"] == ("ok" if response.status_code == 200 else "failed")
    assert response.headers["Cache-Control"] == "no-store"
    return response.status_code, response.json["parts"]


def alive(app: Flask) -> bool:
    response = app.test_client().get("/healthz")
    return response.status_code == 200 and (response.json or {})["status"] == "ok"


def test_all_is_well(able: Flask) -> None:
    fine = {"status": "ok"}
    assert ready(able) == (200, {"snapshot": fine, "sparql": fine, "reviews": fine})
    assert alive(able)


def test_what_the_server_does_not_have_is_not_missed(sample_knowledge: Snapshot) -> None:
    status, parts = ready(create_app(sample_knowledge))
    assert status == 200
    assert parts == {
        "snapshot": {"status": "ok"},
        "sparql": {"status": "none"},
        "reviews": {"status": "none"},
    }


def test_a_part_that_fails_is_named_with_its_reason(able: Flask, engine: Engine) -> None:
    engine.fault = GraphStoreError("The store is away.")
    status, parts = ready(able)
    assert status == 503
    assert parts["sparql"] == {"status": "failed", "reason": "The store is away."}
    assert parts["snapshot"] == parts["reviews"] == {"status": "ok"}
    assert alive(able)
    engine.fault = None
    assert ready(able)[0] == 200


def test_what_a_driver_says_stays_here(able: Flask, engine: Engine) -> None:
    engine.fault = RuntimeError("password=secret host=db")
    assert ready(able)[1]["sparql"]["reason"] == "It cannot be used (RuntimeError)."


def test_a_snapshot_that_cannot_be_read_is_no_readiness(
    able: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise SnapshotError("It is damaged.")

    monkeypatch.setattr(serving_of(able).current.knowledge, "open_dump", broken)
    status, parts = ready(able)
    assert (status, parts["snapshot"]["reason"]) == (503, "It is damaged.")


def test_a_database_that_is_gone_is_no_readiness(
    able: Flask, store: ReviewStore, tmp_path: Path
) -> None:
    assert ready(able)[0] == 200
    store.close()
    for path in (tmp_path / "kept").iterdir():
        path.unlink()
    status, parts = ready(able)
    assert status == 503
    assert "database of reviews" in parts["reviews"]["reason"]
    # Who has the catalogue served on without reviews asks for the other parts.
    assert ready(able, "?part=snapshot&part=sparql")[0] == 200
    assert ready(able, "?part=reviews")[0] == 503


def test_a_part_that_hangs_holds_nothing_up(
    able: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "DEADLINE", 0.2)
    engine.waits = threading.Event()
    before = threading.active_count()
    for _ in range(20):
        status, parts = ready(able)
        assert status == 503
        assert "has not answered" in parts["sparql"]["reason"]
        assert parts["reviews"] == {"status": "ok"}
    assert engine.asked == 1, "each look began another that hangs"
    assert threading.active_count() <= before + 1 + 2
    assert alive(able)
    engine.waits.set()
    wait_until(lambda: ready(able)[0] == 200)


def test_nobody_can_keep_the_parts_busy(
    able: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "FRESH", 3600.0)
    for _ in range(30):
        assert ready(able)[0] == 200
    assert engine.asked == 1


@pytest.mark.parametrize("asked", ["?part=none", "?part=", "?parts=sparql", "?part=sparql&x=1"])
def test_a_part_that_there_is_not_is_refused(able: Flask, asked: str) -> None:
    response = able.test_client().get(f"/readyz{asked}")
    assert response.status_code == 400
    assert "snapshot, sparql, reviews" in response.text


@contextmanager
def frozen(cluster: Cluster) -> Iterator[None]:
    """PostgreSQL stopped in mid-breath: connections stay open and nothing answers."""
    assert cluster.process is not None
    of_cluster = ["pgrep", "-P", str(cluster.process.pid)]
    children = subprocess.run(of_cluster, capture_output=True, text=True).stdout.split()
    processes = [cluster.process.pid, *map(int, children)]
    for each in processes:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in processes:
            os.kill(each, signal.SIGCONT)


@pytest.mark.thorough
def test_a_frozen_database_is_said_and_holds_nothing_up(sample_knowledge: Snapshot) -> None:
    with postgresql() as cluster:
        store = ReviewStore.open(cluster.fresh())
        app = create_app(sample_knowledge, None, Reviews(store=store))
        assert ready(app)[0] == 200
        with frozen(cluster):
            time.sleep(readiness.FRESH)
            for _ in range(3):
                status, parts = ready(app)
                assert status == 503
                # Who notices first depends on the moment: the store, or whoever waits for it.
                reason = parts["reviews"]["reason"]
                assert "has not answered" in reason or "did not answer in time" in reason
                assert alive(app)
        wait_until(lambda: ready(app)[0] == 200)
        store.close()


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)

"""Work in processes that can be killed, and who may order it."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from workers.workers_sample import ERRORS, MESSAGES, NAME

from snaglist.errors import UsageError
from snaglist.workers.environment import worker_environment
from snaglist.workers.errors import (
    BusyError,
    ClientGoneError,
    TimeLimitError,
    TooLargeError,
    WorkerFailedError,
)
from snaglist.workers.forkserver import GRACE_SECONDS
from snaglist.workers.inline import InlineWorkers, Workers
from snaglist.workers.pool import ProcessPool
from snaglist.workers.service import WorkerLimits
from snaglist.workers.turns import Turns

LIMITS = WorkerLimits(seconds=1.0, memory=150_000_000, workers=2, patience=0.1, waiting=1)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    found = ProcessPool(NAME, {"a": 1}, LIMITS, ERRORS, MESSAGES)
    found.greeting(None)
    yield found
    found.close()


@pytest.fixture(params=["processes", "inline"])
def either(request: pytest.FixtureRequest, pool: ProcessPool) -> Workers:
    if request.param == "processes":
        return pool
    return InlineWorkers(NAME, {"a": 1}, LIMITS, ERRORS, MESSAGES)


def test_an_order_is_answered(either: Workers) -> None:
    either.start()
    assert either.run(b"say hello") == (b"{}", b"hello")
    large = b"x" * 10_000_000
    assert either.run(b"say " + large)[1] == large


def test_a_service_greets_with_what_it_is(pool: ProcessPool) -> None:
    assert pool.greeting(None) == {"argument": {"a": 1}}


def test_errors_come_back(either: Workers) -> None:
    with pytest.raises(UsageError, match="no, thanks"):
        either.run(b"refuse no, thanks")
    for order in (b"fail", b"open") if isinstance(either, ProcessPool) else (b"fail",):
        with pytest.raises(WorkerFailedError):
            either.run(order)


def test_a_service_that_cannot_be_made_says_why() -> None:
    bad = ProcessPool(NAME, "bad", LIMITS, ERRORS, MESSAGES)
    for _ in range(2):
        with pytest.raises(UsageError, match="It is bad"):
            bad.run(b"say hello")
    bad.close()


@pytest.mark.parametrize(
    ("order", "error", "words"),
    [(b"burn", TimeLimitError, "after 1 s"), (b"eat 500000000", TooLargeError, "too much")],
)
def test_limits_are_kept(
    pool: ProcessPool, order: bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        pool.run(order)
    assert pool.run(b"say on")[1] == b"on"


def test_who_leaves_ends_the_work(pool: ProcessPool) -> None:
    with pytest.raises(ClientGoneError):
        pool.run(b"burn", lambda: True)


def children(of: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{of}/task/{of}/children").read_text().split()]


def test_idle_workers_that_died_are_passed_over(pool: ProcessPool) -> None:
    pool.run(b"say x")
    assert pool.process is not None
    dead = children(pool.process.pid)
    assert dead
    for worker in dead:
        os.kill(worker, signal.SIGKILL)
    while any("Z" not in Path(f"/proc/{each}/stat").read_text() for each in dead):
        time.sleep(0.01)
    assert pool.run(b"say on")[1] == b"on"


def test_an_idle_worker_may_wait_longer_than_an_order_may_take() -> None:
    limits = WorkerLimits(seconds=0.4, workers=1)
    own = ProcessPool(NAME, {}, limits, ERRORS, MESSAGES)
    assert own.run(b"say x")[1] == b"x"
    assert own.process is not None
    (worker,) = children(own.process.pid)
    time.sleep(limits.seconds + GRACE_SECONDS + 0.1)
    assert "Z" not in Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2]
    own.close()


def test_those_who_are_too_many_are_told_at_once(pool: ProcessPool) -> None:
    threads = [threading.Thread(target=pool.run, args=[b"sleep 0.6"]) for _ in range(2)]
    for thread in threads:
        thread.start()
    refused: list[str] = []

    def ask() -> None:
        try:
            pool.run(b"say x")
        except BusyError as error:
            refused.append(str(error))

    more = [threading.Thread(target=ask) for _ in range(4)]
    while pool._turns._running < 2:
        time.sleep(0.01)
    for thread in more:
        thread.start()
    for thread in (*more, *threads):
        thread.join()
    assert refused == ["2 at a time"] * 4
    assert BusyError.retry_after


def test_a_client_leaves_a_worker_to_others() -> None:
    turns = Turns(WorkerLimits(workers=3, patience=0, waiting=3))
    assert [turns.take("a") for _ in range(4)] == [True, True, False, False]
    assert [turns.take("b"), turns.take("b")] == [True, False]
    turns.give_back("a")
    assert not turns.take("c") or turns.clients() == 3


def test_only_clients_with_work_under_way_are_remembered() -> None:
    turns = Turns(WorkerLimits(workers=2, patience=0, waiting=1))
    for number in range(1000):
        assert turns.take(str(number))
        turns.give_back(str(number))
    assert turns.clients() == 0


def test_those_who_wait_get_their_turn() -> None:
    turns = Turns(WorkerLimits(workers=1, patience=30, waiting=1))
    assert turns.take()
    got: list[bool] = []
    waiting = threading.Thread(target=lambda: got.append(turns.take()))
    waiting.start()
    while not turns._waiting:
        time.sleep(0.01)
    assert not turns.take()
    turns.give_back()
    waiting.join()
    assert got == [True]


def test_secrets_are_not_handed_on() -> None:
    given = {
        "PATH": "/bin",
        "LC_ALL": "C",
        "PYTHONPATH": "/else",
        "PYTHONHASHSEED": "1",
        "HTTPS_PROXY": "http://u:p@proxy",
        "SNAGLIST_ADMIN_TOKEN": "t",
        "SNAGLIST_DATABASE_URL": "postgresql://u:p@h/d",
        "PGPASSWORD": "p",
        "GITHUB_TOKEN": "t",
        "PATH_SECRET": "t",
    }
    assert set(worker_environment(given)) == {"PATH", "LC_ALL", "PYTHONHASHSEED", "PYTHONPATH"}
    assert "HTTPS_PROXY" in worker_environment(given, network=True)

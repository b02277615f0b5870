"""Queries in processes that can be killed."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sparql.sparql_sample import BURNING, G1, G2, PREFIXES, write_dump

from snaglist.errors import SnaglistError, UsageError
from snaglist.sparql.request import (
    Answer,
    GraphStoreError,
    Limits,
    QueryError,
    RefusedError,
    Request,
)
from snaglist.sparql.worker_pool import WorkerPool
from snaglist.workers.errors import BusyError, ClientGoneError, TimeLimitError, TooLargeError

LIMITS = Limits(seconds=1.5, workers=2, memory=200_000_000)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[WorkerPool]:
    pool = WorkerPool(write_dump(tmp_path), {}, PREFIXES, LIMITS)
    yield pool
    pool.close()


def ask(pool: WorkerPool, query: str = "ASK {}") -> Answer:
    return pool.answer(Request(query=query))


def children(of: int) -> list[int]:
    """The living processes that a process has started."""
    path = Path(f"/proc/{of}/task/{of}/children")
    return [int(number) for number in path.read_text().split()]


def nursery(pool: WorkerPool) -> int:
    assert pool.pool.process is not None
    return pool.pool.process.pid


def running(number: int) -> bool:
    """Whether a process is there, and is not only waiting to be reaped."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def in_thread(call: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    results: list[object] = []

    def run() -> None:
        try:
            results.append(call())
        except (SnaglistError, ClientGoneError) as error:
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, results


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that happens by itself."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_starts_with_the_first_question(pool: WorkerPool) -> None:
    assert pool.pool.process is None
    assert b"true" in ask(pool).content
    assert pool.graphs() == (G1, G2)


def test_a_worker_answers_more_than_once(pool: WorkerPool) -> None:
    for _ in range(5):
        ask(pool)
    assert len(children(nursery(pool))) == 1


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("nonsense", QueryError),
        ("ASK { SERVICE <http://x/> {} }", RefusedError),
        ("CLEAR ALL", RefusedError),
    ],
)
def test_errors_come_back_as_they_were_raised(
    pool: WorkerPool, query: str, error: type[SnaglistError]
) -> None:
    with pytest.raises(error):
        ask(pool, query)
    assert b"true" in ask(pool).content
    assert len(children(nursery(pool))) == 1


def test_a_query_is_killed_at_the_limit_and_its_worker_replaced(pool: WorkerPool) -> None:
    ask(pool)
    with pytest.raises(TimeLimitError, match=r"after 1\.5 seconds"):
        ask(pool, BURNING)
    until(lambda: children(nursery(pool)) == [])
    assert b"true" in ask(pool).content


@pytest.mark.thorough
def test_others_are_answered_while_one_burns(pool: WorkerPool) -> None:
    thread, results = in_thread(lambda: ask(pool, BURNING))
    for _ in range(20):
        assert b"true" in ask(pool).content
    assert results == []
    thread.join()
    assert isinstance(results[0], TimeLimitError)


@pytest.mark.thorough
def test_who_comes_when_all_are_taken_is_told_so(pool: WorkerPool) -> None:
    ask(pool)
    burning = [in_thread(lambda: ask(pool, BURNING)) for _ in range(LIMITS.workers)]
    until(lambda: len(children(nursery(pool))) == LIMITS.workers)
    with pytest.raises(BusyError, match="2 queries are being answered"):
        ask(pool)
    for thread, _ in burning:
        thread.join()
    assert b"true" in ask(pool).content


def test_a_client_that_leaves_frees_its_worker(pool: WorkerPool) -> None:
    ask(pool)
    left = threading.Event()
    request = Request(query=BURNING)
    thread, results = in_thread(lambda: pool.answer(request, left.is_set))
    left.set()
    thread.join()
    assert isinstance(results[0], ClientGoneError)
    until(lambda: children(nursery(pool)) == [])


@pytest.mark.parametrize(
    "query",
    [
        # Five rows joined with themselves eleven times, to be sorted: 48 million at once.
        "SELECT * {" + "".join(f"?a{n} ?b{n} ?c{n} ." for n in range(11)) + "} ORDER BY ?a1",
        "ASK { FILTER(" + "!" * 40_000 + "true) }",
    ],
    ids=["sorting", "nesting"],
)
def test_a_query_that_eats_memory_ends_alone(tmp_path: Path, query: str) -> None:
    pool = WorkerPool(write_dump(tmp_path), {}, PREFIXES, Limits(seconds=60, memory=100_000_000))
    try:
        with pytest.raises(TooLargeError, match="memory"):
            ask(pool, query)
        assert b"true" in ask(pool).content
    finally:
        pool.close()


@pytest.mark.thorough
def test_workers_end_themselves_if_nobody_does(pool: WorkerPool) -> None:
    ask(pool)
    (worker,) = children(nursery(pool))
    thread, _ = in_thread(lambda: ask(pool, BURNING))
    os.kill(nursery(pool), signal.SIGKILL)
    thread.join()

    until(lambda: not running(worker))


def test_a_nursery_that_died_is_replaced(pool: WorkerPool) -> None:
    ask(pool)
    os.kill(nursery(pool), signal.SIGKILL)
    until(lambda: not running(nursery(pool)))
    assert b"true" in ask(pool).content


def test_nothing_is_left_after_closing(pool: WorkerPool) -> None:
    ask(pool)
    number = nursery(pool)
    pool.close()
    assert not Path(f"/proc/{number}").exists()


def test_a_bad_file_beside_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("<a")
    pool = WorkerPool(write_dump(tmp_path), {"http://x/g": bad}, {})
    with pytest.raises(UsageError, match=r"bad\.ttl cannot be read"):
        pool.graphs()
    pool.close()


def test_a_missing_dump_is_told(tmp_path: Path) -> None:
    pool = WorkerPool(tmp_path / "gone.nq", {}, {})
    with pytest.raises(GraphStoreError, match="cannot be read"):
        pool.graphs()
    pool.close()


def test_loading_is_not_waited_for_at_the_end(tmp_path: Path) -> None:
    dump = tmp_path / "large.nq"
    line = "<http://x/{0}> <http://x/p> <http://x/{0}> <http://x/g> .\n"
    dump.write_text("".join(line.format(n) for n in range(200_000)))
    pool = WorkerPool(dump, {}, {}, Limits(seconds=0.01))
    pool.start()
    with pytest.raises(BusyError, match="still being loaded"):
        ask(pool)
    number = nursery(pool)
    pool.close()
    assert not Path(f"/proc/{number}").exists()


def test_who_can_wait_waits_for_the_graphs(pool: WorkerPool) -> None:
    assert pool.load() == (G1, G2)


def test_an_idle_worker_that_died_costs_nobody_anything(pool: WorkerPool) -> None:
    ask(pool)
    (worker,) = children(nursery(pool))
    os.kill(worker, signal.SIGKILL)
    until(lambda: not running(worker))
    assert b"true" in ask(pool).content
    assert children(nursery(pool)) != [worker]


@pytest.mark.thorough
def test_a_worker_that_stopped_is_given_up_at_the_limit(pool: WorkerPool) -> None:
    ask(pool)
    (worker,) = children(nursery(pool))
    os.kill(worker, signal.SIGSTOP)
    with pytest.raises(TimeLimitError):
        ask(pool)
    until(lambda: not running(worker))
    assert b"true" in ask(pool).content


@pytest.mark.thorough
def test_a_nursery_that_stopped_is_replaced(tmp_path: Path) -> None:
    pool = WorkerPool(write_dump(tmp_path), {}, PREFIXES, Limits(seconds=1, workers=1))
    try:
        pool.load()
        os.kill(nursery(pool), signal.SIGSTOP)
        with pytest.raises(GraphStoreError, match="ask again"):
            ask(pool)
        pool.load()
        assert b"true" in ask(pool).content
    finally:
        pool.close()


def test_processes_of_queries_inherit_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SNAGLIST_ADMIN_TOKEN", "SNAGLIST_DATABASE_URL", "PGPASSWORD", "AWS_SECRET"):
        monkeypatch.setenv(name, "a secret of the server")
    pool = WorkerPool(write_dump(tmp_path), {}, PREFIXES, LIMITS)
    try:
        ask(pool)
        for number in (nursery(pool), *children(nursery(pool))):
            for what in ("environ", "cmdline"):
                assert b"secret" not in Path(f"/proc/{number}/{what}").read_bytes()
    finally:
        pool.close()

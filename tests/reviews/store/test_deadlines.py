"""Every call to a database ends in time, whatever the database does: frozen, locked, stuck."""

import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import psycopg
import pytest
from databases import Cluster, postgresql
from reviews.garden import NOW, begun
from reviews.store.histories import notes_in, noting
from servers import free_port
from sqlalchemy import text

from snaglist.reviews.store.deadline import limited
from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.review_store import ReviewStore

SHORT = 0.3

PATIENCE = 60
"""Seconds after which a call that should have ended counts as one that hangs."""


def refused(*deeds: Callable[[], object]) -> list[str]:
    """What each of these is told, all of them at once, with little time; none of them hangs."""
    told: list[str] = []

    def tried(deed: Callable[[], object]) -> None:
        with pytest.raises(DatabaseError) as raised:
            deed()
        assert raised.value.http_status == 503
        told.append(str(raised.value))

    threads = [threading.Thread(target=tried, args=(deed,), daemon=True) for deed in deeds]
    with pytest.MonkeyPatch.context() as hurry:
        hurry.setattr("snaglist.reviews.store.database.DEADLINE_SECONDS", SHORT)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a call hangs"
    assert len(told) == len(deeds)
    return told


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    with postgresql() as found:
        yield found


def test_a_call_with_less_time_than_one_before_it_ends_in_time() -> None:
    """Whoever watches them sleeps for the one before by then."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(PATIENCE)
    with ours, theirs, limited(3_600):
        time.sleep(0.1)
        with limited(SHORT) as deadline:
            deadline.add(ours.fileno())
            assert theirs.recv(1) == b""


class Frozen:
    """A PostgreSQL server of which no process does anything, as on a paused machine."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def __enter__(self) -> None:
        self.cluster.signal_all(signal.SIGSTOP)

    def __exit__(self, *error: object) -> None:
        self.cluster.signal_all(signal.SIGCONT)


@pytest.mark.thorough
def test_a_frozen_postgresql_holds_up_no_call(own_cluster: Cluster) -> None:
    url = own_cluster.fresh()
    store = ReviewStore.open(url)
    edit, view = store.create(begun(), now=NOW)
    change = partial(store.change, edit, noting("lost"))
    with Frozen(own_cluster):
        # One has a connection from the pool, the others must make theirs; each ends.
        told = refused(partial(store.visit, view), change, store.rows, store.secret)
        for each in told:
            assert "did not answer in time" in each or "cannot be reached" in each
        told = refused(partial(store.open_counts, NOW.date()))
        assert store.ping(SHORT)
        refused(partial(ReviewStore.open(url).database.check))
    assert notes_in(store.change(edit, noting("again")).record)[-1] == "again"
    assert store.ping(PATIENCE) is None
    store.close()
    own_cluster.drop(url)


def test_a_postgresql_that_freezes_during_a_change_ends_it(own_cluster: Cluster) -> None:
    url = own_cluster.fresh()
    store = ReviewStore.open(url)
    edit, view = store.create(begun(), now=NOW)

    def deed(record, link):  # type: ignore[no-untyped-def]
        own_cluster.signal_all(signal.SIGSTOP)
        return noting("unsure")(record, link)

    try:
        (told,) = refused(partial(store.change, edit, deed))
    finally:
        own_cluster.signal_all(signal.SIGCONT)
    assert "see whether it was kept" in told
    assert notes_in(store.visit(view).record) in ([], ["unsure"])
    store.close()
    own_cluster.drop(url)


def test_a_statement_that_takes_long_ends(store: ReviewStore) -> None:
    store.create(begun(), now=NOW)
    forever = {
        "postgresql": "SELECT pg_sleep(600)",
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT count(*) FROM n",
    }

    def asked() -> None:
        with store.database.read() as connection:
            connection.execute(text(forever[connection.dialect.name]))

    (told,) = refused(asked)
    assert "in time" in told or "busy" in told
    assert store.ping(PATIENCE) is None


@pytest.mark.thorough
def test_many_short_statements_end(store: ReviewStore) -> None:
    store.create(begun(), now=NOW)

    def asked() -> None:
        with store.database.read() as connection:
            while True:
                connection.execute(text("SELECT 1"))

    refused(asked)


@pytest.mark.parametrize(
    ("asked", "seconds"), [("", 5), ("2", 2), ("0", 5), ("-1", 5), ("7", 7), ("60", 10)]
)
def test_to_connect_has_its_limit_and_ends_with_the_call(
    monkeypatch: pytest.MonkeyPatch, asked: str, seconds: int
) -> None:
    given: list[dict[str, Any]] = []

    def connect(*_: object, **options: Any) -> None:
        given.append(options)
        raise psycopg.OperationalError

    monkeypatch.setattr(psycopg, "connect", connect)
    query = f"?connect_timeout={asked}" if asked else ""
    store = ReviewStore.open(f"postgresql://snag@127.0.0.1:1/reviews{query}")
    assert store.fault()
    assert [int(each["connect_timeout"]) for each in given] == [seconds]
    store.close()


def test_while_this_process_writes_the_store_is_well(store: ReviewStore) -> None:
    store.create(begun(), now=NOW)
    faults: list[str | None] = []
    asking = threading.Thread(target=lambda: faults.append(store.ping(5)))
    with store.database.write():
        asking.start()
        asking.join(PATIENCE)
    assert faults == [None]


@pytest.mark.each_database
def test_a_lock_of_another_program_is_not_waited_for(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    change = partial(store.change, edit, noting("lost"))
    if store.where.startswith("postgresql"):
        with store.database.write(PATIENCE) as connection:
            connection.execute(text("LOCK TABLE review, event IN ACCESS EXCLUSIVE MODE"))
            told = refused(change, change, partial(store.visit, view))
    else:
        other = sqlite3.connect(store.where, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        told = refused(change, change, change)
        assert notes_in(store.visit(view).record) == []
        assert "busy" in str(store.ping(SHORT))
        other.close()
    assert all("busy" in each or "in time" in each for each in told)
    assert notes_in(store.change(edit, noting("again")).record) == ["again"]
    assert store.ping(PATIENCE) is None


@pytest.mark.thorough
@pytest.mark.parametrize(
    "more",
    ["", *(pytest.param(f"?connect_timeout={n}", marks=pytest.mark.thorough) for n in "0x")],
)
def test_a_server_that_takes_connections_and_says_nothing_ends_a_call(more: str) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as silent:
        port = silent.getsockname()[1]
        store = ReviewStore.open(f"postgresql://a@127.0.0.1:{port}/reviews{more}")
        (told,) = refused(store.rows)
        assert "cannot be reached" in told or "in time" in told
        store.close()


def test_while_one_counts_the_others_are_not_held_up(store: ReviewStore) -> None:
    with store._counter._counting:
        refused(partial(store.open_counts, NOW.date()))
    assert store.open_counts(NOW.date()).reviews == 0


def test_a_call_inside_another_has_no_more_time_than_that() -> None:
    with limited(SHORT) as outer, limited(PATIENCE) as inner:
        assert inner.ends <= outer.ends + 0.01
    with limited(PATIENCE) as outer, limited(SHORT) as inner:
        assert inner.ends < outer.ends


def test_a_socket_is_shut_at_the_deadline_and_left_alone_before_it() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with limited(PATIENCE) as deadline:
            deadline.add(ours.fileno())
        theirs.sendall(b"x")
        assert ours.recv(1) == b"x"
        with limited(SHORT) as deadline:
            deadline.add(ours.fileno())
            assert ours.recv(1) == b""
            assert deadline.over

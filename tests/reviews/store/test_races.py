"""Two at once: one is told, and nothing is lost."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from common import repeatedly
from reviews.garden import NOW, begun
from reviews.store.histories import notes_in, noting
from sqlalchemy import update

from snaglist.errors import SnaglistError
from snaglist.reviews.commands.answering import ConflictError
from snaglist.reviews.record import Record
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.reviews.store.repository import find_link
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.tables import LINK


@repeatedly(1, 100)
def test_of_two_answers_to_one_issue_one_conflicts(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    start = threading.Barrier(2)

    def answered(name: str) -> str:
        start.wait()
        try:
            store.change(edit, noting(name, seen=0, by=name))
        except ConflictError:
            return "conflict"
        return name

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(answered, ("Ana", "Ben")))
    assert ends.count("conflict") == 1
    assert notes_in(store.visit(edit).record) == [end for end in ends if end != "conflict"]


@repeatedly(1, 5)
@pytest.mark.each_database
def test_all_of_twenty_are_kept(store: ReviewStore, database_url: str) -> None:
    edit, _ = store.create(begun(), now=NOW)
    other = ReviewStore.open(database_url)

    def answered(number: int) -> None:
        (store, other)[number % 2].change(edit, noting(str(number)))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(answered, range(60)))
    other.close()
    assert sorted(map(int, notes_in(store.visit(edit).record))) == list(range(60))


@repeatedly(1, 100)
def test_the_last_two_links_do_not_revoke_each_other(store: ReviewStore) -> None:
    first, _ = store.create(begun(), now=NOW)
    second = store.new_link(first, LinkKind.EDIT, "", now=NOW)
    ids = [store.visit(token).link.id for token in (second, first)]
    start = threading.Barrier(2)

    def revoked(token: str, link: str) -> bool:
        start.wait()
        try:
            store.revoke(token, link, now=NOW)
        except SnaglistError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(revoked, (first, second), ids)) == [False, True]


def test_servers_that_start_together_make_one_database(database_url: str) -> None:
    stores = [ReviewStore.open(database_url) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ReviewStore.fault, stores)) == {None}
        assert len(set(pool.map(ReviewStore.secret, stores))) == 1
    for store in stores:
        store.close()


def test_readers_do_not_wait_for_writers(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    with ThreadPoolExecutor(1) as pool:

        def deed(record, link):  # type: ignore[no-untyped-def]
            assert notes_in(pool.submit(store.visit, view).result(10).record) == []
            return noting("written")(record, link)

        store.change(edit, deed)
    assert notes_in(store.visit(view).record) == ["written"]


def test_reviews_do_not_wait_for_each_other_on_postgresql(cluster) -> None:  # type: ignore[no-untyped-def]
    url = cluster.fresh()
    store = ReviewStore.open(url)
    ours, theirs = (store.create(begun(), now=NOW)[0] for _ in range(2))
    with ThreadPoolExecutor(1) as pool:

        def deed(record, link):  # type: ignore[no-untyped-def]
            pool.submit(store.change, theirs, noting("theirs")).result(10)
            return noting("ours")(record, link)

        store.change(ours, deed)
    assert notes_in(store.visit(theirs).record) == ["theirs"]
    store.close()
    cluster.drop(url)


@repeatedly(1, 50)
def test_deleting_and_answering_at_once_leaves_nothing(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    start = threading.Barrier(2)

    def answered() -> None:
        start.wait()
        with pytest.raises(SnaglistError, match="no review"):
            on_and_on()

    def on_and_on() -> None:
        for number in range(200):
            store.change(edit, noting(str(number)))

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(answered)
        start.wait()
        store.delete(edit)
        done.result(60)
    with store.database.read() as connection:
        for table in ("review", "event", "entry", "link"):
            assert not connection.exec_driver_sql(f"SELECT * FROM {table}").all(), table


def test_a_link_that_is_revoked_while_it_waits_changes_nothing(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    other = store.new_link(edit, LinkKind.EDIT, "", now=NOW)
    link = store.visit(other).link.id
    with ThreadPoolExecutor(1) as pool:
        with store.database.write() as connection:
            find_link(connection, edit, lock=True)
            late = pool.submit(store.change, other, noting("too late"))
            time.sleep(0.5)  # so that it waits
            connection.execute(update(LINK).where(LINK.c.id == link).values(revoked=NOW))
        with pytest.raises(SnaglistError, match="no review"):
            late.result(30)
    assert notes_in(store.visit(view).record) == []


def test_the_administrator_deletes_while_others_answer(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    (row,) = store.rows()
    with ThreadPoolExecutor(1) as pool:

        def deed(record: Record, link: Link) -> Record:
            waiting.append(pool.submit(store.delete_by_id, row.id))
            time.sleep(0.5)  # so that it waits
            return noting("the last")(record, link)

        waiting: list[Future[None]] = []
        store.change(edit, deed)
        waiting[0].result(30)
    assert store.rows() == ()

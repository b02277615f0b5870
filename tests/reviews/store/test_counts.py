"""Numbers over all reviews never tell of few of them."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviews.garden import NAMES, NOW, TODAY, at, begun, closing, library
from servers import free_port

from snaglist.reviews.commands import answering
from snaglist.reviews.record import Record
from snaglist.reviews.statuses import Status
from snaglist.reviews.store.counts import FEWEST_REVIEWS, OpenCounts, aggregate, open_issues
from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.links import Link
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.upgrade import upgrade

SOME = st.none() | st.frozensets(st.sampled_from(NAMES))


@given(st.lists(SOME, max_size=14))
def test_no_number_is_below_five(reviews: list[frozenset[str] | None]) -> None:
    counts = aggregate(reviews)
    true = Counter(issue for opened in reviews if opened for issue in opened)
    assert not {*counts.open.values(), counts.reviews} & {1, 2, 3, 4}
    assert all(
        number >= FEWEST_REVIEWS and true[issue] == number for issue, number in counts.open.items()
    )
    assert {issue for issue, number in true.items() if number >= FEWEST_REVIEWS} == set(counts.open)
    assert counts.reviews in (0, sum(opened is not None for opened in reviews))


def answered(status: Status, name: str = NAMES[0]):  # type: ignore[no-untyped-def]
    def deed(record: Record, link: Link) -> Record:
        return answering.answer(record, name, closing(status), by="Ana", now=at(1))

    return deed


def test_counts_begin_with_five(store: ReviewStore) -> None:
    nothing = OpenCounts(reviews=0, open={})
    tokens = []
    for number in range(5):
        assert store.open_counts(TODAY) == nothing
        tokens.append(store.create(begun(), now=NOW)[0])
        assert store.open_counts(TODAY).open == {}
        store.change(tokens[-1], answered(Status.OPEN))
        if number < 4:
            store.change(tokens[-1], answered(Status.OPEN, NAMES[1]))
    assert store.open_counts(TODAY) == OpenCounts(reviews=5, open={NAMES[0]: 5})
    # What changes is seen, though unchanged reviews are not read again.
    store.change(tokens[0], answered(Status.ADDRESSED))
    assert store.open_counts(TODAY) == OpenCounts(reviews=5, open={})
    store.change(tokens[0], answered(Status.OPEN))
    assert store.open_counts(TODAY).open == {NAMES[0]: 5}
    store.delete(tokens[0])
    assert store.open_counts(TODAY) == nothing


def test_an_acceptance_that_expires_is_open_again(store: ReviewStore) -> None:
    for _ in range(5):
        token, _ = store.create(begun(), now=NOW)
        store.change(token, answered(Status.ACCEPTED))
    assert store.open_counts(TODAY).open == {}
    assert store.open_counts(TODAY + timedelta(days=60)).open == {NAMES[0]: 5}
    assert store.open_counts(TODAY).open == {}


def test_blind_reviews_do_not_count_until_all_handed_in() -> None:
    record = begun(reviewers=("Ana", "Ben"))
    for name in ("Ana", "Ben"):
        record = answering.answer(record, NAMES[0], closing(Status.OPEN), by=name, now=at(1))
        assert open_issues(record.events, TODAY) is None
        record = answering.hand_in(record, by=name, now=at(2))
    assert open_issues(record.events, TODAY) == frozenset({NAMES[0]})


def test_differences_are_open_and_retired_issues_are_not() -> None:
    record = begun(reviewers=("Ana", "Ben"))
    record = answering.answer(record, NAMES[0], closing(Status.ADDRESSED), by="Ana", now=at(1))
    record = answering.answer(record, NAMES[0], closing(Status.ACCEPTED), by="Ben", now=at(1))
    for name in ("Ana", "Ben"):
        record = answering.answer(record, NAMES[1], closing(Status.OPEN), by=name, now=at(1))
        record = answering.hand_in(record, by=name, now=at(2))
    assert open_issues(record.events, TODAY) == frozenset({NAMES[0], NAMES[1]})
    moved = upgrade(record, library(without=(NAMES[1],), version="2.0.0"), by="Ana", now=at(3))
    assert open_issues(moved.events, TODAY) == frozenset({NAMES[0]})


def test_a_dead_database_does_not_hold_up_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def slow(*args: object, **more: object) -> None:
        tries.append(args)
        raise DatabaseError("It cannot be reached.")

    monkeypatch.setattr("snaglist.reviews.store.database.migrate", slow)
    store = ReviewStore.open(f"postgresql://snag@127.0.0.1:{free_port()}/reviews")
    for _ in range(3):
        with pytest.raises(DatabaseError):
            store.open_counts(TODAY)
    assert len(tries) == 1
    monkeypatch.setattr("snaglist.reviews.store.counts.REST_SECONDS", 0)
    store._counter._rests_until = 0.0
    for _ in range(2):
        with pytest.raises(DatabaseError, match="cannot be reached"):
            store.open_counts(TODAY)
    assert len(tries) == 3

"""A file of a review that is on the server already is joined with it, and makes no second one."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from common import repeatedly
from reviews.garden import NAMES, NOW, all_answered, at, begun, closing

from snaglist.errors import UsageError
from snaglist.reviews.agreement import Difference
from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.merge import CopyComparison, compare_copies
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import FrozenError
from snaglist.reviews.statuses import Status
from snaglist.reviews.store.errors import LinkError
from snaglist.reviews.store.file_import import (
    MOST_ATTEMPTS,
    KnownReviewError,
    MovingReviewError,
    compare_file,
    import_file,
    join_file,
    reviews_of,
)
from snaglist.reviews.store.links import LinkKind
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.yaml_file import write_record


def said(record: Record, name: str, minute: int, by: str, status: Status = Status.OPEN) -> Record:
    return answering.answer(record, name, closing(status), by=by, now=at(minute))


def from_file(record: Record) -> Record:
    return parse_record(write_record(record), "review.yaml")


def test_a_file_is_compared_then_joined_and_once_is_enough(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    file = from_file(store.visit(edit).record)
    assert reviews_of(store, file) == 1
    store.change(edit, lambda record, link: said(record, NAMES[0], 5, "Ana"))
    store.change(edit, lambda record, link: said(record, NAMES[1], 6, "Ana"))
    file = said(said(file, NAMES[1], 2, "Ben", Status.ADDRESSED), NAMES[2], 3, "Ben")

    found = compare_file(store, edit, from_file(file))
    assert [event.by for event in found.ours_only] == ["Ana", "Ana"]
    assert [event.by for event in found.theirs_only] == ["Ben", "Ben"]
    assert found.differing == (NAMES[1],)
    assert len(store.visit(edit).record.events) == 3

    joined = join_file(store, edit, from_file(file))
    assert joined.comparison == found
    record = store.visit(view).record
    assert record.events == joined.visit.record.events == found.whole.events
    items = rebuild(record).items
    assert items[NAMES[1]].difference is Difference.STATUS
    assert [items[name].answered_by for name in NAMES[:3]] == ["Ana", "", "Ben"]
    assert join_file(store, edit, from_file(file)).comparison.theirs_only == ()
    assert store.visit(view).record == record
    (row,) = store.rows()
    assert row.changed == at(6)
    # The file takes in what the server has, and both are the same.
    assert from_file(record).plain() == record.plain()


def test_a_file_is_no_key(store: ReviewStore) -> None:
    edit, view = store.create(begun(reviewers=("Ana", "Ben")), now=NOW)
    ana = store.new_link(edit, LinkKind.REVIEWER, "Ana", now=NOW)
    file = said(store.visit(edit).record, NAMES[0], 1, "Ana")
    for token in (view, ana):
        for deed in (compare_file, join_file):
            with pytest.raises(LinkError, match="link"):
                deed(store, token, file)
    assert len(store.visit(edit).record.events) == 1
    with pytest.raises(UsageError, match="two reviews"):
        join_file(store, edit, begun())
    assert reviews_of(store, begun().model_copy(update={"id": uuid4()})) == 0


def test_nothing_is_said_of_what_others_answer_blind(store: ReviewStore) -> None:
    edit, _ = store.create(begun(reviewers=("Ana", "Ben")), now=NOW)
    file = said(store.visit(edit).record, NAMES[0], 1, "Ana")
    store.change(edit, lambda record, link: said(record, NAMES[1], 2, "Ben"))
    found = compare_file(store, edit, file)
    assert (found.ours_only, len(found.theirs_only)) == ((), 1)
    join_file(store, edit, file)
    assert [event.by for event in store.visit(edit).record.events] == ["Ana", "Ben", "Ana"]


def test_what_was_signed_in_the_file_holds_on_the_server(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    file = signatures.sign(all_answered(store.visit(edit).record), by="Eva", now=at(9))
    join_file(store, edit, from_file(file))
    record = store.visit(edit).record
    assert [each.holds for each in verify_signatures(record)] == [True]
    other = said(begun_of(file), NAMES[0], 3, "Ben")
    with pytest.raises(FrozenError, match="signed off by Eva"):
        join_file(store, edit, other)
    assert store.visit(edit).record == record


def begun_of(record: Record) -> Record:
    """A copy as it was in the beginning."""
    return record.model_copy(update={"events": record.events[:1]})


@repeatedly(1, 50)
def test_two_who_bring_the_same_file_at_once_add_it_once(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    file = said(store.visit(edit).record, NAMES[0], 1, "Ben")
    start = threading.Barrier(3)

    def brought(number: int) -> None:
        start.wait()
        if number < 2:
            join_file(store, edit, file)
        else:
            store.change(edit, lambda record, link: said(record, NAMES[1], 2, "Ana"))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(brought, range(3)))
    record = store.visit(edit).record
    assert sorted(event.by for event in record.events) == ["Ana", "Ana", "Ben"]
    rebuild(record)


def test_a_file_makes_no_second_review(store: ReviewStore) -> None:
    record = all_answered(begun())
    edit, _ = import_file(store, from_file(record), now=NOW)
    assert store.visit(edit).record.plain() == record.plain()
    for copy in (record, begun_of(record), said(record, NAMES[0], 70, "Ben")):
        with pytest.raises(KnownReviewError):
            import_file(store, from_file(copy), now=NOW)
    assert len(store.rows()) == 1


def test_the_id_of_a_review_does_not_tell_that_it_is_here(store: ReviewStore) -> None:
    record = begun()
    store.create(record, now=NOW)
    first = record.events[0].model_copy(update={"title": "Found out by its id"})
    other = record.model_copy(update={"events": (first,)})
    assert reviews_of(store, other) == 0
    import_file(store, other, now=NOW)
    assert len(store.rows()) == 2


@repeatedly(1, 50)
def test_two_who_bring_a_new_review_at_once_make_one(store: ReviewStore) -> None:
    file, start, before = begun(), threading.Barrier(2), len(store.rows())

    def brought(_: int) -> str:
        start.wait()
        try:
            import_file(store, file, now=NOW)
        except KnownReviewError:
            return "known"
        return "made"

    with ThreadPoolExecutor(2) as pool:
        assert Counter(pool.map(brought, range(2))) == {"made": 1, "known": 1}
    assert len(store.rows()) == before + 1


def test_what_changed_while_copies_were_compared_is_compared_again(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    file = said(store.visit(edit).record, NAMES[0], 1, "Ben")
    seen: list[int] = []

    def meanwhile(most: int) -> Callable[[Record, Record], CopyComparison]:
        def compare(ours: Record, theirs: Record) -> CopyComparison:
            if len(seen) < most:
                minute = 2 + len(seen)
                store.change(edit, lambda record, _: said(record, NAMES[1], minute, "Ana"))
            seen.append(len(ours.events))
            return compare_copies(ours, theirs)

        return compare

    with pytest.raises(MovingReviewError):
        join_file(store, edit, file, compare=meanwhile(MOST_ATTEMPTS))
    assert seen == [1, 2, 3, 4, 5]
    assert {event.by for event in store.visit(edit).record.events} == {"Ana"}
    join_file(store, edit, file, compare=meanwhile(MOST_ATTEMPTS + 1))
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    assert [event.by for event in store.visit(edit).record.events[-2:]] == ["Ana", "Ben"]


def test_who_looks_and_finds_something_else_adds_nothing(store: ReviewStore) -> None:
    edit, _ = store.create(begun(), now=NOW)
    file = said(store.visit(edit).record, NAMES[0], 1, "Ben")

    def refuse(found: CopyComparison) -> None:
        raise UsageError(f"{len(found.theirs_only)} more than you saw")

    with pytest.raises(UsageError, match="1 more"):
        join_file(store, edit, file, check=refuse)
    assert len(store.visit(edit).record.events) == 1


def test_a_look_at_a_blind_review_tells_nothing_of_the_others(store: ReviewStore) -> None:
    """Not even by a file that says for everybody that they handed in."""
    edit, _ = store.create(begun(reviewers=("Ana", "Ben")), now=NOW)
    file = said(store.visit(edit).record, NAMES[0], 1, "Ben", Status.ADDRESSED)
    for name in ("Ana", "Ben"):
        file = answering.hand_in(file, by=name, now=at(3))
    store.change(edit, lambda record, link: said(record, NAMES[0], 2, "Ana"))
    found = compare_file(store, edit, file)
    assert (found.ours_only, found.differing) == ((), ())

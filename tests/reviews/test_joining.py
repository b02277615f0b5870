"""Two copies of a review put together."""

from collections.abc import Callable
from functools import cache

import pytest
from reviews.garden import NAMES, all_answered, at, begun, closing, library

from snaglist.errors import UsageError
from snaglist.reviews.agreement import Difference
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.events.answering import Answered
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.merge import append_copy, compare_copies, merge_records
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import FrozenError, RecordError
from snaglist.reviews.statuses import Status


@cache
def begun_once() -> Record:
    """Each call gives the same review, whose copies can be joined."""
    return begun()


def answered(record: Record, name: str, minutes: int, by: str = "Ana") -> Record:
    return answering.answer(record, name, closing(Status.OPEN), by=by, now=at(minutes))


def test_what_both_did_is_there_once_and_in_the_order_of_time() -> None:
    common = answered(begun(), "SNAG-101", 1)
    ours = answered(answered(common, "SNAG-102", 2), "SNAG-104", 4)
    theirs = answered(common, "SNAG-103", 3, "Ben")
    both = merge_records(ours, theirs)
    assert [event.at for event in both.events] == [at(n) for n in (0, 1, 2, 3, 4)]
    assert merge_records(theirs, ours) == both
    assert merge_records(both, ours) == both


def test_blind_reviewers_meet_in_one_record() -> None:
    record = begun(reviewers=("Ana", "Ben"))
    copies = [
        answering.hand_in(answered(record, "SNAG-101", 1, who), by=who, now=at(2))
        for who in ("Ana", "Ben")
    ]
    state = rebuild(merge_records(*copies))
    assert not state.blind
    assert state.items["SNAG-101"].answer.status is Status.OPEN


def test_what_both_answered_differs_and_nothing_is_lost() -> None:
    common = begun()
    ours = answered(answered(common, "SNAG-102", 1), "SNAG-101", 2)
    given = closing(Status.ADDRESSED, notes="Seen in *May*.")
    theirs = answering.answer(common, "SNAG-101", given, by="Ben", now=at(3))
    theirs = answered(theirs, "SNAG-103", 4, "Ben")
    record = merge_records(ours, theirs)
    assert merge_records(theirs, ours) == merge_records(record, theirs) == record
    items = rebuild(record).items
    assert items["SNAG-101"].difference is Difference.STATUS
    assert [(each.by, each.answer) for each in items["SNAG-101"].opinions] == [
        ("Ana", closing(Status.OPEN)),
        ("Ben", given),
    ]
    assert [items[name].answered_by for name in NAMES[:3]] == ["", "Ana", "Ben"]


def test_what_both_settled_is_settled_again() -> None:
    record = merge_records(
        answered(begun_once(), "SNAG-101", 1),
        answering.answer(begun_once(), "SNAG-101", closing(Status.ADDRESSED), by="Ben", now=at(2)),
    )
    ours = answering.settle(record, "SNAG-101", closing(Status.OPEN), "So.", by="Ana", now=at(3))
    theirs = answering.settle(
        record, "SNAG-101", closing(Status.ACCEPTED), "No, so.", by="Ben", now=at(4)
    )
    item = rebuild(merge_records(ours, theirs)).items["SNAG-101"]
    assert (item.difference, item.resolution) == (Difference.STATUS, "")
    # Both know the same two answers, of which neither is left.
    assert [each.answer.status for each in item.heads] == [Status.OPEN, Status.ACCEPTED]
    once_more = merge_records(merge_records(ours, theirs), ours)
    settled = answering.settle(
        once_more, "SNAG-101", closing(Status.OPEN), "At last.", by="Ben", now=at(5)
    )
    item = rebuild(settled).items["SNAG-101"]
    assert (item.difference, item.resolution, len(item.heads)) == (None, "At last.", 1)


def test_a_branch_that_went_on_is_compared_by_its_last_answer() -> None:
    common = answered(begun_once(), "SNAG-101", 1)
    ours = answered(common, "SNAG-101", 2)
    theirs = answering.answer(common, "SNAG-101", closing(Status.ACCEPTED), by="Ben", now=at(2))
    record = merge_records(ours, theirs)
    theirs = answering.answer(theirs, "SNAG-101", closing(Status.OPEN), by="Ben", now=at(4))
    item = rebuild(merge_records(record, theirs)).items["SNAG-101"]
    assert (item.difference, item.answered_by) == (None, "Ana and Ben")
    assert item.answer == closing(Status.OPEN)


def without_revises(record: Record) -> Record:
    """The record as release 0.1 wrote it."""
    events = tuple(
        each.model_copy(update={"revises": None}) if isinstance(each, Answered) else each
        for each in record.events
    )
    return record.model_copy(update={"events": events})


@pytest.mark.parametrize("status", [Status.OPEN, Status.ADDRESSED])
def test_copies_of_release_0_1_differ_too(status: Status) -> None:
    """Also where the second fits after the first by its ``before``, as if it had known it."""
    common = answered(begun_once(), "SNAG-101", 1)
    ours = answering.answer(
        common, "SNAG-101", closing(Status.OPEN, owner="Ana"), by="Ana", now=at(2)
    )
    theirs = answering.answer(common, "SNAG-101", closing(status, owner="Ben"), by="Ben", now=at(3))
    theirs = answered(theirs, "SNAG-102", 4, "Ben")
    old = [without_revises(each) for each in (ours, theirs)]
    record = merge_records(*old)
    item = rebuild(record).items["SNAG-101"]
    assert item.differs
    assert [each.by for each in item.opinions] == ["Ana", "Ben"]
    assert merge_records(record, old[1]) == merge_records(record, old[0]) == record
    # What only one of them answered stays as it was.
    assert record.events[-1] == old[1].events[-1]


def test_a_log_that_only_grows_takes_in_a_copy_at_its_end() -> None:
    common = begun_once()
    ours = answered(answered(common, "SNAG-101", 5), "SNAG-102", 6)
    theirs = answered(answered(common, "SNAG-103", 1, "Ben"), "SNAG-102", 2, "Ben")
    found = compare_copies(ours, theirs)
    assert found.ours_only == ours.events[1:]
    assert found.theirs_only == theirs.events[1:]
    assert found.whole.events == (*ours.events, *theirs.events[1:])
    assert found.differing == ()
    assert rebuild(found.whole).items["SNAG-102"].answered_by == "Ana and Ben"
    again = compare_copies(found.whole, theirs)
    assert (again.theirs_only, again.whole) == ((), found.whole)
    other = answering.answer(theirs, "SNAG-101", closing(Status.ACCEPTED), by="Ben", now=at(7))
    assert compare_copies(found.whole, other).differing == ("SNAG-101",)
    signed = signatures.sign(all_answered(ours), by="Eva", now=at(9))
    assert append_copy(ours, signed) == signed
    with pytest.raises(FrozenError, match="signed off by Eva"):
        append_copy(signed, theirs)
    with pytest.raises(FrozenError, match="signed off by Eva"):
        append_copy(found.whole, signed)


def test_two_reviews_are_not_joined() -> None:
    with pytest.raises(UsageError, match="two reviews"):
        merge_records(begun(), begun())


@pytest.mark.parametrize("join", [merge_records, append_copy])
def test_a_copy_with_another_beginning_is_another_review(
    join: Callable[[Record, Record], Record],
) -> None:
    """Though it has the same id: somebody changed the event that created it."""
    ours = begun_once()
    created = ours.events[0].model_copy(update={"by": "Somebody else"})
    theirs = answered(ours.model_copy(update={"events": (created,)}), "SNAG-101", 1)
    with pytest.raises(UsageError, match="two reviews"):
        join(ours, theirs)


def test_copies_can_be_joined_again_and_again() -> None:
    """Ana takes in what Ben has, Ben goes on, Ana takes that in too."""
    both = begun()
    ben = answered(both, NAMES[1], 2, "Ben")
    ana = merge_records(answered(both, NAMES[0], 1), ben)
    again = merge_records(ana, answered(ben, NAMES[2], 3, "Ben"))
    assert [event.by for event in again.events] == ["Ana", "Ana", "Ben", "Ben"]
    assert merge_records(again, ana) == merge_records(ana, again) == again


def test_copies_that_were_joined_both_ways_are_joined() -> None:
    both = begun()
    ana, ben = answered(both, NAMES[0], 1), answered(both, NAMES[1], 1, "Ben")
    one, other = merge_records(ana, ben), merge_records(ben, ana)
    assert one.events != other.events
    assert merge_records(one, other) == one


def test_a_clock_that_is_slow_does_not_mix_up_what_a_copy_says() -> None:
    both = begun()
    ana = answered(answered(both, NAMES[0], 9), NAMES[0], 2, "Ben")
    again = merge_records(answered(both, NAMES[1], 5), ana)
    assert [event.at for event in again.events[1:]] == [at(5), at(9), at(2)]


def test_what_was_signed_stays_as_it_was_signed() -> None:
    """Ben had more before the signature, which Ana gave without knowing of it."""
    both = begun()
    ben = issue_list.add(both, library(), "SNAG-106", by="Ben", now=at(1))
    signed = signatures.sign(all_answered(both), by="Ana", now=at(9))
    with pytest.raises(RecordError, match="signed off by Ana"):
        merge_records(signed, ben)
    opened = signatures.reopen(signed, "Ben had more.", by="Ana", now=at(10))
    together = merge_records(ben, opened)
    assert [event.did for event in together.events[-3:]] == ["signed", "reopened", "added"]
    assert all(one.holds for one in verify_signatures(together))


def test_what_was_slipped_in_before_a_signature_is_not_joined() -> None:
    both = begun()
    signed = signatures.sign(all_answered(both), by="Ana", now=at(9))
    more = issue_list.add(both, library(), "SNAG-106", by="Ben", now=at(1))
    more = answered(more, "SNAG-106", 1)
    forged = signed.model_copy(
        update={"events": (*more.events, *signed.events[1:]), "entries": more.entries}
    )
    with pytest.raises(RecordError, match="what was signed off by Ana is frozen"):
        merge_records(signed, forged)

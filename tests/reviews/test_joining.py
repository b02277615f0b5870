"""Two copies of a review put together."""

import pytest
from reviews.garden import NAMES, all_answered, at, begun, closing, library

from snaglist.errors import UsageError
from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.merge import merge_records
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.reviews.statuses import Status


def answered(record: Record, name: str, minutes: int, by: str = "Ana") -> Record:
    return commands.answer(record, name, closing(Status.OPEN), by=by, now=at(minutes))


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
        commands.hand_in(answered(record, "SNAG-101", 1, who), by=who, now=at(2))
        for who in ("Ana", "Ben")
    ]
    state = rebuild(merge_records(*copies))
    assert not state.blind
    assert state.items["SNAG-101"].answer.status is Status.OPEN


def test_what_contradicts_is_told_with_its_event() -> None:
    common = begun()
    ours = answered(answered(common, "SNAG-102", 1), "SNAG-101", 2)
    theirs = answered(common, "SNAG-101", 3, "Ben")
    with pytest.raises(RecordError, match=r"do not go together. At event 4: SNAG-101") as raised:
        merge_records(ours, theirs)
    assert raised.value.number == 4


def test_two_reviews_are_not_joined() -> None:
    with pytest.raises(UsageError, match="two reviews"):
        merge_records(begun(), begun())


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
    ben = commands.add(both, library(), "SNAG-106", by="Ben", now=at(1))
    signed = commands.sign(all_answered(both), by="Ana", now=at(9))
    with pytest.raises(RecordError, match="signed off by Ana"):
        merge_records(signed, ben)
    opened = commands.reopen(signed, "Ben had more.", by="Ana", now=at(10))
    together = merge_records(ben, opened)
    assert [event.did for event in together.events[-3:]] == ["signed", "reopened", "added"]
    assert all(one.holds for one in verify_signatures(together))
    other = commands.sign(all_answered(both), by="Ben", now=at(9))
    with pytest.raises(RecordError, match="do not go together"):
        merge_records(signed, other)


def test_what_was_slipped_in_before_a_signature_is_not_joined() -> None:
    both = begun()
    signed = commands.sign(all_answered(both), by="Ana", now=at(9))
    more = commands.add(both, library(), "SNAG-106", by="Ben", now=at(1))
    more = answered(more, "SNAG-106", 1)
    forged = signed.model_copy(
        update={"events": (*more.events, *signed.events[1:]), "entries": more.entries}
    )
    with pytest.raises(RecordError, match="Ana signed what one of them holds"):
        merge_records(signed, forged)

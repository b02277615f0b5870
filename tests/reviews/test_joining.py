"""Two copies of a review put together."""

import pytest
from reviews.garden import at, begun, closing

from snaglist.errors import UsageError
from snaglist.reviews import acting
from snaglist.reviews.following import rebuild
from snaglist.reviews.joining import joined
from snaglist.reviews.record import Record, Status
from snaglist.reviews.state import RecordError


def answered(record: Record, name: str, minutes: int, by: str = "Ana") -> Record:
    return acting.answer(record, name, closing(Status.OPEN), by=by, now=at(minutes))


def test_what_both_did_is_there_once_and_in_the_order_of_time() -> None:
    common = answered(begun(), "SNAG-101", 1)
    ours = answered(answered(common, "SNAG-102", 2), "SNAG-104", 4)
    theirs = answered(common, "SNAG-103", 3, "Ben")
    both = joined(ours, theirs)
    assert [event.at for event in both.events] == [at(n) for n in (0, 1, 2, 3, 4)]
    assert joined(theirs, ours) == both
    assert joined(both, ours) == both


def test_blind_reviewers_meet_in_one_record() -> None:
    record = begun(reviewers=("Ana", "Ben"))
    copies = [
        acting.hand_in(answered(record, "SNAG-101", 1, who), by=who, now=at(2))
        for who in ("Ana", "Ben")
    ]
    state = rebuild(joined(*copies))
    assert not state.blind
    assert state.items["SNAG-101"].answer.status is Status.OPEN


def test_what_contradicts_is_told_with_its_event() -> None:
    common = begun()
    ours = answered(answered(common, "SNAG-102", 1), "SNAG-101", 2)
    theirs = answered(common, "SNAG-101", 3, "Ben")
    with pytest.raises(RecordError, match=r"do not go together. At event 4: SNAG-101") as raised:
        joined(ours, theirs)
    assert raised.value.number == 4


def test_two_reviews_are_not_joined() -> None:
    with pytest.raises(UsageError, match="two reviews"):
        joined(begun(), begun())

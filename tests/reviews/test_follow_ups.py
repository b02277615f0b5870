"""Work goes on after the signature: follow-ups, which leave the signed answers as they are."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from reviews.garden import NAMES, TODAY, all_answered, at, begun, closing, library

from snaglist.errors import UsageError
from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.events.answering import FollowedUp
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.fallen_away import fallen_away
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.flags import Flag, flags_of
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.merge import append_copy, merge_records
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.reviews.statuses import Status
from snaglist.reviews.upgrade import upgrade
from snaglist.reviews.yaml_file import write_record

NEW_DAY = date(2027, 2, 1)


@cache
def signed() -> Record:
    """Two open, one of them late; one accepted, one addressed, one not applicable; signed."""
    record = begun()
    for name, given_ in zip(
        NAMES[:5],
        (
            closing(Status.OPEN, due=date(2026, 11, 24), owner="Ben"),
            closing(Status.OPEN),
            closing(Status.ACCEPTED),
            closing(Status.ADDRESSED),
            closing(Status.NOT_APPLICABLE),
        ),
        strict=True,
    ):
        record = answering.answer(record, name, given_, by="Ana", now=at(1))
    return signatures.sign(record, by="Cleo", now=at(2), also=[AskedSigner(name="Eva")])


def follow(record: Record, issue: str, minutes: int = 3, by: str = "Ben", **said: Any) -> Record:
    return answering.follow_up(record, issue, by=by, now=at(minutes), **said)


def test_what_was_done_is_addressed_and_the_answer_stays_as_it_was_signed() -> None:
    record = follow(signed(), "SNAG-101", done="A bell was hung.", links=["#12"])
    item = rebuild(record).items["SNAG-101"]
    assert item.answer.status is Status.OPEN
    assert item.status(TODAY) is Status.ADDRESSED
    assert not item.overdue(TODAY)
    assert item.done_since is not None
    assert (item.done_since.by, item.links) == ("Ben", ("#12",))
    assert flags_of(item, TODAY) == (Flag.FOLLOWED_UP,)
    assert [one.holds for one in verify_signatures(record)] == [True]
    assert rebuild(record).signed == rebuild(signed()).signed


def test_another_day_counts_and_the_last_of_several() -> None:
    before = rebuild(signed()).items["SNAG-101"]
    assert before.overdue(TODAY)
    record = follow(signed(), "SNAG-101", due=date(2026, 12, 1), note="The vendor is late.")
    record = follow(record, "SNAG-101", 4, due=NEW_DAY)
    item = rebuild(record).items["SNAG-101"]
    assert (item.due, item.answer.due) == (NEW_DAY, date(2026, 11, 24))
    assert not item.overdue(NEW_DAY)
    assert item.overdue(date(2027, 2, 2))
    assert item.status(TODAY) is Status.OPEN


def test_an_accepted_risk_may_be_done_away_with() -> None:
    record = follow(signed(), "SNAG-103", done="The wire is buried.")
    item = rebuild(record).items["SNAG-103"]
    late = date(2027, 6, 1)
    assert (item.status(late), item.expired(late)) == (Status.ADDRESSED, False)


@pytest.mark.parametrize(
    ("issue", "said", "told"),
    [
        ("SNAG-104", {"done": "Again."}, "is addressed, so nothing is left"),
        ("SNAG-105", {"due": NEW_DAY}, "is not applicable, so nothing is left"),
        ("SNAG-106", {"done": "x"}, "not in the review"),
        ("SNAG-101", {"due": date(2026, 11, 24)}, "has already passed"),
    ],
)
def test_what_makes_no_sense_is_refused(issue: str, said: dict[str, Any], told: str) -> None:
    with pytest.raises((RecordError, UsageError), match=told):
        follow(signed(), issue, **said)


@pytest.mark.parametrize("said", [{}, {"done": "x", "due": NEW_DAY}, {"links": ["javascript:x"]}])
def test_a_follow_up_says_something_and_no_two_things(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        follow(signed(), "SNAG-101", **said)


def test_a_link_may_come_to_any_answer() -> None:
    record = follow(signed(), "SNAG-104", links=["#7"])
    record = follow(record, "SNAG-105", 4, note="Confirmed by the vendor.")
    items = rebuild(record).items
    assert items["SNAG-104"].links == ("#7",)
    assert items["SNAG-105"].status(TODAY) is Status.NOT_APPLICABLE


def test_an_open_review_is_answered_and_not_followed_up() -> None:
    with pytest.raises(RecordError, match="not signed off"):
        follow(all_answered(begun()), "SNAG-101", done="x")
    event = FollowedUp(at=at(3), by="Ben", issue="SNAG-101", follows=("0" * 12,), done="x")
    with pytest.raises(RecordError, match="never signed off"):
        rebuild(all_answered(begun()).with_event(event))
    with pytest.raises(RecordError, match="that is not here"):
        rebuild(signed().with_event(event))


def test_nobody_follows_up_what_nobody_has_answered() -> None:
    record = answering.answer(begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=at(1))
    record = signatures.sign(record, by="Cleo", now=at(2), scope=Scope.ANSWERED)
    with pytest.raises(RecordError, match="Nobody has answered SNAG-102"):
        follow(record, "SNAG-102", done="x")


def test_what_is_answered_anew_has_nothing_of_its_follow_ups() -> None:
    record = follow(signed(), "SNAG-101", done="A bell was hung.")
    record = signatures.reopen(record, "It fell off.", by="Ana", now=at(4))
    assert rebuild(record).items["SNAG-101"].status(TODAY) is Status.ADDRESSED
    record = answering.answer(record, "SNAG-101", closing(Status.OPEN), by="Ana", now=at(5))
    item = rebuild(record).items["SNAG-101"]
    assert (item.status(TODAY), item.done_since) == (Status.OPEN, None)
    assert len(item.followed) == 1


def test_a_second_signature_covers_the_follow_ups_before_it() -> None:
    record = follow(signed(), "SNAG-101", done="A bell was hung.")
    record = signatures.sign(record, by="Eva", now=at(4))
    assert [one.holds for one in verify_signatures(record)] == [True, True]
    at_follow_up = next(n for n, e in enumerate(record.events) if isinstance(e, FollowedUp))
    changed = record.events[at_follow_up].model_copy(update={"done": "Nothing."})
    events = (*record.events[:at_follow_up], changed, record.events[-1])
    found = verify_signatures(record.model_copy(update={"events": events}))
    assert [one.holds for one in found] == [True, False]


def test_two_branches_that_follow_up_are_one_whichever_comes_first() -> None:
    ours = follow(signed(), "SNAG-101", 3, done="A bell was hung.")
    theirs = follow(signed(), "SNAG-101", 4, "Eva", due=NEW_DAY, links=["#12"])
    theirs = follow(theirs, "SNAG-102", 5, "Eva", done="Counted.")
    both = merge_records(ours, theirs)
    assert merge_records(theirs, ours) == both
    item = rebuild(both).items["SNAG-101"]
    assert [each.by for each in item.follow_ups] == ["Ben", "Eva"]
    assert (item.status(TODAY), item.links) == (Status.ADDRESSED, ("#12",))
    assert rebuild(append_copy(ours, theirs)).items["SNAG-102"].status(TODAY) is Status.ADDRESSED


def test_who_signs_on_one_branch_does_not_sign_what_the_other_follows_up() -> None:
    ours = signatures.sign(signed(), by="Eva", now=at(9))
    theirs = follow(signed(), "SNAG-101", 3, done="A bell was hung.")
    for both in (merge_records(ours, theirs), merge_records(theirs, ours)):
        assert [one.holds for one in verify_signatures(both)] == [True, True]
        assert isinstance(both.events[-1], FollowedUp)


def test_a_follow_up_goes_with_a_review_that_was_reopened_elsewhere() -> None:
    ours = follow(signed(), "SNAG-101", 3, done="A bell was hung.")
    ours = follow(ours, "SNAG-102", 4, done="Counted.")
    theirs = signatures.reopen(signed(), "A second bed.", by="Ana", now=at(5))
    theirs = answering.answer(theirs, "SNAG-101", closing(Status.OPEN), by="Ana", now=at(6))
    moved = library(without=("SNAG-102",), version="2.0.0")
    theirs = upgrade(theirs, moved, by="Ana", now=at(7))
    for both in (merge_records(ours, theirs), merge_records(theirs, ours)):
        items = rebuild(both).items
        # Answered anew there, so what was done here is told, and is no answer to it.
        assert items["SNAG-101"].status(TODAY) is Status.OPEN
        assert len(items["SNAG-101"].followed) == 1
        assert items["SNAG-102"].status(TODAY) is Status.ADDRESSED
        assert not list(fallen_away(rebuild(both), TODAY))


def test_what_is_retired_hands_on_the_day_that_counts() -> None:
    moved = library(without=("SNAG-101", "SNAG-102"), version="2.0.0")
    record = follow(signed(), "SNAG-101", due=NEW_DAY)
    record = signatures.reopen(record, "It moved on.", by="Ana", now=at(4))
    state = rebuild(upgrade(record, moved, by="Ana", now=at(5)))
    assert state.items["SNAG-106"].due == NEW_DAY
    first, second = fallen_away(state, TODAY)
    assert first.text.startswith("was open, owner Ben, due 2027-02-01 when")
    assert second.item.issue == "SNAG-102"
    done = follow(signed(), "SNAG-101", done="Hung.")
    done = signatures.reopen(done, "It moved on.", by="Ana", now=at(4))
    state = rebuild(upgrade(done, moved, by="Ana", now=at(5)))
    assert [each.item.issue for each in fallen_away(state, TODAY)] == ["SNAG-102"]
    assert state.items["SNAG-106"].due is None


Deed = Callable[[Record, int], Record]


@st.composite
def deeds(draw: st.DrawFn, may_sign: bool) -> Deed:
    """Something that may be done with a signed review; nothing where it cannot be."""
    issue = draw(st.sampled_from(NAMES[:5]))
    kinds = ["done", "due", "link", *(["sign", "reopen", "answer"] if may_sign else [])]
    kind = draw(st.sampled_from(kinds))
    days = st.dates(NEW_DAY, date(2027, 12, 31))
    every: dict[str, dict[str, Any]] = {
        "done": {"done": draw(st.sampled_from(("Rung.", "Hung.\nTwice.", "鐘")))},
        "due": {"due": draw(days)},
        "link": {"links": [f"#{draw(st.integers(1, 3))}"]},
    }
    said = every.get(kind, {})
    who = draw(st.sampled_from(("Ben", "Eva", "Zoë")))

    def deed(record: Record, minutes: int) -> Record:
        try:
            if kind == "sign":
                return signatures.sign(record, by=who, now=at(minutes))
            if kind == "reopen":
                return signatures.reopen(record, "Once more.", by=who, now=at(minutes))
            if kind == "answer":
                given_ = closing(Status.OPEN)
                return answering.answer(record, issue, given_, by=who, now=at(minutes))
            return follow(record, issue, minutes, who, **said)
        except RecordError:
            return record

    return deed


def _done(record: Record, each: list[Deed], minutes: Iterator[int]) -> Record:
    for deed in each:
        record = deed(record, next(minutes))
    return record


@settings(max_examples=times(15, 150), deadline=None)
@given(
    st.lists(deeds(may_sign=True), max_size=6),
    st.lists(deeds(may_sign=False), max_size=6),
    st.sampled_from(((3, 4), (4, 3))),
)
def test_signatures_hold_whatever_is_followed_up_where(
    ours: list[Deed], theirs: list[Deed], starts: tuple[int, int]
) -> None:
    """One branch signs, reopens and answers; on the other, work is followed up."""
    one = _done(signed(), ours, iter(range(starts[0], 99, 2)))
    other = _done(signed(), theirs, iter(range(starts[1], 99, 2)))
    both = merge_records(one, other)
    assert merge_records(other, one) == both
    assert merge_records(both, other) == both
    assert all(each.holds for each in verify_signatures(both))
    assert len(verify_signatures(both)) == len(verify_signatures(one))
    kept = [e for e in both.events if isinstance(e, FollowedUp)]
    here = {e.model_dump_json() for copy in (one, other) for e in copy.events
            if isinstance(e, FollowedUp)}  # fmt: skip
    assert {e.model_dump_json() for e in kept} == here
    assert parse_record(write_record(both), "review.yaml") == both
    state = rebuild(both)
    for name, item in state.items.items():
        assert item.answer == rebuild(one).items[name].answer
        heads = {head.id for head in item.heads}
        assert all(heads.intersection(each.follows) for each in item.follow_ups)
        assert (item.status(TODAY) is Status.ADDRESSED) == (
            item.answer.status is Status.ADDRESSED or item.done_since is not None
        )

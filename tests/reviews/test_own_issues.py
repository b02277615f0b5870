"""Issues of the team's own that two copies of a review call by one id."""

import pytest
from reviews.garden import at, closing
from reviews.rows import begun

from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.merge import append_copy, compare_copies, merge_records
from snaglist.reviews.own_issues import moved_own
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.reviews.statuses import Status
from snaglist.reviews.yaml_file import write_record


def own(record: Record, title: str, minute: int, by: str = "Ana") -> Record:
    return issue_list.add_own(record, title, by=by, now=at(minute))


def titles(record: Record) -> dict[str, str]:
    state = rebuild(record)
    return {
        item.issue: record.entries[item.entry].title
        for item in state.issues
        if item.issue.startswith("OWN-")
    }


def branches() -> tuple[Record, Record]:
    base = begun()
    ours = own(base, "Moles", 1)
    theirs = own(base, "Slugs", 2, "Ben")
    theirs = answering.answer(theirs, "OWN-1", closing(Status.OPEN), by="Ben", now=at(3))
    theirs = answering.answer(theirs, "OWN-1", closing(Status.ADDRESSED), by="Ben", now=at(4))
    return ours, theirs


def test_the_one_that_was_added_later_gets_the_next_id() -> None:
    ours, theirs = branches()
    whole = merge_records(ours, theirs)
    assert titles(whole) == {"OWN-1": "Moles", "OWN-2": "Slugs"}
    slugs = rebuild(whole).item("OWN-2")
    assert slugs.answer.status is Status.ADDRESSED
    assert [given.by for given in slugs.given] == ["Ben", "Ben"]
    assert not slugs.differs
    assert moved_own(theirs, whole) == {"OWN-1": "OWN-2"}
    assert moved_own(ours, whole) == {}
    assert parse_record(write_record(whole), "review.yaml") == whole


def test_it_comes_to_the_same_from_either_side() -> None:
    ours, theirs = branches()
    assert titles(merge_records(theirs, ours)) == titles(merge_records(ours, theirs))
    whole = merge_records(ours, theirs)
    assert merge_records(whole, merge_records(theirs, ours)).events == whole.events


def test_joining_an_old_copy_again_adds_nothing() -> None:
    ours, theirs = branches()
    whole = merge_records(ours, theirs)
    assert merge_records(whole, theirs).events == whole.events
    assert append_copy(whole, theirs).events == whole.events
    assert compare_copies(whole, theirs).theirs_only == ()
    later = answering.answer(theirs, "OWN-1", closing(Status.OPEN), by="Ben", now=at(9))
    again = merge_records(whole, later)
    assert rebuild(again).item("OWN-2").answer.status is Status.OPEN
    assert len(again.events) == len(whole.events) + 1


def test_a_log_that_only_grows_keeps_its_own_ids() -> None:
    ours, theirs = branches()
    assert titles(append_copy(theirs, ours)) == {"OWN-1": "Slugs", "OWN-2": "Moles"}


def test_one_that_both_have_under_two_ids_is_one() -> None:
    ours, theirs = branches()
    both = append_copy(theirs, ours)  # Slugs, Moles
    whole = merge_records(merge_records(ours, theirs), both)  # Moles, Slugs
    assert titles(whole) == {"OWN-1": "Moles", "OWN-2": "Slugs"}


def signed(record: Record) -> Record:
    for item in rebuild(record).items.values():
        if item.answer.status is Status.NOT_LOOKED_AT:
            record = answering.answer(record, item.issue, closing(Status.OPEN), by="Ana", now=at(5))
    return signatures.sign(record, by="Ana", now=at(6))


def test_what_is_signed_keeps_its_id() -> None:
    ours, theirs = branches()
    whole = merge_records(signatures.reopen(signed(theirs), "More.", by="Ana", now=at(7)), ours)
    assert titles(whole) == {"OWN-1": "Slugs", "OWN-2": "Moles"}
    assert all(each.holds for each in verify_signatures(whole))


def test_what_cannot_get_another_id_is_said() -> None:
    ours, theirs = branches()
    reopened = signatures.reopen(signed(theirs), "More.", by="Ana", now=at(7))
    with pytest.raises(RecordError, match="each has an issue of its own called OWN-1"):
        append_copy(ours, reopened)


def test_a_file_that_was_merged_by_hand_is_refused_with_the_way_out() -> None:
    ours, theirs = branches()
    added = theirs.events[1]
    record = ours.with_event(added, theirs.entries.items())
    with pytest.raises(RecordError, match="two issues of your own, which two branches added"):
        rebuild(record)

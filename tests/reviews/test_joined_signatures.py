"""Two copies that were signed apart, joined: all is kept, and no signature covers what it did not
see."""

from collections.abc import Callable
from datetime import date

import pytest
from reviews.garden import all_answered, at, begun, closing

from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import event_id, verify_signatures
from snaglist.reviews.merge import append_copy, merge_records
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.signing import why_lapsed
from snaglist.reviews.state import FrozenError
from snaglist.reviews.statuses import Status
from snaglist.reviews.yaml_file import write_record


def signed_apart() -> tuple[Record, Record]:
    """Ana and Ben each answered one issue in a way of their own, and signed."""
    common = all_answered(begun())
    ours = answering.answer(common, "SNAG-101", closing(Status.ADDRESSED), by="Ana", now=at(30))
    theirs = answering.answer(common, "SNAG-102", closing(Status.ADDRESSED), by="Ben", now=at(31))
    return (
        signatures.sign(ours, by="Ana", now=at(40)),
        signatures.sign(theirs, by="Ben", now=at(41)),
    )


def opened(record: Record, minutes: int) -> Record:
    return signatures.reopen(record, "Signed apart.", by="Cleo", now=at(minutes))


def test_a_signature_in_force_is_not_taken_by_joining() -> None:
    ours, theirs = signed_apart()
    for one, other in ((ours, theirs), (theirs, ours), (opened(ours, 50), theirs)):
        for join in (merge_records, append_copy):
            with pytest.raises(FrozenError, match="Reopen each copy that is signed"):
                join(one, other)


@pytest.mark.parametrize("join", [merge_records, append_copy])
def test_all_is_kept_and_each_signature_covers_what_was_signed(
    join: Callable[[Record, Record], Record],
) -> None:
    ours, theirs = (opened(copy, at) for copy, at in zip(signed_apart(), (50, 51), strict=True))
    both = join(ours, theirs)
    assert len(both.events) == len(ours.events) + 3  # Ben's answer, signature and reopening
    state = rebuild(both)
    assert state.signed is None
    assert state.items["SNAG-101"].answer.status is Status.ADDRESSED
    assert state.items["SNAG-102"].answer.status is Status.ADDRESSED
    found = {each.signed.by: each for each in verify_signatures(both)}
    assert all(each.holds for each in found.values())
    assert found["Ana"].signed.unseen == ()
    assert found["Ben"].covered == found["Ben"].number - 4
    assert [each.by for each in state.apart] == ["Ben"]
    assert "not for the 3 events" in why_lapsed(state, found["Ben"].signed)
    assert join(both, theirs) == join(both, ours) == both


def test_it_does_not_matter_which_copy_is_joined_to_which_and_files_keep_it() -> None:
    ours, theirs = signed_apart()
    ours, theirs = opened(ours, 50), opened(theirs, 51)
    both = merge_records(ours, theirs)
    assert merge_records(theirs, ours) == both
    again = parse_record(write_record(both), "review.yaml")
    assert again.events == both.events
    third = signatures.sign(again, by="Dora", now=at(60))
    assert [each.holds for each in verify_signatures(third)] == [True, True, True]
    assert rebuild(third).signed is not None


def test_what_a_signature_has_not_seen_cannot_be_said_otherwise() -> None:
    """Ben's signature can be made to cover neither Ana's answer, nor less than it did."""
    both = merge_records(*(opened(copy, 50 + at) for at, copy in enumerate(signed_apart())))
    number = next(n for n, e in enumerate(both.events) if isinstance(e, Signed) and e.unseen)
    signed = both.events[number]
    assert isinstance(signed, Signed)
    for unseen in ((), signed.unseen[1:], (*signed.unseen, event_id(both.events[1]))):
        events = list(both.events)
        events[number] = signed.model_copy(update={"unseen": unseen})
        forged = both.model_copy(update={"events": tuple(events)})
        assert [each.holds for each in verify_signatures(forged)] == [True, False]


def test_two_who_are_asked_sign_the_same_answers_on_two_branches() -> None:
    """Each has not seen the other's signature, which answers nothing: both stand."""
    common = signatures.sign(all_answered(begun()), by="Cleo", now=at(30))
    ours = signatures.sign(common, by="Ana", now=at(40))
    theirs = signatures.sign(common, by="Ben", now=at(41))
    both = merge_records(ours, theirs)
    state = rebuild(both)
    assert [each.by for each in state.signatures] == ["Cleo", "Ana", "Ben"]
    assert state.apart == ()
    assert all(each.holds for each in verify_signatures(both))
    assert append_copy(theirs, ours).events != both.events
    assert len(rebuild(append_copy(theirs, ours)).signatures) == 3


def test_a_file_that_was_signed_goes_into_a_review_that_went_on_once_it_is_reopened() -> None:
    common = all_answered(begun())
    ours = answering.answer(common, "SNAG-101", closing(Status.ADDRESSED), by="Ana", now=at(30))
    signed = signatures.sign(common, by="Ben", now=at(40))
    with pytest.raises(FrozenError, match="signed off by Ben"):
        append_copy(ours, signed)
    both = append_copy(ours, opened(signed, 50))
    (found,) = verify_signatures(both)
    assert (found.holds, len(found.signed.unseen)) == (True, 1)
    assert rebuild(both).signed is None


@pytest.mark.parametrize(
    ("format_", "kind"),
    [
        (ReportFormat.MARKDOWN, ReportKind.RECORD),
        (ReportFormat.MARKDOWN, ReportKind.SHORT),
        (ReportFormat.MARKDOWN, ReportKind.HANDOUT),
        (ReportFormat.HTML, ReportKind.RECORD),
    ],
)
def test_reports_say_whose_signature_does_not_stand(
    format_: ReportFormat, kind: ReportKind
) -> None:
    both = merge_records(*(opened(copy, 50 + at) for at, copy in enumerate(signed_apart())))
    text = render_report(both, format_, today=date(2026, 11, 25), kind=kind).decode()
    assert "It is not signed off" in text
    if kind is not ReportKind.HANDOUT:
        assert "given on another copy, and not for the 3 events" in text

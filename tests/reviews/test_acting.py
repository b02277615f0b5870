"""What may be done in a review, and what it comes to."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pydantic import ValidationError
from reviews.garden import (
    ANSWERS,
    NAMES,
    NOW,
    TODAY,
    all_answered,
    at,
    begun,
    closing,
    library,
)

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.agreement import Difference
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.commands.answering import ConflictError
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import FrozenError, IssueState, RecordError
from snaglist.reviews.statuses import Answer, Status


def item(record: Record, name: str = "SNAG-101") -> IssueState:
    return rebuild(record).items[name]


def test_a_review_begins_with_what_the_profile_leads_to_each_with_its_reason() -> None:
    state = rebuild(begun())
    assert tuple(state.items) == NAMES[:5]
    assert [why.text for why in state.items["SNAG-101"].why] == ["A thermometer died, SNAG-101."]
    assert state.items["SNAG-101"].leaves_without == ("devices/thermometer",)
    assert state.profile.label("devices/thermometer") == "A thermometer"
    assert state.catalogue == library().edition
    assert state.progress(TODAY) == {**dict.fromkeys(Status, 0), Status.NOT_LOOKED_AT: 5}


def test_free_words_bring_in_what_the_search_finds_and_say_so() -> None:
    found = item(begun(words="a bell in the dark"), "SNAG-106")
    assert found.leaves_without == ()
    assert found.why[0].text == "Your words found it: bell, dark."
    assert found.why[0].answers == ()


def test_the_record_holds_what_the_reviewers_were_shown() -> None:
    record = begun()
    shown = record.entries[item(record).entry]
    assert shown.title == "The thermometer dies and nobody sees it (1)"
    assert shown.questions[0] == "When did the bell last ring in a test?"
    assert shown.consequence == "All seedlings were lost."
    assert shown.severity == "Something was lost"
    assert shown.quote
    assert shown.quote.id == "I01-Q001"
    assert [(s.id, s.outcome) for s in shown.strategies] == [("FIX-001", "worked")]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"status": "addressed"}, "addressed needs done"),
        ({"status": "accepted", "owner": "B", "expires": "2027-01-01"}, "accepted needs a reason"),
        ({"status": "not-applicable"}, "not-applicable needs a reason"),
        ({"status": "accepted", "reason": "R", "expires": "2027-01-01"}, "needs an owner"),
        ({"status": "accepted", "reason": "R", "owner": "B"}, "the day it expires"),
        ({"status": "open", "expires": "2027-01-01"}, "only an acceptance expires"),
        ({"status": "open", "links": ["javascript:alert(1)"]}, "web address"),
        ({"status": "open", "links": ["https://a.example b"]}, "web address"),
        ({"status": "open", "notes": "a\x07b"}, "U+0007"),
        ({"status": "open", "notes": "x" * 10_001}, "at most 10000"),
        ({"status": "maybe"}, "not-looked-at"),
    ],
)
def test_an_answer_without_grounds_is_refused(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as raised:
        Answer.model_validate(fields)
    assert message in str(raised.value)


def test_an_acceptance_is_open_again_after_its_last_day() -> None:
    record = answering.answer(begun(), "SNAG-101", closing(Status.ACCEPTED), by="Ana", now=at(1))
    found, last = item(record), date(2026, 12, 31)
    assert (found.status(last), found.expired(last)) == (Status.ACCEPTED, False)
    after = last + timedelta(days=1)
    assert (found.status(after), found.expired(after)) == (Status.OPEN, True)
    assert rebuild(record).progress(after)[Status.OPEN] == 1


def test_an_acceptance_that_is_over_already_is_refused() -> None:
    given = closing(Status.ACCEPTED, expires=date(2026, 11, 24))
    with pytest.raises(UsageError, match="already passed"):
        answering.answer(begun(), "SNAG-101", given, by="Ana", now=at(1))


def test_who_comes_second_is_shown_what_the_first_said() -> None:
    seen = item(begun()).version
    record = answering.answer(
        begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=at(1), seen=0
    )
    with pytest.raises(ConflictError) as raised:
        answering.answer(
            record, "SNAG-101", closing(Status.ADDRESSED), by="Ben", now=at(2), seen=seen
        )
    assert raised.value.item.answered_by == "Ana"
    other = answering.answer(record, "SNAG-102", closing(Status.OPEN), by="Ben", now=at(2), seen=0)
    again = answering.answer(
        other, "SNAG-101", closing(Status.ADDRESSED), by="Ben", now=at(3), seen=2
    )
    assert item(again).answer.status is Status.ADDRESSED
    assert [event.did for event in again.events] == ["created", "answered", "answered", "answered"]


def with_event_of(record: Record, other: Record) -> Record:
    """A record with the last event of a copy of it."""
    return record.model_copy(update={"events": (*record.events, other.events[-1])})


def test_two_branches_that_answered_the_same_apart_differ() -> None:
    ours = answering.answer(begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=at(1))
    theirs = answering.answer(begun(), "SNAG-101", closing(Status.ADDRESSED), by="Ben", now=at(2))
    found = item(with_event_of(ours, theirs))
    assert (found.difference, found.collided) == (Difference.STATUS, True)
    assert found.status(TODAY) is Status.OPEN
    assert [(each.by, each.number) for each in found.opinions] == [("Ana", 2), ("Ben", 3)]


def test_an_answer_that_says_it_was_given_to_another_status_is_noticed() -> None:
    ours = answering.answer(begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=at(1))
    again = answering.answer(ours, "SNAG-101", closing(Status.ADDRESSED), by="Ben", now=at(2))
    last = again.events[-1].model_copy(update={"before": Status.ACCEPTED})
    with pytest.raises(RecordError, match="answered in between") as raised:
        rebuild(again.model_copy(update={"events": (*again.events[:-1], last)}))
    assert raised.value.number == 3
    last = again.events[-1].model_copy(update={"revises": ("0123456789ab",)})
    with pytest.raises(RecordError, match="revises an answer to SNAG-101 that is not here"):
        rebuild(again.model_copy(update={"events": (*again.events[:-1], last)}))


def test_an_issue_is_added_by_hand_once() -> None:
    record = issue_list.add(begun(), library(), "SNAG-106", by="Ana", now=at(1))
    assert item(record, "SNAG-106").by_hand
    with pytest.raises(RecordError, match="already"):
        issue_list.add(record, library(), "SNAG-106", by="Ana", now=at(2))
    with pytest.raises(NotFoundError):
        issue_list.add(record, library(), "SNAG-999", by="Ana", now=at(2))
    with pytest.raises(UsageError, match="retired"):
        issue_list.add(begun(), library(without=("SNAG-106",)), "SNAG-106", by="Ana", now=at(1))


def test_another_profile_keeps_what_was_answered_and_drops_the_rest() -> None:
    record = answering.answer(begun(), "SNAG-103", closing(Status.OPEN), by="Ana", now=at(1))
    record = issue_list.add(record, library(), "SNAG-106", by="Ana", now=at(2))
    record = issue_list.profile_again(
        record, library(), answers={"looks": ["nobody"]}, by="Ana", now=at(3)
    )
    state = rebuild(record)
    assert list(state.items) == ["SNAG-103", "SNAG-106"]
    assert not state.items["SNAG-103"].fits
    assert state.items["SNAG-103"].answer.status is Status.OPEN
    record = issue_list.profile_again(record, library(), answers=ANSWERS, by="Ana", now=at(4))
    state = rebuild(record)
    assert list(state.items) == [*NAMES[:5], "SNAG-106"]
    assert state.items["SNAG-103"].fits
    assert state.items["SNAG-103"].answer.status is Status.OPEN


def test_issues_are_changed_only_with_the_edition_they_came_from() -> None:
    newer = library(version="2.0.0")
    with pytest.raises(RecordError, match="upgrade"):
        issue_list.add(begun(), newer, "SNAG-106", by="Ana", now=at(1))
    with pytest.raises(RecordError, match="upgrade"):
        issue_list.profile_again(begun(), newer, answers=ANSWERS, by="Ana", now=at(1))


def test_unknown_answers_and_issues_are_named() -> None:
    with pytest.raises(UsageError, match="thermometer"):
        issue_list.begin(library(), title="T", answers={"devices": ["thermometr"]}, by="A", now=NOW)
    with pytest.raises(RecordError, match="SNAG-106 is not in the review"):
        answering.answer(begun(), "SNAG-106", closing(Status.OPEN), by="Ana", now=at(1))


def test_a_signed_record_is_frozen_until_it_is_opened_again() -> None:
    signed = signatures.sign(all_answered(begun()), by="Eva", now=at(5), role="product owner")
    assert rebuild(signed).signed == signed.events[-1]
    deeds: tuple[Callable[[], Record], ...] = (
        lambda: answering.answer(signed, "SNAG-101", closing(Status.ADDRESSED), by="A", now=at(6)),
        lambda: issue_list.profile_again(signed, library(), answers=ANSWERS, by="A", now=at(6)),
        lambda: issue_list.add(signed, library(), "SNAG-106", by="Ana", now=at(6)),
        lambda: answering.hand_in(signed, by="Ana", now=at(6)),
    )
    for deed in deeds:
        with pytest.raises(FrozenError, match="Eva"):
            deed()
    again = signatures.reopen(signed, "The bell fell off.", by="Ana", now=at(6))
    assert rebuild(again).signed is None
    answering.answer(again, "SNAG-101", closing(Status.ADDRESSED), by="Ana", now=at(7))
    with pytest.raises(RecordError, match="only a signed one"):
        signatures.reopen(again, "Twice.", by="Ana", now=at(8))


def test_nobody_signs_what_was_not_looked_at() -> None:
    record = answering.answer(begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=at(1))
    with pytest.raises(RecordError, match=r"4 issues were not looked at.*SNAG-102"):
        signatures.sign(record, by="Eva", now=at(2))


class TestBlind:
    """Two reviewers who do not see each other's answers."""

    def opined(self) -> Record:
        record = begun(reviewers=("Ana", "Ben"))
        for who, name, status in (
            ("Ana", "SNAG-101", Status.OPEN),
            ("Ben", "SNAG-101", Status.OPEN),
            ("Ana", "SNAG-102", Status.ADDRESSED),
            ("Ben", "SNAG-102", Status.OPEN),
            ("Ben", "SNAG-103", Status.OPEN),
        ):
            record = answering.answer(record, name, closing(status), by=who, now=at(1))
        return record

    def handed_in(self) -> Record:
        record = answering.hand_in(self.opined(), by="Ana", now=at(2))
        assert rebuild(record).blind
        return answering.hand_in(record, by="Ben", now=at(3))

    def test_nothing_shows_before_both_handed_in(self) -> None:
        state = rebuild(self.opined())
        assert {found.answer.status for found in state.items.values()} == {Status.NOT_LOOKED_AT}
        with pytest.raises(RecordError, match="until Ana and Ben handed in"):
            signatures.sign(self.opined(), by="Ana", now=at(2))
        half = answering.hand_in(self.opined(), by="Ana", now=at(2))
        with pytest.raises(RecordError, match="until Ben handed in"):
            signatures.sign(half, by="Ana", now=at(3))

    def test_where_they_agree_it_holds_where_they_differ_it_is_open(self) -> None:
        state = rebuild(self.handed_in())
        agreed, differ, half, unseen = (state.items[name] for name in NAMES[:4])
        assert (agreed.answer.status, agreed.differs) == (Status.OPEN, False)
        assert agreed.answered_by == "Ana and Ben"
        assert differ.differs
        assert differ.status(TODAY) is Status.OPEN
        assert (half.differs, half.by_one_only, half.answered_by) == (False, True, "Ben")
        assert not agreed.by_one_only
        assert (unseen.differs, unseen.status(TODAY)) == (False, Status.NOT_LOOKED_AT)
        assert [(o.by, o.answer.status) for o in differ.opinions] == [
            ("Ana", Status.ADDRESSED),
            ("Ben", Status.OPEN),
        ]

    def test_to_say_nothing_and_not_to_have_looked_are_the_same(self) -> None:
        record = begun(reviewers=("Ana", "Ben"))
        given = closing(Status.NOT_LOOKED_AT)
        record = answering.answer(record, "SNAG-101", given, by="Ben", now=at(1))
        for who in ("Ana", "Ben"):
            record = answering.hand_in(record, by=who, now=at(2))
        found = item(record)
        assert (found.differs, found.answer.status) == (False, Status.NOT_LOOKED_AT)

    def test_a_difference_is_settled_with_how_and_no_other_way(self) -> None:
        record = self.handed_in()
        with pytest.raises(RecordError, match="answers to SNAG-102 differ"):
            answering.answer(record, "SNAG-102", closing(Status.OPEN), by="Ana", now=at(4))
        record = answering.settle(
            record, "SNAG-102", closing(Status.OPEN), "Ana had not heard.", by="Ben", now=at(4)
        )
        found = item(record, "SNAG-102")
        assert (found.differs, found.resolution) == (False, "Ana had not heard.")
        with pytest.raises(RecordError, match="nothing to settle"):
            answering.settle(record, "SNAG-101", closing(Status.OPEN), "R", by="Ben", now=at(5))

    def test_only_reviewers_answer_and_only_until_they_hand_in(self) -> None:
        record = answering.hand_in(begun(reviewers=("Ana", "Ben")), by="Ana", now=at(1))
        with pytest.raises(RecordError, match="no blind reviewer"):
            answering.answer(record, "SNAG-101", closing(Status.OPEN), by="Eva", now=at(2))
        with pytest.raises(RecordError, match="Ana has handed in"):
            answering.answer(record, "SNAG-101", closing(Status.OPEN), by="Ana", now=at(2))

    def test_blind_reviewers_are_two_or_more(self) -> None:
        with pytest.raises(RecordError, match="two or more"):
            begun(reviewers=("Ana",))

    def test_blind_reviewers_have_names_of_their_own(self) -> None:
        with pytest.raises(UsageError, match="'Ana' and 'Ana' are one name"):
            begun(reviewers=("Ana", "Ana"))

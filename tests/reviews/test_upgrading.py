"""A review carried over a release of the catalogue: nothing is answered anew by it."""

import sys
from datetime import date, timedelta
from difflib import SequenceMatcher
from types import FrameType

import pytest
from reviews.garden import TODAY, all_answered, at, begun, closing, library

from snaglist.errors import UsageError
from snaglist.model.word_difference import WordChange, WordSpan, comparisons
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.events.issue_list import Upgraded
from snaglist.reviews.fallen_away import fallen_away
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.upgrade import (
    FieldRewording,
    WordComparison,
    moved_on,
    upgrade,
    upgrade_changes,
)

NEWER = library(without=("SNAG-102",), reworded=("SNAG-103", "SNAG-106"), version="2.0.0")


def test_what_became_of_each_issue_is_told_before_anything_is_written() -> None:
    record = all_answered(begun())
    found = upgrade_changes(record, NEWER)
    assert found.carried == ("SNAG-101", "SNAG-104", "SNAG-105")
    assert [each.issue for each in found.reworded] == ["SNAG-103"]
    assert [(each.issue, each.replaced_by) for each in found.retired] == [
        ("SNAG-102", ("SNAG-106",))
    ]
    assert [each.issue for each in found.added] == ["SNAG-106"]
    assert found.added[0].why[0].text == "It replaces SNAG-102, which is retired."
    assert (found.old.version, found.new.version) == ("1.0.0", "2.0.0")


def test_the_difference_is_told_word_by_word() -> None:
    (reworded,) = upgrade_changes(begun(), NEWER).reworded
    (field,) = reworded.rewordings
    assert field.field == "definition"
    said = [(each.op, each.text) for each in field.word_spans]
    assert " ".join(t for op, t in said if op is not WordChange.GAINED) == " ".join(
        field.before.split()
    )
    assert " ".join(t for op, t in said if op is not WordChange.LOST) == " ".join(
        field.after.split()
    )
    assert {op for op, _ in said} == set(WordChange)


def test_answers_stay_and_are_marked_until_somebody_answers_again() -> None:
    before = all_answered(begun(), Status.ADDRESSED)
    record = upgrade(before, NEWER, by="Ben", now=at(9))
    state = rebuild(record)
    assert state.catalogue == NEWER.edition
    assert state.items["SNAG-101"].answer.status is Status.ADDRESSED
    assert not state.items["SNAG-101"].reworded
    assert state.items["SNAG-103"].reworded
    assert state.items["SNAG-103"].answer.status is Status.ADDRESSED
    assert record.entries[state.items["SNAG-103"].answered_entry].definition.startswith("A meas")
    assert record.entries[state.items["SNAG-103"].entry].definition.startswith("A device that")
    assert state.items["SNAG-106"].answer.status is Status.NOT_LOOKED_AT
    again = answering.answer(record, "SNAG-103", closing(Status.OPEN), by="Ben", now=at(10))
    assert not rebuild(again).items["SNAG-103"].reworded


def test_retired_issues_stay_in_the_record_and_out_of_the_count() -> None:
    state = rebuild(upgrade(all_answered(begun()), NEWER, by="Ben", now=at(9)))
    gone = state.items["SNAG-102"].retired
    assert gone
    assert gone.why == "Nobody has thermometers any more."
    assert sum(state.progress(TODAY).values()) == 5


def test_an_issue_the_catalogue_does_not_have_is_told_as_gone() -> None:
    from dataclasses import replace

    smaller = replace(NEWER.catalogue, issues=NEWER.catalogue.issues[1:])
    found = upgrade_changes(begun(), replace(NEWER, catalogue=smaller))
    assert ("SNAG-101", "This catalogue does not have it.") in [
        (each.issue, each.why) for each in found.retired
    ]


def test_an_upgrade_to_the_same_edition_is_refused_and_twice_is_once() -> None:
    with pytest.raises(UsageError, match="already"):
        upgrade(begun(), library(), by="Ben", now=at(9))
    record = upgrade(begun(), NEWER, by="Ben", now=at(9))
    with pytest.raises(UsageError, match="already"):
        upgrade(record, NEWER, by="Ben", now=at(10))


def test_answers_that_the_profile_no_longer_offers_lead_nowhere() -> None:
    from dataclasses import replace

    guide = NEWER.catalogue.guide
    assert guide is not None
    fewer = replace(guide, questions=guide.questions[:1])
    found = upgrade_changes(
        begun(), replace(NEWER, catalogue=replace(NEWER.catalogue, guide=fewer))
    )
    assert [each.issue for each in found.added] == ["SNAG-106"]


def rewritten(before: str, after: str) -> FieldRewording:
    return FieldRewording(field="quote", before=before, after=after)


def whole(spans: tuple[WordSpan, ...]) -> bool:
    """Whether a text is shown whole, as it was and as it is."""
    return [each.op for each in spans] == [WordChange.LOST, WordChange.GAINED]


def test_long_texts_are_not_compared_for_ever() -> None:
    assert whole(rewritten("a b " * 1_000, "b a " * 1_000).word_spans)


def test_one_page_compares_so_many_words_however_many_fields() -> None:
    field = rewritten("a b c " * 30, "b c a " * 30)
    cost = comparisons(field.before.split(), field.after.split())
    compared = WordComparison(3 * cost)
    spans = [compared.of_field(field) for _ in range(5)]
    assert [whole(each) for each in spans] == [False, False, False, True, True]
    assert compared.left == 0
    for each in spans:
        for side, gone in ((field.before, WordChange.GAINED), (field.after, WordChange.LOST)):
            said = " ".join(span.text for span in each if span.op is not gone)
            assert said == " ".join(side.split())


@pytest.mark.parametrize("unit", ["a ", "a b ", "a b c d e ", "a x ", "{n} a "])
@pytest.mark.parametrize("other", ["a ", "b a ", "e d c b a ", "a y ", "a {n} "])
def test_no_comparison_takes_more_than_was_foreseen(unit: str, other: str) -> None:
    before = [word for n in range(40) for word in unit.format(n=n).split()]
    after = [word for n in range(40) for word in other.format(n=n).split()]
    seen = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal seen
        if event in ("call", "c_call"):
            seen += 1

    sys.setprofile(count)
    try:
        list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    finally:
        sys.setprofile(None)
    # A look and a step or two for each.
    assert seen <= 50 + 4 * comparisons(before, after)


DUE = date(2026, 12, 30)
EMIL = closing(Status.OPEN, owner="Emil", due=DUE)


def upgraded(answer: Answer, before: Record | None = None) -> Record:
    """A review in which the issue that is retired was answered so."""
    record = answering.answer(before or begun(), "SNAG-102", answer, by="Ana", now=at(1))
    return upgrade(record, NEWER, by="Ben", now=at(9))


def test_owner_and_day_of_an_open_issue_go_to_what_replaced_it() -> None:
    for answer in (EMIL, closing(Status.NOT_LOOKED_AT, owner="Emil", due=DUE)):
        record = upgraded(answer)
        item = rebuild(record).items["SNAG-106"]
        assert (item.answer.owner, item.answer.due) == ("Emil", DUE)
        assert (item.status(TODAY), item.answered, item.heads) == (Status.NOT_LOOKED_AT, 0, ())
        assert item.work_of == ("SNAG-102",)
        assert item.overdue(DUE + timedelta(days=1))
        (fallen,) = fallen_away(rebuild(record), TODAY)
        assert (fallen.item.issue, fallen.handed_to) == ("SNAG-102", ("SNAG-106",))
        assert not fallen.taken_up
        assert fallen.text.endswith("owner Emil, due 2026-12-30 when the catalogue retired it; "
                                    "SNAG-106 has them now")  # fmt: skip
        settled = answering.answer(
            record, "SNAG-106", closing(Status.ADDRESSED), by="Emil", now=at(10)
        )
        (fallen,) = fallen_away(rebuild(settled), TODAY)
        assert fallen.taken_up
        itself = closing(Status.NOT_APPLICABLE)
        settled = answering.answer(record, "SNAG-102", itself, by="Emil", now=at(10))
        assert list(fallen_away(rebuild(settled), TODAY)) == []


def test_what_fell_away_without_a_successor_says_so() -> None:
    """What replaced it was retired in its turn."""
    without = library(without=("SNAG-102", "SNAG-106"), version="3.0.0")
    state = rebuild(upgrade(upgraded(closing(Status.OPEN)), without, by="Ben", now=at(20)))
    (fallen,) = fallen_away(state, TODAY)
    assert (fallen.item.issue, fallen.handed_to, fallen.instead) == ("SNAG-102", (), ())
    assert fallen.text == "was open when the catalogue retired it, and nothing replaced it"


@pytest.mark.parametrize(
    "answer",
    [closing(Status.ADDRESSED, owner="Emil"), closing(Status.ACCEPTED), closing(Status.OPEN)],
    ids=["addressed", "accepted", "open and nobody's"],
)
def test_what_was_settled_or_nobodys_hands_nothing_on(answer: Answer) -> None:
    record = upgraded(answer)
    assert rebuild(record).items["SNAG-106"].answer.owner == ""
    found = [each.item.issue for each in fallen_away(rebuild(record), TODAY)]
    assert found == (["SNAG-102"] if answer.status is Status.OPEN else [])


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (closing(Status.OPEN), True),
        (closing(Status.OPEN, owner="Eva"), False),
        (closing(Status.ADDRESSED), False),
    ],
    ids=["open", "somebody's", "settled"],
)
def test_what_is_there_already_keeps_its_own_owner(there: Answer, taken: bool) -> None:
    record = issue_list.add(begun(), library(), "SNAG-106", by="Ana", now=at(1))
    record = answering.answer(record, "SNAG-106", there, by="Eva", now=at(1))
    found = upgrade_changes(answering.answer(record, "SNAG-102", EMIL, by="A", now=at(2)), NEWER)
    assert [(each.issue, each.of) for each in found.work] == [("SNAG-106", "SNAG-102")] * taken
    assert found.fallen == (() if taken else ("SNAG-102",))
    state = rebuild(upgraded(EMIL, record))
    item = state.items["SNAG-106"]
    assert item.answer.owner == ("Emil" if taken else there.owner)
    assert (item.answer.status, item.answered_by) == (there.status, "Eva")
    (fallen,) = fallen_away(state, TODAY)
    assert fallen.taken_up
    became = "SNAG-106 has them now" if taken else "SNAG-106 replaced it"
    assert fallen.text == (
        f"was open, owner Emil, due 2026-12-30 when the catalogue retired it; {became}"
    )
    # An answer after it revises the one before.
    after = answering.answer(
        upgraded(EMIL, record), "SNAG-106", closing(Status.ADDRESSED), by="Eva", now=at(11)
    )
    assert not rebuild(after).items["SNAG-106"].differs


def test_work_goes_to_issues_of_the_review_only() -> None:
    record = upgraded(EMIL)
    event = record.events[-1]
    assert isinstance(event, Upgraded)
    lost = event.model_copy(update={"issues": ()})
    with pytest.raises(RecordError, match="SNAG-102 hands its work to SNAG-106"):
        rebuild(record.model_copy(update={"events": (*record.events[:-1], lost)}))


def test_a_review_says_when_the_catalogue_has_moved_on_signed_or_not() -> None:
    record = all_answered(begun())
    assert moved_on(rebuild(record), library().edition) == ""
    told = moved_on(rebuild(record), NEWER.edition)
    assert told.startswith("The catalogue has moved on: this review was made with 1.0.0 (11111111)")
    signed = signatures.sign(record, by="Eva", now=at(9))
    told = moved_on(rebuild(signed), NEWER.edition)
    assert "was signed off with 1.0.0" in told
    assert "2.0.0 (22222222) now. What was signed stays;" in told

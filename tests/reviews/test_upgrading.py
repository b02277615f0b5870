"""A review carried over a release of the catalogue: nothing is answered anew by it."""

import pytest
from reviews.garden import TODAY, all_answered, at, begun, closing, library

from snaglist.errors import UsageError
from snaglist.reviews import commands
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Status
from snaglist.reviews.upgrade import FieldRewording, WordChange, upgrade, upgrade_changes

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
    again = commands.answer(record, "SNAG-103", closing(Status.OPEN), by="Ben", now=at(10))
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


def test_long_texts_are_not_compared_for_ever() -> None:
    before = FieldRewording(field="quote", before="a b " * 1_000, after="b a " * 1_000)
    assert [each.op for each in before.word_spans] == [WordChange.LOST, WordChange.GAINED]

"""A question is asked only in a project whose phase it fits."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from reviews.garden import ANSWERS, all_answered, at, library

from snaglist.model.entry import ReviewQuestion
from snaglist.reviews.commands import issue_list
from snaglist.reviews.library import Library
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Status
from snaglist.reviews.upgrade import upgrade, upgrade_changes

EARLY = ReviewQuestion(text="Who will look?", claims=(), phases=("data-collection",))
LATE = ReviewQuestion(text="Did it ring last week?", claims=(), phases=("operation",))
ISSUE = "SNAG-101"


def sharpened(version: str = "1.0.0") -> Library:
    """The garden with a question for each phase."""
    plain = library(version=version)
    issues = tuple(replace(each, questions=(EARLY, LATE)) for each in plain.catalogue.issues)
    return replace(plain, catalogue=replace(plain.catalogue, issues=issues))


def begin(*phase: str, consulted: Library | None = None) -> Record:
    answers: dict[str, Sequence[str]] = {**ANSWERS, "phase": list(phase)}
    consulted = consulted or sharpened()
    return issue_list.begin(consulted, title="A bed", answers=answers, by="Ada", now=at(0))


def asked(record: Record) -> tuple[str, ...]:
    return record.entries[rebuild(record).items[ISSUE].entry].questions


@pytest.mark.parametrize(
    ("phase", "questions"),
    [
        (("digging",), (EARLY.text,)),
        (("growing",), (LATE.text,)),
        ((), (EARLY.text, LATE.text)),
    ],
    ids=["early", "late", "no phase"],
)
def test_what_fits_the_phase_is_asked(phase: tuple[str, ...], questions: tuple[str, ...]) -> None:
    assert asked(begin(*phase)) == questions


def test_a_question_with_the_phases_of_its_issue_is_asked_wherever_the_issue_is() -> None:
    (issue, *_) = library().catalogue.issues
    assert {question.phases for question in issue.questions} == {issue.phases}
    assert issue.questions_in(["modelling"]) == issue.questions
    own = replace(issue, questions=(EARLY, *issue.questions))
    assert own.questions_in(["modelling"]) == issue.questions


def test_a_project_in_another_phase_is_asked_other_questions() -> None:
    record = all_answered(begin("digging"))
    answers: dict[str, Sequence[str]] = {**ANSWERS, "phase": ["growing"]}
    again = issue_list.profile_again(record, sharpened(), answers=answers, by="Ada", now=at(30))
    assert asked(again) == (LATE.text,)
    item = rebuild(again).items[ISSUE]
    assert item.reworded
    assert item.answer.status is Status.OPEN
    assert again.entries[item.answered_entry].questions == (EARLY.text,)


def test_a_review_made_before_is_asked_what_fits_after_an_upgrade() -> None:
    """Its entries have all the questions, and other digests than the same issues have now."""
    record = begin("growing", consulted=library())
    newer = sharpened("2.0.0")
    before = asked(record)
    reworded = {each.issue: each for each in upgrade_changes(record, newer).reworded}
    carried = upgrade(record, newer, by="Ada", now=at(30))
    assert len(before) == 2
    assert reworded[ISSUE].before.questions == before
    assert asked(carried) == reworded[ISSUE].after.questions == (LATE.text,)


def test_an_issue_added_by_hand_is_asked_about_for_the_phase() -> None:
    record = begin("growing")
    added = issue_list.add(record, sharpened(), "SNAG-106", by="Ada", now=at(5))
    entry = rebuild(added).items["SNAG-106"].entry
    assert added.entries[entry].questions == (LATE.text,)

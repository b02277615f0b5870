"""Events in words: the same in the history on the web and in the course that reports give."""

import pytest
from reviews.garden import NOW, begun, closing
from reviews.sample_review import TODAY, rich

from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.event_text import concerns, event_text
from snaglist.reviews.events.answering import Opined
from snaglist.reviews.events.event import Event
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.events.issue_list import Created
from snaglist.reviews.reports.content import report_content
from snaglist.reviews.reports.summary import course
from snaglist.reviews.statuses import Status

TEXTS = {
    1: "began the review with 6 issues",
    2: "answered blind SNAG-001: open",
    8: "handed in",
    10: "settled SNAG-002 as addressed: We rang it together; it rang.",
    12: "answered SNAG-003: not looked at → accepted",
    15: "changed the profile, which leads to 2 issues",
    16: "added SNAG-006 by hand",
    18: "signed off as Head of glass",
    19: "reopened the review: The catalogue has moved on.",
    20: "carried the review over to catalogue 1.1.0: SNAG-006 reworded; SNAG-008, SNAG-009 new; "
    "SNAG-007 retired",
}


@pytest.mark.parametrize("number", TEXTS)
def test_an_event_is_put_into_words(number: int) -> None:
    assert event_text(rich().events[number - 1]) == TEXTS[number]


def test_every_kind_of_event_is_put_into_words() -> None:
    kinds = {rich().events[number - 1].did for number in TEXTS}
    every = {kind.model_fields["did"].default for kind in Event.__subclasses__()}
    assert kinds | {"followed-up", "took-back"} == every


def test_signatures_and_follow_ups_are_put_into_words() -> None:
    record = answering.answer(begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=NOW)
    asked = [AskedSigner(name="Ben", role="safety officer"), AskedSigner(name="Eva")]
    record = signatures.sign(record, by="Cleo", now=NOW, scope=Scope.ANSWERED, also=asked)
    assert event_text(record.events[-1]) == (
        "signed off for 1 of 5 issues (those answered); "
        "to sign as well: Ben, safety officer and Eva"
    )
    record = answering.follow_up(
        record, "SNAG-101", by="Ben", now=NOW, done="Hung\nit.", links=["#7"], note="Late."
    )
    assert event_text(record.events[-1]) == "followed up SNAG-101: done: Hung it.; #7; Late."
    assert event_text(record.events[-1], name_issue=False).startswith("followed up: done")
    assert concerns(record.events[-1], "SNAG-101")
    assert not concerns(record.events[-1], "SNAG-102")


def test_one_issue_is_not_several_and_no_role_is_none() -> None:
    (created,) = begun().events
    assert isinstance(created, Created)
    assert event_text(created.model_copy(update={"issues": created.issues[:1]})) == (
        "began the review with 1 issue"
    )
    signature = rich().events[17].model_copy(update={"role": ""})
    assert event_text(signature) == "signed off"
    upgraded = rich().events[19].model_copy(update={"issues": (), "reworded": {}, "retired": ()})
    assert event_text(upgraded) == "carried the review over to catalogue 1.1.0"


def test_the_history_of_an_issue_does_not_name_it() -> None:
    record = answering.answer(begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=NOW)
    assert event_text(record.events[-1], name_issue=False) == "answered: not looked at → open"
    assert event_text(rich().events[1], name_issue=False) == "answered blind: open"
    assert event_text(rich().events[9], name_issue=False).startswith("settled as addressed: ")


@pytest.mark.parametrize(
    ("issue", "numbers"),
    [
        ("SNAG-001", [1, 2, 3, 4, 15, 21]),
        ("SNAG-006", [16, 17, 20]),
        ("SNAG-007", [1, 14, 20]),
        ("SNAG-008", [20]),
        ("SNAG-404", []),
    ],
)
def test_the_events_that_concern_an_issue(issue: str, numbers: list[int]) -> None:
    events = enumerate(rich().events, start=1)
    assert [number for number, event in events if concerns(event, issue)] == numbers


def test_the_course_of_a_review_has_all_but_answers_in_order() -> None:
    found = [each.text for each in course(report_content(rich(), TODAY, "https://example.org"))]
    assert found[0] == TEXTS[1]
    assert found[-2:] == [TEXTS[19], TEXTS[20]]
    assert len(found) == len(rich().events) - sum(
        event.did in ("answered", "opined", "settled") for event in rich().events
    )
    blind = next(event for event in rich().events if isinstance(event, Opined))
    assert event_text(blind) not in found

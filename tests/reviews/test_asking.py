"""The ten questions for a half-hour meeting."""

from datetime import date

from reviews.garden import NAMES, TODAY, all_answered, at, begun, closing, library

from snaglist.reviews.commands import answering
from snaglist.reviews.events.issue_list import Created
from snaglist.reviews.questions import Agenda, agenda, unsettled_items
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import STATUS_MEANINGS, Status
from snaglist.reviews.upgrade import upgrade


def left(record: Record, today: date = TODAY) -> Agenda:
    state = rebuild(record)
    return agenda(record, state.profile, unsettled_items(state, today))


def asked(record: Record, today: date = TODAY) -> list[str]:
    return [each.item.issue for each in left(record, today).ten]


def test_every_answer_is_explained() -> None:
    assert list(STATUS_MEANINGS) == list(Status)
    assert all(one.definition.endswith(".") for one in STATUS_MEANINGS.values())


def test_each_issue_asks_its_first_question_in_the_order_of_the_review() -> None:
    record = begun()
    assert asked(record) == list(NAMES[:5])
    first = left(record).ten[0]
    assert first.question == "When did the bell last ring in a test?"


def test_what_is_closed_is_not_asked_and_what_expired_is_asked_again() -> None:
    record = answering.answer(begun(), "SNAG-101", closing(Status.ADDRESSED), by="A", now=at(1))
    record = answering.answer(record, "SNAG-102", closing(Status.ACCEPTED), by="A", now=at(2))
    record = answering.answer(record, "SNAG-103", closing(Status.OPEN), by="A", now=at(3))
    assert asked(record) == ["SNAG-103", "SNAG-104", "SNAG-105"]
    assert asked(record, date(2027, 1, 1))[0] == "SNAG-102"


def test_retired_issues_are_not_asked() -> None:
    newer = library(without=("SNAG-101",), version="2.0.0")
    record = upgrade(all_answered(begun()), newer, by="A", now=at(9))
    assert "SNAG-101" not in asked(record)


def test_ten_are_asked_at_most_and_the_silent_leave_their_place() -> None:
    record = begun()
    first = record.events[0]
    (placed, *_) = first.issues  # type: ignore[union-attr]
    shown = record.entries[placed.entry]
    many = [
        placed.model_copy(update={"issue": f"SNAG-{n}", "entry": f"{n:064x}"})
        for n in range(200, 215)
    ]
    entries = {
        each.entry: shown.model_copy(
            update={"issue": each.issue, "questions": () if n == 0 else shown.questions}
        )
        for n, each in enumerate(many)
    }
    longer = record.model_copy(
        update={
            "events": (first.model_copy(update={"issues": tuple(many)}),),
            "entries": entries,
        }
    )
    assert asked(longer) == [f"SNAG-{n}" for n in range(201, 211)]


def test_overdue_is_what_is_open_past_its_day() -> None:
    due = date(2026, 11, 25)
    record = answering.answer(begun(), "SNAG-101", closing(Status.OPEN, due=due), by="A", now=at(1))
    found = rebuild(record).items["SNAG-101"]
    assert not found.overdue(due)
    assert found.overdue(date(2026, 11, 26))
    done = answering.answer(
        record, "SNAG-101", closing(Status.ADDRESSED, due=due), by="A", now=at(2)
    )
    assert not rebuild(done).items["SNAG-101"].overdue(date(2026, 11, 26))


def test_more_people_are_asked_first_and_old_reviews_know_of_one() -> None:
    record = begun()
    first = record.events[0]
    assert isinstance(first, Created)
    placed = first.issues
    names = [each.issue for each in placed]
    counts = {names[0]: {"people": 1}, names[1]: {"people": 2}, names[2]: {"publications": 3}}
    same = {"fit": 2, "why": (), "quotes": 1, "findings": 0}

    def order(told: dict[str, dict[str, int]]) -> list[str]:
        rows = [each.model_copy(update={**same, **told.get(each.issue, {})}) for each in placed]
        events = (first.model_copy(update={"issues": tuple(rows)}),)
        return asked(record.model_copy(update={"events": events}))

    assert order(counts)[:3] == [names[2], names[1], names[0]]
    # Where people were not counted, nine quotes weigh less than two people do.
    assert order({names[2]: {"quotes": 9}, names[1]: {"people": 2}})[:2] == [names[1], names[2]]

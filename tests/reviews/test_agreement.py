"""Blind reviewers agree where all their terms do; nobody's words stand under another's name."""

from datetime import date
from functools import partial

import pytest
from reviews.garden import TODAY, at, begun, closing

from snaglist.reviews.agreement import Difference, agreed_answer, difference
from snaglist.reviews.commands import answering
from snaglist.reviews.events.answering import HandedIn
from snaglist.reviews.flags import Flag, flags_of
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState, RecordError
from snaglist.reviews.statuses import Answer, Status

ISSUE = "SNAG-101"
ACCEPTED = partial(closing, Status.ACCEPTED)
ADDRESSED = partial(closing, Status.ADDRESSED)
OPEN = partial(closing, Status.OPEN)
LINKS = ("https://example.org/1", "https://example.org/2")


def test_a_hand_in_is_taken_back_until_all_have_handed_in() -> None:
    record = handed_in(OPEN(notes="Mine."), None, names=("Dora", "Emil"))
    alone = record.model_copy(update={"events": record.events[:-1]})  # Dora alone has handed in
    with pytest.raises(RecordError, match="take that back first"):
        answering.answer(alone, ISSUE, OPEN(owner="Eva"), by="Dora", now=at(3))
    with pytest.raises(RecordError, match="Emil has handed in nothing"):
        answering.take_back(alone, by="Emil", now=at(3))
    again = answering.take_back(alone, by="DORA", now=at(3))
    again = answering.answer(again, ISSUE, OPEN(owner="Eva"), by="Dora", now=at(4))
    assert rebuild(again).handed_in == ()
    for name in ("Dora", "Emil"):
        again = answering.hand_in(again, by=name, now=at(5))
    assert rebuild(again).items[ISSUE].answer.owner == "Eva"
    with pytest.raises(RecordError, match="each knows what the others said"):
        answering.take_back(again, by="Dora", now=at(6))


OTHERS: dict[str, tuple[Answer, Answer]] = {
    "reason": (ACCEPTED(), ACCEPTED(reason="Nobody dies.")),
    "reason it does not apply": (
        closing(Status.NOT_APPLICABLE),
        closing(Status.NOT_APPLICABLE, reason="No bed."),
    ),
    "owner": (ACCEPTED(), ACCEPTED(owner="Eva")),
    "owner of an open one": (OPEN(owner="Ben"), OPEN()),
    "last day": (ACCEPTED(), ACCEPTED(expires=date(2099, 12, 31))),
    "due day": (OPEN(due=date(2026, 12, 1)), OPEN(due=date(2026, 12, 2))),
    "severity": (OPEN(severity="major"), OPEN(severity="minor")),
    "severity of one only": (OPEN(severity="major"), OPEN()),
    "likelihood": (ACCEPTED(likelihood="rare"), ACCEPTED(likelihood="likely")),
    "deed": (ADDRESSED(), ADDRESSED(done="A gong was hung.")),
    "deed by links": (ADDRESSED(done="", links=LINKS[:1]), ADDRESSED(done="", links=LINKS[1:])),
}

ALIKE: dict[str, tuple[Answer, Answer]] = {
    "all": (ACCEPTED(), ACCEPTED()),
    "spelling of the owner": (ACCEPTED(owner="Ana Maria"), ACCEPTED(owner="ana  MARIA")),
    "normal form": (OPEN(owner="Zo\u00eb"), OPEN(owner="Zoe\u0308")),
    "line breaks": (ACCEPTED(reason="Winter is\ncalm."), ACCEPTED(reason="Winter is calm.")),
    "order of links": (
        ADDRESSED(done="", links=LINKS),
        ADDRESSED(done="", links=LINKS[::-1]),
    ),
    "severity and likelihood": (OPEN(severity="major", likelihood="rare"),) * 2,
    "notes": (OPEN(notes="I doubt it."), OPEN(notes="So do I.")),
    "links besides the deed": (ADDRESSED(links=LINKS), ADDRESSED(links=LINKS[1:])),
}


def handed_in(*said: Answer | None, names: tuple[str, ...] = ("Dora", "Emil")) -> Record:
    record = begun(reviewers=names)
    for name, given in zip(names, said, strict=True):
        if given is not None:
            record = answering.answer(record, ISSUE, given, by=name, now=at(1))
    for name in names:
        record = answering.hand_in(record, by=name, now=at(2))
    return record


def item(record: Record) -> IssueState:
    return rebuild(record).items[ISSUE]


@pytest.mark.parametrize("name", OTHERS)
def test_the_same_status_with_other_terms_is_a_difference(name: str) -> None:
    for said in (OTHERS[name], OTHERS[name][::-1]):
        assert difference(said) is Difference.TERMS
        record = handed_in(*said)
        found = item(record)
        assert found.difference is Difference.TERMS
        assert (found.answer.status, found.answered_by) == (Status.NOT_LOOKED_AT, "")
        assert found.status(TODAY) is Status.OPEN
        assert Flag.DIFFERS in flags_of(found, TODAY)
        assert [each.answer for each in found.opinions] == list(said)
        with pytest.raises(RecordError, match="settle"):
            answering.answer(record, ISSUE, said[0], by="Dora", now=at(3))
        settled = item(answering.settle(record, ISSUE, said[1], "Talked.", by="Dora", now=at(3)))
        assert (settled.difference, settled.answer) == (None, said[1])
        assert settled.answered_by == "Dora"


@pytest.mark.parametrize("name", ALIKE)
def test_the_same_terms_are_the_answer_of_both(name: str) -> None:
    said = ALIKE[name]
    assert difference(said) is None
    found = item(handed_in(*said))
    assert found.difference is None
    assert found.answered_by == "Dora and Emil"
    assert found.answer == agreed_answer(said)


def test_what_only_one_wrote_is_not_said_by_both() -> None:
    one = ADDRESSED(notes="Rung in May.", links=LINKS)
    other = ADDRESSED(notes="I was not there.", links=LINKS[1:])
    found = item(handed_in(one, other))
    assert found.answer == ADDRESSED(links=LINKS[1:])
    assert [each.answer.notes for each in found.opinions] == [one.notes, other.notes]
    same = item(handed_in(one, one))
    assert same.answer == one


def test_what_one_only_looked_at_is_the_answer_of_that_one() -> None:
    for said in ((ACCEPTED(), None), (ACCEPTED(), closing(Status.NOT_LOOKED_AT, owner="Emil"))):
        record = handed_in(*said)
        found = item(record)
        assert (found.difference, found.by_one_only) == (None, True)
        assert (found.answer, found.answered_by) == (ACCEPTED(), "Dora")
        assert flags_of(found, TODAY) == (Flag.ONE_ONLY,)
        again = item(answering.answer(record, ISSUE, ACCEPTED(), by="Emil", now=at(3)))
        assert flags_of(again, TODAY) == ()


def test_two_of_three_are_two() -> None:
    names = ("Dora", "Emil", "Finn")
    found = item(handed_in(None, ACCEPTED(), ACCEPTED(), names=names))
    assert (found.answered_by, found.by_one_only) == ("Emil and Finn", False)
    found = item(handed_in(None, ACCEPTED(), ACCEPTED(owner="Eva"), names=names))
    assert found.difference is Difference.TERMS


def test_nobody_differs_who_did_not_look() -> None:
    unseen = partial(closing, Status.NOT_LOOKED_AT)
    found = item(handed_in(unseen(owner="Dora"), unseen(owner="Emil")))
    assert (found.difference, found.answer) == (None, unseen())
    found = item(handed_in(unseen(owner="Dora"), None))
    assert (found.answer, found.by_one_only) == (unseen(owner="Dora"), False)


def as_before(record: Record) -> Record:
    """The record as release 0.1 wrote it, which compared the statuses alone."""
    events = tuple(
        each.model_copy(update={"compared": "status"}) if isinstance(each, HandedIn) else each
        for each in record.events
    )
    return record.model_copy(update={"events": events})


def test_records_that_were_compared_by_status_are_read_as_they_were_meant() -> None:
    """But the words of one are not shown as those of both."""
    found = item(as_before(handed_in(ACCEPTED(), ACCEPTED(owner="Eva"))))
    assert (found.difference, found.answered_by) == (None, "Dora")
    assert found.answer == ACCEPTED()
    assert item(as_before(handed_in(ACCEPTED(), ACCEPTED()))).answered_by == "Dora and Emil"
    found = item(as_before(handed_in(ACCEPTED(), None)))
    assert found.difference is Difference.STATUS

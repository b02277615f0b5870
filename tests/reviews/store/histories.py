"""Records for the store: one in which everything happened, and deeds for it."""

from collections.abc import Callable

from reviews.garden import ANSWERS, NAMES, at, begun, closing, library

from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.events.fields import AskedSigner
from snaglist.reviews.record import Record
from snaglist.reviews.statuses import Status
from snaglist.reviews.store.links import Link
from snaglist.reviews.upgrade import upgrade

Deed = Callable[[Record, Link], Record]

FIRST = "SNAG-101"


def noting(notes: str, name: str = FIRST, *, seen: int | None = None, by: str = "Ben") -> Deed:
    """Say that an issue is open, with a note by which the answer is known again."""

    def deed(record: Record, link: Link) -> Record:
        answer = closing(Status.OPEN, notes=notes)
        return answering.answer(record, name, answer, by=by, now=at(2), seen=seen)

    return deed


def notes_in(record: Record) -> list[str]:
    """The notes of all answers that were ever given."""
    return [event.answer.notes for event in record.events if event.did == "answered"]


def eventful() -> Record:
    """A record with every kind of event, and characters that are easily lost."""
    record = begun(reviewers=("Zoë", "Ana"), words="a bell in the dark")
    odd = "\u00e9 \U0001f514 \u2003 a\u0300 \"'\\ \t\n\n# not a heading \u200b %s :x {y}"
    for name in ("Zoë", "Ana"):
        status = Status.OPEN if name == "Ana" else Status.ADDRESSED
        given = closing(status, notes=odd, links=("https://example.org/?a=b&c=%20",))
        record = answering.answer(record, FIRST, given, by=name, now=at(1))
        record = answering.hand_in(record, by=name, now=at(2))
        if name == "Zoë":
            record = answering.take_back(record, by=name, now=at(2))
            record = answering.hand_in(record, by=name, now=at(2))
    given = closing(Status.ACCEPTED)
    record = answering.settle(record, FIRST, given, "By lot.", by="Ana", now=at(3))
    record = issue_list.profile_again(record, library(), answers=ANSWERS, by="Ana", now=at(4))
    record = issue_list.add(record, library(), "SNAG-106", by="Ana", now=at(5))
    for name in NAMES:
        record = answering.answer(record, name, closing(Status.OPEN), by="Ana", now=at(5))
    record = signatures.sign(
        record, by="Ana", role="Head gardener", statement="So be it.", now=at(6)
    )
    record = signatures.sign(
        record, by="Zoë", now=at(6), also=[AskedSigner(name="Eva", role=odd[:9])]
    )
    done = "The bell was\nhung: \U0001f514."
    record = answering.follow_up(record, NAMES[3], by="Zoë", now=at(6), done=done, links=["#7"])
    record = signatures.reopen(record, "The bell fell down.", by="Ana", now=at(7))
    moved = library(without=("SNAG-102",), reworded=("SNAG-103",), version="2.0.0")
    return upgrade(record, moved, by="Ana", now=at(8))

"""Replay of the answers to an issue: which of them hold, and where those given apart differ.

An answer says which ones it revises. What no later answer revises holds: one as a rule, several
where blind reviewers or two branches answered apart. Several that agree are one answer; several
that differ wait until somebody settles them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from snaglist.reviews.agreement import Difference, agreed_answer, difference
from snaglist.reviews.events.answering import Answered, HandedIn, Opined, Settled
from snaglist.reviews.names import name_key
from snaglist.reviews.state import GivenAnswer, IssueState, RecordError
from snaglist.reviews.statuses import NOT_LOOKED_AT, Answer, Status


def with_answer(item: IssueState, event: Answered | Settled, number: int) -> IssueState:
    """The issue after an answer, or after a difference was settled.

    Raises ``RecordError`` where it revises what was never said, where it is not what stood there
    before, and where a difference is not settled as one.
    """
    given = GivenAnswer(by=event.by, answer=event.answer, number=number, event=event)
    left = () if event.revises is None else _unrevised(item, event)
    if left:
        after = replace(item, given=(*item.given, given), version=number)
        return _held_together(after, (*left, given), number)
    _check_before(item, event)
    if isinstance(event, Settled) and not item.differs:
        raise RecordError(f"There is nothing to settle on {event.issue}: nobody differs.")
    if isinstance(event, Answered) and item.differs:
        raise RecordError(f"The answers to {event.issue} differ; settle them, and say how.")
    settled = event.resolution if isinstance(event, Settled) else item.resolution
    return _held(item, (given,), event, number, given=(*item.given, given), resolution=settled)


def with_opinion(item: IssueState, event: Opined, name: str, number: int) -> IssueState:
    """The issue after a reviewer of this name answered blind; their last answer counts."""
    given = GivenAnswer(by=name, answer=event.answer, number=number, event=event)
    others = tuple(opinion for opinion in item.opinions if opinion.by != name)
    return replace(item, given=(*item.given, given), opinions=(*others, given), version=number)


def with_comparison(
    item: IssueState, event: HandedIn, reviewers: Sequence[str], number: int
) -> IssueState:
    """The issue after the last blind reviewer handed in.

    What all who looked at it said is the answer, under the names of these; where only one of
    several did, the issue says so. Where they differ, it is open until it is settled. A severity or
    a likelihood of one who did not look is compared as well, so that it is not lost.
    """
    item = replace(item, heads=item.opinions)
    if event.compared == "status":
        return _compared_by_status(item, event, reviewers, number)
    looked = [each for each in item.opinions if each.answer.status is not Status.NOT_LOOKED_AT]
    said = sorted(looked or item.opinions, key=lambda each: reviewers.index(each.by))
    if not said:
        return item
    found = difference([each.answer for each in said])
    kept = NOT_LOOKED_AT if found else said[0].answer
    if _rated_apart(kept, item.opinions):
        return replace(item, difference=found or Difference.TERMS, version=number)
    if found:
        # Not to have looked, but to know whose it is, is no answer that one could differ from.
        return replace(item, difference=found if looked else None, version=number)
    after = _held(item, tuple(said), event, number)
    return replace(after, heads=item.opinions, by_one_only=len(looked) == 1)


def _rated_apart(answer: Answer, opinions: Sequence[GivenAnswer]) -> bool:
    """True where somebody gave a severity or a likelihood that is not the answer's."""
    ours = (answer.severity, answer.likelihood)
    theirs = [(each.answer.severity, each.answer.likelihood) for each in opinions]
    return any(each not in (ours, (None, None)) for each in theirs)


def _compared_by_status(
    item: IssueState, event: HandedIn, reviewers: Sequence[str], number: int
) -> IssueState:
    """As records until 0.1 were compared, so that what follows in them still follows.

    Where the terms differ, the answer stands under the name of the one who gave it.
    """
    said = {opinion.by: opinion for opinion in item.opinions}
    answers = [said[name].answer if name in said else NOT_LOOKED_AT for name in reviewers]
    if len({answer.status for answer in answers}) > 1:
        return replace(item, difference=Difference.STATUS, version=number)
    first = next((said[name] for name in reviewers if name in said), None)
    if first is None:
        return item
    after = _held(item, (first,), event, number)
    alike = difference(answers) is None
    names = tuple(reviewers) if alike else (first.by,)
    return replace(after, answer=first.answer, answerers=names, heads=item.opinions)


def _unrevised(item: IssueState, event: Answered | Settled) -> tuple[GivenAnswer, ...]:
    """The answers that hold and that an event does not revise: who gave it did not know them."""
    revised = set(event.revises or ())
    heads = [(head.id, head) for head in item.heads]
    known = {name for name, _ in heads}
    if not revised <= known and not revised <= {each.id for each in item.given}:
        raise RecordError(f"It revises an answer to {event.issue} that is not here.")
    return tuple(head for name, head in heads if name not in revised)


def _held_together(item: IssueState, heads: tuple[GivenAnswer, ...], number: int) -> IssueState:
    """The issue where answers hold that were given in copies which did not know each other."""
    found = difference([each.answer for each in heads])
    last = heads[-1].event
    if found is None:
        return replace(_held(item, heads, last, number), opinions=heads, collided=True)
    return replace(
        item,
        answer=NOT_LOOKED_AT,
        answered=0,
        answerers=(),
        answered_at=None,
        answered_entry="",
        heads=heads,
        opinions=heads,
        difference=found,
        collided=True,
        by_one_only=False,
        resolution="",
    )


def _held(
    item: IssueState,
    heads: tuple[GivenAnswer, ...],
    event: Answered | Opined | Settled | HandedIn,
    number: int,
    **more: Any,
) -> IssueState:
    """The issue with the answer that some people gave, all of whom say the same.

    ``more`` are other fields that change.
    """
    first, *others = heads
    names = {name_key(each.by): each.by for each in reversed(heads)} if others else {"": first.by}
    return replace(
        item,
        **more,
        answer=agreed_answer([each.answer for each in heads]) if others else first.answer,
        answered=number,
        answerers=tuple(reversed(names.values())),
        answered_at=event.at,
        answered_entry=item.entry,
        heads=heads,
        difference=None,
        by_one_only=False,
        version=number,
    )


def _check_before(item: IssueState, event: Answered | Settled) -> None:
    if item.answer.status is not event.before:
        raise RecordError(
            f"{event.issue} is said to have been {event.before}, but it was "
            f"{item.answer.status}: it was answered in between."
        )

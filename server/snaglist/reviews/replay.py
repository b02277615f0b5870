"""Replay: from the events of a record to the state that they add up to, one after the other.

Each event is checked against the state before it, here and nowhere else: wherever an event comes
from, a record that can be replayed to its end makes sense.
"""

from collections import Counter
from dataclasses import replace
from typing import assert_never

from snaglist.reviews.event_fields import PlacedIssue
from snaglist.reviews.events import (
    MOST_EVENTS,
    Added,
    Answered,
    AnyEvent,
    Created,
    HandedIn,
    Opined,
    Profiled,
    Record,
    Reopened,
    Settled,
    Signed,
    Upgraded,
)
from snaglist.reviews.hashing import named_entries
from snaglist.reviews.state import BlindAnswer, FrozenError, IssueState, RecordError, ReviewState
from snaglist.reviews.statuses import NOT_LOOKED_AT, Status


def rebuild(record: Record, upto: int | None = None) -> ReviewState:
    """The state after the first ``upto`` events, or all of them.

    Raises ``RecordError`` (``FrozenError`` after a signature) with the number of the first event
    that cannot follow, or that names an entry which the record does not have.
    """
    state = ReviewState()
    for number, event in enumerate(record.events[:upto], start=1):
        try:
            state = apply_event(state, event)
        except RecordError as error:
            raise type(error)(str(error), number) from None
    _check_entries(record, state.number)
    return state


def _check_entries(record: Record, upto: int) -> None:
    """Each entry that an event names is there, and is one of the issue that it is named for."""
    for number, event in enumerate(record.events[:upto], start=1):
        for issue, digest in named_entries(event):
            shown = record.entries.get(digest)
            if shown is None:
                raise RecordError(f"{issue} is shown as an entry that is not here.", number)
            if shown.issue != issue:
                raise RecordError(f"{issue} is shown as an entry of {shown.issue}.", number)


def apply_event(state: ReviewState, event: AnyEvent) -> ReviewState:
    """The state after one more event.

    Raises ``RecordError``, without a number, where the event cannot follow. Entries are not looked
    at: they belong to the record, and ``rebuild`` checks them.
    """
    _check_order(state, event)
    number = state.number + 1
    after = _after(state, event, number)
    latest = max(event.at, state.latest or event.at)
    return replace(after, number=number, latest=latest, begun=state.begun or event.at)


def _after(state: ReviewState, event: AnyEvent, number: int) -> ReviewState:
    """What the event itself changes."""
    match event:
        case Created():
            return _created(state, event, number)
        case Profiled():
            return _profiled(state, event, number)
        case Added():
            return _added(state, event, number)
        case Answered():
            return _answered(state, event, number)
        case Opined():
            return _opined(state, event, number)
        case HandedIn():
            return _handed_in(state, event, number)
        case Settled():
            return _settled(state, event, number)
        case Signed():
            return _signed(state, event)
        case Reopened():
            return _reopened(state)
        case Upgraded():
            return _upgraded(state, event, number)
        case _:  # pragma: no cover - the type checker sees that there is no other
            assert_never(event)


def _check_order(state: ReviewState, event: AnyEvent) -> None:
    if isinstance(event, Created) != (state.number == 0):
        raise RecordError("A review begins with the event created, and has one of them.")
    if state.number >= MOST_EVENTS:
        raise RecordError(f"A review holds {MOST_EVENTS:,} events at most; begin a new one.")
    if state.signed and not isinstance(event, Reopened):
        raise FrozenError(
            f"The review was signed off by {state.signed.by}, which froze it. Open it again "
            "first, with the reason."
        )
    if state.blind and not isinstance(event, Opined | HandedIn):
        waiting = " and ".join(name for name in state.reviewers if name not in state.handed_in)
        raise RecordError(f"The reviewers answer blind; this waits until {waiting} handed in.")


def _created(state: ReviewState, event: Created, number: int) -> ReviewState:
    names = event.reviewers
    if len(names) == 1 or len(set(names)) != len(names):
        raise RecordError("Blind reviewers are two or more, each with a name of their own.")
    return replace(
        state,
        title=event.title,
        catalogue=event.catalogue,
        profile=event.profile,
        reviewers=names,
        items={placed.issue: _item(placed, number) for placed in _once(event.issues)},
    )


def _profiled(state: ReviewState, event: Profiled, number: int) -> ReviewState:
    """The new choice first; what was answered or added by hand stays, whether it fits or not."""
    items: dict[str, IssueState] = {}
    for placed in _once(event.issues):
        former = state.items.get(placed.issue)
        items[placed.issue] = _again(former, placed) if former else _item(placed, number)
    for name, item in state.items.items():
        if name not in items and (item.version or item.by_hand):
            items[name] = replace(item, fits=item.by_hand)
    return replace(state, profile=event.profile, items=items)


def _added(state: ReviewState, event: Added, number: int) -> ReviewState:
    name = event.issue.issue
    if name in state.items:
        raise RecordError(f"{name} is in the review already.")
    item = replace(_item(event.issue, number), by_hand=True)
    return replace(state, items={**state.items, name: item})


def _answered(state: ReviewState, event: Answered, number: int) -> ReviewState:
    item = state.item(event.issue)
    _check_before(item, event.issue, event.before)
    if item.differs:
        raise RecordError(f"The reviewers differ on {event.issue}; settle it, and say how.")
    return _with(state, _answer(item, event, number))


def _opined(state: ReviewState, event: Opined, number: int) -> ReviewState:
    item = state.item(event.issue)
    name = _reviewer(state, event.by)
    others = tuple(opinion for opinion in item.opinions if opinion.by != name)
    opinion = BlindAnswer(by=name, answer=event.answer, number=number)
    return _with(state, replace(item, opinions=(*others, opinion), version=number))


def _handed_in(state: ReviewState, event: HandedIn, number: int) -> ReviewState:
    name = _reviewer(state, event.by)
    after = replace(state, handed_in=(*state.handed_in, name))
    if after.blind:
        return after
    items = {name: _compared(after, item, event, number) for name, item in after.items.items()}
    return replace(after, items=items)


def _compared(state: ReviewState, item: IssueState, event: HandedIn, number: int) -> IssueState:
    """Where all said the same, that; where not, the issue is open until it is settled."""
    said = {opinion.by: opinion.answer for opinion in item.opinions}
    answers = [said.get(name, NOT_LOOKED_AT) for name in state.reviewers]
    if len({answer.status for answer in answers}) > 1:
        return replace(item, differs=True, version=number)
    if not item.opinions:
        return item
    first = min(item.opinions, key=lambda opinion: state.reviewers.index(opinion.by))
    return replace(
        item,
        answer=first.answer,
        answered=number,
        answered_by=" and ".join(state.reviewers),
        answered_at=event.at,
        answered_entry=item.entry,
        version=number,
    )


def _settled(state: ReviewState, event: Settled, number: int) -> ReviewState:
    item = state.item(event.issue)
    if not item.differs:
        raise RecordError(f"There is nothing to settle on {event.issue}: nobody differs.")
    _check_before(item, event.issue, event.before)
    settled = _answer(item, event, number)
    return _with(state, replace(settled, differs=False, resolution=event.resolution))


def _signed(state: ReviewState, event: Signed) -> ReviewState:
    left = [
        name
        for name, item in state.items.items()
        if not item.retired and (item.differs or item.answer.status is Status.NOT_LOOKED_AT)
    ]
    if left:
        raise RecordError(
            f"{len(left)} issues were not looked at, or are not settled: {', '.join(left[:5])}"
            f"{' …' if left[5:] else ''}. Answer them, or say that they do not apply, and why."
        )
    return replace(state, signed=event)


def _reopened(state: ReviewState) -> ReviewState:
    if not state.signed:
        raise RecordError("The review is open; only a signed one can be reopened.")
    return replace(state, signed=None)


def _upgraded(state: ReviewState, event: Upgraded, number: int) -> ReviewState:
    items = dict(state.items)
    for name, digest in event.reworded.items():
        items[name] = replace(state.item(name), entry=digest, version=number)
    for gone in event.retired:
        items[gone.issue] = replace(state.item(gone.issue), retired=gone, version=number)
    for placed in _once(event.issues):
        if placed.issue in items:
            raise RecordError(f"{placed.issue} is in the review already; it cannot be new.")
        items[placed.issue] = _item(placed, number)
    return replace(state, catalogue=event.catalogue, items=items)


def _item(placed: PlacedIssue, number: int) -> IssueState:
    return IssueState(
        issue=placed.issue,
        entry=placed.entry,
        since=number,
        fit=placed.fit,
        why=placed.why,
        leaves_without=placed.leaves_without,
        quotes=placed.quotes,
        findings=placed.findings,
    )


def _again(item: IssueState, placed: PlacedIssue) -> IssueState:
    """An issue chosen once more: its answer stays; reasons and questions are the new ones."""
    return replace(
        item,
        entry=placed.entry,
        fit=placed.fit,
        why=placed.why,
        leaves_without=placed.leaves_without,
        quotes=placed.quotes,
        findings=placed.findings,
        fits=True,
    )


def _answer(item: IssueState, event: Answered | Settled, number: int) -> IssueState:
    return replace(
        item,
        answer=event.answer,
        answered=number,
        answered_by=event.by,
        answered_at=event.at,
        answered_entry=item.entry,
        version=number,
    )


def _with(state: ReviewState, item: IssueState) -> ReviewState:
    return replace(state, items={**state.items, item.issue: item})


def _check_before(item: IssueState, name: str, before: Status) -> None:
    if item.answer.status is not before:
        raise RecordError(
            f"{name} is said to have been {before}, but it was {item.answer.status}: it was "
            "answered in between."
        )


def _reviewer(state: ReviewState, name: str) -> str:
    """The name as the review spells it; raises ``RecordError`` for who does not answer blind."""
    found = state.reviewer(name)
    if found is None:
        names = " and ".join(state.reviewers)
        there = f"The blind reviewers are {names}." if names else "Nobody answers blind."
        raise RecordError(f"{name} is no blind reviewer here. {there}")
    if found in state.handed_in:
        raise RecordError(f"{found} has handed in; what was said blind stays as it is.")
    return found


def _once(placed: tuple[PlacedIssue, ...]) -> tuple[PlacedIssue, ...]:
    """The issues as they are; raises ``RecordError`` where one is placed twice."""
    for name, number in Counter(each.issue for each in placed).items():
        if number > 1:
            raise RecordError(f"{name} is placed twice.")
    return placed

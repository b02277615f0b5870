"""Replay: from the events of a record to the state that they add up to, one after the other.

Each event is checked against the state before it, here and nowhere else: wherever an event comes
from, a record that can be replayed to its end makes sense.
"""

from collections import Counter
from dataclasses import replace
from typing import assert_never

from snaglist.reviews.event_fields import HandedWork, PlacedIssue, Scope
from snaglist.reviews.events import (
    MOST_EVENTS,
    Added,
    Answered,
    AnyEvent,
    Created,
    FollowedUp,
    HandedIn,
    Opined,
    Profiled,
    Record,
    Reopened,
    Settled,
    Signed,
    TookBack,
    Upgraded,
)
from snaglist.reviews.fallen_away import can_take_over
from snaglist.reviews.follow_ups import with_follow_up
from snaglist.reviews.given_answers import with_answer, with_comparison, with_opinion
from snaglist.reviews.hashing import event_id, named_entries
from snaglist.reviews.names import find_name
from snaglist.reviews.rows import RowKind, row_kind, rows_text
from snaglist.reviews.state import FrozenError, IssueState, RecordError, ReviewState
from snaglist.reviews.statuses import Status


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
    after = _edges_last(_after(state, event, number))
    latest = max(event.at, state.latest or event.at)
    return replace(after, number=number, latest=latest, begun=state.begun or event.at)


def _edges_last(state: ReviewState) -> ReviewState:
    """The state with its issues first, and then the topics that the review does not ask about."""
    rows = list(state.items.values())
    ordered = sorted(rows, key=lambda item: item.is_edge)
    if ordered == rows:
        return state
    return replace(state, items={item.issue: item for item in ordered})


def _after(state: ReviewState, event: AnyEvent, number: int) -> ReviewState:
    """What the event itself changes."""
    match event:
        case Created():
            return _created(state, event, number)
        case Profiled():
            return _profiled(state, event, number)
        case Added():
            return _added(state, event, number)
        case Answered() | Settled():
            return _with(state, with_answer(_known(state, event.issue), event, number))
        case Opined():
            return _opined(state, event, number)
        case HandedIn():
            return _handed_in(state, event, number)
        case TookBack():
            return _took_back(state, event)
        case Signed():
            return _beside(_signed(state, event), event)
        case FollowedUp():
            return _beside(_followed_up(state, event, number), event)
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
    if state.signed and not isinstance(event, Reopened | Signed | FollowedUp):
        raise FrozenError(
            f"The review was signed off by {state.signed.by}, which froze it. Say what was done "
            "since as a follow-up, or open it again first, with the reason."
        )
    if state.blind and not isinstance(event, Opined | HandedIn | TookBack):
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
    dropped = dict(state.dropped)
    for name, item in state.items.items():
        if name not in items and (item.version or item.by_hand):
            items[name] = replace(item, fits=item.by_hand)
        elif name not in items:
            dropped[name] = replace(item, fits=False)
    return replace(state, profile=event.profile, items=items, dropped=dropped)


def _added(state: ReviewState, event: Added, number: int) -> ReviewState:
    """One that is there already was added in two copies of the review; it is there once.

    Two issues of the team's own under one id come of merging a file by hand.
    """
    name = event.issue.issue
    there = state.items.get(name)
    if there and row_kind(name) is RowKind.OWN and there.entry != event.issue.entry:
        raise RecordError(
            f"{name} is two issues of your own, which two branches added. Bring back the conflict "
            "marks (git checkout --merge FILE), then join the two sides: snag review join FILE."
        )
    item = state.items.get(name) or _item(event.issue, number)
    return _with(state, replace(item, by_hand=True))


def _opined(state: ReviewState, event: Opined, number: int) -> ReviewState:
    item = state.item(event.issue)
    return _with(state, with_opinion(item, event, _reviewer(state, event.by), number))


def _handed_in(state: ReviewState, event: HandedIn, number: int) -> ReviewState:
    name = _reviewer(state, event.by)
    after = replace(state, handed_in=(*state.handed_in, name))
    if after.blind:
        return after
    items = {
        name: with_comparison(item, event, after.reviewers, number)
        for name, item in after.items.items()
    }
    return replace(after, items=items)


def _took_back(state: ReviewState, event: TookBack) -> ReviewState:
    if state.reviewers and not state.blind:
        raise RecordError(
            "All have handed in, so each knows what the others said; nothing is taken back. Answer "
            "again, or settle what differs."
        )
    name = find_name(event.by, state.handed_in)
    if name is None:
        raise RecordError(f"{event.by} has handed in nothing that could be taken back.")
    return replace(state, handed_in=tuple(each for each in state.handed_in if each != name))


def _beside(state: ReviewState, event: Signed | FollowedUp) -> ReviewState:
    """The state that knows an event to answer nothing."""
    return replace(state, kept=state.kept | {event_id(event)})


def _signed(state: ReviewState, event: Signed) -> ReviewState:
    """One that was given on another copy freezes nothing, unless the answers there were the same.

    Such signatures come of joining two copies, which looks at what holds in each.
    """
    first = state.signed
    if event.unseen and (not state.kept.issuperset(event.unseen) or _is_of_another(first, event)):
        return replace(state, apart=(*state.apart, event), was_signed=True)
    if event.unseen and find_name(event.by, [each.by for each in state.signatures]):
        return state  # one person signed the same in two copies
    if first and find_name(event.by, [each.by for each in state.signatures]):
        raise RecordError(f"{event.by} has signed already.")
    if first and _is_of_another(first, event):
        raise RecordError(
            f"{first.by} signed for {first.scope}; who signs as well signs for the same."
        )
    left = [
        name
        for name in _covered(state, event)
        if state.items[name].differs or state.items[name].answer.status is Status.NOT_LOOKED_AT
    ]
    if left:
        were = "was" if len(left) == 1 else "were"
        raise RecordError(
            f"{rows_text(left)} {were} not looked at, or not settled: {', '.join(left[:5])}"
            f"{' …' if left[5:] else ''}. Answer them, or say that they do not apply, and why."
        )
    return replace(state, signatures=(*state.signatures, event), was_signed=True)


def _is_of_another(first: Signed | None, event: Signed) -> bool:
    """True where a signature is for other issues than the one that froze the review."""
    scopes = [(each.of, each.covers, each.left_out) for each in (first, event) if each]
    return len(set(scopes)) > 1


def _covered(state: ReviewState, event: Signed) -> tuple[str, ...]:
    """The issues that a signature covers; raises ``RecordError`` where it does not say of all."""
    if event.of is Scope.ALL and not (event.covers or event.left_out):
        return tuple(state.live)
    named = (*event.covers, *event.left_out)
    if event.of is Scope.ALL or not event.covers or sorted(named) != sorted(state.live):
        raise RecordError(
            "A signature that is not of all issues says of each whether it is covered; this one "
            "does not."
        )
    return event.covers


def _followed_up(state: ReviewState, event: FollowedUp, number: int) -> ReviewState:
    """In a copy of the review it may be open again; what was said of the work is kept."""
    if not state.was_signed:
        raise RecordError("The review was never signed off; answer its issues instead.")
    return _with(state, with_follow_up(_known(state, event.issue), event, number))


def _reopened(state: ReviewState) -> ReviewState:
    """One that is open already was reopened in two copies of it."""
    if not state.was_signed:
        raise RecordError("The review is open; only a signed one can be reopened.")
    return replace(state, signatures=(), voided=state.signatures or state.voided)


def _upgraded(state: ReviewState, event: Upgraded, number: int) -> ReviewState:
    """A new issue that is there already came with the upgrade of another copy of the review."""
    items = dict(state.items)
    for name, digest in event.reworded.items():
        items[name] = replace(_known(state, name), entry=digest, version=number)
    for gone in event.retired:
        item = items.get(gone.issue) or _known(state, gone.issue)
        items[gone.issue] = replace(item, retired=gone, version=number)
    for placed in _once(event.issues):
        there = items.get(placed.issue)
        items[placed.issue] = _again(there, placed) if there else _item(placed, number)
    for work in event.work:
        if work.issue not in items or work.of not in items:
            raise RecordError(
                f"{work.of} hands its work to {work.issue}; one is not in the review."
            )
        items[work.issue] = _handed(items[work.issue], work, number)
    return replace(state, catalogue=event.catalogue, items=items)


def _handed(item: IssueState, work: HandedWork, number: int) -> IssueState:
    """The issue with owner, day and rating of a retired one; nobody has answered it by that."""
    if not can_take_over(item):  # as when another copy answered it
        return item
    plan = {
        "owner": work.owner,
        "due": work.due,
        "severity": item.answer.severity or work.severity,
        "likelihood": item.answer.likelihood or work.likelihood,
    }
    answer = item.answer.model_copy(update=plan)
    return replace(item, answer=answer, work_of=(*item.work_of, work.of), version=number)


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
        people=placed.people,
        interviews=placed.interviews,
        publications=placed.publications,
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
        people=placed.people,
        interviews=placed.interviews,
        publications=placed.publications,
        fits=True,
    )


def _known(state: ReviewState, issue: str) -> IssueState:
    """An issue of the review, or one that a new profile took out while a copy went on with it."""
    dropped = state.dropped.get(issue)
    return dropped if dropped and issue not in state.items else state.item(issue)


def _with(state: ReviewState, item: IssueState) -> ReviewState:
    return replace(state, items={**state.items, item.issue: item})


def _reviewer(state: ReviewState, name: str) -> str:
    """The name as the review spells it; raises ``RecordError`` for who does not answer blind."""
    found = state.reviewer(name)
    if found is None:
        names = " and ".join(state.reviewers)
        there = f"The blind reviewers are {names}." if names else "Nobody answers blind."
        raise RecordError(f"{name} is no blind reviewer here. {there}")
    if found in state.handed_in:
        raise RecordError(f"{found} has handed in; to say more blind, take that back first.")
    return found


def _once(placed: tuple[PlacedIssue, ...]) -> tuple[PlacedIssue, ...]:
    """The issues as they are; raises ``RecordError`` where one is placed twice."""
    for name, number in Counter(each.issue for each in placed).items():
        if number > 1:
            raise RecordError(f"{name} is placed twice.")
    return placed

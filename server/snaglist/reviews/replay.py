"""Replay: from the events of a record to the state that they add up to, one after the other.

Each event is checked against the state before it, here and in ``appliers``, and nowhere else:
wherever an event comes from, a record that can be replayed to its end makes sense.
"""

from dataclasses import replace
from typing import assert_never

from snaglist.reviews.appliers.answering import (
    after_answered,
    after_followed_up,
    after_handed_in,
    after_opined,
    after_took_back,
)
from snaglist.reviews.appliers.issue_list import (
    after_added,
    after_created,
    after_profiled,
    after_upgraded,
)
from snaglist.reviews.appliers.signatures import after_reopened, after_signed, beside_answers
from snaglist.reviews.events.answering import (
    Answered,
    FollowedUp,
    HandedIn,
    Opined,
    Settled,
    TookBack,
)
from snaglist.reviews.events.event import MOST_EVENTS
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.hashing import named_entries
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.state import FrozenError, RecordError, ReviewState


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
    if list(after.items) != list(state.items):
        after = _edges_last(after)
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
            return after_created(state, event, number)
        case Profiled():
            return after_profiled(state, event, number)
        case Added():
            return after_added(state, event, number)
        case Answered() | Settled():
            return after_answered(state, event, number)
        case Opined():
            return after_opined(state, event, number)
        case HandedIn():
            return after_handed_in(state, event, number)
        case TookBack():
            return after_took_back(state, event)
        case Signed():
            return beside_answers(after_signed(state, event), event)
        case FollowedUp():
            return beside_answers(after_followed_up(state, event, number), event)
        case Reopened():
            return after_reopened(state)
        case Upgraded():
            return after_upgraded(state, event, number)
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

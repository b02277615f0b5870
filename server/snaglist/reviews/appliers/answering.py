"""What events about single issues change; the answers themselves are ``given_answers``'."""

from dataclasses import replace

from snaglist.reviews.appliers.items import known_item, with_item
from snaglist.reviews.events.answering import (
    Answered,
    FollowedUp,
    HandedIn,
    Opined,
    Settled,
    TookBack,
)
from snaglist.reviews.follow_ups import with_follow_up
from snaglist.reviews.given_answers import with_answer, with_comparison, with_opinion
from snaglist.reviews.names import find_name
from snaglist.reviews.state import RecordError, ReviewState


def after_answered(state: ReviewState, event: Answered | Settled, number: int) -> ReviewState:
    """An issue answered, or a difference on it settled."""
    return with_item(state, with_answer(known_item(state, event.issue), event, number))


def after_opined(state: ReviewState, event: Opined, number: int) -> ReviewState:
    """An answer that only its reviewer sees."""
    item = state.item(event.issue)
    return with_item(state, with_opinion(item, event, _reviewer(state, event.by), number))


def after_handed_in(state: ReviewState, event: HandedIn, number: int) -> ReviewState:
    """One reviewer less to wait for; after the last, the answers are compared."""
    name = _reviewer(state, event.by)
    after = replace(state, handed_in=(*state.handed_in, name))
    if after.blind:
        return after
    items = {
        name: with_comparison(item, event, after.reviewers, number)
        for name, item in after.items.items()
    }
    return replace(after, items=items)


def after_took_back(state: ReviewState, event: TookBack) -> ReviewState:
    """One reviewer more to wait for."""
    if state.reviewers and not state.blind:
        raise RecordError(
            "All have handed in, so each knows what the others said; nothing is taken back. Answer "
            "again, or settle what differs."
        )
    name = find_name(event.by, state.handed_in)
    if name is None:
        raise RecordError(f"{event.by} has handed in nothing that could be taken back.")
    return replace(state, handed_in=tuple(each for each in state.handed_in if each != name))


def after_followed_up(state: ReviewState, event: FollowedUp, number: int) -> ReviewState:
    """In a copy of the review it may be open again; what was said of the work is kept."""
    if not state.was_signed:
        raise RecordError("The review was never signed off; answer its issues instead.")
    return with_item(state, with_follow_up(known_item(state, event.issue), event, number))


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

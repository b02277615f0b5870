"""What signatures change, and reopening."""

from dataclasses import replace

from snaglist.reviews.events.answering import FollowedUp
from snaglist.reviews.events.fields import Scope
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import event_id
from snaglist.reviews.names import find_name
from snaglist.reviews.rows import rows_text
from snaglist.reviews.state import RecordError, ReviewState
from snaglist.reviews.statuses import Status


def beside_answers(state: ReviewState, event: Signed | FollowedUp) -> ReviewState:
    """The state that knows an event to answer nothing."""
    return replace(state, kept=state.kept | {event_id(event)})


def after_signed(state: ReviewState, event: Signed) -> ReviewState:
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


def after_reopened(state: ReviewState) -> ReviewState:
    """One that is open already was reopened in two copies of it."""
    if not state.was_signed:
        raise RecordError("The review is open; only a signed one can be reopened.")
    return replace(state, signatures=(), voided=state.signatures or state.voided)

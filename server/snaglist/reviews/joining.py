"""Two copies of one review, put together: two blind reviewers, or two branches of a repository."""

from collections.abc import Sequence
from heapq import merge

from snaglist.errors import UsageError
from snaglist.reviews.following import rebuild
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.state import RecordError


def joined(ours: Record, theirs: Record) -> Record:
    """The events of both, those that both have once, the rest in the order of their time.

    Raises ``UsageError`` for copies of different reviews, and ``RecordError`` where the two
    contradict each other, as when both answered the same issue.
    """
    if ours.id != theirs.id or ours.events[0] != theirs.events[0]:
        raise UsageError("These are two reviews, not two copies of one; they cannot be joined.")
    common = _common(ours.events, theirs.events)
    left = ours.events[common:]
    right = [event for event in theirs.events[common:] if event not in left]
    # Merged, not sorted: within a copy the order is what happened, whatever its clock said.
    tails = merge(left, right, key=lambda event: event.at)
    record = ours.model_copy(
        update={
            "events": (*ours.events[:common], *tails),
            "entries": {**theirs.entries, **ours.entries},
        }
    )
    try:
        rebuild(record)
    except RecordError as error:
        raise type(error)(
            f"The two copies do not go together. At event {error.number}: {error} Keep one copy, "
            "and answer in it what the other has to add.",
            error.number,
        ) from error
    return record


def _common(ours: Sequence[AnyEvent], theirs: Sequence[AnyEvent]) -> int:
    """How many events both begin with."""
    for at, (left, right) in enumerate(zip(ours, theirs, strict=False)):
        if left != right:
            return at
    return min(len(ours), len(theirs))

"""Signatures when two copies of a review are joined: what each of them has seen.

A signature is over the events that stood before it in its copy. Where events of another copy come
before it, it names them as unseen, and is over the others as before: its digest says which these
are, so that nobody can name what it did cover. A signature that is in force is never taken by
joining; whoever wants that reopens the copy first, with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import event_id, seen_by, verify_signatures
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import FrozenError, ReviewState


def refused(names: Iterable[str], number: int = 0) -> FrozenError:
    """The error where signatures that are in force would not cover what is joined."""
    signed = " and ".join(dict.fromkeys(names))
    return FrozenError(
        f"The two copies do not go together yet: what was signed off by {signed} is frozen, and "
        "the other copy has more. Reopen each copy that is signed, with the reason, and join them "
        "again: everything is kept, each signature stays over what was signed, and nothing has to "
        "be typed anew.",
        number,
    )


def with_unseen(events: Sequence[AnyEvent], ours: Record, theirs: Record) -> tuple[AnyEvent, ...]:
    """The events of both copies, each signature with those before it that it has not seen."""
    covered = {**_covered(theirs), **_covered(ours)}
    found: list[AnyEvent] = []
    ids: list[str] = []
    for event in events:
        name = event_id(event)
        if isinstance(event, Signed) and name in covered:
            seen = Counter(covered[name])
            unseen = []
            for each in ids:
                if seen[each]:
                    seen[each] -= 1
                else:
                    unseen.append(each)
            event = event.model_copy(update={"unseen": tuple(unseen)})
        found.append(event)
        ids.append(name)
    return tuple(found)


def _covered(copy: Record) -> dict[str, list[str]]:
    """The signatures of a copy that hold in it, with the ids of the events that they are over."""
    return {
        event_id(each.signed): [
            event_id(event) for event in seen_by(each.signed, copy.events[: each.number - 1])
        ]
        for each in verify_signatures(copy)
        if each.holds
    }


def check_in_force(ours: Record, theirs: Record, joined: ReviewState) -> None:
    """Raise ``FrozenError`` where a signature in force in a copy is not in force in both joined.

    It may be so where the other copy has reopened it, and where one person signed in both.
    """
    lost = [*_lost(ours, theirs, joined), *_lost(theirs, ours, joined)]
    if lost:
        raise refused(lost)


def _lost(copy: Record, other: Record, joined: ReviewState) -> Iterator[str]:
    """Who signed a copy and would not stand for what is joined, though nobody reopened it."""
    there = rebuild(other)
    reopened = {
        each.digest
        for each in other.events
        if isinstance(each, Signed) and each.digest not in _digests(there.signatures)
    }
    stand, apart = {each.by for each in joined.signatures}, _digests(joined.apart)
    held = {each.signed.digest for each in verify_signatures(copy) if each.holds}
    for each in rebuild(copy).signatures:
        stands = each.by in stand and each.digest not in apart
        if each.digest in held and not stands and each.digest not in reopened:
            yield each.by


def _digests(signatures: Iterable[Signed]) -> set[str]:
    return {each.digest for each in signatures}

"""Two copies of one review, put together: two blind reviewers, or two branches of a repository."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from snaglist.errors import UsageError
from snaglist.reviews.canonical import canonical_json
from snaglist.reviews.events import AnyEvent, Record, Reopened, Signed, plain_event
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError


def merge_records(ours: Record, theirs: Record) -> Record:
    """One record with the events of both copies, each once, in the order of their time.

    Each copy's own order is kept, and what was signed in one of them comes before what only the
    other has, so that its signature still holds. Raises ``UsageError`` for copies of different
    reviews, and ``RecordError`` where the two contradict each other, as when both answered the
    same issue.
    """
    if ours.id != theirs.id or ours.events[0] != theirs.events[0]:
        raise UsageError("These are two reviews, not two copies of one; they cannot be joined.")
    record = ours.model_copy(
        update={
            "events": tuple(_merged(_Copy(ours.events), _Copy(theirs.events))),
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
    _check_signatures(ours, theirs, record)
    return record


class _Copy:
    """The events of a copy that are still to be taken, each with what makes it the same event."""

    def __init__(self, events: Iterable[AnyEvent]) -> None:
        self.left = deque((canonical_json(plain_event(event)), event) for event in events)
        self.counts = Counter(name for name, _ in self.left)

    def signed(self, other: "_Copy") -> int:
        """How many events there are up to the last sign-off that the other copy does not have.

        With its reopening, where there is one: nothing may come between the two.
        """
        found = (
            number
            for number, (name, event) in enumerate(self.left, start=1)
            if isinstance(event, Signed | Reopened) and not other.counts[name]
        )
        return max(found, default=0)

    def take(self, other: "_Copy") -> AnyEvent:
        """The next event, taken out of the other copy too if it is there."""
        name, event = pair = self.left.popleft()
        self.counts[name] -= 1
        if other.counts[name]:
            other.counts[name] -= 1
            other.left.remove(pair)
        return event


def _merged(ours: _Copy, theirs: _Copy) -> Iterator[AnyEvent]:
    """The events of both copies in one row."""
    for one, other in ((ours, theirs), (theirs, ours)):
        for _ in range(one.signed(other)):
            yield one.take(other)
    while ours.left and theirs.left:
        if _first(ours, theirs):
            yield ours.take(theirs)
        else:
            yield theirs.take(ours)
    yield from (event for _, event in (*ours.left, *theirs.left))


def _first(ours: _Copy, theirs: _Copy) -> bool:
    """True where our next event comes before theirs.

    What only one copy has comes before what both have: it did so in that copy.
    """
    (our_name, our_event), (their_name, their_event) = ours.left[0], theirs.left[0]
    ours_shared, theirs_shared = theirs.counts[our_name], ours.counts[their_name]
    if bool(ours_shared) != bool(theirs_shared):
        return not ours_shared
    return bool(ours_shared) or our_event.at <= their_event.at


def _check_signatures(ours: Record, theirs: Record, record: Record) -> None:
    """What held in the copies must hold in what they make together."""
    held = {
        one.signed.digest for copy in (ours, theirs) for one in verify_signatures(copy) if one.holds
    }
    broken = [
        one for one in verify_signatures(record) if not one.holds and one.signed.digest in held
    ]
    if broken:
        raise RecordError(
            f"The two copies do not go together: {broken[0].signed.by} signed what one of them "
            "holds, and the other has more before it. Keep the signed copy, and reopen it.",
            broken[0].number,
        )

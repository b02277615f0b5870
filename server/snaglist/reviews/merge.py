"""Two copies of one review, put together: two blind reviewers, or two branches of a repository.

Nothing is lost by it. What both answered apart is a difference that somebody settles; see
``given_answers``.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from snaglist.errors import UsageError
from snaglist.reviews.canonical import canonical_json
from snaglist.reviews.events.answering import Answered, Settled
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.hashing import event_id
from snaglist.reviews.joined_signatures import check_in_force, refused, with_unseen
from snaglist.reviews.own_issues import with_own_apart
from snaglist.reviews.record import AnyEvent, Record, signed_event
from snaglist.reviews.replay import apply_event, rebuild
from snaglist.reviews.state import FrozenError, RecordError, ReviewState


def merge_records(ours: Record, theirs: Record) -> Record:
    """One record with the events of both copies, each once, in the order of their time.

    Each copy's own order is kept, and what was signed in one of them comes before what only the
    other has. A signature that has not seen all that stands before it then says so, and is over
    the rest. An issue that both answered differs then, if they did not say the same. Raises
    ``UsageError`` for copies of different reviews, ``FrozenError`` where a signature that is in
    force would not be any more, and ``RecordError`` where events of one cannot follow beside those
    of the other.
    """
    return _joined(ours, theirs, _merged)


def append_copy(ours: Record, theirs: Record) -> Record:
    """Our record, and after it what only the other copy has: for a log that only grows.

    Raises as ``merge_records`` does.
    """
    return _joined(ours, theirs, _appended)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyComparison:
    """What each of two copies of a review has and the other has not, and what both come to.

    ``differing`` are the issues to which answers differ after they were joined and did not in
    ours; ``whole`` is our record with all that theirs has more. While reviewers of ours answer
    blind, ``ours_only`` and ``differing`` are empty: they are not for whoever brings the other
    copy, and may only look.
    """

    ours_only: tuple[AnyEvent, ...]
    theirs_only: tuple[AnyEvent, ...]
    differing: tuple[str, ...]
    whole: Record


def compare_copies(ours: Record, theirs: Record) -> CopyComparison:
    """What joining a copy would mean for our record; raises as ``append_copy`` does."""
    ours, theirs = with_own_apart(ours, theirs, keep_ours=True)
    whole = append_copy(ours, theirs)
    before, after = rebuild(ours), rebuild(whole)
    return CopyComparison(
        ours_only=() if before.blind else _only(ours, theirs),
        theirs_only=_only(theirs, ours),
        differing=tuple(
            name
            for name, item in after.items.items()
            if item.differs
            and not before.blind
            and not (name in before.items and before.items[name].differs)
        ),
        whole=whole,
    )


def _joined(
    ours: Record, theirs: Record, order: Callable[["_Copy", "_Copy"], Iterable[AnyEvent]]
) -> Record:
    if ours.id != theirs.id or ours.events[0] != theirs.events[0]:
        raise UsageError("These are two reviews, not two copies of one; they cannot be joined.")
    keep_ours = order is _appended
    ours, theirs = with_own_apart(ours, theirs, keep_ours=keep_ours)
    both = _both_answered(ours, theirs), _both_answered(theirs, ours)
    apart = both[0] & both[1]
    copies = _Copy(_revising(ours, theirs, apart)), _Copy(_revising(theirs, ours, apart))
    events = with_unseen(tuple(order(*copies)), ours, theirs)
    record = ours.model_copy(
        update={
            "events": events,
            "entries": {**theirs.entries, **ours.entries},
            "numbers": _numbers(events, ours, theirs),
        }
    )
    try:
        state = rebuild(record)
    except FrozenError as error:
        names = [each.by for copy in (ours, theirs) for each in rebuild(copy).signatures]
        raise refused(names, error.number) from error
    except RecordError as error:
        raise type(error)(_refusal(error), error.number) from error
    check_in_force(ours, theirs, state)
    return record


def _refusal(error: RecordError) -> str:
    told = f"The two copies do not go together. At event {error.number}: {error}"
    return f"{told} Keep one copy, and answer in it what the other has to add."


def _name(event: AnyEvent) -> bytes:
    """What makes two events the same one: all but what may be filled in when copies are joined."""
    plain = signed_event(event)
    plain.pop("revises", None)
    return canonical_json(plain)


def _only(copy: Record, other: Record) -> tuple[AnyEvent, ...]:
    """The events of a copy that the other does not have, in their order."""
    counts = Counter(map(_name, other.events))
    found = []
    for event in copy.events:
        name = _name(event)
        if counts[name]:
            counts[name] -= 1
        else:
            found.append(event)
    return tuple(found)


def _both_answered(copy: Record, other: Record) -> set[str]:
    """The issues that a copy answered and the other does not know of."""
    return {each.issue for each in _only(copy, other) if isinstance(each, Answered | Settled)}


def _revising(copy: Record, other: Record, issues: set[str]) -> Iterator[AnyEvent]:
    """The events of a copy, each answer to some issues with what it revises.

    Records until 0.1 do not say it, but for as long as two copies are apart it is known. What a
    signature covers stays as it is.
    """
    last = max((at for at, e in enumerate(copy.events) if isinstance(e, Signed)), default=-1)
    alone, state = Counter(map(_name, _only(copy, other))), ReviewState()
    for at, event in enumerate(copy.events):
        known = event
        if isinstance(event, Answered | Settled) and event.revises is None:
            name = _name(event)
            if at > last and event.issue in issues and alone[name]:
                alone[name] -= 1
                heads = state.item(event.issue).heads
                known = event.model_copy(update={"revises": tuple(head.id for head in heads)})
        state = apply_event(state, event)
        yield known


class _Copy:
    """The events of a copy that are still to be taken, each with what makes it the same event."""

    def __init__(self, events: Iterable[AnyEvent]) -> None:
        self.left = deque((_name(event), event) for event in events)
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

    def first_alone(self, other: "_Copy") -> tuple[str, bytes]:
        """By what a copy comes before another: its first event that the other does not have."""
        alone = ((e.at.isoformat(), name) for name, e in self.left if not other.counts[name])
        return next(alone, ("", b""))

    def take(self, other: "_Copy") -> AnyEvent:
        """The next event, taken out of the other copy too if it is there."""
        name, event = self.left.popleft()
        self.counts[name] -= 1
        if not other.counts[name]:
            return event
        other.counts[name] -= 1
        at = next(at for at, (each, _) in enumerate(other.left) if each == name)
        theirs = other.left[at][1]
        del other.left[at]
        # One of them may say what it revises, where the other is of an earlier release.
        return theirs if getattr(event, "revises", ()) is None else event


def _merged(ours: _Copy, theirs: _Copy) -> Iterator[AnyEvent]:
    """The events of both copies in one row.

    Of two that were signed apart, the one whose first event of its own is earlier comes first.
    """
    pairs = [(ours, theirs), (theirs, ours)]
    for one, other in sorted(pairs, key=lambda pair: pair[0].first_alone(pair[1])):
        for _ in range(one.signed(other)):
            yield one.take(other)
    while ours.left and theirs.left:
        if _first(ours, theirs):
            yield ours.take(theirs)
        else:
            yield theirs.take(ours)
    yield from (event for _, event in (*ours.left, *theirs.left))


def _appended(ours: _Copy, theirs: _Copy) -> Iterator[AnyEvent]:
    """Our events as they are, then those that only the other copy has."""
    while ours.left:
        event = ours.left[0][1]
        ours.take(theirs)
        yield event
    yield from (event for _, event in theirs.left)


def _first(ours: _Copy, theirs: _Copy) -> bool:
    """True where our next event comes before theirs.

    What only one copy has comes before what both have: it did so in that copy.
    """
    (our_name, our_event), (their_name, their_event) = ours.left[0], theirs.left[0]
    ours_shared, theirs_shared = theirs.counts[our_name], ours.counts[their_name]
    if bool(ours_shared) != bool(theirs_shared):
        return not ours_shared
    return bool(ours_shared) or our_event.at <= their_event.at


def _numbers(events: Sequence[AnyEvent], ours: Record, theirs: Record) -> tuple[int, ...]:
    """A number for each event: the one that it has in a copy, or the next after those before it.

    Numbers that stay leave the lines of a file as they are, and git has less to merge.
    """
    known: dict[bytes, list[int]] = {}
    for copy in (theirs, ours):
        numbers = copy.numbers or range(1, len(copy.events) + 1)
        had: dict[bytes, list[int]] = {}
        for number, event in zip(numbers, copy.events, strict=True):
            had.setdefault(_name(event), []).append(number)
        known |= had
    found: list[int] = []
    before = (0, events[0].at, "")
    for event in events:
        left = known[_name(event)]
        number = left.pop(0) if left else before[0] + 1
        place = (number, event.at, event_id(event))
        if place <= before:
            place = (before[0] + 1, event.at, place[2])
        found.append(place[0])
        before = place
    return () if found == list(range(1, len(found) + 1)) else tuple(found)

"""Issues of the team's own in two copies of a review, which may call two of them alike."""

from collections.abc import Iterable, Mapping

from snaglist.reviews.canonical import canonical_json, plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.answering import Answered, Opined, Settled
from snaglist.reviews.events.issue_list import Added
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.hashing import entry_digest, event_id
from snaglist.reviews.record import AnyEvent, Record
from snaglist.reviews.rows import RowKind, next_own, row_kind
from snaglist.reviews.state import RecordError


def with_own_apart(
    ours: Record, theirs: Record, *, keep_ours: bool = False
) -> tuple[Record, Record]:
    """The two copies, in which each issue of the team's own has an id that no other one has.

    What both copies have under two ids gets ours. Of two under one id, the one that was added
    later gets the next free id, unless a signature covers it; with ``keep_ours`` it is always
    theirs. Raises ``RecordError`` where a signature covers what would have to change.
    """
    mine, others = _own(ours), _own(theirs)
    known = {name: row for row, name in mine.items()}
    there = {row: known[name] for row, name in others.items() if name in known}
    here: dict[str, str] = {}
    taken = [*mine, *others]
    for row in others:
        if row in there or row not in mine:
            continue
        new = next_own(taken)
        taken.append(new)
        shared = mine[row] in others.values()
        if keep_ours or shared or not _moves(ours, theirs, row):
            there[row] = new
        else:
            here[row] = new
    return renamed(ours, here), renamed(theirs, there)


def moved_own(before: Record, after: Record) -> dict[str, str]:
    """The ids of a copy's own issues that have another one in what it was joined into."""
    now = {name: row for row, name in _own(after).items()}
    return {row: now[name] for row, name in _own(before).items() if now.get(name, row) != row}


def renamed(record: Record, names: Mapping[str, str]) -> Record:
    """The record with other ids for some issues of the team's own.

    Raises ``RecordError`` where a signature covers one of them.
    """
    changed = {row: new for row, new in names.items() if row != new}
    if not changed:
        return record
    _check_unsigned(record, changed)
    entries: dict[str, EntrySnapshot] = {}
    digests: dict[str, str] = {}
    for digest, shown in record.entries.items():
        new = shown.model_copy(update={"issue": changed.get(shown.issue, shown.issue)})
        digests[digest] = entry_digest(new) if shown.issue in changed else digest
        entries[digests[digest]] = new
    ids: dict[str, str] = {}
    events = []
    for event in record.events:
        after = _renamed(event, changed, digests, ids)
        if after != event:
            ids[event_id(event)] = event_id(after)
        events.append(after)
    return record.model_copy(update={"events": tuple(events), "entries": entries})


def _renamed(
    event: AnyEvent, names: Mapping[str, str], digests: Mapping[str, str], ids: Mapping[str, str]
) -> AnyEvent:
    match event:
        case Added() if event.issue.issue in names:
            placed = event.issue
            update = {"issue": names[placed.issue], "entry": digests[placed.entry]}
            return event.model_copy(update={"issue": placed.model_copy(update=update)})
        case Answered() | Settled() if event.issue in names:
            revises = event.revises and tuple(ids.get(name, name) for name in event.revises)
            return event.model_copy(update={"issue": names[event.issue], "revises": revises})
        case Opined() if event.issue in names:
            return event.model_copy(update={"issue": names[event.issue]})
        case _:
            return event


def _own(record: Record) -> dict[str, bytes]:
    """The issues of the team's own by their ids: who added what when, whatever its id."""
    found: dict[str, bytes] = {}
    for event in _added(record):
        shown = record.entries.get(event.issue.entry)
        if shown is not None:
            said = {name: value for name, value in plain_data(shown).items() if name != "issue"}
            found.setdefault(
                event.issue.issue, canonical_json({"at": event.at, "by": event.by, "said": said})
            )
    return found


def _added(record: Record) -> Iterable[Added]:
    return (
        event
        for event in record.events
        if isinstance(event, Added) and row_kind(event.issue.issue) is RowKind.OWN
    )


def _moves(ours: Record, theirs: Record, row: str) -> bool:
    """True where ours is to get another id than the one that both copies have given."""
    if _is_signed(theirs, row) != _is_signed(ours, row):
        return _is_signed(theirs, row)
    (our_key, their_key) = (_key(copy, row) for copy in (ours, theirs))
    return our_key > their_key


def _key(record: Record, row: str) -> tuple[object, ...]:
    """By what of two issues the first one is told: its time, then what was said."""
    event = next(each for each in _added(record) if each.issue.issue == row)
    return event.at, _own(record)[row]


def _is_signed(record: Record, row: str) -> bool:
    """True where a signature comes after the event that added an issue."""
    signed = [at for at, each in enumerate(record.events) if isinstance(each, Signed)]
    added = [
        at
        for at, each in enumerate(record.events)
        if isinstance(each, Added) and each.issue.issue == row
    ]
    return any(at < signed[-1] for at in added) if signed else False


def _check_unsigned(record: Record, names: Mapping[str, str]) -> None:
    for row in names:
        if _is_signed(record, row):
            raise RecordError(
                f"The two copies do not go together: each has an issue of its own called {row}, "
                "and a signature covers the one that would have to get another id. Keep one copy: "
                "add the other issue to it as a new one (snag review add FILE --own …), and "
                "answer it."
            )

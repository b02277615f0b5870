"""Records and links as rows: what is written comes back as the same record.

Events are only ever added. Each function works on a connection that is in a transaction, takes a
review by its id in the database, and leaves the errors of the driver to ``database``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from snaglist.errors import UsageError
from snaglist.reviews.canonical import plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.event import Event
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.record import AnyEvent, Record, plain_event
from snaglist.reviews.store.errors import DamagedReviewError, DatabaseError
from snaglist.reviews.store.links import Link, LinkKind, token_hash
from snaglist.reviews.store.sizes import Meter, new_octets, unmetered
from snaglist.reviews.store.tables import ENTRY, EVENT, LINK, REVIEW

EVENT_ADAPTER: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


def event_json(event: Event) -> str:
    """An event as the JSON of its row."""
    return to_json(plain_event(event)).decode()


MOST_CHARACTERS = 3_000_000
"""Characters of a review; written as a file, it can be brought back."""

MOST_CACHED_CHARACTERS = 20_000
"""Characters of an entry that is remembered; those of a catalogue have a fifth of it."""


@lru_cache(maxsize=1_000)
def _remembered(content: str) -> EntrySnapshot:
    """An entry from its row; most reviews show the same ones, and show them at each visit."""
    return EntrySnapshot.model_validate_json(content)


def _shown(content: str) -> EntrySnapshot:
    """An entry; one that a file brought may be as large as the file, and is not remembered."""
    if len(content) > MOST_CACHED_CHARACTERS:
        return EntrySnapshot.model_validate_json(content)
    return _remembered(content)


@contextmanager
def _of_review(review: str) -> Iterator[None]:
    """Raise ``DamagedReviewError`` for whatever rows hold that none of ours does.

    The columns of SQLite take anything: a day that is none, octets in place of text.
    """
    try:
        yield
    except (ValueError, TypeError, OverflowError) as error:
        # pydantic's own text would repeat what is in the review.
        raise DamagedReviewError(review, type(error).__name__) from None


def load_record(connection: Connection, review: str) -> Record:
    """The record of a review; raises ``DamagedReviewError`` where its rows make none."""
    ours = REVIEW.c.id == review
    name = connection.execute(select(REVIEW.c.record).where(ours)).scalar_one()
    query = select(ENTRY.c.digest, ENTRY.c.content).where(ENTRY.c.review == review)
    # All of it at once: a cursor that an error leaves behind would hold up whoever deletes.
    shown = connection.execute(query.order_by(ENTRY.c.digest)).all()
    events = load_events(connection, review)
    with _of_review(review):
        # What was valid when it was kept is not held against all rules again at each visit.
        return Record.model_construct(
            format=1,
            id=UUID(name),
            events=events,
            entries={digest: _shown(content) for digest, content in shown},
        )


def load_events(connection: Connection, review: str) -> tuple[AnyEvent, ...]:
    """The events of a review in their order; raises ``DamagedReviewError``."""
    rows = connection.execute(
        select(EVENT.c.number, EVENT.c.content)
        .where(EVENT.c.review == review)
        .order_by(EVENT.c.number)
    ).all()
    if not rows or rows[-1].number != len(rows):
        raise DamagedReviewError(review, "events are missing")
    with _of_review(review):
        return tuple(EVENT_ADAPTER.validate_json(row.content) for row in rows)


def insert_review(connection: Connection, record: Record, made: datetime) -> str:
    """The rows of a new review; gives its id in the database, which is not the record's own."""
    review = str(uuid4())
    # Events have their time in whole seconds; a review is not changed before it is made.
    made = made.replace(microsecond=0)
    row = {"id": review, "record": str(record.id), "made": made, "changed": made}
    connection.execute(insert(REVIEW), row)
    insert_events(connection, review, record.events, 1)
    insert_entries(connection, review, record.entries)
    return review


def append_events(
    connection: Connection, review: str, before: Record, after: Record, meter: Meter = unmetered
) -> None:
    """Add the rows for what ``after`` has more than ``before``.

    Raises ``DatabaseError`` where ``after`` lacks something of ``before``, ``UsageError`` where the
    review becomes too large to be a file, and what ``meter`` raises of the octets; neither is asked
    about a signature.
    """
    known = len(before.events)
    if (
        after.id != before.id
        or after.events[:known] != before.events
        or not before.entries.items() <= after.entries.items()
    ):
        raise DatabaseError("A review only grows. What was to be kept lacks what was there before.")
    added = after.events[known:]
    new = {name: shown for name, shown in after.entries.items() if name not in before.entries}
    if any(not isinstance(event, Signed | Reopened) for event in added):
        _check_size(connection, review, added, new)
        meter(new_octets(added, new))
    insert_events(connection, review, added, known + 1)
    insert_entries(connection, review, new)
    if added:
        ours = REVIEW.c.id == review
        # What a file brings may be older than what is there.
        latest = max(event.at for event in after.events)
        connection.execute(update(REVIEW).where(ours).values(changed=latest))


def _check_size(
    connection: Connection, review: str, added: Sequence[AnyEvent], new: Mapping[str, EntrySnapshot]
) -> None:
    """``UsageError`` for what makes a review too large to be a file; signing it is always taken."""
    there = sum(
        connection.execute(
            select(func.coalesce(func.sum(func.length(table.c.content)), 0)).where(
                table.c.review == review
            )
        ).scalar_one()
        for table in (EVENT, ENTRY)
    )
    more = sum(len(event_json(event)) for event in added)
    more += sum(len(to_json(plain_data(shown))) for shown in new.values())
    if there + more > MOST_CHARACTERS:
        raise UsageError(
            f"A review holds {MOST_CHARACTERS // 1_000_000} million characters at most, and this "
            "one is full. Export it as a file, and begin a new one."
        )


def insert_events(
    connection: Connection, review: str, events: Iterable[AnyEvent], start: int
) -> None:
    """Events with their numbers, from ``start``."""
    rows = [
        {"review": review, "number": number, "content": event_json(event)}
        for number, event in enumerate(events, start)
    ]
    if rows:
        connection.execute(insert(EVENT), rows)


def insert_entries(
    connection: Connection, review: str, entries: Mapping[str, EntrySnapshot]
) -> None:
    """Entries under their hashes."""
    rows = [
        {"review": review, "digest": digest, "content": to_json(plain_data(shown)).decode()}
        for digest, shown in entries.items()
    ]
    if rows:
        connection.execute(insert(ENTRY), rows)


def insert_link(connection: Connection, review: str, link: Link, digest: str) -> None:
    """A link, by the hash of its token."""
    row = {
        "id": link.id,
        "review": review,
        "kind": link.kind.value,
        "name": link.name,
        "hash": digest,
        "made": link.made,
        "revoked": link.revoked,
    }
    connection.execute(insert(LINK), row)


def find_link(connection: Connection, token: str, *, lock: bool) -> tuple[str, Link] | None:
    """The id of the review that a token opens, and its link; None for a token that opens nothing.

    With ``lock``, other writers wait until the transaction ends.
    """
    found = (
        select(LINK).join(REVIEW).where(LINK.c.hash == token_hash(token), LINK.c.revoked.is_(None))
    )
    with _of_review("of a link"):
        row = connection.execute(found).one_or_none()
        if row and lock:
            # SQLite knows no such lock and needs none: there is one writer at a time.
            lock_review(connection, row.review)
            # Whoever held it may have revoked the link, or deleted the review.
            row = connection.execute(found).one_or_none()
        return (row.review, link_from_row(row)) if row else None


def lock_review(connection: Connection, review: str) -> None:
    """Have all who would write to a review wait until this transaction ends."""
    connection.execute(select(REVIEW.c.id).where(REVIEW.c.id == review).with_for_update())


def links_of(connection: Connection, review: str) -> tuple[Link, ...]:
    """The links of a review, the oldest first."""
    query = select(LINK).where(LINK.c.review == review).order_by(LINK.c.made, LINK.c.id)
    with _of_review(review):
        return tuple(link_from_row(row) for row in connection.execute(query).all())


def link_from_row(row: Row[tuple[object, ...]]) -> Link:
    """A link from its row."""
    return Link(
        id=row.id, kind=LinkKind(row.kind), name=row.name, made=row.made, revoked=row.revoked
    )


def delete_review(connection: Connection, review: str) -> bool:
    """Delete all rows of a review; False where there are none."""
    lock_review(connection, review)  # else somebody could add to it meanwhile
    for table in (EVENT, ENTRY, LINK):
        connection.execute(delete(table).where(table.c.review == review))
    return bool(connection.execute(delete(REVIEW).where(REVIEW.c.id == review)).rowcount)

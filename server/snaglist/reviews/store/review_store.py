"""The reviews of a server, which are read and changed by the token of a link."""

import math
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ScalarSelect,
    func,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.types import NullType

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.field_types import OptionalLineText
from snaglist.reviews.names import check_visible
from snaglist.reviews.record import Record
from snaglist.reviews.store.counts import OpenCounter, OpenCounts
from snaglist.reviews.store.database import Database
from snaglist.reviews.store.errors import DatabaseError, LinkError, NoReviewError
from snaglist.reviews.store.links import Link, LinkKind, new_token, token_hash
from snaglist.reviews.store.repository import (
    append_events,
    delete_review,
    find_link,
    insert_link,
    insert_review,
    links_of,
    load_record,
)
from snaglist.reviews.store.sessions import Sessions
from snaglist.reviews.store.sizes import Meter, all_octets, moment, new_octets, octets_of, unmetered
from snaglist.reviews.store.tables import EVENT, LINK, REVIEW, SECRET

__all__ = ["DatabaseError", "LinkError", "OpenCounts", "ReviewRow", "ReviewStore", "Visit"]

MOST_LINKS = 50
COUNT_SECONDS = 2.0
"""Seconds in which the reviews are counted for a page of the catalogue."""

TOTAL_SECONDS = 5.0
"""Seconds for which the octets of all reviews are remembered, which take a look at all of them."""

REST_SECONDS = 15
"""Seconds after a fault in which nothing is counted."""

REVIEW_ID = re.compile("[0-9a-f-]{36}")
LINK_NAME: TypeAdapter[str] = TypeAdapter(OptionalLineText)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a link opens: the record in its present state, and the link itself."""

    record: Record
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A review as its server's administrator sees it, who is not shown what it is about.

    ``id`` is that of the database, ``record`` the review's own, as its file has it. ``octets`` are
    those of its events and entries as they are kept. Where the database has what makes no sense,
    ``record`` is empty, and a moment None.
    """

    id: str
    record: str
    made: datetime | None
    changed: datetime | None
    events: int
    links: int
    octets: int


class ReviewStore:
    """The reviews in a database. Every method raises ``DatabaseError`` where it cannot be used."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sessions = Sessions(database)
        self._tally, self._rests_until = OpenCounter(), 0.0
        self._counting = threading.Lock()
        self._measured_at, self._octets = -math.inf, 0

    @classmethod
    def open(cls, url: str) -> "ReviewStore":
        """The store at an address; raises ``UsageError`` for one that is none.

        A database that cannot be reached raises nothing yet: it is tried at each call.
        """
        return cls(Database(url))

    @property
    def where(self) -> str:
        """The file, or the address without the password."""
        return self.database.where

    def fault(self) -> str | None:
        """Why the database cannot be used, for the server's administrator; None where it can."""
        try:
            self.database.check()
        except DatabaseError as error:
            return f"{error} ({error.detail})" if error.detail else str(error)
        return None

    def ping(self, seconds: float) -> str | None:
        """Why reviews cannot be read or changed now, for anybody; None where they can.

        It is said within ``seconds``, whatever the database does, but for a disk that hangs.
        """
        try:
            self.database.ping(seconds)
        except DatabaseError as error:
            return str(error)
        return None

    def create(
        self,
        record: Record,
        *,
        reviewers: Sequence[str] = (),
        now: datetime,
        meter: Meter = unmetered,
    ) -> tuple[str, ...]:
        """Keep a new review and its links, all of it or nothing.

        Gives the tokens of the links, which nobody can be shown again: the one to edit with, the
        one to view, then one for each of ``reviewers``, in their order. Raises ``UsageError`` for a
        reviewer without a name, and what ``meter`` raises.
        """
        meter(new_octets(record.events, record.entries))
        with self.database.write() as connection:
            return new_review(connection, record, reviewers, now)

    def visit(self, token: str) -> Visit:
        """The review that a token opens; raises ``NoReviewError`` where it opens none."""
        with self.database.read() as connection:
            review, link = _admitted(connection, token)
            return Visit(record=load_record(connection, review), link=link)

    def change(
        self, token: str, deed: Callable[[Record, Link], Record], meter: Meter = unmetered
    ) -> Visit:
        """Change a review while all others wait; what ``deed`` gives is kept when this returns.

        ``deed`` takes the record and the link. Raises ``NoReviewError`` where the token opens
        nothing, ``LinkError`` for a link to view, ``UsageError`` for a review that becomes too
        large, and whatever the deed and ``meter`` raise; nothing is changed then.
        """
        with self.database.write() as connection:
            review, link = _admitted(connection, token, lock=True)
            if link.kind is LinkKind.VIEW:
                raise LinkError("This link is for looking only. Ask for the one to edit with.")
            before = load_record(connection, review)
            after = deed(before, link)
            append_events(connection, review, before, after, meter)
        return Visit(record=after, link=link)

    def links(self, token: str) -> tuple[Link, ...]:
        """The links to a review, the revoked ones too, the oldest first.

        Raises ``NoReviewError``, and ``LinkError`` where the token is not one to edit with.
        """
        with self.database.read() as connection:
            review, link = _admitted(connection, token)
            _check_manages(link)
            return links_of(connection, review)

    def new_link(self, token: str, kind: LinkKind, name: str, *, now: datetime) -> str:
        """Add a link to a review; gives its token, which nobody can be shown again.

        Raises as ``links`` does, and ``UsageError`` for one link too many and for a reviewer
        without a name.
        """
        with self._managed(token) as (connection, review):
            live = [link for link in links_of(connection, review) if not link.revoked]
            if len(live) >= MOST_LINKS:
                raise UsageError(f"A review has {MOST_LINKS} links at most; revoke one first.")
            return _add_link(connection, review, kind, _named(kind, name), now)

    def revoke(self, token: str, link_id: str, *, now: datetime) -> None:
        """End a link.

        Raises as ``links`` does, ``NotFoundError`` for a link that the review does not have, and
        ``UsageError`` for the last one to edit with.
        """
        with self._managed(token) as (connection, review):
            links = links_of(connection, review)
            link = next((link for link in links if link.id == link_id), None)
            if link is None:
                raise NotFoundError(link_id)
            edits = [each for each in links if each.kind is LinkKind.EDIT and not each.revoked]
            if edits == [link]:
                raise UsageError(
                    "This is the last link to edit the review with. Make another first, or delete "
                    "the review."
                )
            if not link.revoked:
                ours = LINK.c.id == link_id
                connection.execute(update(LINK).where(ours).values(revoked=now))

    def delete(self, token: str) -> None:
        """Delete a review with all that belongs to it; raises as ``links`` does."""
        with self._managed(token) as (connection, review):
            delete_review(connection, review)
        self.database.clear_log()

    def rows(self) -> tuple[ReviewRow, ...]:
        """All reviews, the newest first, without what they are about."""
        events = _number_of(EVENT.c.review)
        octets = octets_of(self.database.dialect, REVIEW.c.id)
        links = _number_of(LINK.c.review, LINK.c.revoked.is_(None))
        query = select(
            REVIEW.c.id,
            REVIEW.c.record,
            # As they are kept: a day that is none must not hide all other reviews.
            type_coerce(REVIEW.c.made, NullType).label("made"),
            type_coerce(REVIEW.c.changed, NullType).label("changed"),
            events.label("events"),
            links.label("links"),
            octets.label("octets"),
        ).order_by(REVIEW.c.made.desc(), REVIEW.c.id)
        with self.database.read() as connection:
            return tuple(
                ReviewRow(
                    **{
                        **row._mapping,
                        "record": row.record if isinstance(row.record, str) else "",
                        "made": moment(row.made),
                        "changed": moment(row.changed),
                    }
                )
                for row in connection.execute(query)
            )

    def total_octets(self) -> int:
        """Octets of all reviews as they are kept; at most ``TOTAL_SECONDS`` old."""
        now = time.monotonic()
        if now - self._measured_at >= TOTAL_SECONDS:
            with self.database.read() as connection:
                self._octets = all_octets(connection)
            self._measured_at = now
        return self._octets

    def delete_by_id(self, review_id: str) -> None:
        """Delete a review by its id, as the administrator; raises ``NotFoundError``."""
        with self.database.write() as connection:
            if not REVIEW_ID.fullmatch(review_id) or not delete_review(connection, review_id):
                raise NotFoundError(review_id)
        self.database.clear_log()

    def open_counts(self, today: date) -> OpenCounts:
        """In how many reviews each issue is open today, where they are at least five.

        Pages of the catalogue ask for it, and are not held up: one counts at a time, within
        ``COUNT_SECONDS``, and others get a ``DatabaseError`` at once, as all do for a while after
        a fault.
        """
        if time.monotonic() < self._rests_until:
            raise DatabaseError(
                "The reviews were not counted: their database had a fault just now."
            )
        if not self._counting.acquire(blocking=False):
            raise DatabaseError("The reviews are being counted.")
        try:
            with self.database.read(COUNT_SECONDS) as connection:
                return self._tally.count(connection, today)
        except DatabaseError:
            self._rests_until = time.monotonic() + REST_SECONDS
            raise
        finally:
            self._counting.release()

    def secret(self) -> str:
        """A key that all servers of this database share; made when it is first asked for."""
        query = select(SECRET.c.value)
        with self.database.read() as connection:
            found = connection.execute(query).scalar_one_or_none()
        if found is not None:
            return str(found)
        made = text("INSERT INTO secret (id, value) VALUES (1, :value) ON CONFLICT DO NOTHING")
        with self.database.write() as connection:
            connection.execute(made, {"value": secrets.token_urlsafe(32)})
            # Another server may have been first; its key it is then.
            return str(connection.execute(query).scalar_one())

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    @contextmanager
    def _managed(self, token: str) -> Iterator[tuple[Connection, str]]:
        """A connection to change what surrounds a review, and the review's id."""
        with self.database.write() as connection:
            review, link = _admitted(connection, token, lock=True)
            _check_manages(link)
            yield connection, review


def new_review(
    connection: Connection, record: Record, reviewers: Sequence[str], now: datetime
) -> tuple[str, ...]:
    """The rows of a new review and its links; gives and raises what ``ReviewStore.create`` does."""
    links = [(LinkKind.EDIT, ""), (LinkKind.VIEW, "")]
    links += [(LinkKind.REVIEWER, _named(LinkKind.REVIEWER, name)) for name in reviewers]
    review = insert_review(connection, record, now)
    return tuple(_add_link(connection, review, kind, name, now) for kind, name in links)


def _admitted(connection: Connection, token: str, *, lock: bool = False) -> tuple[str, Link]:
    found = find_link(connection, token, lock=lock)
    if found is None:
        raise NoReviewError
    return found


def _check_manages(link: Link) -> None:
    if link.kind is not LinkKind.EDIT:
        raise LinkError("This needs the link to edit the review with. Ask whoever sent you yours.")


def _add_link(connection: Connection, review: str, kind: LinkKind, name: str, now: datetime) -> str:
    token = new_token()
    link = Link(id=str(uuid4()), kind=kind, name=name, made=now)
    insert_link(connection, review, link, token_hash(token))
    return token


def _named(kind: LinkKind, name: str) -> str:
    """The cleaned name of a link; that of a reviewer is the one under which they answer."""
    try:
        cleaned = LINK_NAME.validate_python(name)
    except ValidationError as error:
        raise UsageError(f"The name of the link {error.errors()[0]['msg']}.") from None
    if kind is LinkKind.REVIEWER and not cleaned:
        raise UsageError("The link of a reviewer needs the reviewer's name.")
    check_visible("The name of the link", cleaned)
    return cleaned


def _number_of(review: Column[str], *such: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many rows of a table belong to a review."""
    return select(func.count()).where(review == REVIEW.c.id, *such).scalar_subquery()

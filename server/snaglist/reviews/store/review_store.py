"""The reviews of a server, which are read and changed by the token of a link."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from snaglist.reviews.record import Record
from snaglist.reviews.store.admission import (
    add_link,
    admit,
    check_manages,
    new_review,
    revoke_link,
)
from snaglist.reviews.store.counts import OpenCounts, TimedCounter
from snaglist.reviews.store.database import Database
from snaglist.reviews.store.errors import DatabaseError, LinkError
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.reviews.store.repository import (
    append_events,
    delete_review,
    links_of,
    load_record,
)
from snaglist.reviews.store.review_list import ReviewRow, delete_listed, list_reviews
from snaglist.reviews.store.secret import shared_secret
from snaglist.reviews.store.sessions import Sessions
from snaglist.reviews.store.sizes import Meter, TotalOctets, new_octets, unmetered


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a link opens: the record in its present state, and the link itself."""

    record: Record
    link: Link


class ReviewStore:
    """The reviews in a database. Every method raises ``DatabaseError`` where it cannot be used."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sessions = Sessions(database)
        self._counter = TimedCounter(database)
        self._total = TotalOctets(database)

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
            review, link = admit(connection, token)
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
            review, link = admit(connection, token, lock=True)
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
            review, link = admit(connection, token)
            check_manages(link)
            return links_of(connection, review)

    def new_link(self, token: str, kind: LinkKind, name: str, *, now: datetime) -> str:
        """Add a link to a review; gives its token, which nobody can be shown again.

        Raises as ``links`` does, and ``UsageError`` for one link too many and for a reviewer
        without a name.
        """
        with self._managed(token) as (connection, review):
            return add_link(connection, review, kind, name, now)

    def revoke(self, token: str, link_id: str, *, now: datetime) -> None:
        """End a link.

        Raises as ``links`` does, ``NotFoundError`` for a link that the review does not have, and
        ``UsageError`` for the last one to edit with.
        """
        with self._managed(token) as (connection, review):
            revoke_link(connection, review, link_id, now)

    def delete(self, token: str) -> None:
        """Delete a review with all that belongs to it; raises as ``links`` does."""
        with self._managed(token) as (connection, review):
            delete_review(connection, review)
        self.database.clear_log()

    def rows(self) -> tuple[ReviewRow, ...]:
        """All reviews, the newest first, without what they are about."""
        with self.database.read() as connection:
            return list_reviews(connection)

    def total_octets(self) -> int:
        """Octets of all reviews as they are kept; may be some seconds old."""
        return self._total.octets()

    def delete_by_id(self, review_id: str) -> None:
        """Delete a review by its id, as the administrator; raises ``NotFoundError``."""
        with self.database.write() as connection:
            delete_listed(connection, review_id)
        self.database.clear_log()

    def open_counts(self, today: date) -> OpenCounts:
        """In how many reviews each issue is open today; raises as ``TimedCounter.count`` does."""
        return self._counter.count(today)

    def secret(self) -> str:
        """A key that all servers of this database share; made when it is first asked for."""
        return shared_secret(self.database)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    @contextmanager
    def _managed(self, token: str) -> Iterator[tuple[Connection, str]]:
        """A connection to change what surrounds a review, and the review's id."""
        with self.database.write() as connection:
            review, link = admit(connection, token, lock=True)
            check_manages(link)
            yield connection, review

"""A file of a review that a server has already: what it has more, and the two of them joined.

Whoever brings such a file needs the link to edit the review with: a file is no key to what others
wrote since. Without the link it can be kept as a review of its own, if that is what is wanted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from snaglist.errors import SnaglistError
from snaglist.reviews.merge import CopyComparison, compare_copies
from snaglist.reviews.record import Record
from snaglist.reviews.store.admission import new_review
from snaglist.reviews.store.errors import LinkError
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.reviews.store.repository import event_json
from snaglist.reviews.store.review_store import ReviewStore, Visit
from snaglist.reviews.store.sizes import Meter, new_octets, unmetered
from snaglist.reviews.store.tables import EVENT, REVIEW

MOST_ATTEMPTS = 5
"""How often two copies are compared anew, because somebody changed the review meanwhile."""

Compare = Callable[[Record, Record], CopyComparison]
"""What compares the record of the server with that of a file; ``compare_copies``, or what does the
same elsewhere.
"""


class KnownReviewError(SnaglistError):
    """A file is a copy of a review that the server has. HTTP status 409."""

    http_status = 409

    def __init__(self) -> None:
        super().__init__("The review in this file is on this server already.")


class MovingReviewError(SnaglistError):
    """A review was changed again and again while a file was held against it. HTTP status 409."""

    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            "Others are changing this review at the moment. Nothing of the file was added; try "
            "again in a moment."
        )


class _ChangedError(Exception):
    """A review is not any more what the file was compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedFile:
    """A review after a file of it was joined, and what that meant for it."""

    visit: Visit
    comparison: CopyComparison


def reviews_of(store: ReviewStore, file: Record) -> int:
    """How many reviews of the server a file is a copy of; more than one if somebody wished so.

    A copy has the review's id and its first event. The id alone stands in reports, which are given
    to people who are not to learn where the review is kept.
    """
    with store.database.read() as connection:
        return _copies_of(connection, file)


def import_file(
    store: ReviewStore,
    file: Record,
    *,
    reviewers: Sequence[str] = (),
    now: datetime,
    meter: Meter = unmetered,
) -> tuple[str, ...]:
    """Keep the review of a file; gives and raises what ``ReviewStore.create`` does.

    Raises ``KnownReviewError`` where the server has it, also for the later one of two who bring it
    at once.
    """
    meter(new_octets(file.events, file.entries))
    with store.database.write() as connection:
        if store.database.dialect == "postgresql":
            key = int.from_bytes(file.id.bytes[:8], signed=True)
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        if _copies_of(connection, file):
            raise KnownReviewError
        return new_review(connection, file, reviewers, now)


def compare_file(
    store: ReviewStore, token: str, file: Record, compare: Compare = compare_copies
) -> CopyComparison:
    """What joining a file would mean for the review that a token opens; nothing is changed.

    While reviewers answer blind, nothing is said of what only the server has. Raises
    ``NoReviewError``, ``LinkError`` for a link that is not the one to edit with, and as
    ``merge.append_copy`` does where the two do not go together.
    """
    visit = store.visit(token)
    _check_edits(visit.link)
    return compare(visit.record, file)


def join_file(
    store: ReviewStore,
    token: str,
    file: Record,
    meter: Meter = unmetered,
    *,
    compare: Compare = compare_copies,
    check: Callable[[CopyComparison], None] = lambda _: None,
) -> JoinedFile:
    """Put into a review what a file of it has more; joined once more, it changes nothing.

    Nobody waits while the two are compared; where the review was changed meanwhile, they are
    compared anew. ``check`` looks at what was found and may raise. Raises as ``compare_file`` and
    ``ReviewStore.change`` do, and ``MovingReviewError``; nothing is changed then.
    """
    for _ in range(MOST_ATTEMPTS):
        seen = store.visit(token)
        _check_edits(seen.link)
        found = compare(seen.record, file)
        check(found)
        try:
            visit = store.change(token, _grown(seen.record, found.whole), meter)
        except _ChangedError:
            continue
        return JoinedFile(visit=visit, comparison=found)
    raise MovingReviewError


def _grown(seen: Record, whole: Record) -> Callable[[Record, Link], Record]:
    """What makes ``whole`` of a record that is still the one that was seen."""

    def deed(record: Record, link: Link) -> Record:
        _check_edits(link)
        if len(record.events) != len(seen.events):
            raise _ChangedError
        return whole

    return deed


def _copies_of(connection: Connection, file: Record) -> int:
    query = (
        select(func.count())
        .select_from(REVIEW.join(EVENT, EVENT.c.review == REVIEW.c.id))
        .where(
            REVIEW.c.record == str(file.id),
            EVENT.c.number == 1,
            EVENT.c.content == event_json(file.events[0]),
        )
    )
    return int(connection.execute(query).scalar_one())


def _check_edits(link: Link) -> None:
    if link.kind is not LinkKind.EDIT:
        raise LinkError("To join a file, use the link to edit the review with.")

"""How often issues are open over all reviews of a server, never so few that they show a team."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from snaglist.reviews.record import AnyEvent
from snaglist.reviews.replay import apply_event
from snaglist.reviews.state import RecordError, ReviewState
from snaglist.reviews.statuses import Status
from snaglist.reviews.store.database import Database
from snaglist.reviews.store.errors import DamagedReviewError, DatabaseError
from snaglist.reviews.store.repository import load_events
from snaglist.reviews.store.tables import EVENT, REVIEW

FEWEST_REVIEWS = 5
"""Below this many reviews a number would give single teams away, and is left out."""

COUNT_SECONDS = 2.0
"""Seconds in which the reviews are counted for a page of the catalogue."""

REST_SECONDS = 15
"""Seconds after a fault in which nothing is counted."""

OpenIssues = frozenset[str] | None
"""The issues that are open in a review; None where the review does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounts:
    """In how many of ``reviews`` each issue is open; none below ``FEWEST_REVIEWS``."""

    reviews: int
    open: Mapping[str, int]


class OpenCounter:
    """Counts, and remembers what it read: a review of as many events is the same review."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[int, date, OpenIssues]] = {}

    def count(self, connection: Connection, today: date) -> OpenCounts:
        """The numbers of a day."""
        # The number of the last event is one look into the key, and not a count of all.
        last = select(func.max(EVENT.c.number)).where(EVENT.c.review == REVIEW.c.id)
        query = select(REVIEW.c.id, last.scalar_subquery())
        sizes = {row[0]: row[1] for row in connection.execute(query).all()}
        with self._lock:
            for gone in self._known.keys() - sizes.keys():
                del self._known[gone]
            # One by one: where the time ends, the next count goes on from here.
            for review, size in sizes.items():
                found = self._known.get(review)
                if found is None or found[:2] != (size, today):
                    self._known[review] = (size, today, _opens(connection, review, today))
            return aggregate(opens for _, _, opens in self._known.values())


class TimedCounter:
    """Counts for pages of the catalogue, which are not held up by it."""

    def __init__(self, database: Database) -> None:
        self._database, self._counter = database, OpenCounter()
        self._counting, self._rests_until = threading.Lock(), 0.0

    def count(self, today: date) -> OpenCounts:
        """The numbers of a day, where there are enough reviews.

        One counts at a time, within ``COUNT_SECONDS``; raises ``DatabaseError`` for others at once,
        and for all in the ``REST_SECONDS`` after a fault.
        """
        if time.monotonic() < self._rests_until:
            raise DatabaseError(
                "The reviews were not counted: their database had a fault just now."
            )
        if not self._counting.acquire(blocking=False):
            raise DatabaseError("The reviews are being counted.")
        try:
            with self._database.read(COUNT_SECONDS) as connection:
                return self._counter.count(connection, today)
        except DatabaseError:
            self._rests_until = time.monotonic() + REST_SECONDS
            raise
        finally:
            self._counting.release()


def aggregate(reviews: Iterable[OpenIssues]) -> OpenCounts:
    """The numbers over reviews, without those that are too small to be shown."""
    counted = [opens for opens in reviews if opens is not None]
    if len(counted) < FEWEST_REVIEWS:
        return OpenCounts(reviews=0, open={})
    numbers = Counter(issue for opens in counted for issue in opens)
    shown = {issue: number for issue, number in sorted(numbers.items()) if number >= FEWEST_REVIEWS}
    return OpenCounts(reviews=len(counted), open=shown)


def _opens(connection: Connection, review: str, today: date) -> OpenIssues:
    try:
        return open_issues(load_events(connection, review), today)
    except (DamagedReviewError, RecordError):
        # Whoever opens that review gets the error; the numbers do without it.
        return None


def open_issues(events: Iterable[AnyEvent], today: date) -> OpenIssues:
    """The issues that are open on a day; None for a review that reviewers still answer blind."""
    state = ReviewState()
    for event in events:
        state = apply_event(state, event)
    if state.blind:
        return None
    return frozenset(
        name
        for name, item in state.items.items()
        if not item.retired and item.status(today) is Status.OPEN
    )

"""How much reviews take, in octets of their events and entries as they are kept."""

import math
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from pydantic_core import to_json
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    ScalarSelect,
    cast,
    func,
    select,
    text,
)

from snaglist.reviews.canonical import plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.record import AnyEvent, plain_event
from snaglist.reviews.store.database import Database
from snaglist.reviews.store.tables import ENTRY, EVENT

TOTAL_SECONDS = 5.0
"""Seconds for which the octets of all reviews are remembered, which take a look at all of them."""

Meter = Callable[[int], None]
"""Takes the octets that a change adds, before they are kept, and raises where they are too many."""


def unmetered(octets: int) -> None:
    """Take anything."""


def new_octets(events: Iterable[AnyEvent], entries: Mapping[str, EntrySnapshot]) -> int:
    """Octets that events and entries take."""
    return sum(len(to_json(plain_event(event))) for event in events) + sum(
        len(to_json(plain_data(shown))) for shown in entries.values()
    )


def octets_of(dialect: str, review: Column[str]) -> ColumnElement[int]:
    """The octets of a review, for a query over reviews."""
    return _sum(dialect, EVENT, review) + _sum(dialect, ENTRY, review)


def _sum(dialect: str, table: object, review: Column[str]) -> ScalarSelect[int]:
    columns = table.c  # type: ignore[attr-defined]
    found = func.coalesce(func.sum(_octets(dialect, columns.content)), 0)
    return select(found).where(columns.review == review).scalar_subquery()


def _octets(dialect: str, content: Column[str]) -> ColumnElement[int]:
    # The length of a text is that in characters; older SQLites know no octet_length.
    if dialect == "sqlite":
        return func.length(cast(content, LargeBinary))
    return func.octet_length(content)


def all_octets(connection: Connection) -> int:
    """Octets of all reviews; with SQLite, of the pages of the file that are in use."""
    if connection.dialect.name == "sqlite":
        pages = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count(), "
        both = "pragma_freelist_count(), pragma_page_size()"
        return int(connection.execute(text(pages + both)).scalar_one())
    return sum(
        int(connection.execute(select(func.sum(func.octet_length(table.c.content)))).scalar() or 0)
        for table in (EVENT, ENTRY)
    )


class TotalOctets:
    """The octets of all reviews, measured at most every ``TOTAL_SECONDS``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._measured_at, self._octets = -math.inf, 0

    def octets(self) -> int:
        """What the reviews take, or took when they were last measured."""
        now = time.monotonic()
        if now - self._measured_at >= TOTAL_SECONDS:
            with self._database.read() as connection:
                self._octets = all_octets(connection)
            self._measured_at = now
        return self._octets


def moment(value: object) -> datetime | None:
    """A moment as a database has it, in UTC; None for what is none."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)

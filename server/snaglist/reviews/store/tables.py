"""The tables of the store, as the migrations make them; a test holds the two together."""

from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment that comes back in UTC from any database; SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the database is given."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the program is given."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

REVIEW = Table(
    "review",
    METADATA,
    Column("id", String(36), primary_key=True),
    # The record's own id. Several may have it: until 0.1, a file that was imported twice made two.
    Column("record", String(36), nullable=False),
    Column("made", UtcDateTime, nullable=False),
    Column("changed", UtcDateTime, nullable=False),
)

EVENT = Table(
    "event",
    METADATA,
    # The key makes a log of it: no second writer can take a number that is taken.
    Column("review", ForeignKey("review.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)

ENTRY = Table(
    "entry",
    METADATA,
    Column("review", ForeignKey("review.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", Text, nullable=False),
)

LINK = Table(
    "link",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("review", ForeignKey("review.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("made", UtcDateTime, nullable=False),
    Column("revoked", UtcDateTime),
)

SECRET = Table(
    "secret",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("value", String(100), nullable=False),
    CheckConstraint("id = 1", name="one"),
)

SESSION = Table(
    "session",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("begun", UtcDateTime, nullable=False),
    Column("seen", UtcDateTime, nullable=False),
)

"""A database by its address: SQLite in a file, or PostgreSQL; reading, and writing in one step.

A database that cannot be reached is no reason not to start: each call tries it again.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from snaglist.errors import UsageError
from snaglist.reviews.store.deadline import DEADLINE_SECONDS, Deadline, current, limited
from snaglist.reviews.store.engines import (
    make_file,
    postgresql_engine,
    sqlite_engine,
    stop_when_late,
)
from snaglist.reviews.store.errors import BUSY, UNTOUCHED, DatabaseError, database_error
from snaglist.reviews.store.fifo_lock import FifoLock
from snaglist.reviews.store.migrate import migrate
from snaglist.reviews.store.tables import REVIEW

CHECKPOINT_TIMEOUT = 2_000
"""Milliseconds to wait for readers before a log is emptied."""

DRIVER_ERRORS = (SQLAlchemyError, sqlite3.Error, UnicodeDecodeError)
"""What a driver raises; sqlite3 also fails to decode names in the tables of a damaged file."""

URL_FORMS = "It should be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."


class Database:
    """A database of reviews. ``where`` is its file or its address without the password.

    Made from an address, it raises ``UsageError`` for one that is not valid; every method raises
    ``DatabaseError`` where the database cannot be used, and where a call takes longer than its
    ``seconds`` (``DEADLINE_SECONDS`` for None), waiting for others included.
    """

    def __init__(self, url: str) -> None:
        self._ready = self._begun = False
        self._attempts, self._failure = 0, ""
        self._lock, self._turns = threading.Lock(), FifoLock()
        self._file: Path | None = None
        parsed = _parsed(url)
        if parsed.drivername == "sqlite":
            self._file = _file(parsed)
            self.where = str(self._file)
            self._engine = sqlite_engine(self._file)
        else:
            self.where = _without_password(parsed)
            self._engine = postgresql_engine(parsed)
        stop_when_late(self._engine)

    @contextmanager
    def read(self, seconds: float | None = None) -> Iterator[Connection]:
        """A connection on which all is read as it was at one time."""
        with self._telling(seconds):
            self._prepare()
            with self._engine.connect() as found:
                connection = found
                if self._file is None:
                    connection = found.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection

    @contextmanager
    def write(self, seconds: float | None = None) -> Iterator[Connection]:
        """A connection whose changes are all committed at the end, or none of them."""
        with self._telling(seconds):
            self._prepare()
            with (
                self._turn(),
                self._engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                yield connection

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    def _turn(self) -> AbstractContextManager[None]:
        return self._turns.turn(current().left) if self._file else nullcontext()

    def clear_log(self) -> None:
        """Bring SQLite's log into the file and empty it, so that nothing is left of the past.

        Where somebody still reads what was, the last connection to close does it in our place.
        """
        if self._file is None:
            return
        with (
            suppress(*DRIVER_ERRORS, DatabaseError),
            limited(DEADLINE_SECONDS),
            self._engine.connect() as connection,
        ):
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute(f"PRAGMA busy_timeout={CHECKPOINT_TIMEOUT}")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def check(self, seconds: float | None = None) -> None:
        """Raise ``DatabaseError`` where the database cannot be used."""
        with self._telling(seconds):
            self._prepare()

    def ping(self, seconds: float) -> None:
        """Raise ``DatabaseError`` unless the database can be read, and a file be written, in time.

        Nothing is changed. Where this process writes at the moment, that is proof enough.
        """
        with self.read(seconds) as connection:
            connection.execute(select(REVIEW.c.id).limit(1)).all()
        if self._file and not self._turns.taken:
            with self.write(seconds):
                pass

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _telling(self, seconds: float | None) -> Iterator[None]:
        with limited(DEADLINE_SECONDS if seconds is None else seconds) as deadline:
            try:
                yield
            except DRIVER_ERRORS as error:
                # Whatever it was, the tables are looked at again before they are trusted.
                self._ready = False
                # Not "from error": the statements of a driver's error hold what people wrote.
                raise _told(error, deadline) from None

    def _prepare(self) -> None:
        """See that the tables are there. Those who waited for another's attempt share its end."""
        if self._ready:
            return
        seen = self._attempts
        if not self._lock.acquire(timeout=current().left):
            raise DatabaseError(f"{BUSY} {UNTOUCHED}")
        try:
            if self._attempts == seen:
                self._attempts += 1
                self._attempt()
            elif self._failure:
                raise DatabaseError(self._failure)
        finally:
            self._lock.release()

    def _attempt(self) -> None:
        try:
            if self._file and not self._begun:
                make_file(self._file)
            migrate(self._engine, new=not self._begun)
        except (*DRIVER_ERRORS, DatabaseError) as error:
            fault = error if isinstance(error, DatabaseError) else _told(error, current())
            self._failure = str(fault)
            raise fault from None
        self._failure = ""
        self._ready = self._begun = True


def _told(error: Exception, deadline: Deadline) -> DatabaseError:
    """What to say of a driver's error; where we shut its socket ourselves, that."""
    return deadline.error() if deadline.shut else database_error(error)


def _parsed(url: str) -> URL:
    """The address taken apart; it is not repeated in errors, for it may hold a password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UsageError(
            f"SNAGLIST_DATABASE_URL is no address of a database. {URL_FORMS}"
        ) from None
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername != "sqlite":
        raise UsageError(f"SNAGLIST_DATABASE_URL begins with {parsed.drivername}. {URL_FORMS}")
    return parsed


def _file(url: URL) -> Path:
    if not url.database or url.database == ":memory:" or url.host or url.query:
        raise UsageError(f"SNAGLIST_DATABASE_URL names no file of SQLite. {URL_FORMS}")
    return Path(url.database).expanduser().absolute()


def _without_password(url: URL) -> str:
    query = {name: value for name, value in url.query.items() if "password" not in name}
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, query
    ).render_as_string()

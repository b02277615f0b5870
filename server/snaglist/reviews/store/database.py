"""A database by its address: SQLite in a file, or PostgreSQL; reading, and writing in one step.

A database that cannot be reached is no reason not to start: each call tries it again.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from snaglist.errors import UsageError
from snaglist.reviews.store.faults import GONE, READ_ONLY, StoreError, told
from snaglist.reviews.store.migrating import migrate

PATIENCE = 15
"""Seconds to wait for others who write."""

FORMS = "It should be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."


class Database:
    """Where reviews are kept. ``where`` says it to people, without the password."""

    def __init__(self, url: str) -> None:
        self._ready = self._begun = False
        self._attempts, self._failure = 0, ""
        self._lock = threading.Lock()
        self._file: Path | None = None
        parsed = _parsed(url)
        if parsed.drivername == "sqlite":
            self._file = _file(parsed)
            self.where = str(self._file)
            self._engine = self._sqlite()
        else:
            self.where = _without_password(parsed)
            self._engine = _postgresql(parsed)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection on which all is read as it was at one time."""
        with self._telling():
            self._prepare()
            with self._engine.connect() as found:
                connection = found
                if self._file is None:
                    connection = found.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are kept together at the end, or not at all."""
        with self._telling():
            self._prepare()
            with (
                self._engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                yield connection

    def clear_log(self) -> None:
        """Bring SQLite's log into the file and empty it, so that nothing is left of the past."""
        if self._file is None:
            return
        with self._telling(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def check(self) -> None:
        """Raise ``StoreError`` where the database cannot be used."""
        with self._telling():
            self._prepare()

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            # Whatever it was, the tables are looked at again before they are trusted.
            self._ready = False
            # Not "from error": the statements of a driver's error hold what people wrote.
            raise told(error) from None

    def _prepare(self) -> None:
        """See that the tables are there. Those who waited for another's attempt share its end."""
        if self._ready:
            return
        seen = self._attempts
        with self._lock:
            if self._attempts == seen:
                self._attempts += 1
                self._attempt()
            elif self._failure:
                raise StoreError(self._failure)

    def _attempt(self) -> None:
        try:
            if self._file and not self._begun:
                _make(self._file)
            migrate(self._engine, new=not self._begun)
        except (SQLAlchemyError, sqlite3.Error, StoreError) as error:
            fault = error if isinstance(error, StoreError) else told(error)
            self._failure = str(fault)
            raise fault from None
        self._failure = ""
        self._ready = self._begun = True

    def _sqlite(self) -> Engine:
        """No pool: a file that is put back is seen at once, and at rest it is one file, whole."""
        assert self._file is not None
        # Not made by SQLite: a file that was there and is gone is an error, not an empty one.
        address = f"{self._file.as_uri()}?mode=rw"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                for pragma in (
                    "journal_mode=WAL",
                    "synchronous=FULL",
                    "secure_delete=ON",
                    "foreign_keys=ON",
                ):
                    connection.execute(f"PRAGMA {pragma}")
            except sqlite3.Error:
                connection.close()
                raise
            return connection

        engine = create_engine(
            "sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True
        )

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            # To read first and write then could fail half-way; a writer waits at its beginning.
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine


def _parsed(url: str) -> URL:
    """The address taken apart; it is not repeated in errors, for it may hold a password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UsageError(f"SNAGLIST_DATABASE_URL is no address of a database. {FORMS}") from None
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername != "sqlite":
        raise UsageError(f"SNAGLIST_DATABASE_URL begins with {parsed.drivername}. {FORMS}")
    return parsed


def _file(url: URL) -> Path:
    if not url.database or url.database == ":memory:" or url.host or url.query:
        raise UsageError(f"SNAGLIST_DATABASE_URL names no file of SQLite. {FORMS}")
    return Path(url.database).expanduser().absolute()


def _make(file: Path) -> None:
    """The folder and an empty file, which only who runs the server may read."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        text = READ_ONLY if not file.exists() else GONE
        raise StoreError(text, f"{error.strerror}: {error.filename}") from None


def _without_password(url: URL) -> str:
    query = {name: value for name, value in url.query.items() if "password" not in name}
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, query
    ).render_as_string()


def _postgresql(url: URL) -> Engine:
    # A server that hangs must not hold up the threads that serve the catalogue.
    limits = {"connect_timeout": "5", "tcp_user_timeout": "10000"}
    given = {name: value for name, value in limits.items() if name not in url.query}
    try:
        engine = create_engine(
            url,
            connect_args=given,
            hide_parameters=True,
            max_overflow=20,
            pool_pre_ping=True,
            pool_timeout=PATIENCE,
        )
    except ModuleNotFoundError:
        raise UsageError(
            "PostgreSQL needs one more package: pip install 'snaglist[postgresql]'."
        ) from None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")

    return engine

"""Engines for SQLite and PostgreSQL, set up so that what is committed is on the disk."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

from snaglist.errors import UsageError
from snaglist.reviews.store.errors import GONE, READ_ONLY, DatabaseError

WRITE_TIMEOUT = 15
"""Seconds to wait for others who write."""

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON")


def make_file(file: Path) -> None:
    """Make the folder and an empty file that only the server can read; raises ``DatabaseError``."""
    if file.exists():
        return
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        text = GONE if os.access(error.filename, os.F_OK) else READ_ONLY
        raise DatabaseError(text, f"{error.strerror}: {error.filename}") from None


def sqlite_engine(file: Path) -> Engine:
    """SQLite without a pool: what is put back is seen at once, and at rest it is one whole file."""
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(file), poolclass=NullPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # To read first and write then could fail half-way; a writer waits at its beginning.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _connect(file: Path) -> sqlite3.Connection:
    # Not made by SQLite: a file that was there and is gone is an error, not an empty one.
    mode = "mode=rw"
    if _on_read_only_disk(file) and not Path(f"{file}-wal").exists():
        # SQLite reads a log of its own beside the file, which it cannot make there.
        mode = "mode=ro&immutable=1"
    connection = sqlite3.connect(
        f"{file.as_uri()}?{mode}",
        uri=True,
        timeout=WRITE_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _on_read_only_disk(file: Path) -> bool:
    """True where nobody can write, not even the administrator."""
    if not hasattr(os, "statvfs") or not file.parent.exists():
        return False
    return bool(os.statvfs(file.parent).f_flag & os.ST_RDONLY)


def postgresql_engine(url: URL) -> Engine:
    """PostgreSQL through psycopg; raises ``UsageError`` where that is not installed."""
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
            pool_timeout=WRITE_TIMEOUT,
        )
    except ModuleNotFoundError:
        raise UsageError(
            "PostgreSQL needs one more package: pip install 'snaglist[postgresql]'."
        ) from None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WRITE_TIMEOUT}s'")

    return engine

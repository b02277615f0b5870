"""Engines for SQLite and PostgreSQL, set up so that what is committed is on the disk."""

import math
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

from snaglist.errors import UsageError
from snaglist.reviews.store.deadline import current
from snaglist.reviews.store.errors import GONE, READ_ONLY, DatabaseError

CONNECT_SECONDS = 5
"""Seconds to connect to PostgreSQL, or less where less is left of the call."""

POOL_SECONDS = 2
"""Seconds to wait for one of the connections that there may be."""

POOL_SIZE, POOL_OVERFLOW = 5, 20
"""Connections that are kept, and how many more there may be at a time."""

PROGRESS_STEPS = 10_000
"""Steps of SQLite between two looks at the clock: about a millisecond."""

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
        # To connect may have taken some of the time.
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_milliseconds()}")
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
        timeout=current().left,
        isolation_level=None,
        check_same_thread=False,
    )
    deadline = current()
    connection.set_progress_handler(lambda: deadline.left <= 0, PROGRESS_STEPS)
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


def stop_when_late(engine: Engine) -> None:
    """Have each statement raise ``DatabaseError`` where the call's time is over already."""

    @event.listens_for(engine, "before_cursor_execute")
    def check(*arguments: Any) -> None:
        deadline = current()
        if deadline.left <= 0:
            raise deadline.error()


def _milliseconds() -> int:
    return math.ceil(current().left * 1_000)


def postgresql_engine(url: URL) -> Engine:
    """PostgreSQL through psycopg; raises ``UsageError`` where that is not installed.

    Each connection is under the deadline of the call that uses it, from its first octet.
    """
    limits = {"connect_timeout": str(CONNECT_SECONDS), "tcp_user_timeout": "10000"}
    given = {name: value for name, value in limits.items() if name not in url.query}
    try:
        engine = create_engine(
            url,
            connect_args=given,
            hide_parameters=True,
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pool_timeout=POOL_SECONDS,
        )
    except ModuleNotFoundError:
        raise UsageError(
            "PostgreSQL needs one more package: pip install 'snaglist[postgresql]'."
        ) from None

    @event.listens_for(engine, "do_connect")
    def connecting(
        dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]
    ) -> None:
        # What is no number is for libpq to refuse; zero and less would be no limit at all.
        with suppress(ValueError):
            asked = int(options["connect_timeout"])
            most = math.ceil(current().left)
            options["connect_timeout"] = max(1, min(asked if asked > 0 else CONNECT_SECONDS, most))

    # Before SQLAlchemy's own first questions to a server.
    @event.listens_for(engine, "connect", insert=True)
    def connected(connection: Any, record: Any) -> None:
        current().add(connection.fileno())

    @event.listens_for(engine, "checkout")
    def taken(connection: Any, record: Any, proxy: Any) -> None:
        _check_alive(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The server stops at the same time, so that it does not work on for nobody.
        left = max(1, _milliseconds())
        connection.exec_driver_sql(
            f"SET LOCAL statement_timeout = {left}; SET LOCAL lock_timeout = {left}"
        )

    return engine


def _check_alive(connection: Any) -> None:
    """See whether a connection from the pool is alive; else another one is taken.

    SQLAlchemy's own ``pool_pre_ping`` asks before anybody could set a time for the answer.
    """
    import psycopg

    try:
        current().add(connection.fileno())
        connection.autocommit = True
        connection.execute("SELECT 1")
        connection.autocommit = False
    except (psycopg.Error, OSError) as error:
        if current().over:
            raise
        # Where one is dead, the others are, too.
        raise InvalidatePoolError(str(error)) from error

"""Bring the tables of a database to the form that this program knows."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

from snaglist.reviews.store.errors import EMPTIED, NEWER, DatabaseError

if TYPE_CHECKING:
    # Alembic is read when it is first needed: it takes longer than all else here.
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY = int.from_bytes(b"snag")
"""The number of the lock under which one server at a time migrates a PostgreSQL database."""


def migrate(engine: Engine, *, new: bool) -> None:
    """Bring the tables to the newest form; with ``new``, a database without any may get them.

    Raises ``DatabaseError`` for a database that was in use and is empty now, for it was lost and is
    not begun anew under its users, and for one that a newer program made.
    """
    with engine.connect() as connection:
        current = _revision(connection)
    newest = _newest()
    if current == newest:
        return
    if current is None and not new:
        raise DatabaseError(EMPTIED)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY})
        # Another server may have done it meanwhile; then there is nothing left to do.
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.util import CommandError

    configured = _config()
    configured.attributes["connection"] = connection
    try:
        command.upgrade(configured, "head")
    except CommandError as error:
        raise DatabaseError(NEWER, str(error)) from None


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    # Per cent signs begin an insertion there.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@cache
def _newest() -> str | None:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config()).get_current_head()


def _revision(connection: Connection) -> str | None:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()

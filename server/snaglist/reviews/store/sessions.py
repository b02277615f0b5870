"""Sessions of administrators: they end when they are left, when nobody uses them, and by age.

They are in the database, so that all servers of one database agree on which have ended. Of a
session only the hash of its key is kept, made with the administrator's token: another token ends
all sessions.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from snaglist.reviews.store.database import Database
from snaglist.reviews.store.links import new_token, token_hash
from snaglist.reviews.store.tables import SESSION

IDLE = timedelta(minutes=30)
"""After so long without a request a session ends (ASVS 4.0.3, 3.3.2)."""

LONGEST = timedelta(hours=12)
"""After so long it ends, whatever was done in it (ASVS 4.0.3, 3.3.2)."""

SEEN_EVERY = timedelta(minutes=1)
"""How often it is noted that a session is used."""

AHEAD = timedelta(minutes=5)
"""How far the clocks of two servers may differ."""


class Sessions:
    """The sessions in a database. Every method raises ``DatabaseError`` where it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, admin_token: str, now: datetime) -> str:
        """Begin a session for who gave the token; gives its key, which is kept nowhere."""
        key = new_token()
        row = {"hash": _hash(key, admin_token), "begun": now, "seen": now}
        with self._database.write() as connection:
            _remove_ended(connection, now)
            connection.execute(insert(SESSION), row)
        return key

    def holds(self, key: str, admin_token: str, now: datetime) -> bool:
        """True for the key of a session that has not ended; it goes on from now."""
        ours = SESSION.c.hash == _hash(key, admin_token)
        with self._database.read() as connection:
            row = connection.execute(select(SESSION).where(ours)).one_or_none()
        if row is None or not _goes_on(row.begun, row.seen, now):
            return False
        if now - row.seen >= SEEN_EVERY:
            with self._database.write() as connection:
                connection.execute(update(SESSION).where(ours).values(seen=now))
        return True

    def end(self, key: str, admin_token: str) -> None:
        """End a session; a copy of its key is worth nothing from now on."""
        with self._database.write() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.hash == _hash(key, admin_token)))


def _goes_on(begun: datetime, seen: datetime, now: datetime) -> bool:
    # A clock that was set back must not make a session last longer.
    return now - begun < LONGEST and now - seen < IDLE and begun - now < AHEAD


def _remove_ended(connection: Connection, now: datetime) -> None:
    ended = or_(
        SESSION.c.begun <= now - LONGEST,
        SESSION.c.seen <= now - IDLE,
        SESSION.c.begun >= now + AHEAD,
    )
    connection.execute(delete(SESSION).where(ended))


def _hash(key: str, admin_token: str) -> str:
    return token_hash(f"{key} {admin_token}")

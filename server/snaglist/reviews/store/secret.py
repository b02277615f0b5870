"""A key that all servers of a database share, to sign what they give to browsers."""

import secrets

from sqlalchemy import select, text

from snaglist.reviews.store.database import Database
from snaglist.reviews.store.tables import SECRET


def shared_secret(database: Database) -> str:
    """The key; made when it is first asked for."""
    query = select(SECRET.c.value)
    with database.read() as connection:
        found = connection.execute(query).scalar_one_or_none()
    if found is not None:
        return str(found)
    made = text("INSERT INTO secret (id, value) VALUES (1, :value) ON CONFLICT DO NOTHING")
    with database.write() as connection:
        connection.execute(made, {"value": secrets.token_urlsafe(32)})
        # Another server may have been first; its key it is then.
        return str(connection.execute(query).scalar_one())

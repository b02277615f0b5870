"""Alembic's way in: the steps run on the connection that they are handed."""

from alembic import context

from snaglist.reviews.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite changes tables by copying them.
    render_as_batch=True,
)
context.run_migrations()

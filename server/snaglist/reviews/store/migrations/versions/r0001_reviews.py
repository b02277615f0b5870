"""The tables that reviews begin with."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "review",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_table(
        "event",
        sa.Column("review", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("review", "number", name="pk_event"),
        sa.ForeignKeyConstraint(["review"], ["review.id"], name="fk_event_review"),
    )
    op.create_table(
        "entry",
        sa.Column("review", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("review", "digest", name="pk_entry"),
        sa.ForeignKeyConstraint(["review"], ["review.id"], name="fk_entry_review"),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("review", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        sa.UniqueConstraint("hash", name="uq_link_hash"),
        sa.ForeignKeyConstraint(["review"], ["review.id"], name="fk_link_review"),
    )
    op.create_index("ix_link_review", "link", ["review"])
    op.create_table(
        "secret",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("value", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_secret"),
        sa.CheckConstraint("id = 1", name=op.f("ck_secret_one")),
    )


def downgrade() -> None:
    """Take the tables away, and all reviews with them."""
    for name in ("secret", "link", "entry", "event", "review"):
        op.drop_table(name)

"""The reviews of a server as its administrator sees them, who is not shown what they are about."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, ScalarSelect, func, select, type_coerce
from sqlalchemy.types import NullType

from snaglist.errors import NotFoundError
from snaglist.reviews.store.repository import delete_review
from snaglist.reviews.store.sizes import moment, octets_of
from snaglist.reviews.store.tables import EVENT, LINK, REVIEW

REVIEW_ID = re.compile("[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A review as its server's administrator sees it, who is not shown what it is about.

    ``id`` is that of the database, ``record`` the review's own, as its file has it. ``octets`` are
    those of its events and entries as they are kept. Where the database has what makes no sense,
    ``record`` is empty, and a moment None.
    """

    id: str
    record: str
    made: datetime | None
    changed: datetime | None
    events: int
    links: int
    octets: int


def list_reviews(connection: Connection) -> tuple[ReviewRow, ...]:
    """All reviews, the newest first."""
    query = select(
        REVIEW.c.id,
        REVIEW.c.record,
        # As they are kept: a day that is none must not hide all other reviews.
        type_coerce(REVIEW.c.made, NullType).label("made"),
        type_coerce(REVIEW.c.changed, NullType).label("changed"),
        _number_of(EVENT.c.review).label("events"),
        _number_of(LINK.c.review, LINK.c.revoked.is_(None)).label("links"),
        octets_of(connection.dialect.name, REVIEW.c.id).label("octets"),
    ).order_by(REVIEW.c.made.desc(), REVIEW.c.id)
    return tuple(
        ReviewRow(
            **{
                **row._mapping,
                "record": row.record if isinstance(row.record, str) else "",
                "made": moment(row.made),
                "changed": moment(row.changed),
            }
        )
        for row in connection.execute(query)
    )


def delete_listed(connection: Connection, review_id: str) -> None:
    """Delete a review by its id; raises ``NotFoundError`` where there is none."""
    if not REVIEW_ID.fullmatch(review_id) or not delete_review(connection, review_id):
        raise NotFoundError(review_id)


def _number_of(review: Column[str], *such: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many rows of a table belong to a review."""
    return select(func.count()).where(review == REVIEW.c.id, *such).scalar_subquery()

"""Who is let in to a review, and its links: made, named and revoked within a transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, update

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.field_types import OptionalLineText
from snaglist.reviews.names import check_visible
from snaglist.reviews.record import Record
from snaglist.reviews.store.errors import LinkError, NoReviewError
from snaglist.reviews.store.links import Link, LinkKind, new_token, token_hash
from snaglist.reviews.store.repository import find_link, insert_link, insert_review, links_of
from snaglist.reviews.store.tables import LINK

MOST_LINKS = 50
LINK_NAME: TypeAdapter[str] = TypeAdapter(OptionalLineText)


def admit(connection: Connection, token: str, *, lock: bool = False) -> tuple[str, Link]:
    """The review that a token opens, by its id, and the link; raises ``NoReviewError`` for none.

    With ``lock`` the review waits for this transaction, where the database has it so.
    """
    found = find_link(connection, token, lock=lock)
    if found is None:
        raise NoReviewError
    return found


def check_manages(link: Link) -> None:
    """Raise ``LinkError`` for a link that others cannot be managed with."""
    if link.kind is not LinkKind.EDIT:
        raise LinkError("This needs the link to edit the review with. Ask whoever sent you yours.")


def new_review(
    connection: Connection, record: Record, reviewers: Sequence[str], now: datetime
) -> tuple[str, ...]:
    """The rows of a new review and its links; gives and raises what ``ReviewStore.create`` does."""
    links = [(LinkKind.EDIT, ""), (LinkKind.VIEW, "")]
    links += [(LinkKind.REVIEWER, _named(LinkKind.REVIEWER, name)) for name in reviewers]
    review = insert_review(connection, record, now)
    return tuple(_insert(connection, review, kind, name, now) for kind, name in links)


def add_link(connection: Connection, review: str, kind: LinkKind, name: str, now: datetime) -> str:
    """One more link to a review; gives its token and raises what ``ReviewStore.new_link`` does."""
    live = [link for link in links_of(connection, review) if not link.revoked]
    if len(live) >= MOST_LINKS:
        raise UsageError(f"A review has {MOST_LINKS} links at most; revoke one first.")
    return _insert(connection, review, kind, _named(kind, name), now)


def revoke_link(connection: Connection, review: str, link_id: str, now: datetime) -> None:
    """End a link of a review; raises what ``ReviewStore.revoke`` does."""
    links = links_of(connection, review)
    link = next((link for link in links if link.id == link_id), None)
    if link is None:
        raise NotFoundError(link_id)
    edits = [each for each in links if each.kind is LinkKind.EDIT and not each.revoked]
    if edits == [link]:
        raise UsageError(
            "This is the last link to edit the review with. Make another first, or delete "
            "the review."
        )
    if not link.revoked:
        connection.execute(update(LINK).where(LINK.c.id == link_id).values(revoked=now))


def _insert(connection: Connection, review: str, kind: LinkKind, name: str, now: datetime) -> str:
    token = new_token()
    link = Link(id=str(uuid4()), kind=kind, name=name, made=now)
    insert_link(connection, review, link, token_hash(token))
    return token


def _named(kind: LinkKind, name: str) -> str:
    """The cleaned name of a link; that of a reviewer is the one under which they answer."""
    try:
        cleaned = LINK_NAME.validate_python(name)
    except ValidationError as error:
        raise UsageError(f"The name of the link {error.errors()[0]['msg']}.") from None
    if kind is LinkKind.REVIEWER and not cleaned:
        raise UsageError("The link of a reviewer needs the reviewer's name.")
    check_visible("The name of the link", cleaned)
    return cleaned

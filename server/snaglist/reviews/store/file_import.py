"""A file of a review that a server has already: what it has more, and the two of them joined.

Whoever brings such a file needs the link to edit the review with: a file is no key to what others
wrote since. Without the link it can be kept as a review of its own, if that is what is wanted.
"""

from dataclasses import dataclass

from sqlalchemy import func, select

from snaglist.reviews.events import Record
from snaglist.reviews.merge import CopyComparison, compare_copies
from snaglist.reviews.store.errors import LinkError
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.reviews.store.review_store import ReviewStore, Visit
from snaglist.reviews.store.sizes import Meter, unmetered
from snaglist.reviews.store.tables import REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedFile:
    """A review after a file of it was joined, and what that meant for it."""

    visit: Visit
    comparison: CopyComparison


def reviews_of(store: ReviewStore, file: Record) -> int:
    """How many reviews of the server have the id of a file; more than one if somebody wished so."""
    query = select(func.count()).where(REVIEW.c.record == str(file.id))
    with store.database.read() as connection:
        return int(connection.execute(query).scalar_one())


def compare_file(store: ReviewStore, token: str, file: Record) -> CopyComparison:
    """What joining a file would mean for the review that a token opens; nothing is changed.

    While reviewers answer blind, nothing is said of what only the server has. Raises
    ``NoReviewError``, ``LinkError`` for a link that is not the one to edit with, and as
    ``merge.append_copy`` does where the two do not go together.
    """
    visit = store.visit(token)
    _check_edits(visit.link)
    return compare_copies(visit.record, file)


def join_file(store: ReviewStore, token: str, file: Record, meter: Meter = unmetered) -> JoinedFile:
    """Put into a review what a file of it has more; joined once more, it changes nothing.

    Raises as ``compare_file`` and ``ReviewStore.change`` do; nothing is changed then.
    """
    found: list[CopyComparison] = []

    def deed(record: Record, link: Link) -> Record:
        _check_edits(link)
        found.append(compare_copies(record, file))
        return found[-1].whole

    visit = store.change(token, deed, meter)
    return JoinedFile(visit=visit, comparison=found[-1])


def _check_edits(link: Link) -> None:
    if link.kind is not LinkKind.EDIT:
        raise LinkError("To join a file, use the link to edit the review with.")

"""A review of its own that begins as the copy of another."""

from uuid import UUID

from snaglist.errors import UsageError
from snaglist.reviews.events.answering import FollowedUp
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError


def copy_of(record: Record, identifier: UUID) -> Record:
    """The same under another id, without what signed it and what was said after a signature.

    A signature is over the id, too, so that it would hold in no copy; and where nothing was signed,
    nothing can follow it up. Raises ``UsageError`` where something else rests on a signature.
    """
    resting = Signed | Reopened | FollowedUp
    events = tuple(each for each in record.events if not isinstance(each, resting))
    copied = record.model_copy(update={"id": identifier, "events": events, "numbers": ()})
    try:
        rebuild(copied)
    except RecordError as error:
        raise UsageError(
            "A copy of this review would lack its signatures, and something in it rests on them: "
            f"{error}"
        ) from error
    return copied

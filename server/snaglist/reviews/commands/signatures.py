"""Commands that sign a record off, and that open it again."""

from collections.abc import Sequence
from datetime import datetime

from snaglist.reviews.commands.append import append_event
from snaglist.reviews.events.fields import AskedSigner, Scope
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.field_types import offset_text
from snaglist.reviews.hashing import signature_digest
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.signing import check_asked, check_rows, coverage, role_of
from snaglist.reviews.state import RecordError


def sign(
    record: Record,
    *,
    by: str,
    now: datetime,
    role: str = "",
    statement: str = "",
    scope: Scope = Scope.ALL,
    also: Sequence[AskedSigner] = (),
) -> Record:
    """Sign the record off, which freezes it; the signature has a digest of all that it holds.

    Where it is signed already, this is one more signature of the same issues. ``also`` are asked
    to sign as well. Raises ``RecordError`` while issues that it covers are not looked at or
    reviewers differ on them, where it would cover nothing, and for who has signed; ``UsageError``
    where somebody is asked who has.
    """
    state = rebuild(record)
    found = coverage(record, state, scope)
    check_rows(state, found)
    check_asked(state, by, also)
    blank = Signed(
        at=now,
        by=by,
        role=role_of(state, by, role),
        statement=statement,
        of=found.scope,
        covers=found.covers,
        left_out=found.left_out,
        also=tuple(also),
        offset=offset_text(now),
        digest="0" * 64,
    )
    digest = signature_digest(record, len(record.events), blank)
    return append_event(record, state, blank.model_copy(update={"digest": digest}))


def reopen(record: Record, reason: str, *, by: str, now: datetime) -> Record:
    """Open a signed record again; the signature stays in it, and covers what was signed.

    Raises ``RecordError`` where it is open.
    """
    state = rebuild(record)
    if not state.signed:
        raise RecordError("The review is open; only a signed one can be reopened.")
    return append_event(record, state, Reopened(at=now, by=by, reason=reason))

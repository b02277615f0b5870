"""One answer to many issues at once, and each of them only as it was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from snaglist.reviews.answer_changes import changed_answer
from snaglist.reviews.commands.append import append_event
from snaglist.reviews.events.answering import Answered, Opined
from snaglist.reviews.record import Record
from snaglist.reviews.replay import apply_event
from snaglist.reviews.state import ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOutcome:
    """The record with the answers, the issues that were answered, and those that were not.

    Those changed since they were looked at, or are to be settled first.
    """

    record: Record
    answered: tuple[str, ...]
    changed: tuple[str, ...]


def answer_many(
    record: Record,
    state: ReviewState,
    shown: ReviewState,
    seen: Mapping[str, int],
    given: Mapping[str, Any],
    *,
    by: str,
    now: datetime,
) -> BulkOutcome:
    """Give the issues of ``seen`` one answer, which changes what ``given`` has of theirs.

    ``state`` must be the record's own, and ``shown`` as much of it as whoever answers may see;
    ``seen`` are the versions that they looked at. ``given`` is as in ``changed_answer``. The record
    is replayed once, however many issues there are. Raises ``RecordError`` for an issue that the
    review does not have and where nothing may be answered, and ``ValidationError`` and
    ``UsageError`` as ``answering.answer`` does; then nothing is answered.
    """
    answered, changed = [], []
    for issue, version in seen.items():
        item, before = state.item(issue), shown.item(issue)
        if before.version != version or item.differs or item.retired:
            changed.append(issue)
            continue
        new = changed_answer(before.answer, given)
        event: Answered | Opined
        if state.blind:
            name = state.reviewer(by) or by
            event = Opined(at=now, by=name, issue=issue, answer=new)
        else:
            heads = tuple(head.id for head in item.heads)
            status = item.answer.status
            event = Answered(
                at=now, by=by, issue=issue, before=status, revises=heads, answer=new
            )  # fmt: skip
        record = append_event(record, state, event)
        state = apply_event(state, event)
        answered.append(issue)
    return BulkOutcome(record=record, answered=tuple(answered), changed=tuple(changed))

"""Commands about single issues: to answer, to settle, to follow up; and to hand in blind ones."""

from collections.abc import Sequence
from datetime import date, datetime

from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.commands.append import append_event
from snaglist.reviews.events.answering import (
    Answered,
    FollowedUp,
    HandedIn,
    Opined,
    Settled,
    TookBack,
)
from snaglist.reviews.follow_ups import check_work
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import IssueState, RecordError
from snaglist.reviews.statuses import Answer


class ConflictError(SnaglistError):
    """Somebody else answered an issue meanwhile; ``item`` is its present state. HTTP status 409."""

    http_status = 409

    def __init__(self, item: IssueState) -> None:
        self.item = item
        super().__init__(
            f"{item.answered_by or 'Somebody'} changed {item.issue} while you were at it: it is "
            f"{item.answer.status} now. Nothing of yours is lost; look at both, then decide."
        )


def answer(
    record: Record,
    issue: str,
    given: Answer,
    *,
    by: str,
    now: datetime,
    seen: int | None = None,
) -> Record:
    """Answer an issue; blind, where the review is, under the name of the reviewer.

    ``seen`` is the version of the item that ``by`` looked at; None takes whatever there is. Raises
    ``ConflictError`` where it changed since, ``UsageError`` for an acceptance that is over already.
    """
    state = rebuild(record)
    item = state.item(issue)
    if not _only_rates(item.answer, given):
        _check_expiry(given, now)
    if state.blind:
        name = state.reviewer(by) or by
        return append_event(record, state, Opined(at=now, by=name, issue=issue, answer=given))
    _check_seen(item, seen)
    before = item.answer.status
    revised = tuple(head.id for head in item.heads)
    event = Answered(at=now, by=by, issue=issue, before=before, revises=revised, answer=given)
    return append_event(record, state, event)


def hand_in(record: Record, *, by: str, now: datetime) -> Record:
    """End the blind part for one reviewer; with the last of them, all is compared."""
    state = rebuild(record)
    event = HandedIn(at=now, by=state.reviewer(by) or by, compared="terms")
    return append_event(record, state, event)


def take_back(record: Record, *, by: str, now: datetime) -> Record:
    """Go on blind as a reviewer who has handed in; raises ``RecordError`` once all have."""
    state = rebuild(record)
    return append_event(record, state, TookBack(at=now, by=state.reviewer(by) or by))


def settle(
    record: Record,
    issue: str,
    given: Answer,
    resolution: str,
    *,
    by: str,
    now: datetime,
    seen: int | None = None,
) -> Record:
    """Settle an issue to which answers differ that were given apart, and say how it came to that.

    ``seen``, and what is raised for it, are as in ``answer``.
    """
    state = rebuild(record)
    item = state.item(issue)
    _check_expiry(given, now)
    _check_seen(item, seen)
    event = Settled(
        at=now,
        by=by,
        issue=issue,
        before=item.answer.status,
        revises=tuple(head.id for head in item.heads),
        answer=given,
        resolution=resolution,
    )
    return append_event(record, state, event)


def follow_up(
    record: Record,
    issue: str,
    *,
    by: str,
    now: datetime,
    done: str = "",
    due: date | None = None,
    links: Sequence[str] = (),
    note: str = "",
) -> Record:
    """Say what became of an issue after the signature, which holds as it did.

    Raises ``RecordError`` where the record is not signed, and where the issue has nothing to be
    followed up; ``UsageError`` for a day that has passed.
    """
    state = rebuild(record)
    item = state.item(issue)
    if not state.signed:
        raise RecordError("The review is not signed off, so its issues can be answered: do that.")
    if item.retired:
        raise RecordError(f"{issue} is retired; nothing is left to do of it.")
    check_work(item, done, due is not None)
    if due and due < now.date():
        raise UsageError(f"The new day, {due}, has already passed.")
    event = FollowedUp(
        at=now,
        by=by,
        issue=issue,
        follows=tuple(head.id for head in item.heads),
        done=done,
        due=due,
        links=tuple(links),
        note=note,
    )
    return append_event(record, state, event)


def _check_seen(item: IssueState, seen: int | None) -> None:
    if seen is not None and seen != item.version:
        raise ConflictError(item)


def _only_rates(before: Answer, given: Answer) -> bool:
    """True where an answer says how bad and how likely it is, and all else stays as it was."""
    rating = {"severity": given.severity, "likelihood": given.likelihood}
    return given != before and before.model_copy(update=rating) == given


def _check_expiry(given: Answer, now: datetime) -> None:
    if given.expires and given.expires < now.date():
        raise UsageError(f"The acceptance expires on {given.expires}, which has already passed.")

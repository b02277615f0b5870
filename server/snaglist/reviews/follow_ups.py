"""What became of an issue after a signature: its answer stays as it was signed, and is followed up.

A follow-up names the answers that it follows. Where an issue was answered anew since, as on another
branch, it is kept in the record and changes nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from snaglist.reviews.canonical import moment_text
from snaglist.reviews.events.answering import FollowedUp
from snaglist.reviews.state import IssueState, RecordError
from snaglist.reviews.statuses import STATUS_MEANINGS, Status

WORK = (Status.OPEN, Status.ACCEPTED)
"""Answers after which there is something that can be done, or be done later."""


def with_follow_up(item: IssueState, event: FollowedUp, number: int) -> IssueState:
    """The issue after a follow-up.

    Raises ``RecordError`` where it follows an answer that was never given, or one after which there
    is nothing to do.
    """
    if not {each.id for each in item.given}.issuperset(event.follows):
        raise RecordError(f"It follows an answer to {event.issue} that is not here.")
    after = replace(item, followed=(*item.followed, event), version=number)
    if event in after.follow_ups:
        check_work(item, event.done, event.due is not None)
    return after


def check_work(item: IssueState, done: str, again: bool) -> None:
    """Raise ``RecordError`` for a deed, or ``again`` a day, where there is nothing to be done."""
    status = item.answer.status
    if status is Status.NOT_LOOKED_AT or item.differs:
        raise RecordError(
            f"Nobody has answered {item.issue}, so there is nothing to follow up. Reopen the "
            "review and answer it."
        )
    if (done or again) and status not in WORK:
        raise RecordError(
            f"{item.issue} is {STATUS_MEANINGS[status].label}, so nothing is left to do. A link or "
            "a note can be added."
        )


def follow_up_text(event: FollowedUp) -> str:
    """What a follow-up says, such as ``done: The alert was rung``."""
    return "; ".join(_parts(event))


def follow_up_json(event: FollowedUp) -> dict[str, Any]:
    """A follow-up as JSON has it everywhere."""
    return {
        "at": moment_text(event.at),
        "by": event.by,
        "done": event.done,
        "due": event.due.isoformat() if event.due else None,
        "links": list(event.links),
        "note": event.note,
    }


def _parts(event: FollowedUp) -> Iterator[str]:
    if event.done:
        yield f"done: {event.done}"
    if event.due:
        yield f"due {event.due} now"
    yield from event.links
    if event.note:
        yield event.note

"""An event of a review in words, as they go after the name of whoever did it."""

from collections.abc import Sequence

from snaglist.reviews.events.answering import (
    Answered,
    FollowedUp,
    HandedIn,
    Opined,
    Settled,
    TookBack,
)
from snaglist.reviews.events.fields import PlacedIssue, Scope
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.events.signatures import Reopened, Signed
from snaglist.reviews.follow_ups import follow_up_text
from snaglist.reviews.record import AnyEvent
from snaglist.reviews.rows import is_edge, rows_text
from snaglist.reviews.statuses import Status, status_label


def event_text(event: AnyEvent, *, name_issue: bool = True) -> str:
    """What an event did, such as ``answered SNAG-001: open → addressed``.

    Without ``name_issue`` an answer does not say to which issue, for the history of that one.
    """
    match event:
        case Created():
            return f"began the review with {_rows(event.issues)}"
        case Profiled():
            return f"changed the profile, which leads to {_rows(event.issues)}"
        case Added():
            return f"added {event.issue.issue} by hand"
        case Answered() | Opined() | Settled():
            return _answer(event, f" {event.issue}" if name_issue else "")
        case HandedIn():
            return "handed in"
        case TookBack():
            return "took the hand-in back"
        case Signed():
            return _signature(event)
        case FollowedUp():
            said = " ".join(follow_up_text(event).split())
            return f"followed up{f' {event.issue}' if name_issue else ''}: {said}"
        case Reopened():
            return f"reopened the review: {event.reason}"
        case Upgraded():
            return _upgrade(event)


def concerns(event: AnyEvent, issue: str) -> bool:
    """True where an event did something to this issue."""
    match event:
        case Answered() | Opined() | Settled() | FollowedUp():
            return event.issue == issue
        case Added():
            return event.issue.issue == issue
        case Created() | Profiled():
            return any(placed.issue == issue for placed in event.issues)
        case Upgraded():
            new = (each.issue for each in event.issues)
            retired = (each.issue for each in event.retired)
            return issue in event.reworded or issue in new or issue in retired
        case HandedIn() | TookBack() | Signed() | Reopened():
            return False


def _signature(event: Signed) -> str:
    role = f" as {event.role}" if event.role else ""
    scope = "" if event.of is Scope.ALL else f" for {event.scope}"
    asked = " and ".join(signer.text for signer in event.also)
    return f"signed off{role}{scope}{f'; to sign as well: {asked}' if asked else ''}"


def _answer(event: Answered | Opined | Settled, issue: str) -> str:
    edge = is_edge(event.issue)
    after = status_label(event.answer.status, edge=edge)
    if event.answer.rating and event.answer.status is Status.NOT_LOOKED_AT:
        after = f"{after}, {event.answer.rating}"
    match event:
        case Answered():
            return f"answered{issue}: {status_label(event.before, edge=edge)} → {after}"
        case Opined():
            return f"answered blind{issue}: {after}"
        case Settled():
            return f"settled{issue} as {after}: {event.resolution}"


def _upgrade(event: Upgraded) -> str:
    parts = {
        "reworded": list(event.reworded),
        "new": [each.issue for each in event.issues],
        "retired": [each.issue for each in event.retired],
    }
    changed = "; ".join(f"{', '.join(names)} {what}" for what, names in parts.items() if names)
    edition = f"carried the review over to catalogue {event.catalogue.version}"
    return f"{edition}: {changed}" if changed else edition


def _rows(placed: Sequence[PlacedIssue]) -> str:
    return rows_text([each.issue for each in placed])

"""What was done in a review, as a list of who, when, what, from what to what."""

from snaglist.reviews.canonical import moment
from snaglist.reviews.events import (
    Added,
    Answered,
    AnyEvent,
    Created,
    HandedIn,
    Opined,
    Profiled,
    Reopened,
    Settled,
    Signed,
    Upgraded,
)
from snaglist.reviews.statuses import MEANINGS
from snaglist.web.reviews.room import Room
from snaglist.web.reviews.views import answer_view
from snaglist.web.reviews.visible import events_seen_by
from snaglist.web.site import View


def history(room: Room, issue: str = "") -> list[View]:
    """All that was done, the latest first; with ``issue``, to that one."""
    told = [
        {
            "number": number,
            "at": moment(event.at),
            "by": event.by,
            "did": event.did,
            "what": what(event, issue),
            "answer": answer_view(event.answer)
            if isinstance(event, Answered | Opined | Settled)
            else None,
        }
        for number, event in events_seen_by(room.record, room.state, room.link)
        if not issue or _touches(event, issue)
    ]
    return told[::-1]


def _touches(event: AnyEvent, issue: str) -> bool:
    match event:
        case Answered() | Opined() | Settled():
            return event.issue == issue
        case Added():
            return event.issue.issue == issue
        case Created() | Profiled():
            return any(placed.issue == issue for placed in event.issues)
        case Upgraded():
            gone = (each.issue for each in event.retired)
            new = (each.issue for each in event.issues)
            return issue in event.reworded or issue in gone or issue in new
        case _:
            return False


def what(event: AnyEvent, issue: str = "") -> str:
    """An event in a sentence that goes after a name."""
    name = "" if issue else " " + getattr(event, "issue", "") if _of_issue(event) else ""
    match event:
        case Created():
            return f"began the review with {len(event.issues)} issues"
        case Profiled():
            return f"answered the profile anew; it leads to {len(event.issues)} issues"
        case Added():
            return f"added {event.issue.issue} by hand"
        case Answered():
            before, after = MEANINGS[event.before].label, MEANINGS[event.answer.status].label
            return f"answered{name}: {before} → {after}"
        case Opined():
            return f"said blind{name}: {MEANINGS[event.answer.status].label}"
        case HandedIn():
            return "handed in what they said blind"
        case Settled():
            after = MEANINGS[event.answer.status].label
            return f"settled{name} as {after}: {event.resolution}"
        case Signed():
            return "signed the review off"
        case Reopened():
            return f"opened it again: {event.reason}"
        case Upgraded():
            return f"carried it over to catalogue {event.catalogue.version}"


def _of_issue(event: AnyEvent) -> bool:
    return isinstance(event, Answered | Opined | Settled)

"""What was done in a review, as a list of who, when, what, from what to what."""

from snaglist.reviews.event_text import concerns, event_text
from snaglist.reviews.events import Answered, Opined, Settled
from snaglist.reviews.hashing import moment
from snaglist.web.reviews.room import Room
from snaglist.web.reviews.views import answer_view
from snaglist.web.reviews.visible import events_seen_by
from snaglist.web.site import View


def history(room: Room, issue: str = "") -> list[View]:
    """All that was done, the latest first; with ``issue``, to that one."""
    found = [
        {
            "number": number,
            "at": moment(event.at),
            "by": event.by,
            "did": event.did,
            "what": event_text(event, name_issue=not issue),
            "answer": answer_view(event.answer)
            if isinstance(event, Answered | Opined | Settled)
            else None,
        }
        for number, event in events_seen_by(room.record, room.state, room.link)
        if not issue or concerns(event, issue)
    ]
    return found[::-1]

"""``/reviews/<token>/issues/<identifier>``: one issue in full, and the form that answers it."""

import re

from flask import jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import commands
from snaglist.reviews.commands import ConflictError
from snaglist.reviews.events import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import Item
from snaglist.reviews.statuses import MEANINGS, Answer, Status
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    GROUNDS,
    REFUSED,
    Reading,
    answer_values,
    errors_of,
    form_view,
    typed,
)
from snaglist.web.reviews.guard import AGAIN
from snaglist.web.reviews.history import history
from snaglist.web.reviews.room import NotAllowedError, Room, act, enter, now, writable
from snaglist.web.reviews.views import (
    OFFERED,
    answer_view,
    following,
    reworded_since,
    row_view,
    url_of,
)
from snaglist.web.reviews.visible import seen_by
from snaglist.web.site import View

PAGE = "/reviews/<token>/issues/<identifier>"

SEEN = re.compile("[0-9]{1,9}")
"""What a form says of the state of the issue it is about: the number of an event."""


@blueprint.get(PAGE)
def issue(token: str, identifier: str) -> ResponseReturnValue:
    """An issue of the review."""
    room = enter(token)
    item = room.item(identifier)
    values = {**answer_values(item.answer), "by": room.name, "seen": str(item.version)}
    if item.answer.status is Status.NOT_LOOKED_AT:
        values["status"] = ""  # so that nobody saves by accident what says nothing
    return _page(room, item, form_view(values))


@blueprint.get(f"{PAGE}.json")
def issue_json(token: str, identifier: str) -> ResponseReturnValue:
    """The same as JSON."""
    room = enter(token)
    return jsonify(issue_view(room, room.item(identifier)))


@blueprint.post(PAGE)
def answer(token: str, identifier: str) -> ResponseReturnValue:
    """Answer the issue, or settle it where reviewers differ; then on to the next."""
    room, posted = writable(token), typed()
    item = room.item(identifier)
    try:
        after = _answered(room, item, posted)
    except ConflictError as error:
        now_room = enter(token)
        latest = now_room.item(identifier)
        posted["seen"] = str(latest.version)
        return _page(now_room, latest, form_view(posted), 409, str(error))
    except REFUSED as error:
        return _page(room, item, form_view(posted, errors_of(error)), error.http_status)
    left = following(after, identifier)
    return redirect(after.url("issues", left) if left else after.url(), 303)


def answer_again(message: str, token: str, identifier: str) -> ResponseReturnValue:
    """The form with what was typed, and why it was not taken."""
    room = writable(token)
    return _page(room, room.item(identifier), form_view(typed(), {"": message}), 400)


AGAIN["reviews.answer"] = answer_again


def _answered(room: Room, item: Item, posted: dict[str, str]) -> Room:
    _check_turn(room)
    reading = Reading(posted)
    by = room.link.name if room.blind_reviewer else reading.text("by")
    given = reading.answer(item.answer)
    resolution = reading.text("resolution", GROUNDS) if item.differs else ""
    seen = posted.get("seen", "")
    if not SEEN.fullmatch(seen):
        reading.errors[""] = "The form does not say which state of the issue it is about; reload."
    reading.check()
    assert given is not None  # else there was an error

    def deed(record: Record, name: str) -> Record:
        if room.blind_reviewer:
            _check_own(record, room, item, int(seen))
        return _deed(record, item, given, resolution, name, int(seen))

    return act(room.token, deed, by)


def _deed(
    record: Record, item: Item, given: Answer, resolution: str, name: str, seen: int
) -> Record:
    if item.differs:
        return commands.settle(record, item.issue, given, resolution, by=name, now=now(), seen=seen)
    return commands.answer(record, item.issue, given, by=name, now=now(), seen=seen)


def _check_own(record: Record, room: Room, item: Item, seen: int) -> None:
    """Raises ``ConflictError`` where a blind reviewer's other window was first."""
    latest = seen_by(rebuild(record), room.link).items[item.issue]
    if latest.version != seen:
        raise ConflictError(latest)


def _check_turn(room: Room) -> None:
    """Raises ``NotAllowedError`` for who may answer later, but not while others answer blind."""
    if room.state.blind and not room.blind_reviewer:
        raise NotAllowedError(
            "Reviewers answer blind here, each by a link of their own. You can answer once all of "
            "them have handed in."
        )


def _page(
    room: Room, item: Item, form: View, status: int = 200, conflict: str = ""
) -> tuple[str, int]:
    view = issue_view(room, item)
    statuses = [
        {
            "value": status.value,
            "label": MEANINGS[status].label,
            "definition": MEANINGS[status].definition,
            "needs": MEANINGS[status].needs,
        }
        for status in OFFERED
    ]
    page = render_template(
        "reviews/issue.html",
        view=view,
        room=room,
        form=form,
        statuses=statuses,
        conflict=conflict,
    )
    return page, status


def issue_view(room: Room, item: Item) -> View:
    """All there is of an issue in the review."""
    names = list(room.state.items)
    at = names.index(item.issue)
    left = following(room, item.issue)
    return {
        **row_view(room, item),
        "review": {"title": room.state.title, "url": room.url(), "blind": room.state.blind},
        "place": {"number": at + 1, "of": len(names)},
        "entry_url": url_of(room.here, item.issue),
        "reworded": reworded_since(room, item),
        "opinions": [{"by": each.by, "answer": answer_view(each.answer)} for each in item.opinions],
        "differs": item.differs,
        "resolution": item.resolution,
        "history": history(room, item.issue),
        "previous": _reference(room, names[at - 1]) if at else None,
        "following": _reference(room, names[at + 1]) if names[at + 1 :] else None,
        "next_unanswered": _reference(room, left) if left else None,
    }


def _reference(room: Room, name: str) -> View:
    title = room.shown(room.state.items[name]).title
    return {"id": name, "title": title, "url": room.url("issues", name)}

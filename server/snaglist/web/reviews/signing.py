"""Signing a review off, which freezes it, and opening it again with a reason."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import commands
from snaglist.reviews.canonical import moment
from snaglist.reviews.events import Record
from snaglist.reviews.hashing import verifications
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    GROUNDS,
    OPTIONAL_LINE,
    REFUSED,
    SAID,
    Reading,
    errors_of,
    form_view,
    typed,
)
from snaglist.web.reviews.room import Room, act, enter, now, see_all, writable
from snaglist.web.reviews.views import unanswered
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/sign")
def signing(token: str) -> ResponseReturnValue:
    """Who signed what, whether it still holds, and the form to sign or to open again."""
    room = enter(token)
    see_all(room)
    return _page(room, form_view({"by": room.name}))


@blueprint.post("/reviews/<token>/sign")
def sign(token: str) -> ResponseReturnValue:
    """Sign the review off."""
    room, posted = writable(token), typed()
    see_all(room)
    reading = Reading(posted)
    by = reading.text("by")
    role, statement = reading.text("role", OPTIONAL_LINE), reading.text("statement", SAID)

    def deed(record: Record, name: str) -> Record:
        return commands.sign(record, by=name, now=now(), role=role, statement=statement)

    try:
        reading.check()
        act(token, deed, by)
    except REFUSED as error:
        return _page(room, form_view(posted, errors_of(error)), error.http_status)
    return redirect(room.url("sign"), 303)


@blueprint.post("/reviews/<token>/reopen")
def reopen(token: str) -> ResponseReturnValue:
    """Open a signed review again."""
    room, posted = writable(token), typed()
    reading = Reading(posted)
    by, reason = reading.text("by"), reading.text("reason", GROUNDS)

    def deed(record: Record, name: str) -> Record:
        return commands.reopen(record, reason, by=name, now=now())

    try:
        reading.check()
        act(token, deed, by)
    except REFUSED as error:
        return _page(room, form_view(posted, errors_of(error)), error.http_status)
    return redirect(room.url(), 303)


def _page(room: Room, form: View, status: int = 200) -> tuple[str, int]:
    left = unanswered(room)
    view = {
        "title": room.state.title,
        "signed": room.state.signed is not None,
        "left": [{"id": name, "url": room.url("issues", name)} for name in left],
        "signatures": [
            {
                "number": each.number,
                "by": each.signed.by,
                "role": each.signed.role,
                "statement": each.signed.statement,
                "at": moment(each.signed.at),
                "digest": each.signed.digest,
                "holds": each.holds,
            }
            for each in verifications(room.record)
        ],
        "form": form,
    }
    return render_template("reviews/sign.html", view=view, room=room), status

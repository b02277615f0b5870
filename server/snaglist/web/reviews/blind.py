"""Reviewers who answered blind: handing in, and where they differ."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.state import Item
from snaglist.reviews.statuses import NOT_LOOKED_AT
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.room import NotAllowedError, Room, act, enter, now, see_all, writable
from snaglist.web.reviews.views import answer_view, row_view, unanswered
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/hand-in")
def handing_in(token: str) -> ResponseReturnValue:
    """Asks whether that was all, as nothing can be said blind after it."""
    room = _blind(enter(token))
    view = {"title": room.state.title, "left": len(unanswered(room))}
    return render_template("reviews/hand_in.html", view=view, room=room)


@blueprint.post("/reviews/<token>/hand-in")
def hand_in(token: str) -> ResponseReturnValue:
    """Say that this was all; with the last reviewer, answers are compared."""

    def deed(record: Record, name: str) -> Record:
        return commands.hand_in(record, by=name, now=now())

    _blind(writable(token))
    room = act(token, deed)
    return redirect(room.url() if room.state.blind else room.url("differences"), 303)


def _blind(room: Room) -> Room:
    """The room, for who answers blind now; else ``NotAllowedError``."""
    if not room.blind_reviewer:
        raise NotAllowedError(
            "Only a reviewer who answers blind hands in, by the link of their own, and once."
        )
    return room


@blueprint.get("/reviews/<token>/differences")
def differences(token: str) -> ResponseReturnValue:
    """What each reviewer said where they did not say the same, and how it was settled."""
    room = enter(token)
    see_all(room)
    found = [item for item in room.state.items.values() if item.differs or item.resolution]
    view = {"title": room.state.title, "issues": [_difference(room, item) for item in found]}
    return render_template("reviews/differences.html", view=view, room=room)


def _difference(room: Room, item: Item) -> View:
    said = {opinion.by: opinion.answer for opinion in item.opinions}
    return {
        **row_view(room, item),
        "differs": item.differs,
        "resolution": item.resolution,
        "opinions": [
            {"by": name, "answer": answer_view(said.get(name, NOT_LOOKED_AT))}
            for name in room.state.reviewers
        ],
    }

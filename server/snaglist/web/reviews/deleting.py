"""Deleting a review with all that belongs to it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.kept import reviews
from snaglist.web.reviews.room import managed


@blueprint.get("/reviews/<token>/delete")
def deleting(token: str) -> ResponseReturnValue:
    """Asks once more."""
    room = managed(token)
    view = {"title": room.state.title, "deleted": False, "events": len(room.record.events)}
    return render_template("reviews/delete.html", view=view, room=room)


@blueprint.post("/reviews/<token>/delete")
def delete(token: str) -> ResponseReturnValue:
    """Delete the review; its links lead nowhere from now on."""
    room = managed(token)
    reviews().store.delete(token)
    view = {"title": room.state.title, "deleted": True}
    return render_template("reviews/delete.html", view=view, room=None)

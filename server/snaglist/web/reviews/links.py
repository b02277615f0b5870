"""The links to a review: which there are, one more, one less."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.canonical import moment
from snaglist.reviews.store.links import Kind, Link
from snaglist.web.reviews.begin import link_views
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import (
    LINE,
    OPTIONAL_LINE,
    REFUSED,
    Reading,
    errors_of,
    form_view,
    typed,
)
from snaglist.web.reviews.kept import reviews
from snaglist.web.reviews.room import NotAllowedError, Room, managed, now
from snaglist.web.site import View

KINDS = {
    Kind.EDIT: ("to edit", "Whoever has it may change everything, links too."),
    Kind.VIEW: ("to read", "Whoever has it may read and take copies."),
    Kind.REVIEWER: ("of a reviewer", "Whoever has it answers under that name, and no other."),
}


@blueprint.get("/reviews/<token>/links")
def links(token: str) -> ResponseReturnValue:
    """All links, without their tokens: these are not kept."""
    room = managed(token)
    return _page(room, form_view({"kind": Kind.VIEW.value}))


@blueprint.post("/reviews/<token>/links")
def new_link(token: str) -> ResponseReturnValue:
    """One more link, shown this once."""
    room, posted = managed(token), typed()
    reading = Reading(posted)
    kind = next((kind for kind in Kind if kind.value == posted.get("kind")), None)
    if kind is None:
        reading.errors["kind"] = "Choose one."
    name = reading.text("name", LINE if kind is Kind.REVIEWER else OPTIONAL_LINE)
    try:
        reading.check()
        assert kind is not None  # else there was an error
        if kind is Kind.REVIEWER:
            _check_alone(room, name)
        made = reviews().store.new_link(token, kind, name, now=now())
    except REFUSED as error:
        return _page(room, form_view(posted, errors_of(error)), error.http_status)
    return _page(room, form_view({"kind": kind.value}), 201, link_views([(kind.value, name, made)]))


def _check_alone(room: Room, name: str) -> None:
    """Raises ``UsageError`` where a second link would show what a blind reviewer says.

    By a new link it is seen too, but not in secret: the reviewer's own leads nowhere then.
    """
    live = (link for link in reviews().store.links(room.token) if not link.revoked)
    if room.state.blind and any(link.kind is Kind.REVIEWER and link.name == name for link in live):
        raise UsageError(
            f"{name} answers blind and has a link, and another one would show what they say. If "
            "it is lost, revoke it first."
        )


@blueprint.post("/reviews/<token>/links/<identifier>/revoke")
def revoke(token: str, identifier: str) -> ResponseReturnValue:
    """Make a link lead nowhere, at once and for good."""
    room = managed(token)
    if identifier == room.link.id:
        raise NotAllowedError(
            "That is the link you came by, and you would lock yourself out. Make another one to "
            "edit, open it, and revoke this one from there."
        )
    try:
        reviews().store.revoke(token, identifier, now=now())
    except REFUSED as error:
        return _page(room, form_view({}, errors_of(error)), error.http_status)
    except NotFoundError:
        raise NotFoundError("this link") from None
    return redirect(room.url("links"), 303)


def _page(
    room: Room, form: View, status: int = 200, made: list[View] | None = None
) -> tuple[str, int]:
    view = {
        "title": room.state.title,
        "links": [_link(room, link) for link in reviews().store.links(room.token)],
        "made": made or [],
        "kinds": [
            {"value": kind.value, "label": label, "definition": definition}
            for kind, (label, definition) in KINDS.items()
        ],
        "form": form,
    }
    return render_template("reviews/links.html", view=view, room=room), status


def _link(room: Room, link: Link) -> View:
    return {
        "id": link.id,
        "kind": link.kind.value,
        "kind_label": KINDS[link.kind][0],
        "name": link.name,
        "made": moment(link.made),
        "revoked": moment(link.revoked) if link.revoked else None,
        "here": link.id == room.link.id,
        "url": room.url("links", link.id, "revoke"),
    }

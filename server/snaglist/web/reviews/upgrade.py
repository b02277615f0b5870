"""A review carried to the catalogue as it is now, after a look at what that means."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import upgrade
from snaglist.reviews.events import Record
from snaglist.reviews.upgrade import Changes
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import REFUSED, Reading, errors_of, form_view, typed
from snaglist.web.reviews.room import Room, act, enter, now, see_all, writable
from snaglist.web.reviews.views import rewording_views, url_of
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/upgrade")
def show_upgrade(token: str) -> ResponseReturnValue:
    """What is carried, reworded, new and retired; nothing is changed by looking."""
    room = enter(token)
    see_all(room)
    return _page(room, form_view({"by": room.name}))


@blueprint.post("/reviews/<token>/upgrade")
def submit_upgrade(token: str) -> ResponseReturnValue:
    """Carry the review over."""
    room = writable(token)
    see_all(room)
    posted = typed()
    reading = Reading(posted)
    by = reading.text("by")

    def deed(record: Record, name: str) -> Record:
        return upgrade.upgrade(record, room.library, by=name, now=now())

    try:
        reading.check()
        act(token, deed, by)
    except REFUSED as error:
        return _page(room, form_view(posted, errors_of(error)), error.http_status)
    return redirect(room.url(), 303)


def _page(room: Room, form: View, status: int = 200) -> tuple[str, int]:
    changes = upgrade.changes(room.record, room.library)
    view = {**changes_view(room, changes), "title": room.state.title, "form": form}
    return render_template("reviews/upgrade.html", view=view, room=room), status


def changes_view(room: Room, changes: Changes) -> View:
    """What became of the issues between two editions."""
    now_shown = dict(changes.entries)
    items = room.state.items
    return {
        "old": changes.old.version,
        "new": changes.new.version,
        "same": changes.old == changes.new,
        "carried": [
            {"id": name, "title": room.shown(items[name]).title, "url": room.url("issues", name)}
            for name in changes.carried
        ],
        "reworded": [
            {
                "id": each.issue,
                "title": each.after.title,
                "category": each.after.category,
                "url": room.url("issues", each.issue),
                "rewordings": rewording_views(each.rewordings),
            }
            for each in changes.reworded
        ],
        "added": [
            {
                "id": each.issue,
                "title": now_shown[each.entry].title,
                "category": now_shown[each.entry].category,
                "url": url_of(room.here, each.issue),
                "why": [why.text for why in each.why],
            }
            for each in changes.added
        ],
        "retired": [
            {
                "id": each.issue,
                "title": room.shown(items[each.issue]).title,
                "why": each.why,
                "replaced_by": [
                    {"id": name, "url": url_of(room.here, name)} for name in each.replaced_by
                ],
            }
            for each in changes.retired
        ],
    }

"""The profile answered anew, and issues added by hand."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.web.reviews.begin import chosen_answers, profile_questions
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import REFUSED, SAID, Reading, errors_of, form_view, typed
from snaglist.web.reviews.room import Room, act, enter, now, writable
from snaglist.web.reviews.views import profile_view
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/profile")
def profile(token: str) -> ResponseReturnValue:
    """What was said of the project; to be said anew."""
    room = enter(token)
    said = {name: list(given) for name, given in room.state.profile.chosen().items()}
    form = form_view({"by": room.name, "words": room.state.profile.words})
    return _page(room, form, said)


@blueprint.post("/reviews/<token>/profile")
def profile_again(token: str) -> ResponseReturnValue:
    """Answer the profile anew; answers to issues stay."""
    room, posted, chosen = writable(token), typed(), chosen_answers()
    reading = Reading(posted)
    by, words = reading.text("by"), reading.text("words", SAID)

    def deed(record: Record, name: str) -> Record:
        return commands.profile_again(
            record, room.library, answers=chosen, words=words, by=name, now=now()
        )

    try:
        reading.check()
        act(token, deed, by)
    except REFUSED as error:
        return _page(room, form_view(posted, errors_of(error)), chosen, error.http_status)
    return redirect(room.url(), 303)


def _page(
    room: Room, form: View, chosen: dict[str, list[str]], status: int = 200
) -> tuple[str, int]:
    view = {
        "title": room.state.title,
        "profile": profile_questions(chosen),
        "said": profile_view(room.state.profile),
        "form": form,
    }
    return render_template("reviews/profile.html", view=view, room=room), status


@blueprint.get("/reviews/<token>/add")
def adding(token: str) -> ResponseReturnValue:
    """The issues that no answer led to, to add one by hand."""
    room = enter(token)
    return _choice(room, form_view({"by": room.name}))


@blueprint.post("/reviews/<token>/add")
def add(token: str) -> ResponseReturnValue:
    """Add an issue by hand."""
    room, posted = writable(token), typed()
    reading = Reading(posted)
    by, issue = reading.text("by"), posted.get("issue", "").strip().upper()
    if not issue:
        reading.errors["issue"] = "Choose one."

    def deed(record: Record, name: str) -> Record:
        return commands.add(record, room.library, issue, by=name, now=now())

    try:
        reading.check()
        act(token, deed, by)
    except REFUSED as error:
        return _choice(room, form_view(posted, errors_of(error)), error.http_status)
    return redirect(room.url("issues", issue), 303)


def _choice(room: Room, form: View, status: int = 200) -> tuple[str, int]:
    issues = [
        room.here.entry(issue.id)
        for issue in room.here.catalogue.issues
        if issue.id not in room.state.items and issue.retired is None
    ]
    view = {"title": room.state.title, "issues": issues, "form": form}
    return render_template("reviews/add.html", view=view, room=room), status

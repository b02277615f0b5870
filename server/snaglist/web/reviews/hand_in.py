"""Blind reviewers: the page on which they hand in."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.rows import rows_text
from snaglist.web.reviews.access import (
    Access,
    NotAllowedError,
    now,
    open_review,
    open_to_write,
    run_command,
)
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.saved import remember_saved
from snaglist.web.reviews.views import unanswered


@blueprint.get("/reviews/<token>/hand-in")
def show_hand_in(token: str) -> ResponseReturnValue:
    """Ask whether that was all, as nothing can be said blind after it."""
    access = _check_blind_reviewer(open_review(token))
    left = unanswered(access)
    view = {"title": access.state.title, "left": len(left), "left_text": rows_text(left)}
    return render_template("reviews/hand_in.html", view=view, access=access)


@blueprint.post("/reviews/<token>/hand-in")
def submit_hand_in(token: str) -> ResponseReturnValue:
    """Say that this was all; with the last reviewer, answers are compared."""

    def command(record: Record, name: str) -> Record:
        return commands.hand_in(record, by=name, now=now())

    _check_blind_reviewer(open_to_write(token))
    access = run_command(token, command)
    on = (
        "This is where you see differently."
        if not access.state.blind
        else "Others are still at it."
    )
    remember_saved(access, f"You have handed in. {on}")
    return redirect(access.url() if access.state.blind else access.url("differences"), 303)


def _check_blind_reviewer(access: Access) -> Access:
    """The same; raises ``NotAllowedError`` unless a blind reviewer asks who has not handed in."""
    if not access.is_blind_reviewer:
        raise NotAllowedError(
            "Only a reviewer who answers blind hands in, by the link of their own, and once."
        )
    return access

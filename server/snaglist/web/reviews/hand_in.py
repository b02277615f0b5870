"""Blind reviewers: the page on which they hand in."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews.commands import answering
from snaglist.reviews.record import Record
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
    """Ask whether that was all, or offer to take back what was handed in."""
    access = open_review(token)
    if not access.can_take_back:
        _check_blind_reviewer(access)
    left = unanswered(access)
    view = {"title": access.state.title, "left": len(left), "left_text": rows_text(left)}
    return render_template("reviews/hand_in.html", view=view, access=access)


@blueprint.post("/reviews/<token>/hand-in")
def submit_hand_in(token: str) -> ResponseReturnValue:
    """Say that this was all; with the last reviewer, answers are compared."""

    def command(record: Record, name: str) -> Record:
        return answering.hand_in(record, by=name, now=now())

    _check_blind_reviewer(open_to_write(token))
    access = run_command(token, command)
    on = (
        "This is where you see differently."
        if not access.state.blind
        else "Others are still at it."
    )
    remember_saved(access, f"You have handed in. {on}")
    return redirect(access.url() if access.state.blind else access.url("differences"), 303)


@blueprint.post("/reviews/<token>/take-back")
def submit_take_back(token: str) -> ResponseReturnValue:
    """Take a hand-in back, and go on blind."""

    def command(record: Record, name: str) -> Record:
        return answering.take_back(record, by=name, now=now())

    access = open_to_write(token)
    if not access.can_take_back:
        raise NotAllowedError(
            "Only a reviewer who has handed in takes that back, by the link of their own, and only "
            "until all have handed in."
        )
    access = run_command(token, command)
    remember_saved(access, "Your hand-in is taken back. Hand in again when you have said all.")
    return redirect(access.url(), 303)


def _check_blind_reviewer(access: Access) -> Access:
    """The same; raises ``NotAllowedError`` unless a blind reviewer asks who has not handed in."""
    if not access.is_blind_reviewer:
        raise NotAllowedError(
            "Only a reviewer who answers blind hands in, by the link of their own, and once."
        )
    return access

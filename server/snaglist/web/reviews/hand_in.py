"""Blind reviewers: the page on which they hand in, and where they differ."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from snaglist.reviews import commands
from snaglist.reviews.events import Record
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import NOT_LOOKED_AT
from snaglist.web.reviews.access import (
    Access,
    NotAllowedError,
    check_unblinded,
    now,
    open_review,
    open_to_write,
    run_command,
)
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.saved import remember_saved
from snaglist.web.reviews.views import answer_view, row_view, unanswered
from snaglist.web.site import View


@blueprint.get("/reviews/<token>/hand-in")
def show_hand_in(token: str) -> ResponseReturnValue:
    """Ask whether that was all, as nothing can be said blind after it."""
    access = _check_blind_reviewer(open_review(token))
    view = {"title": access.state.title, "left": len(unanswered(access))}
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


@blueprint.get("/reviews/<token>/differences")
def show_differences(token: str) -> ResponseReturnValue:
    """What each reviewer said where they did not say the same, and how it was settled."""
    access = open_review(token)
    check_unblinded(access)
    found = [item for item in access.state.items.values() if item.differs or item.resolution]
    view = {"title": access.state.title, "issues": [_difference(access, item) for item in found]}
    return render_template("reviews/differences.html", view=view, access=access)


def _difference(access: Access, item: IssueState) -> View:
    said = [(opinion.by, opinion.answer) for opinion in item.opinions]
    if not item.collided:
        given = dict(said)
        said = [(name, given.get(name, NOT_LOOKED_AT)) for name in access.state.reviewers]
    return {
        **row_view(access, item),
        "differs": item.differs,
        "difference": item.difference.value if item.difference else None,
        "resolution": item.resolution,
        "opinions": [{"by": name, "answer": answer_view(answer)} for name, answer in said],
    }

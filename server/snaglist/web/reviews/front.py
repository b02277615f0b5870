"""``/reviews``: what a review is, and the ways to one."""

from flask import render_template
from flask.typing import ResponseReturnValue

from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.kept import kept


@blueprint.get("/reviews")
def front() -> ResponseReturnValue:
    """What a review is; begin one, bring one as a file, or list all as the administrator."""
    return front_page()


def front_page(findings: str = "", status: int = 200) -> tuple[str, int]:
    """The page, with what is wrong in a file that somebody brought."""
    found = kept()
    # What exactly is wrong is for whoever runs the server, who is told at its start.
    fault = found is not None and found.store.fault() is not None
    view = {
        "kept": found is not None,
        "fault": fault,
        "admin": bool(found and found.admin_token),
        "findings": findings,
    }
    return render_template("reviews/front.html", view=view), 503 if fault else status

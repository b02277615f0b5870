"""What a page says at its beginning after a form was sent.

What was saved is said once on the next page of the same link. It waits in the cookie, as a redirect
lies between: a page that was reached by one can be loaded again, and come back to, without anything
being sent twice.
"""

from flask import g, session

from snaglist.web.reviews.access import Access
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.views import unanswered
from snaglist.web.site import View

SAVED_KEY = "saved"
"""Under which the cookie holds the link, and what was saved by it."""


def remember_saved(access: Access, text: str) -> None:
    """Have the next page of this link say what was saved, and what comes now.

    Not of the review: of two blind reviewers at one browser, neither is told of the other.
    """
    session[SAVED_KEY] = [access.link.id, text]


def saved_now(access: Access | None) -> str:
    """What was just saved by this link, or nothing; it is the same all through a request."""
    if access is None:
        return ""
    if "saved_now" not in g:
        link, text = session.get(SAVED_KEY) or ("", "")
        g.saved_now = text if link == access.link.id else ""
        if g.saved_now:
            session.pop(SAVED_KEY)
    return str(g.saved_now)


def what_is_left(access: Access) -> str:
    """How many issues somebody still has to say something of, as a sentence."""
    number = len(unanswered(access))
    if not number:
        return "No issue is left to look at."
    return f"{number} {'issue is' if number == 1 else 'issues are'} left to look at."


def failed_form(form: View | None, view: View) -> View | None:
    """The form of a page that was sent and did not do; None where none was.

    A page has one as ``form``, or some in its view, under whatever names.
    """
    found = (each for each in (form, *view.values()) if isinstance(each, dict))
    return next((each for each in found if each.get("errors") and "values" in each), None)


@blueprint.context_processor
def _offered() -> dict[str, object]:
    return {"saved_now": saved_now, "failed_form": failed_form}

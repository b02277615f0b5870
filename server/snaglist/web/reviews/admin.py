"""What the administrator of a server may: see that there are reviews, and delete them.

Not what is in them: the token of a link is kept as a hash, so nobody can be given one.
"""

import hashlib
import hmac

from flask import current_app, jsonify, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from snaglist.errors import SnaglistError
from snaglist.reviews.canonical import moment_text
from snaglist.web.errors import error_response
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import form_view
from snaglist.web.reviews.guard import rate_limited, rate_spent
from snaglist.web.reviews.storage import get_reviews
from snaglist.web.site import View, current_site

PROOF_KEY = "admin"
"""Under which the cookie holds the proof that the token was given."""


class NoAdministratorError(SnaglistError):
    """The server has no administrator's token."""

    http_status = 403

    def __init__(self) -> None:
        super().__init__(
            "Nobody may list the reviews of this server: it was started without "
            "SNAGLIST_ADMIN_TOKEN."
        )


@blueprint.get("/reviews/admin")
def show_admin() -> ResponseReturnValue:
    """All reviews by number and day, for who has given the token; else the form to give it."""
    _admin_token()
    return _page(form_view())


@blueprint.post("/reviews/admin")
def submit_token() -> ResponseReturnValue:
    """Give the token, or forget that it was given."""
    expected = _admin_token()
    if request.form.get("leave"):
        session.pop(PROOF_KEY, None)
    elif _equal(request.form.get("admin_token", ""), expected):
        session[PROOF_KEY] = _proof(expected)
    else:
        return _page(form_view({}, {"admin_token": "That is not the token."}), 403)
    return redirect(current_site().urls.path("reviews/admin"), 303)


@blueprint.post("/reviews/admin/<identifier>/delete")
def submit_delete_any(identifier: str) -> ResponseReturnValue:
    """Delete a review."""
    if not _admitted(_admin_token()):
        return _page(form_view({}, {"admin_token": "Give the token first."}), 403)
    get_reviews().store.delete_by_id(identifier)
    return redirect(current_site().urls.path("reviews/admin"), 303)


@blueprint.get("/reviews.json")
def reviews_json() -> ResponseReturnValue:
    """All reviews, for programs that send the token as ``Authorization: Bearer``."""
    expected = _admin_token()
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    # Too many guesses give the same answer where the last one is right, so that it cannot be seen.
    if rate_spent() or not token or not _equal(token, expected):
        refusal = "Send the administrator's token as a bearer token."
        response = rate_limited() or error_response(401, refusal)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    return jsonify({"reviews": _rows()})


def _admin_token() -> str:
    found = get_reviews().admin_token
    if not found:
        raise NoAdministratorError
    return found


def _equal(given: str, expected: str) -> bool:
    """True where both are equal; the time it takes does not depend on the texts."""
    one, other = (hashlib.sha256(text.encode()).digest() for text in (given, expected))
    return hmac.compare_digest(one, other)


def _proof(expected: str) -> str:
    """What the cookie of who gave the token holds; another token makes it worthless."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, expected.encode(), hashlib.sha256).hexdigest()


def _admitted(expected: str) -> bool:
    return hmac.compare_digest(str(session.get(PROOF_KEY, "")), _proof(expected))


def _rows() -> list[View]:
    return [
        {
            "id": row.id,
            "made": moment_text(row.made),
            "changed": moment_text(row.changed),
            "events": row.events,
            "links": row.links,
        }
        for row in get_reviews().store.rows()
    ]


def _page(form: View, status: int = 200) -> tuple[str, int]:
    admitted = _admitted(_admin_token())
    view = {"admitted": admitted, "rows": _rows() if admitted else [], "form": form}
    return render_template("reviews/admin.html", view=view), status

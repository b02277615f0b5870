"""What the administrator of a server may: see that there are reviews, and delete them.

Not what is in them: the token of a link is kept as a hash, so nobody can be given one.
"""

from datetime import datetime

from flask import jsonify, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from snaglist.errors import SnaglistError
from snaglist.reviews.canonical import moment_text
from snaglist.web.errors import error_response
from snaglist.web.reviews.access import now
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import form_view
from snaglist.web.reviews.guard import equal_secrets, rate_limited, rate_spent
from snaglist.web.reviews.quota import MEGABYTE
from snaglist.web.reviews.storage import get_reviews
from snaglist.web.site import View, current_site

SESSION_KEY = "admin"
"""Under which the cookie holds the key of the session of who gave the token."""


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
    """Give the token, which begins a session, or leave, which ends it for all its copies."""
    expected, sessions = _admin_token(), get_reviews().store.sessions
    if request.form.get("leave"):
        sessions.end(_session_key(), expected)
        session.pop(SESSION_KEY, None)
    elif equal_secrets(request.form.get("admin_token", ""), expected):
        sessions.end(_session_key(), expected)
        session[SESSION_KEY] = sessions.begin(expected, now())
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
    if rate_spent() or not token or not equal_secrets(token, expected):
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


def _session_key() -> str:
    return str(session.get(SESSION_KEY, ""))


def _admitted(expected: str) -> bool:
    key = _session_key()
    return bool(key) and get_reviews().store.sessions.holds(key, expected, now())


def _rows() -> list[View]:
    return [
        {
            "id": row.id,
            "record": row.record,
            "made": _moment(row.made),
            "changed": _moment(row.changed),
            "events": row.events,
            "links": row.links,
            "octets": row.octets,
        }
        for row in get_reviews().store.rows()
    ]


def _moment(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None


def _page(form: View, status: int = 200) -> tuple[str, int]:
    admitted = _admitted(_admin_token())
    rows, quotas = _rows() if admitted else [], get_reviews().quotas
    view = {
        "admitted": admitted,
        "rows": rows,
        "octets": get_reviews().store.total_octets() if admitted else 0,
        "most_octets": quotas.disk * MEGABYTE,
        "form": form,
    }
    return render_template("reviews/admin.html", view=view), status

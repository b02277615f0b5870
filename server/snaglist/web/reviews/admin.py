"""What the administrator of a server may: see that there are reviews, and delete them.

Not what is in them: the token of a link is kept as a hash, so nobody can be given one.
"""

import hashlib
import hmac

from flask import current_app, jsonify, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from snaglist.errors import SnaglistError
from snaglist.reviews.canonical import moment
from snaglist.web.errors import answer
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.forms import form_view
from snaglist.web.reviews.guard import spent, too_fast
from snaglist.web.reviews.kept import reviews
from snaglist.web.site import View, site

MARK = "admin"


class NoAdministratorError(SnaglistError):
    """The server has no administrator's token."""

    http_status = 403

    def __init__(self) -> None:
        super().__init__(
            "Nobody may list the reviews of this server: it was started without "
            "SNAGLIST_ADMIN_TOKEN."
        )


@blueprint.get("/reviews/admin")
def administer() -> ResponseReturnValue:
    """All reviews by number and day, for who has given the token; else the form to give it."""
    _expected()
    return _page(form_view())


@blueprint.post("/reviews/admin")
def come_in() -> ResponseReturnValue:
    """Give the token, or go out again."""
    expected = _expected()
    if request.form.get("leave"):
        session.pop(MARK, None)
    elif _same(request.form.get("admin_token", ""), expected):
        session[MARK] = _pass(expected)
    else:
        return _page(form_view({}, {"admin_token": "That is not the token."}), 403)
    return redirect(site().urls.path("reviews/admin"), 303)


@blueprint.post("/reviews/admin/<identifier>/delete")
def delete_any(identifier: str) -> ResponseReturnValue:
    """Delete a review."""
    if not _admitted(_expected()):
        return _page(form_view({}, {"admin_token": "Give the token first."}), 403)
    reviews().store.delete_by_id(identifier)
    return redirect(site().urls.path("reviews/admin"), 303)


@blueprint.get("/reviews.json")
def reviews_json() -> ResponseReturnValue:
    """All reviews, for programs that send the token as ``Authorization: Bearer``."""
    expected = _expected()
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    # Who guessed too often is told so even where the guess is right: else it could be told apart.
    if spent() or not token or not _same(token, expected):
        response = too_fast() or answer(401, "Send the administrator's token as a bearer token.")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    return jsonify({"reviews": _rows()})


def _expected() -> str:
    found = reviews().admin_token
    if not found:
        raise NoAdministratorError
    return found


def _same(given: str, expected: str) -> bool:
    """Compared by hashes, so that the time it takes tells nothing, not even the length."""
    one, other = (hashlib.sha256(text.encode()).digest() for text in (given, expected))
    return hmac.compare_digest(one, other)


def _pass(expected: str) -> str:
    """What stands in the cookie of who gave the token; another token makes it worthless."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, expected.encode(), hashlib.sha256).hexdigest()


def _admitted(expected: str) -> bool:
    return hmac.compare_digest(str(session.get(MARK, "")), _pass(expected))


def _rows() -> list[View]:
    return [
        {
            "id": row.id,
            "made": moment(row.made),
            "changed": moment(row.changed),
            "events": row.events,
            "links": row.links,
        }
        for row in reviews().store.rows()
    ]


def _page(form: View, status: int = 200) -> tuple[str, int]:
    admitted = _admitted(_expected())
    view = {"admitted": admitted, "rows": _rows() if admitted else [], "form": form}
    return render_template("reviews/admin.html", view=view), status

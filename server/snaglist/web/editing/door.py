"""Who may write: the browser that opened the printed address, on this machine, from our pages.

Any page that is open in the browser can send requests here, and any name can point here. So each
request must come over loopback, ask for this machine by a name that no page elsewhere can have, and
have the cookie; each that changes something must say that it comes from this very address (a server
on another port of this machine is the same "site" to cookies), and have what our forms have.
"""

import hmac
from hashlib import sha256

from flask import Blueprint, Response, make_response, redirect, request, url_for

from snaglist.addresses import find_address, normal_name, split_port
from snaglist.web.editing.editor import current_editing
from snaglist.web.errors import error_response
from snaglist.web.forwarding import PROXIED

KEY = "key"
"""The parameter of the printed address that has the secret."""

FORM_FIELD = "form"
"""The hidden field that makes a form ours."""

MAX_FORM_BYTES = 200_000
"""Octets of a form: words of an interview, and a memo."""

LOCAL = "localhost"
NOT_HERE = "Only a browser on this machine may code, under 127.0.0.1 or localhost."
NO_KEY = (
    "This browser may not code. Open the address that snag serve printed when it started; each "
    "start has a new one."
)
NOT_OURS = (
    "This form does not come from a page of this server, so nothing was written. Open the page "
    "again, and send it from there."
)
blueprint = Blueprint("editing", __name__)


@blueprint.before_request
def check_request() -> Response | None:
    """Refuse who may not; lead who has the printed address in."""
    request.max_content_length = request.max_form_memory_size = MAX_FORM_BYTES
    if not _is_local():
        return error_response(403, NOT_HERE)
    secret = current_editing().secret
    given = request.args.get(KEY)
    if given is not None and request.method == "GET":
        return _let_in(secret) if _equal(given, secret) else error_response(403, NO_KEY)
    if not _equal(request.cookies.get(cookie_name(), ""), secret):
        return error_response(403, NO_KEY)
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    if not _is_from_here() or not _equal(request.form.get(FORM_FIELD, ""), form_token()):
        return error_response(403, NOT_OURS)
    return None


def cookie_name() -> str:
    """A name with the port: cookies know none, and two servers may run on one machine."""
    return f"snaglist-code-{split_port(request.host)[1] or 80}"


def form_token() -> str:
    """What each form has; made of the secret, which it does not give away."""
    return hmac.new(current_editing().secret.encode(), b"form", sha256).hexdigest()


def _let_in(secret: str) -> Response:
    """Keep the secret in a cookie, and take it out of the address and the history."""
    response = make_response(
        redirect(url_for(str(request.endpoint), **request.view_args or {}), 303)
    )
    path = url_for("editing.show_interviews")
    response.set_cookie(
        cookie_name(), secret, path=path, httponly=True, samesite="Strict", secure=request.is_secure
    )
    return response


def _is_local() -> bool:
    """True over loopback, without a proxy, for a name that means this machine everywhere."""
    peer = find_address(request.environ.get("REMOTE_ADDR", ""))
    name = normal_name(split_port(request.environ.get("HTTP_HOST", ""))[0])
    address = find_address(name or "")
    is_own_name = name == LOCAL or (address is not None and address.is_loopback)
    is_near = peer is not None and peer.is_loopback and not request.environ.get(PROXIED)
    return is_near and is_own_name


def _is_from_here() -> bool:
    """True where the browser says that a page of this scheme, host and port sent the form."""
    origin = f"{request.scheme}://{request.environ.get('HTTP_HOST', '')}"
    fetch_site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.headers.get("Origin") == origin and fetch_site == "same-origin"


def _equal(given: str, expected: str) -> bool:
    """True where both are equal; the time it takes does not depend on the texts."""
    return hmac.compare_digest(given.encode(errors="surrogatepass"), expected.encode())

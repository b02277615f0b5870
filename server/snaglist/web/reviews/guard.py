"""What stands before every review page: size, pace, and that a form is one of ours."""

import ipaddress
import math
import time
from collections.abc import Callable
from contextlib import suppress

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import RequestEntityTooLarge

from snaglist.errors import SnaglistError
from snaglist.web.errors import answer
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.kept import kept, reviews
from snaglist.web.reviews.session import with_secret

LARGEST = 1_000_000
"""Octets of a form."""

LARGEST_FILE = 5_000_000
"""Octets of a form with a file; no review is larger."""

MOST_PARTS = 1_000
"""Fields of a form; a profile of fifty questions has some hundreds."""

READS = ("GET", "HEAD", "OPTIONS")
OPEN = ("reviews.front",)
"""Pages that say something even where no reviews are kept."""

LIMITER = "snaglist-review-limiter"


def install(app: Flask) -> None:
    """Protect forms of this blueprint; those of the rest of the site change nothing."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a meeting is long; the cookie ends with the browser
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it asks for the referrer, which we withhold
    CSRFProtect(app)
    app.extensions[LIMITER] = MovingWindowRateLimiter(MemoryStorage())


@blueprint.before_request
def admit() -> Response | None:
    """Let a request in, or answer why not."""
    if kept() is None and request.endpoint in OPEN and request.method in READS:
        return None
    reviews()
    with_file = request.endpoint == "reviews.import_file"
    request.max_content_length = LARGEST_FILE if with_file else LARGEST
    request.max_form_memory_size = LARGEST
    request.max_form_parts = MOST_PARTS
    with_secret(current_app, request)
    if request.method in READS:
        return None
    slow = too_fast()
    if slow is None:
        # Werkzeug counts the parts of forms with files only.
        if sum(1 for _ in request.form.items(multi=True)) > MOST_PARTS:
            raise RequestEntityTooLarge
        current_app.extensions["csrf"].protect()
    return slow


def spent() -> bool:
    """True where an address has made all its changes and guesses of this minute."""
    item = RateLimitItemPerMinute(reviews().writes)
    limiter: MovingWindowRateLimiter = current_app.extensions[LIMITER]
    return not limiter.test(item, visitor())


def too_fast() -> Response | None:
    """Count a change, or a guess at a secret; the answer to one too many in a minute."""
    item = RateLimitItemPerMinute(reviews().writes)
    limiter: MovingWindowRateLimiter = current_app.extensions[LIMITER]
    who = visitor()
    if limiter.hit(item, who):
        return None
    wait = max(1, math.ceil(limiter.get_window_stats(item, who).reset_time - time.time()))
    response = answer(
        429,
        f"That was more than {reviews().writes} changes in a minute from your address. Wait "
        f"{wait} seconds, go back, and send it again; your browser still has what you typed.",
    )
    response.headers["Retry-After"] = str(wait)
    return response


def visitor() -> str:
    """Who is paced: an address, or with IPv6 its network, for one visitor has all of that."""
    found = request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(found)
    except ValueError:
        return found
    if isinstance(parsed, ipaddress.IPv4Address):
        return found
    return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))


FOREIGN = (
    "This form was not filled in on a page that this browser has from here, or the browser has "
    "lost its cookie since. Nothing was changed."
)

AGAIN: dict[str, Callable[..., ResponseReturnValue]] = {}
"""By endpoint what shows a long form again with all that was typed, under a message."""


@blueprint.errorhandler(CSRFError)
def foreign(error: CSRFError) -> ResponseReturnValue:
    """The form is not one that we gave to this browser, or it gave it back without its cookie."""
    again = AGAIN.get(str(request.endpoint))
    # A link that leads nowhere shows no form; what is wrong then is said as for any other.
    with suppress(SnaglistError):
        if again:
            message = f"{FOREIGN} Look at it once more, then send it again."
            return again(message, **(request.view_args or {}))
    return answer(400, f"{FOREIGN} Go back, reload the page, and send it again.")


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response:
    """Say how much is taken."""
    most = (request.max_content_length or LARGEST) // 1_000_000
    return answer(
        413,
        f"That is more than {most} MB, or more than {MOST_PARTS:,} fields; nothing was changed. "
        "Put what is long behind a link.",
    )

"""What protects review pages: their cookie, forgery of forms, the size and the rate of requests.

The cookie is for review pages only; it holds what makes a form ours, and the name last given.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from flask import Flask, Request, Response, current_app, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge

from snaglist.errors import SnaglistError
from snaglist.reviews.store.errors import DatabaseError
from snaglist.web.clients import current_client
from snaglist.web.errors import error_response
from snaglist.web.privacy import is_private
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.bulkhead import FULL_KEY, busy_response, found_no_place
from snaglist.web.reviews.pace import Pace
from snaglist.web.reviews.quota import DailyQuotaError, new_counters
from snaglist.web.reviews.storage import EXTENSION_KEY, Reviews, find_reviews, get_reviews

MAX_FORM_BYTES = 1_000_000
"""Octets of a form."""

MAX_UPLOAD_BYTES = 5_000_000
"""Octets of a form with a file; no review is larger."""

MAX_FORM_FIELDS = 1_000
"""Fields of a form; a profile of fifty questions has some hundreds."""

MANY_PREFIX = "q."
"""With which the names of fields begin that may come several times: questions of the profile."""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
WITHOUT_STORE = ("reviews.show_index",)
"""Pages that say something even where no reviews are kept."""

WITH_FILE = ("reviews.import_file", "reviews.submit_join")
"""Forms in which a file may come."""

MINUTE = 60

LIMITER = "snaglist-review-limiter"
"""Under which the application's extensions hold the limiter of rates."""

COOKIE = "snaglist-reviews"
"""What names of the cookie begin with."""

NAME_KEY = "by"
"""Under which the cookie holds the name last given."""


class ReviewSessions(SecureCookieSessionInterface):
    """Sessions signed with the store's secret, which is asked for when it is first needed."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a review page; None elsewhere, and while the store is out of reach."""
        if FULL_KEY in request.environ:
            return None
        try:
            return super().open_session(app, request) if with_secret(app, request) else None
        except DatabaseError:
            return None

    def get_cookie_name(self, app: Flask) -> str:
        """A name that says whose the cookie is: cookies know no ports, and servers share hosts.

        Servers of one database have one secret, hence one name. Over HTTPS the browser takes the
        cookie from this host alone (``__Host-``, RFC 6265bis).
        """
        name = f"{COOKIE}-{hashlib.sha256(str(app.secret_key).encode()).hexdigest()[:12]}"
        return f"__Host-{name}" if request.is_secure else name

    def get_cookie_path(self, app: Flask) -> str:
        """Review pages, wherever the application is mounted; ``__Host-`` wants the whole host."""
        return "/" if request.is_secure else f"{request.script_root}/reviews"

    def get_cookie_secure(self, app: Flask) -> bool:
        """Over HTTPS the cookie is for HTTPS alone."""
        return request.is_secure


def install(app: Flask) -> None:
    """Protect forms of this blueprint; those of the rest of the site change nothing."""
    app.session_interface = ReviewSessions()
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    # Strict would begin a new session where a link is opened from a mail, and so break the forms
    # of older tabs; Lax keeps the cookie from forms of other sites just as well.
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a meeting is long; the cookie ends with the browser
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it asks for the referrer, which we withhold
    CSRFProtect(app)
    reviews = app.extensions.get(EXTENSION_KEY)
    if isinstance(reviews, Reviews):
        app.extensions[LIMITER] = Pace(reviews.writes, MINUTE)
        app.extensions.update(new_counters(reviews.quotas))


def with_secret(app: Flask, request: Request) -> bool:
    """True for a review page; its cookie's secret is at hand then, else raises ``DatabaseError``.

    Not at the start: a catalogue must open without its database.
    """
    found = app.extensions.get(EXTENSION_KEY)
    if not isinstance(found, Reviews) or not is_private(request.path):
        return False
    if app.secret_key is None:
        app.secret_key = found.store.secret()
    return True


def equal_secrets(given: str, expected: str) -> bool:
    """True where both are equal; the time it takes does not depend on the texts."""
    one, other = (
        hashlib.sha256(text.encode(errors="surrogatepass")).digest() for text in (given, expected)
    )
    return hmac.compare_digest(one, other)


def remembered_name() -> str:
    """The name that this browser last gave."""
    return str(session.get(NAME_KEY, ""))


def remember_name(name: str) -> None:
    """Have the next form begin with this name."""
    session[NAME_KEY] = name


@blueprint.before_request
def check_request() -> Response | None:
    """Let a request pass, or answer why not; raises ``NoReviewsError``."""
    if found_no_place():
        return busy_response()
    if (
        find_reviews() is None
        and request.endpoint in WITHOUT_STORE
        and request.method in SAFE_METHODS
    ):
        return None
    get_reviews()
    with_file = request.endpoint in WITH_FILE
    request.max_content_length = MAX_UPLOAD_BYTES if with_file else MAX_FORM_BYTES
    request.max_form_memory_size = MAX_FORM_BYTES
    request.max_form_parts = MAX_FORM_FIELDS
    with_secret(current_app, request)
    if request.method in SAFE_METHODS:
        return None
    slow = rate_limited()
    if slow is None:
        check_form()
        current_app.extensions["csrf"].protect()
    return slow


class MalformedFormError(SnaglistError):
    """What was sent is no form of ours, whatever is in it."""

    http_status = 400

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Nothing was changed. Send the form as the page has it.")


def check_form() -> None:
    """Raise ``MalformedFormError``, or ``RequestEntityTooLarge``, for what no page of ours sends.

    Werkzeug gives a part without a name under None, which every reader of names trips over.
    """
    fields = list(request.form.items(multi=True))
    # Werkzeug counts the parts of forms with files only.
    if len(fields) > MAX_FORM_FIELDS:
        raise RequestEntityTooLarge
    files = list(request.files.keys())
    if None in request.form or None in files:
        raise MalformedFormError("A part of the form has no name.")
    expected = {"file"} if request.endpoint in WITH_FILE else set()
    for name in files:
        if name not in expected:
            raise MalformedFormError(f"A file came as {name[:80]!r}, where none is expected.")
    names = Counter(name for name, _ in fields if not name.startswith(MANY_PREFIX))
    for name, number in names.items():
        if number > 1:
            raise MalformedFormError(f"The field {name[:80]!r} came {number} times.")


def rate_spent() -> bool:
    """True where an address has made all its changes and guesses of this minute."""
    pace: Pace = current_app.extensions[LIMITER]
    return pace.wait(current_client()) > 0


def rate_limited() -> Response | None:
    """Count a change, or a guess at a secret; the answer to one too many in a minute."""
    pace: Pace = current_app.extensions[LIMITER]
    wait = pace.use(current_client())
    if not wait:
        return None
    return too_many(
        f"That was more than {get_reviews().writes} changes in a minute from your address. Wait "
        f"{wait} seconds, go back, and send it again; your browser still has what you typed.",
        wait,
    )


def too_many(message: str, wait: int) -> Response:
    """The answer to one too many, with the seconds to wait."""
    response = error_response(429, message)
    response.headers["Retry-After"] = str(wait)
    return response


@blueprint.errorhandler(DailyQuotaError)
def over_quota(error: DailyQuotaError) -> Response:
    """Say when there is more to be had."""
    return too_many(str(error), error.seconds)


CSRF_MESSAGE = (
    "This form was not filled in on a page that this browser has from here, or the browser has "
    "lost its cookie since. Nothing was changed."
)

REDISPLAY: dict[str, Callable[..., ResponseReturnValue]] = {}
"""By endpoint what shows a long form again with all that was typed, under a message."""


@blueprint.errorhandler(CSRFError)
def csrf_failed(error: CSRFError) -> ResponseReturnValue:
    """Answer a form that was not made for this browser, or that came without its cookie."""
    again = REDISPLAY.get(str(request.endpoint))
    # A link that leads nowhere shows no form; what is wrong then is said as for any other.
    with suppress(SnaglistError):
        if again:
            message = f"{CSRF_MESSAGE} Look at it once more, then send it again."
            return again(message, **(request.view_args or {}))
    return error_response(400, f"{CSRF_MESSAGE} Go back, reload the page, and send it again.")


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response:
    """Say how much is taken."""
    most = (request.max_content_length or MAX_FORM_BYTES) // 1_000_000
    return error_response(
        413,
        f"That is more than {most} MB, or more than {MAX_FORM_FIELDS:,} fields; nothing was "
        "changed. Put what is long behind a link.",
    )

"""A cookie for review pages only: it holds what makes a form ours, and the name last given."""

from flask import Flask, Request, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from snaglist.reviews.store.review_store import StoreError
from snaglist.web.privacy import private
from snaglist.web.reviews.kept import KEY, Reviews

NAME = "by"


class ReviewSessions(SecureCookieSessionInterface):
    """Sessions signed with the store's secret, which is asked for when it is first needed."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a review page; None elsewhere, and while the store is out of reach."""
        try:
            return super().open_session(app, request) if with_secret(app, request) else None
        except StoreError:
            return None

    def get_cookie_path(self, app: Flask) -> str:
        """Review pages, wherever the application is mounted."""
        return f"{request.script_root}/reviews"

    def get_cookie_secure(self, app: Flask) -> bool:
        """Over HTTPS the cookie is for HTTPS alone."""
        return request.is_secure


def install(app: Flask) -> None:
    """Use such sessions."""
    app.session_interface = ReviewSessions()
    app.config["SESSION_COOKIE_NAME"] = "snaglist-reviews"
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    # Strict would begin a new session where a link is opened from a mail, and so break the forms
    # of older tabs; Lax keeps the cookie from forms of other sites just as well.
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"


def with_secret(app: Flask, request: Request) -> bool:
    """Have the secret at hand, for a review page; raises ``StoreError`` where it is not to be had.

    Not at the start: a catalogue must open without its database.
    """
    found = app.extensions.get(KEY)
    if not isinstance(found, Reviews) or not private(request.path):
        return False
    if app.secret_key is None:
        app.secret_key = found.store.secret()
    return True


def remembered() -> str:
    """The name that this browser last gave."""
    return str(session.get(NAME, ""))


def remember(name: str) -> None:
    """Have the name stand in the next form."""
    session[NAME] = name

"""No address takes a parameter that it does not read: a misspelled one must not look like none."""

from flask import Flask, request

from snaglist.web.privacy import is_editing, is_private
from snaglist.web.respond import PARAMETERS, check_parameters
from snaglist.web.site import TOLD_ALONE

LENIENT = frozenset(("static", "readiness.healthz", "readiness.readyz", "sitemap.robots"))
"""What is asked with parameters of others: numbers of versions, signs against caches.

``/readyz`` checks its own, in the words of who watches a server.
"""

PROTOCOL = "sparql"
"""The blueprint whose clients send parameters of other servers, which a standard lets them."""


def install(app: Flask) -> None:
    """Refuse unknown parameters (400) wherever a function does not check its own.

    What a function reads, it declares; lists that can show only what interviews bear out, and
    pages of reviews and of coding, have more of them, and check them themselves.
    """

    @app.before_request
    def refuse_unread() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is None or request.method not in ("GET", "HEAD"):
            return
        if request.endpoint in LENIENT or request.blueprint == PROTOCOL:
            return
        if is_private(request.path) or is_editing(request.path):
            return
        if not getattr(view, TOLD_ALONE, False):
            check_parameters(getattr(view, PARAMETERS, ()))

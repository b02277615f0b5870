"""What newsletters, chats and advertisements hang on links; it says nothing to us."""

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from flask import Flask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TRACKING = re.compile(
    r"(utm|mtm|matomo|pk|piwik|hsa)_\w+|(fb|g|d|y|ys|tw|tt|rb_)clid|msclkid|gclsrc|gbraid|wbraid|gad_\w+"
    r"|li_fat_id|igshid|igsh|mc_[ce]id|_hsenc|_hsmi|__hs\w+|hsctatracking|mkt_tok|vero_\w+"
    r"|oly_(anon|enc)_id|wickedid|_openstat|ml_subscriber(_hash)?|srsltid|_ga|_gl|__s|s_cid"
    r"|ref_(src|url)|cmpid|_branch_match_id|epik|scid",
    re.IGNORECASE,
)
"""Parameters that tell where somebody clicked, as browsers and mail programs strip them.

After the lists of ClearURLs and of Firefox's ``privacy.query_stripping.strip_list``.
"""


def install(app: Flask) -> None:
    """Take such parameters off every request before anything reads its address."""
    app.wsgi_app = _undecorated(app.wsgi_app)  # type: ignore[method-assign, assignment]


def _undecorated(inner: "WSGIApplication") -> "WSGIApplication":
    def application(environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        query = environ.get("QUERY_STRING", "")
        if query:
            environ["QUERY_STRING"] = without_tracking(query)
        return inner(environ, start)

    return application


def without_tracking(query: str) -> str:
    """A query string without its decoration; what is left stands as it stood."""
    parts = query.split("&")
    kept = [part for part in parts if not TRACKING.fullmatch(unquote_plus(part.partition("=")[0]))]
    return query if len(kept) == len(parts) else "&".join(kept)

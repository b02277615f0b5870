"""Headers of every answer: what a page may load, and when it may be reused."""

import mimetypes
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, current_app, request

from snaglist.web.compression import compress_body, compress_file, is_compressible
from snaglist.web.errors import error_response
from snaglist.web.privacy import is_editing, is_private

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
        "img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Content-Range, ETag, Link, Location, Repr-Digest, Retry-After"
    ),
}
"""Whatever is here is public and asks for no cookie, so that any page on the web may read it."""

PRIVATE_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
"""Of review pages: the address itself is the key, so nothing may keep it or pass it on."""

EDITING_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Of pages that change files: nothing keeps them, and no other page may read them. They leave the
referrer policy alone, since browsers name no origin with a form under ``no-referrer``."""

STRICT_TRANSPORT = "max-age=31536000"
"""A year over HTTPS alone; names below this one are not ours to speak for."""

PRECONDITION_MESSAGE = (
    "What is here is not the version that If-Match or If-Unmodified-Since asks for. Ask without."
)

PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}


def install(app: Flask) -> None:
    """Add the headers to every answer, compress it, and answer 304 to who has it already."""

    @app.after_request
    def add(response: Response) -> Response:
        _add_headers(response)
        if response.status_code != HTTPStatus.PRECONDITION_FAILED:
            return response
        # What is there has another form than an error, and may be a whole dump.
        response.close()
        return _add_headers(error_response(412, PRECONDITION_MESSAGE))


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
    if "Location" in response.headers:
        response.headers["Location"] = stay_here(response.headers["Location"])
    if is_private(request.path):
        response.headers.update(PRIVATE_HEADERS)
        return response
    if is_editing(request.path):
        response.headers.update(EDITING_HEADERS)
        return response
    response.headers.update(CORS)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
    if request.endpoint == "static" and response.status_code in (200, 304):
        _compress_static(response)
    elif not response.direct_passthrough and "Content-Encoding" not in response.headers:
        if response.status_code == 200:
            response.headers.setdefault("Cache-Control", "no-cache")
            response.add_etag()
        compress_body(response)
    return response


def stay_here(location: str) -> str:
    """A redirect as a path of this server, so that no name that a client gave comes back to it."""
    parts = urlsplit(location)
    path = "/" + re.sub(r"^[/\\]+", "", parts.path)
    return urlunsplit(("", "", path, parts.query, parts.fragment))


def _compress_static(response: Response) -> None:
    path = Path(str(current_app.static_folder), (request.view_args or {})["filename"])
    if response.status_code == 304:
        # A 304 says what the whole answer would vary by, and keeps the validator that was sent.
        if is_compressible(mimetypes.guess_type(path.name)[0] or ""):
            response.vary.add("Accept-Encoding")
        return
    compress_file(response, response.content_length or 0, path.read_bytes)

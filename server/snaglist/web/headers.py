"""Headers of every answer: what a page may load, and when it may be reused."""

from flask import Flask, Response, request

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Add the headers to every answer, and answer 304 to who has it already."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.extend(HEADERS)
        if request.path.endswith((".json", ".ttl", ".jsonld", ".rdf", ".nt", ".txt")):
            response.headers["Access-Control-Allow-Origin"] = "*"
        if response.status_code == 200 and not response.direct_passthrough:
            response.headers.setdefault("Cache-Control", "no-cache")
            response.add_etag()
            response.make_conditional(request)
        return response

"""Downloads of a review: the record itself as a file, and reports made from it."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.reports.render import REPORT_FORMATS, ReportKind
from snaglist.web.clients import client_gone, current_client
from snaglist.web.reviews.access import check_unblinded, open_review
from snaglist.web.reviews.blueprint import blueprint
from snaglist.web.reviews.storage import get_reviews
from snaglist.web.reviews.views import nearest_value

BY_SUFFIX = {info.suffix: form for form, info in REPORT_FORMATS.items()}


@blueprint.get("/reviews/<token>/review.yaml")
def record_file(token: str) -> ResponseReturnValue:
    """The record as ``snag review`` reads and writes it; brought back, it is the same."""
    access = open_review(token)
    work = get_reviews().work
    content = work.write(access.record, client_gone(), current_client())
    return file_response(content, "application/yaml", "review.yaml")


@blueprint.get("/reviews/<token>/report.<suffix>")
def report_file(token: str, suffix: str) -> ResponseReturnValue:
    """A report: the full record, with ``?kind=short`` what fits a comment, or with
    ``?kind=handout`` one page for management.
    """
    access = open_review(token)
    check_unblinded(access)
    form = BY_SUFFIX.get(suffix)
    if form is None:
        raise NotFoundError(f"report.{suffix}", tuple(f"report.{name}" for name in BY_SUFFIX))
    kind = _kind()
    content = get_reviews().work.report(
        access.record, form, kind, access.today, client_gone(), current_client()
    )
    return file_response(content, REPORT_FORMATS[form].media_type, f"{kind.value}.{suffix}")


def _kind() -> ReportKind:
    for name in request.args:
        if name != "kind":
            raise UsageError(f"A report takes kind, not {name!r}.")
    wanted = request.args.get("kind", ReportKind.RECORD.value)
    found = next((kind for kind in ReportKind if kind.value == wanted), None)
    if found is None:
        known = [kind.value for kind in ReportKind]
        raise UsageError(f"There is no kind {wanted!r}. Try {nearest_value(wanted, known)}.")
    return found


REPORT_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What a report as a page may do: bring its own style, as it is one file, and nothing else."""


def file_response(content: bytes, media_type: str, name: str) -> Response:
    """A file to keep; a page to print opens in the browser, where it is printed."""
    response = Response(content, content_type=f"{media_type}; charset=utf-8")
    page = media_type == "text/html"
    shown = "inline" if page else "attachment"
    response.headers["Content-Disposition"] = f"{shown}; filename={name}"
    if page:
        response.headers["Content-Security-Policy"] = REPORT_CSP
    return response

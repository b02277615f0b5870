"""Quotes as Web Annotations, each at an address and all as a collection."""

import json
from typing import Any

from flask import Blueprint, Response, request

from snaglist.exchange.web_annotations import (
    ANNO_CONTEXT,
    ANNO_MEDIA_TYPE,
    annotation,
    annotation_collection,
)
from snaglist.model.interview import Quote
from snaglist.web.site import current_site

blueprint = Blueprint("annotations", __name__)

PART = "-annotation"
"""How the name of the annotation of a quote ends."""


@blueprint.get("/annotations")
def collection() -> Response:
    """The annotations of all quotes."""
    here = current_site()
    return _written(annotation_collection(here.catalogue))


@blueprint.get("/annotations/<quote>")
def one(quote: str) -> Response:
    """The annotation of a quote."""
    here = current_site()
    return _written(annotation(here.catalogue, here.catalogue.find(Quote, quote)))


def wanted_annotation(identifier: str) -> str | None:
    """The address of the annotation where ``Accept`` asks for a quote in that profile."""
    here = current_site()
    quote = here.catalogue.things.get(identifier.removesuffix(PART))
    asked = any(ANNO_CONTEXT in name for name, q in request.accept_mimetypes if q)
    return here.urls.path("annotations", quote.id) if asked and isinstance(quote, Quote) else None


def _written(document: dict[str, Any]) -> Response:
    content = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    response = Response(content, content_type=ANNO_MEDIA_TYPE)
    response.headers.add("Link", '<http://www.w3.org/ns/ldp#Resource>; rel="type"')
    return response

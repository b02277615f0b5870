"""The description of all addresses, the schemas, and where both are found (RFC 9727)."""

from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, current_app, json, jsonify, request
from flask.app import Flask

from snaglist.errors import NotFoundError
from snaglist.reviews.file_schema import file_schema
from snaglist.web.openapi.document import openapi_document, standalone
from snaglist.web.openapi.typed_schemas import DIALECT, Schema
from snaglist.web.site import current_site

blueprint = Blueprint("openapi", __name__)

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"
LINKSET = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
SCHEMA_TYPE = "application/schema+json"
REVIEW_FILE = "review"
"""The name of the schema of a review's file."""


@lru_cache(maxsize=4)
def _document(app: Flask, title: str, version: str) -> Schema:
    return openapi_document(app, title, version)


def _current_document() -> Schema:
    about = current_site().knowledge.catalogue.about
    # The proxy before the application is another object each time.
    return _document(current_app._get_current_object(), about.title, about.version)  # type: ignore[attr-defined]


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Every address that there is, as an OpenAPI document."""
    return Response(_dumped(_current_document()), content_type="application/json")


@blueprint.get("/schemas/<name>.json")
def schema(name: str) -> Response:
    """The JSON Schema of a view, or of the file of a review."""
    base = f"{current_site().names.base}/schemas/"
    if name == REVIEW_FILE:
        found: Schema = {"$schema": DIALECT, "$id": f"{base}{name}.json", **file_schema()}
    else:
        schemas = _current_document()["components"]["schemas"]
        if name not in schemas:
            raise NotFoundError(name)
        found = standalone(schemas, name, base)
    return Response(_dumped(found), content_type=SCHEMA_TYPE)


@blueprint.get("/.well-known/api-catalog")
def api_catalog() -> Response:
    """Where the interfaces for programs are described (RFC 9727)."""
    here, base = current_site().urls, request.host_url.rstrip("/")

    def link(*path: str, media_type: str) -> dict[str, str]:
        return {"href": base + here.path(*path), "type": media_type}

    document = jsonify(
        {
            "linkset": [
                {
                    "anchor": base + here.path(),
                    "service-desc": [link("openapi.json", media_type="application/json")],
                    "service-doc": [link("data", media_type="text/html")],
                    "service-meta": [link(".well-known", "void", media_type="text/turtle")],
                    "status": [link("readyz", media_type="application/json")],
                },
                {
                    "anchor": base + here.path("sparql"),
                    "service-desc": [link("sparql", media_type="text/turtle")],
                },
            ]
        }
    )
    document.content_type = LINKSET
    return document


def _dumped(document: Any) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False)

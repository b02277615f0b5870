"""The downloads: the page, the files under their names, and under their hashes."""

from base64 import b64encode
from typing import TypedDict

from flask import Blueprint, Response, abort, redirect, request, send_file, url_for
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from snaglist.dataset.distributions import CONTEXT_DUMP, PART_DESCRIPTIONS, Dump
from snaglist.errors import NotFoundError
from snaglist.exchange.csvw import METADATA_SUFFIX
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.model.catalogue import nearest_names
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.compression import compress_file
from snaglist.web.negotiation import (
    BY_SUFFIX,
    RDF_OFFERS,
    RDF_SUFFIXES,
    add_link_headers,
    data_resource,
    preferred_offer,
)
from snaglist.web.respond import page_route
from snaglist.web.signposting import add_signposts, dataset_signposts, file_signposts
from snaglist.web.site import current_site

blueprint = Blueprint("data", __name__)

YEAR = 365 * 24 * 3600
"""Seconds for which what is named by its hash may be kept unasked; it never changes."""


class DumpView(TypedDict):
    """A dump; ``size`` is in octets, ``permanent`` its address with its hash in it.

    ``licence`` is None where words of interviews are in it that have terms of their own; ``rights``
    says them.
    """

    name: str
    part: str
    title: str
    media_type: str
    size: int
    licence: str | None
    rights: list[str]
    sha256: str
    url: str
    permanent: str


class DataView(TypedDict):
    """The dumps; ``parts`` says what each part is."""

    version: str
    snapshot: str
    licence: str
    licence_name: str
    citation: str
    parts: dict[str, str]
    dumps: list[DumpView]


@page_route(blueprint, "/data", "data.html", resource=data_resource)
def data() -> DataView:
    """The dumps, and what they may be used for."""
    here = current_site()
    about = here.catalogue.about
    published = here.knowledge.publication("")
    if not request.path.endswith(".json"):
        add_signposts(dataset_signposts(here, data_resource(here.names, here.urls)))
    return {
        "version": about.version,
        "snapshot": here.knowledge.manifest.key,
        "licence": about.licence,
        "licence_name": about.licence_name,
        "citation": about.citation,
        "parts": {part.value: words for part, words in PART_DESCRIPTIONS.items()},
        "dumps": [
            {
                "name": dump.name,
                "part": dump.part.value,
                "title": dump.title,
                "media_type": dump.media_type,
                "size": dump.record.size,
                "licence": published.licence(dump.has_words),
                "rights": published.rights(dump.has_words),
                "sha256": dump.record.sha256,
                "url": here.urls.path("data", dump.name),
                "permanent": here.urls.path("data", dump.record.sha256, dump.name),
            }
            for dump in here.knowledge.dumps
        ],
    }


@blueprint.get("/data/<name>")
def dump(name: str) -> Response:
    """One dump of the snapshot in use."""
    response = _sent(_found(name))
    add_signposts(file_signposts(current_site()))
    described = f"{name}{METADATA_SUFFIX}"
    if any(each.name == described for each in current_site().knowledge.dumps):
        here = current_site().urls.path("data", described)
        response.headers.add("Link", f'<{here}>; rel="describedby"; type="application/csvm+json"')
    return response


@blueprint.get("/data/<digest>/<name>")
def permanent(digest: str, name: str) -> Response:
    """The same at an address that has its SHA-256 in it: these bytes, or 404, for ever.

    A description of a table names the table beside it, so from its own address that leads there.
    """
    found = _found(name)
    if digest != found.record.sha256:
        dumps = {each.name: each for each in current_site().knowledge.dumps}
        beside = dumps.get(f"{name}{METADATA_SUFFIX}")
        if beside is None or digest != beside.record.sha256:
            raise NotFoundError(f"{digest}/{name}")
        abort(redirect(url_for(".permanent", digest=found.record.sha256, name=name), 303))
    response = _sent(found)
    response.cache_control.no_cache = None
    response.cache_control.public = True
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = True
    return response


@blueprint.get("/context.jsonld")
def context() -> Response:
    """The JSON-LD context, to be referred to by documents that others write."""
    response = _sent(_found(CONTEXT_DUMP))
    response.headers.pop("Content-Disposition")
    return response


@blueprint.get("/.well-known/void")
def void() -> Response:
    """The data as a whole, described for programs: VoID, DCAT, endpoint, example queries."""
    rdf_format = preferred_offer(RDF_OFFERS) or RdfFormat.TURTLE
    response = _described(rdf_format)
    response.vary.add("Accept")
    return response


@blueprint.get(f"/data.<any({', '.join(RDF_SUFFIXES)}):suffix>")
def description(suffix: str) -> Response:
    """The same in one format."""
    add_link_headers(data_resource(current_site().names, current_site().urls), BY_SUFFIX[suffix])
    rdf_format = BY_SUFFIX[suffix].rdf or RdfFormat.TURTLE
    return _described(rdf_format)


def _described(rdf_format: RdfFormat) -> Response:
    content = current_site().knowledge.write_description(request.url_root.rstrip("/"), rdf_format)
    media_type = RDF_FORMATS[rdf_format].media_type
    return Response(content, content_type=f"{media_type}; charset=utf-8")


def _found(name: str) -> Dump:
    dumps = {dump.name: dump for dump in current_site().knowledge.dumps}
    if name not in dumps:
        raise NotFoundError(name, nearest_names(name, dumps))
    return dumps[name]


def _sent(dump: Dump) -> Response:
    knowledge = current_site().knowledge
    response = send_file(
        knowledge.open_dump(dump.name),
        mimetype=dump.media_type,
        as_attachment=True,
        download_name=dump.name,
        conditional=False,
        etag=dump.record.sha256,
        last_modified=knowledge.dump_modified(dump),
    )
    response.content_length = dump.record.size
    digest = b64encode(bytes.fromhex(dump.record.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    if not compress_file(response, dump.record.size, lambda: _octets(knowledge, dump)):
        part = _may_be_a_part(request.headers.get("Range", ""))
        try:
            response.make_conditional(request, accept_ranges=part, complete_length=dump.record.size)
        except RequestedRangeNotSatisfiable:
            response.close()
            raise
    return response


def _may_be_a_part(wanted: str) -> bool:
    """Whether a ``Range`` header is looked at: unless it has several ranges, or another unit.

    RFC 9110, 14.2: several may be answered with the whole, and an unknown unit must be passed over.
    """
    unit, _, ranges = wanted.partition("=")
    return not wanted or (unit.strip().lower() == "bytes" and "," not in ranges)


def _octets(knowledge: Snapshot, dump: Dump) -> bytes:
    with knowledge.open_dump(dump.name) as file:
        return file.read()

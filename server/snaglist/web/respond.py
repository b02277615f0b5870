"""One address, several forms: a page, the same as JSON, and the way from a name to a thing."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from snaglist.errors import NotFoundError
from snaglist.graph.formats import FORMATS
from snaglist.model.catalogue import Thing
from snaglist.web.site import View, site
from snaglist.web.urls import ENTRY_FORMATS

Kind = TypeVar("Kind", bound=Thing)
Maker = Callable[..., View]

OFFERS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    **{FORMATS[name].media_type: FORMATS[name].suffix for name in ENTRY_FORMATS},
    "application/json": "json",
    "text/plain": "nt",
    "application/xml": "rdf",
}
"""Media types that can be asked for, and the suffix that answers each; the first wins a tie."""


def page(
    blueprint: Blueprint, path: str, template: str, json_path: str = ""
) -> Callable[[Maker], Maker]:
    """Serve what a function says as HTML at ``path`` and as JSON at ``path`` + ``.json``."""

    def register(make: Maker) -> Maker:
        @wraps(make)
        def html(**names: str) -> ResponseReturnValue:
            return render_template(template, view=make(**names))

        @wraps(make)
        def data(**names: str) -> ResponseReturnValue:
            return jsonify(make(**names))

        blueprint.add_url_rule(path, make.__name__, html)
        blueprint.add_url_rule(json_path or f"{path}.json", f"{make.__name__}_json", data)
        return make

    return register


def load(kind: type[Kind], identifier: str) -> Kind:
    """The thing an address names; the canonical address if only the case differs; else 404.

    On the page of a thing, whoever asks for another format by ``Accept`` is sent there.
    """
    catalogue = site().catalogue
    try:
        thing = catalogue.find(kind, identifier)
    except NotFoundError:
        canonical = catalogue.things.get(identifier.upper())
        if not isinstance(canonical, kind):
            raise
        names = {**(request.view_args or {}), "identifier": identifier.upper()}
        abort(redirect(url_for(str(request.endpoint), **names), 301))
    in_form(thing)
    return thing


def in_form(thing: Thing) -> None:
    """On the page of a thing, send whoever asks for another format by ``Accept`` there."""
    suffix = "html" if request.path.endswith(SUFFIXES) else preferred()
    if suffix != "html":
        abort(redirect(site().urls.data(thing, suffix), 303))


SUFFIXES = (".json", ".txt")


def preferred() -> str:
    """The suffix of the form that the client's ``Accept`` likes best; HTML if it has no say."""
    accept = request.accept_mimetypes
    qualities = {offer: accept.quality(offer) for offer in OFFERS}
    best = max(qualities, key=lambda offer: qualities[offer])
    return OFFERS[best] if accept.provided and qualities[best] else "html"

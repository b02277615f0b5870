"""Things in other forms than a page: their lasting names, RDF, and how to cite them.

``/id/…`` is the IRI of a thing and leads to its page or its data, whichever is asked for.
"""

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from snaglist.errors import NotFoundError
from snaglist.exchange.citations import STYLES
from snaglist.graph.rdf_formats import FORMATS, RdfFormat
from snaglist.model.catalogue import nearest_names
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Quote
from snaglist.web.components.entries import written
from snaglist.web.negotiation import (
    BY_SUFFIX,
    FORMS,
    Resource,
    announce,
    chosen,
    of_catalogue,
    of_ontology,
    of_thing,
)
from snaglist.web.respond import load, negotiated
from snaglist.web.site import site

blueprint = Blueprint("linked_data", __name__)

RDF_FORMATS = {form.suffix: form.rdf for form in FORMS if form.rdf}
SUFFIX = f"<any({', '.join(RDF_FORMATS)}):suffix>"
CATALOGUE_NAME = "catalogue"
"""The end of the IRI of the catalogue as a whole."""


@blueprint.get("/id/<path:identifier>")
def named(identifier: str) -> ResponseReturnValue:
    """See other: the page of a thing, or its data if ``Accept`` prefers that."""
    resource = _resource(identifier)
    wanted = chosen(resource)
    announce(resource, None)
    return redirect(resource.urls[wanted.suffix], 303)


def _resource(identifier: str) -> Resource:
    here = site()
    if identifier == CATALOGUE_NAME:
        return of_catalogue(here.urls)
    thing = here.catalogue.things.get(identifier)
    if thing is None:
        raise NotFoundError(identifier, nearest_names(identifier, here.catalogue.things))
    return of_thing(here.urls, thing)


@blueprint.get(f"/id/<path:identifier>.{SUFFIX}")
def data(identifier: str, suffix: str) -> ResponseReturnValue:
    """What is said of a thing, as RDF; for the catalogue as a whole, the way to its dump."""
    resource = _resource(identifier)
    if identifier == CATALOGUE_NAME:
        announce(resource, None)
        return redirect(resource.urls[suffix], 303)
    announce(resource, BY_SUFFIX[suffix])
    return described(identifier, suffix)


def described(identifier: str, suffix: str) -> Response:
    """A thing in the RDF format of this suffix."""
    name = RDF_FORMATS[suffix]
    return sent(site().knowledge.describe(identifier, name), name)


def sent(content: bytes, name: RdfFormat) -> Response:
    """RDF under its media type."""
    return Response(content, content_type=f"{FORMATS[name].media_type}; charset=utf-8")


@blueprint.get(f"/issues/<identifier>.{SUFFIX}")
def issue(identifier: str, suffix: str) -> Response:
    """An issue as RDF."""
    return described(load(Issue, identifier).id, suffix)


@blueprint.get(f"/strategies/<identifier>.{SUFFIX}")
def strategy(identifier: str, suffix: str) -> Response:
    """A strategy as RDF."""
    return described(load(Strategy, identifier).id, suffix)


@blueprint.get(f"/interviews/<identifier>.{SUFFIX}")
def interview(identifier: str, suffix: str) -> Response:
    """An interview as RDF."""
    return described(load(Interview, identifier).id, suffix)


@blueprint.get(f"/ontology.{SUFFIX}")
def ontology(suffix: str) -> Response:
    """The ontology as RDF, without the catalogue."""
    here = site()
    negotiated(of_ontology(here.urls))
    name = RDF_FORMATS[suffix]
    return sent(here.knowledge.ontology(name), name)


@blueprint.get(f"/cite/<identifier>.<any({', '.join(STYLES)}):style>")
def cite(identifier: str, style: str) -> Response:
    """The citation of an entry, a quote or an interview in one style."""
    here = site()
    thing = here.catalogue.things.get(identifier)
    if not isinstance(thing, Issue | Strategy | Interview | Quote):
        raise NotFoundError(identifier, nearest_names(identifier, here.catalogue.things))
    media_type = STYLES[style].media_type
    return Response(written(here, thing, style), content_type=f"{media_type}; charset=utf-8")

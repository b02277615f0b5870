"""Things in other forms than a page: their lasting names, RDF, and how to cite them.

``/id/…`` is the IRI of a thing and leads to its page or its data, whichever is asked for.
"""

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from snaglist.dataset.distributions import (
    MAPPINGS_DUMP,
    DatasetPart,
    dump_name,
    module_dump,
    version_of,
)
from snaglist.errors import NotFoundError
from snaglist.exchange.citations import CATALOGUE_ID, STYLES
from snaglist.exchange.nanopubs import nanopublication, write_nanopublications
from snaglist.graph.agents import is_agent
from snaglist.graph.convert import convert_turtle
from snaglist.graph.namespaces import ONTOLOGY, SHAPES
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.interview import Interview, Quote
from snaglist.model.publication import Finding, Publication
from snaglist.web.annotations import wanted_annotation
from snaglist.web.components.citations import citation_text
from snaglist.web.components.terms import find_term
from snaglist.web.negotiation import (
    BY_SUFFIX,
    REPRESENTATIONS,
    Resource,
    add_link_headers,
    catalogue_resource,
    choose_representation,
    data_resource,
    graph_resource,
    module_resource,
    ontology_resource,
    shapes_resource,
    thing_resource,
)
from snaglist.web.respond import load_thing
from snaglist.web.site import current_site

blueprint = Blueprint("linked_data", __name__)

FORMAT_OF_SUFFIX = {form.suffix: form.rdf for form in REPRESENTATIONS if form.rdf}
SUFFIX = f"<any({', '.join(FORMAT_OF_SUFFIX)}):suffix>"
CATALOGUE_NAME = CATALOGUE_ID
"""The end of the IRI of the catalogue as a whole."""

INFERRED, DESCRIPTION, PUBLICATIONS = "inferred", "description", "publications"
"""The ends of the IRIs of the graphs that are of no one thing."""

SHAPES_DUMP = dump_name(DatasetPart.SHAPES, RdfFormat.NTRIPLES)


@blueprint.get("/id/<path:identifier>")
def redirect_from_iri(identifier: str) -> ResponseReturnValue:
    """See other: the page of a thing, or its data if ``Accept`` prefers that.

    A quote is a Web Annotation, too, where ``Accept`` names that profile.
    """
    if address := wanted_annotation(identifier):
        add_link_headers(_resource(identifier), None)
        return redirect(address, 303)
    return _see_other(_resource(identifier))


def _see_other(resource: Resource) -> ResponseReturnValue:
    wanted = choose_representation(resource)
    add_link_headers(resource, None)
    return redirect(resource.urls[wanted.suffix], 303)


def _resource(identifier: str) -> Resource:
    here = current_site()
    if identifier == CATALOGUE_NAME or is_agent(here.catalogue, identifier):
        return catalogue_resource(here.names, here.urls)
    things = here.catalogue.things
    thing = things.get(identifier) or things.get(here.knowledge.owner_of_part(identifier) or "")
    if thing is None:
        raise here.catalogue.missing(identifier, things)
    return thing_resource(here.names, here.urls, thing)


@blueprint.get(f"/id/<path:identifier>.{SUFFIX}")
def thing_data(identifier: str, suffix: str) -> ResponseReturnValue:
    """What is said of a thing, as RDF; for the catalogue as a whole, the way to its dump.

    A part, such as a question or an arrow, is described with the thing that it is part of.
    """
    resource = _resource(identifier)
    if identifier not in current_site().catalogue.things:
        add_link_headers(resource, None)
        return redirect(resource.urls[suffix], 303)
    add_link_headers(resource, BY_SUFFIX[suffix])
    return thing_response(identifier, suffix)


@blueprint.get("/graph/<name>")
def redirect_from_graph(name: str) -> ResponseReturnValue:
    """See other: what a named graph is of: an interview, publications, the whole; or its dump."""
    here = current_site()
    if name == DESCRIPTION:
        return _see_other(data_resource(here.names, here.urls))
    if name in (INFERRED, PUBLICATIONS):
        return _see_other(graph_resource(here.names, here.urls, name))
    thing = here.catalogue.things.get(name)
    if name == CATALOGUE_NAME:
        return _see_other(catalogue_resource(here.names, here.urls))
    if not isinstance(thing, Interview):
        interviews = (interview.id for interview in here.catalogue.interviews)
        raise NotFoundError(name, (CATALOGUE_NAME, INFERRED, DESCRIPTION, *interviews))
    return _see_other(thing_resource(here.names, here.urls, thing))


@blueprint.get("/ontology/<version>")
def redirect_from_version(version: str) -> ResponseReturnValue:
    """See other: the ontology as it is now, an earlier version, or one that imports it.

    The name of a term leads to its page.
    """
    here = current_site()
    current = here.knowledge.facts.ontology.get("versionIRI", "").rpartition("/")[2]
    if version == current:
        return _see_other(ontology_resource(here.urls))
    files = {dump.name for dump in here.knowledge.dumps}
    if module_dump(version) in files:
        return _see_other(module_resource(here.urls, f"{ONTOLOGY}/{version}", version))
    if not version[:1].isdigit():
        return redirect(here.urls.term(find_term(here.knowledge.terms, version).name))
    known = sorted(filter(None, map(version_of, files)), reverse=True)
    raise NotFoundError(version, (current, *known))


@blueprint.get(f"/ontology/<version>.{SUFFIX}")
def ontology_module(version: str, suffix: str) -> Response:
    """An earlier version of the ontology, or one that imports it, as RDF."""
    here = current_site()
    content = here.knowledge.dump(module_dump(version))
    resource = module_resource(here.urls, f"{ONTOLOGY}/{version}", version)
    add_link_headers(resource, BY_SUFFIX[suffix])
    name = FORMAT_OF_SUFFIX[suffix]
    return rdf_response(convert_turtle(content, name), name)


@blueprint.get("/nanopub/<claim>")
@blueprint.get("/nanopub/<claim>/<digest>")
def nanopub(claim: str, digest: str | None = None) -> ResponseReturnValue:
    """A claim as a nanopublication, in TriG; without a digest, the way to the one of today."""
    here = current_site()
    made = nanopublication(here.catalogue, claim)
    if digest is None:
        return redirect(here.urls.path("nanopub", claim, made.digest), 303)
    if digest != made.digest:
        # The words of the claim, or what it rests on, have changed since.
        raise NotFoundError(f"{claim}/{digest}", (f"{claim}/{made.digest}",))
    return rdf_response(write_nanopublications(here.names, [made]), RdfFormat.TRIG)


@blueprint.get("/shapes")
def redirect_from_shapes() -> ResponseReturnValue:
    """See other: the shapes in the form that is asked for; people find them among the downloads."""
    return _see_other(shapes_resource(current_site().urls))


@blueprint.get("/shapes/<version>")
def redirect_from_shapes_version(version: str) -> ResponseReturnValue:
    """The same for a version, which the shapes say of themselves which it is."""
    here = current_site()
    if f"<{SHAPES}/{version}>".encode() not in here.knowledge.dump(SHAPES_DUMP):
        raise NotFoundError(version)
    return _see_other(shapes_resource(here.urls))


@blueprint.get(f"/shapes.{SUFFIX}")
def shapes(suffix: str) -> Response:
    """What a complete catalogue must have, as SHACL."""
    add_link_headers(shapes_resource(current_site().urls), BY_SUFFIX[suffix])
    name = FORMAT_OF_SUFFIX[suffix]
    content = current_site().knowledge.dump(dump_name(DatasetPart.SHAPES, name))
    return rdf_response(content, name)


@blueprint.get("/mappings")
def redirect_from_mappings() -> ResponseReturnValue:
    """See other: the set of mappings as a table in SSSOM."""
    return redirect(current_site().urls.path("data", MAPPINGS_DUMP), 303)


def thing_response(identifier: str, suffix: str) -> Response:
    """A thing in the RDF format of this suffix."""
    name = FORMAT_OF_SUFFIX[suffix]
    return rdf_response(current_site().knowledge.describe_page(identifier, name), name)


def rdf_response(content: bytes, name: RdfFormat) -> Response:
    """RDF under its media type."""
    return Response(content, content_type=f"{RDF_FORMATS[name].media_type}; charset=utf-8")


@blueprint.get(f"/issues/<identifier>.{SUFFIX}")
def issue(identifier: str, suffix: str) -> Response:
    """An issue as RDF."""
    return thing_response(load_thing(Issue, identifier).id, suffix)


@blueprint.get(f"/strategies/<identifier>.{SUFFIX}")
def strategy(identifier: str, suffix: str) -> Response:
    """A strategy as RDF."""
    return thing_response(load_thing(Strategy, identifier).id, suffix)


@blueprint.get(f"/interviews/<identifier>.{SUFFIX}")
def interview(identifier: str, suffix: str) -> Response:
    """An interview as RDF."""
    return thing_response(load_thing(Interview, identifier).id, suffix)


@blueprint.get(f"/ontology.{SUFFIX}")
def ontology(suffix: str) -> Response:
    """The ontology as RDF, without the catalogue."""
    here = current_site()
    add_link_headers(ontology_resource(here.urls), BY_SUFFIX[suffix])
    name = FORMAT_OF_SUFFIX[suffix]
    return rdf_response(here.knowledge.ontology(name), name)


@blueprint.get(f"/cite/<identifier>.<any({', '.join(STYLES)}):style>")
def cite(identifier: str, style: str) -> Response:
    """The citation of whatever can be cited, or of the whole, in one style."""
    here = current_site()
    media_type = f"{STYLES[style].media_type}; charset=utf-8"
    if identifier == CATALOGUE_NAME:
        return Response(citation_text(here, here.catalogue.about, style), content_type=media_type)
    thing = here.catalogue.things.get(identifier)
    if not isinstance(thing, Issue | Strategy | Claim | Interview | Quote | Publication | Finding):
        raise here.catalogue.missing(identifier, here.catalogue.things)
    return Response(citation_text(here, thing, style), content_type=media_type)

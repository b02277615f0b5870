"""Which forms a thing has, which of them is asked for, and how an answer names the others.

``preferred_offer`` is the one place where ``Accept`` is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict, TypeVar
from urllib.parse import urlencode

from flask import Response, after_this_request, request
from werkzeug.datastructures import MIMEAccept

from snaglist.dataset.distributions import DatasetPart, dump_name
from snaglist.errors import SnaglistError
from snaglist.graph.namespaces import ONTOLOGY, SHAPES, CatalogueNames
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.model.catalogue import Thing
from snaglist.web.urls import THING_FORMATS, Urls, has_page, local_name


@dataclass(frozen=True, slots=True)
class Representation:
    """A form in which a thing can be had.

    ``suffix`` ends its address, ``media_types`` ask for it (the first is what is sent), and
    ``rdf`` is the format if it is RDF.
    """

    suffix: str
    title: str
    media_types: tuple[str, ...]
    rdf: RdfFormat | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What ``?format=`` may say for it."""
        return (self.suffix, *self.media_types, *([self.rdf.value] if self.rdf else ()))


MEDIA_TYPE_ALIASES = {
    RdfFormat.TURTLE: ("text/n3", "text/rdf+n3", "application/x-turtle"),
    RdfFormat.RDFXML: ("application/xml", "text/xml"),
    RdfFormat.NTRIPLES: ("text/plain",),
}
"""Media types that older clients ask in; N3 has all of Turtle."""

REPRESENTATIONS = (
    Representation("html", "Web page", ("text/html", "application/xhtml+xml")),
    *(
        Representation(
            RDF_FORMATS[name].suffix,
            RDF_FORMATS[name].title,
            (RDF_FORMATS[name].media_type, *MEDIA_TYPE_ALIASES.get(name, ())),
            name,
        )
        for name in THING_FORMATS
    ),
    Representation("json", "JSON", ("application/json",)),
)
"""Every form of a thing, in the order of preference: the first wins a tie."""

LIST_REPRESENTATIONS = (
    *REPRESENTATIONS,
    Representation("csv", "CSV", ("text/csv",)),
    Representation("atom", "Atom", ("application/atom+xml",)),
)
"""Every form of a list, in the same order."""

RDF_SUFFIXES = tuple(form.suffix for form in REPRESENTATIONS if form.rdf)

BY_SUFFIX = {form.suffix: form for form in LIST_REPRESENTATIONS}
HTML_REPRESENTATION, TURTLE_REPRESENTATION, JSON_REPRESENTATION, JSONLD_REPRESENTATION = (
    BY_SUFFIX["html"],
    BY_SUFFIX["ttl"],
    BY_SUFFIX["json"],
    BY_SUFFIX["jsonld"],
)
DATA_SUFFIXES = tuple(
    f".{form.suffix}" for form in REPRESENTATIONS if form is not HTML_REPRESENTATION
)
"""Ends of addresses at which programs ask."""

Offer = TypeVar("Offer")

REPRESENTATION_OFFERS = {
    media_type: form for form in REPRESENTATIONS for media_type in form.media_types
}
"""What is offered of a thing, by media type."""

RDF_OFFERS = {form.media_types[0]: form.rdf for form in REPRESENTATIONS if form.rdf}
"""What is offered where there is RDF only; browsers, which ask for any XML, get the first."""


class RepresentationView(TypedDict):
    """A form that there is of something, and its address."""

    title: str
    media_type: str
    url: str


def preferred_offer(offers: Mapping[str, Offer]) -> Offer | None:
    """What ``Accept`` likes best of what is offered by media type; None if it likes nothing.

    Where the client likes several alike or does not say, the first. Weights are those of RFC 9110,
    12.5.1; parameters of media types (a charset, a profile of JSON-LD) distinguish no offers.
    """
    if not request.accept_mimetypes.provided:
        return next(iter(offers.values()))
    ranges = [(name.partition(";")[0].strip(), q) for name, q in request.accept_mimetypes]
    accept = MIMEAccept(ranges)
    qualities = {media_type: accept.quality(media_type) for media_type in offers}
    best = max(qualities, key=lambda media_type: qualities[media_type])
    return offers[best] if qualities[best] else None


def named_in_accept(media_types: Iterable[str]) -> bool:
    """Whether ``Accept`` names one of the media types itself, and not by a wildcard."""
    wanted = {name.partition(";")[0].strip().lower() for name, q in request.accept_mimetypes if q}
    return not wanted.isdisjoint(media_types)


@dataclass(frozen=True, slots=True)
class Resource:
    """What an IRI names, and the address of each form that there is of it.

    A page that is of no one thing, as a list is, has no IRI.
    """

    iri: str
    urls: Mapping[str, str]

    def links(self, own: Representation | None) -> list[str]:
        """The ``Link`` headers of an answer in the form ``own``; None for a way to a form.

        Relations: alternate, canonical (RFC 6596), describes (RFC 6892), profile (RFC 6906).
        """
        found = [
            f'<{url}>; rel="alternate"; type="{BY_SUFFIX[suffix].media_types[0]}"'
            for suffix, url in self.urls.items()
            if own is None or suffix != own.suffix
        ]
        if own:
            same = self.urls.get(own.suffix)
            found += [f'<{same}>; rel="canonical"'] if same else []
            found += [f'<{self.iri}>; rel="describes"'] * bool(self.iri)
            found += [f'<{ONTOLOGY}>; rel="profile"'] * bool(own.rdf)
        return found


class NotAcceptableError(SnaglistError):
    """None of the forms that a client accepts exists; ``forms`` are those that do."""

    http_status = 406

    def __init__(self, asked: str, resource: Resource) -> None:
        self.resource = resource
        self.forms: list[RepresentationView] = [
            {
                "title": BY_SUFFIX[suffix].title,
                "media_type": BY_SUFFIX[suffix].media_types[0],
                "url": url,
            }
            for suffix, url in resource.urls.items()
        ]
        there = ", ".join(
            f"{suffix} ({BY_SUFFIX[suffix].media_types[0]})" for suffix in resource.urls
        )
        super().__init__(f"There is no form of this that is {asked}. There is: {there}.")


def thing_resource(names: CatalogueNames, urls: Urls, thing: Thing) -> Resource:
    """A thing of the catalogue; those that are a place on a page have no JSON of their own."""
    forms = {
        form.suffix: urls.data(thing, form.suffix)
        for form in REPRESENTATIONS
        if form is not HTML_REPRESENTATION and (form is not JSON_REPRESENTATION or has_page(thing))
    }
    return Resource(
        str(names.thing(local_name(thing))), {HTML_REPRESENTATION.suffix: urls.of(thing), **forms}
    )


def catalogue_resource(names: CatalogueNames, urls: Urls) -> Resource:
    """The catalogue as a whole: its forms are the start page and the dumps."""
    dumps = {
        RDF_FORMATS[name].suffix: urls.path("data", dump_name(DatasetPart.ASSERTED, name))
        for name in THING_FORMATS
    }
    return Resource(
        str(names.thing("catalogue")),
        {"html": urls.path(), **dumps, "json": urls.path("index.json")},
    )


def ontology_resource(urls: Urls) -> Resource:
    """The ontology."""
    page = urls.path("ontology")
    data = {
        form.suffix: f"{page}.{form.suffix}"
        for form in REPRESENTATIONS
        if form is not HTML_REPRESENTATION
    }
    return Resource(str(ONTOLOGY), {HTML_REPRESENTATION.suffix: page, **data})


def term_resource(urls: Urls, iri: str) -> Resource:
    """A term of the ontology, on the page of its own."""
    page = urls.term(iri.rpartition("#")[2])
    data = {suffix: f"{page}.{suffix}" for suffix in (*RDF_SUFFIXES, "json")}
    return Resource(iri, {HTML_REPRESENTATION.suffix: page, **data})


def graph_resource(names: CatalogueNames, urls: Urls, name: str) -> Resource:
    """A named graph that is of no one thing: where to read it, and the dumps that have it."""
    inferred = name == DatasetPart.INFERRED
    part = DatasetPart.INFERRED if inferred else DatasetPart.ASSERTED
    dumps = {
        RDF_FORMATS[form].suffix: urls.path("data", dump_name(part, form)) for form in THING_FORMATS
    }
    page = urls.path("data" if inferred else "publications")
    return Resource(str(names.graph(name)), {HTML_REPRESENTATION.suffix: page, **dumps})


def module_resource(urls: Urls, iri: str, name: str) -> Resource:
    """An earlier version of the ontology, or one that imports it, by the end of its IRI.

    It has no page: those who ask for one read Turtle.
    """
    path = urls.path("ontology", name)
    return Resource(iri, {suffix: f"{path}.{suffix}" for suffix in RDF_SUFFIXES})


def data_resource(names: CatalogueNames, urls: Urls) -> Resource:
    """The data as a whole: its page, and its description."""
    page = urls.path("data")
    described = {suffix: f"{page}.{suffix}" for suffix in (*RDF_SUFFIXES, "json")}
    return Resource(f"{names.base}/data", {HTML_REPRESENTATION.suffix: page, **described})


def shapes_resource(urls: Urls) -> Resource:
    """The shapes, which have no page of their own: they are among the downloads."""
    data = {suffix: f"{urls.path('shapes')}.{suffix}" for suffix in RDF_SUFFIXES}
    return Resource(str(SHAPES), {HTML_REPRESENTATION.suffix: urls.path("data"), **data})


LAYOUT_PARAMETERS = ("format", "view", "layout", "shown", "turns")
"""What an address says of the page alone."""


def data_query() -> str:
    """The query of the address at hand as its data take it: how a page is laid out is no matter."""
    chosen = [(k, v) for k, v in request.args.items(multi=True) if k not in LAYOUT_PARAMETERS]
    return f"?{urlencode(chosen)}" if chosen else ""


def list_resource(suffixes: Iterable[str]) -> Resource:
    """The page at hand with its forms, all with the choices that are in the address."""
    path, dot, own = request.path.rpartition(".")
    page = request.script_root + (path if dot and own in BY_SUFFIX else request.path)
    # A slash at the end is no part of the name: there is no /issues/.csv.
    page = page.rstrip("/") or "/"
    chosen = [(name, value) for name, value in request.args.items(multi=True) if name != "format"]
    query = f"?{urlencode(chosen)}" if chosen else ""
    data = {suffix: f"{page}.{suffix}{data_query()}" for suffix in suffixes}
    return Resource("", {HTML_REPRESENTATION.suffix: f"{page}{query}", **data})


def choose_representation(resource: Resource) -> Representation:
    """The form that ``?format=`` names, else the one that ``Accept`` likes best.

    HTML where neither is given. JSON of what has no JSON of its own is JSON-LD, and a page of what
    has no page is Turtle. Raises ``NotAcceptableError`` where nothing fits.
    """
    name = request.args.get("format")
    if name is not None:
        for form in LIST_REPRESENTATIONS:
            if name.casefold() in form.names and form.suffix in resource.urls:
                return form
        raise NotAcceptableError(repr(name[:80]), resource)
    forms = [form for form in LIST_REPRESENTATIONS if form.suffix in resource.urls]
    offers = {media_type: form for form in forms for media_type in form.media_types}
    if JSON_REPRESENTATION not in forms and JSONLD_REPRESENTATION in forms:
        offers |= dict.fromkeys(JSON_REPRESENTATION.media_types, JSONLD_REPRESENTATION)
    if HTML_REPRESENTATION not in forms and TURTLE_REPRESENTATION in forms:
        offers = dict.fromkeys(HTML_REPRESENTATION.media_types, TURTLE_REPRESENTATION) | offers
    liked = preferred_offer(offers)
    if liked is None:
        raise NotAcceptableError(repr(request.headers["Accept"][:200]), resource)
    return liked


def add_link_headers(resource: Resource, own: Representation | None) -> None:
    """Say in the headers of this request's answer which other forms there are."""

    @after_this_request
    def add(response: Response) -> Response:
        for link in resource.links(own):
            response.headers.add("Link", link)
        if own is None or own is HTML_REPRESENTATION:
            response.vary.add("Accept")
        return response

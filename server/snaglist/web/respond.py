"""One address, several forms: a page, the same as JSON, and the way from a name to a thing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeVar

from flask import Blueprint, abort, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.graph.namespaces import CatalogueNames
from snaglist.model.catalogue import Thing, nearest_names
from snaglist.model.facets import EVIDENCE
from snaglist.model.witness import Evidence
from snaglist.web.negotiation import (
    BY_SUFFIX,
    HTML_REPRESENTATION,
    RDF_SUFFIXES,
    Resource,
    add_link_headers,
    choose_representation,
    list_resource,
    thing_resource,
)
from snaglist.web.signposting import add_signposts, thing_signposts
from snaglist.web.site import TOLD_ALONE, Reference, Site, current_site
from snaglist.web.urls import Urls

Kind = TypeVar("Kind", bound=Thing)
Maker = TypeVar("Maker", bound=Callable[..., Mapping[str, object]])


JSON_VIEW, PARAMETERS = "json_view", "parameters"
"""The marks of a view function that say what its JSON is, and which parameters it takes."""

View = TypeVar("View", bound=Callable[..., Any])


def declared(*parameters: str, view: type | None = None) -> Callable[[View], View]:
    """Declare the parameters of an address, and the ``TypedDict`` of its JSON, where the
    function itself does not say so.
    """

    def mark(function: View) -> View:
        setattr(function, PARAMETERS, parameters)
        setattr(function, JSON_VIEW, view)
        return function

    return mark


NEGOTIATED = "negotiated"
"""Set for a request once the form of its answer is chosen."""

LIST_FORMS: dict[str, tuple[str, ...]] = {}
"""The forms beside HTML of pages that are of no one thing, by path."""


def link_list_forms() -> None:
    """Name the other forms of a list in the answer that is a file of it, if its page is one."""
    path, _, suffix = request.path.rpartition(".")
    if path in LIST_FORMS and suffix in BY_SUFFIX:
        add_link_headers(list_resource(LIST_FORMS[path]), BY_SUFFIX[suffix])


def page_route(
    blueprint: Blueprint,
    path: str,
    template: str,
    json_path: str = "",
    told_alone: bool = False,
    facets: bool = False,
    forms: Sequence[str] = (),
    resource: Callable[[CatalogueNames, Urls], Resource] | None = None,
    parameters: Sequence[str] = (),
    choices: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Callable[[Maker], Maker]:
    """Serve what a function returns as HTML at ``path`` and as JSON at ``path`` + ``.json``.

    It is given what the path names, and returns the view: a ``TypedDict`` whose keys are those of
    the JSON, and of ``view`` in the template. With ``told_alone``, ``?evidence=told`` makes it of
    what interviews bear out, and no other parameter is known but those of ``facets``, which the
    function reads itself, and ``choices``: those of how the page is laid out, with their values.

    A page is negotiated: its forms are those of the thing that the function loads or of a
    ``resource``; else HTML, JSON and those with the suffixes ``forms`` at addresses beside it.
    ``parameters`` are those that the function reads; any other is refused, as a misspelled filter
    must not look like none.
    """
    suffixes = tuple(suffix for suffix in BY_SUFFIX if suffix in (*forms, "json"))
    known = {EVIDENCE: (Evidence.TOLD.value,), **choices} if told_alone else choices
    names = tuple(dict.fromkeys((*parameters, *known)))
    if "<" not in path:
        LIST_FORMS[path] = suffixes

    def negotiate() -> None:
        if resource is not None:
            here = current_site()
            negotiate_resource(resource(here.names, replace(here.urls, told=False)))
        elif "<identifier>" not in path:
            negotiate_resource(list_resource(suffixes))

    def made_of(make: Maker, given: Mapping[str, str]) -> Mapping[str, object]:
        negotiate()
        check()
        view = make(**given)
        if not g.get(NEGOTIATED):
            # It is of something that is no thing with forms of its own, as a version is.
            negotiate_resource(list_resource(suffixes))
        return view

    def check() -> None:
        if known and not facets:
            check_choices(known)
        elif not facets:
            check_parameters(parameters)

    def register(make: Maker) -> Maker:
        @wraps(make)
        def html(**given: str) -> ResponseReturnValue:
            return render_template(template, view=made_of(make, given))

        @wraps(make)
        def data(**given: str) -> ResponseReturnValue:
            return jsonify(made_of(make, given))

        for view in (html, data):
            setattr(view, TOLD_ALONE, told_alone)
            setattr(view, PARAMETERS, names)
        blueprint.add_url_rule(path, make.__name__, html)
        blueprint.add_url_rule(json_path or f"{path}.json", f"{make.__name__}_json", data)
        return make

    return register


def check_parameters(known: Sequence[str]) -> None:
    """Raises ``UsageError`` for any other parameter: a misspelled one must not look like none."""
    for name in request.args:
        if name not in (*known, "format"):
            near = nearest_names(name, known) or known
            there = f"Try {', '.join(near)}." if near else "This page takes none."
            raise UsageError(f"There is no parameter called {name[:40]!r}. {there}")


def check_choices(known: Mapping[str, Sequence[str]]) -> None:
    """Raises ``UsageError`` for a parameter, or a value of one, that says nothing here."""
    check_parameters((*known, "format"))
    for name, values in known.items():
        for value in request.args.getlist(name):
            if value not in values:
                raise UsageError(f"{name} has no value {value!r} here. Try {', '.join(values)}.")


def load_thing(kind: type[Kind], identifier: str) -> Kind:
    """The thing an address names; the canonical address if only the case differs; else 404.

    The answer names the other forms of the thing; see ``negotiate_thing``.
    """
    here = current_site()
    catalogue = here.catalogue
    try:
        thing = catalogue.find(kind, identifier)
    except NotFoundError:
        canonical = catalogue.things.get(identifier.upper())
        if not isinstance(canonical, kind):
            _check_told(identifier.upper())
            raise
        names = {**(request.view_args or {}), "identifier": identifier.upper()}
        names.update({EVIDENCE: Evidence.TOLD.value} if here.urls.told else {})
        abort(redirect(url_for(str(request.endpoint), **names), 301))
    negotiate_thing(thing)
    return thing


class NotInInterviewsError(SnaglistError):
    """Only what interviews bear out is asked for, and they do not speak of this."""

    http_status = 404

    def __init__(self, there: Reference) -> None:
        self.there = there
        super().__init__(
            f"{there['id']} rests on published findings alone: no interview in the catalogue "
            "speaks of it. It has a page where all evidence is shown."
        )


def _check_told(identifier: str) -> None:
    """Raises ``NotInInterviewsError`` for what is there, but not where interviews stand alone."""
    here = current_site()
    whole = Site(here.knowledge, replace(here.urls, told=False))
    if here.urls.told and identifier in whole.catalogue.things:
        raise NotInInterviewsError(whole.reference(identifier))


def negotiate_thing(thing: Thing) -> None:
    """Name the forms of a thing; from its page, redirect who asks for another of them (303).

    Raises ``NotAcceptableError``. An address that ends in a suffix has one form only.
    """
    here = current_site()
    urls = replace(here.urls, told=False)
    resource = thing_resource(here.names, urls, thing)
    negotiate_resource(resource)
    if request.path == resource.urls[HTML_REPRESENTATION.suffix].removeprefix(request.script_root):
        add_signposts(thing_signposts(here, thing, resource))


def negotiate_resource(resource: Resource) -> None:
    """The same for anything that has forms."""
    setattr(g, NEGOTIATED, True)
    suffix = request.path.rpartition(".")[2]
    own = BY_SUFFIX.get(suffix)
    if suffix in RDF_SUFFIXES:  # What is chosen of a list is read elsewhere.
        check_parameters(())
    if own is None and suffix != "txt":
        own = HTML_REPRESENTATION
        wanted = choose_representation(resource)
        if wanted is not own:
            add_link_headers(resource, None)
            abort(redirect(resource.urls[wanted.suffix], 303))
    add_link_headers(resource, own)

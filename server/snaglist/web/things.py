"""Names that last: ``/id/…`` leads to the page or the data, and every thing is also RDF."""

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from snaglist.errors import NotFoundError
from snaglist.graph.formats import FORMATS
from snaglist.model.catalogue import nearest_names
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview
from snaglist.web.respond import load, preferred
from snaglist.web.site import site
from snaglist.web.urls import ENTRY_FORMATS, has_page

blueprint = Blueprint("things", __name__)

BY_SUFFIX = {FORMATS[name].suffix: name for name in ENTRY_FORMATS}
SUFFIX = f"<any({', '.join(BY_SUFFIX)}):suffix>"


@blueprint.get("/id/<path:identifier>")
def named(identifier: str) -> ResponseReturnValue:
    """See other: the page of a thing, or its data if ``Accept`` prefers that."""
    here, suffix = site(), preferred()
    thing = here.catalogue.things.get(identifier)
    if thing is None:
        if identifier == "catalogue":
            return redirect(here.urls.path(), 303)
        raise NotFoundError(identifier, nearest_names(identifier, here.catalogue.things))
    if suffix == "json" and not has_page(thing):
        suffix = "jsonld"
    url = here.urls.of(thing) if suffix == "html" else here.urls.data(thing, suffix)
    response = redirect(url, 303)
    response.vary.add("Accept")
    return response


@blueprint.get(f"/id/<path:identifier>.{SUFFIX}")
def described(identifier: str, suffix: str) -> Response:
    """What is said of a thing, as RDF."""
    name = BY_SUFFIX[suffix]
    content = site().knowledge.describe(identifier, name)
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

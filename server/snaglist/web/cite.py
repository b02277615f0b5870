"""How to cite an entry, a quote or an interview."""

from flask import Blueprint, Response

from snaglist.errors import NotFoundError
from snaglist.exchange.citations import STYLES
from snaglist.model.catalogue import nearest_names
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Quote
from snaglist.web.site import site
from snaglist.web.views.citing import written

blueprint = Blueprint("cite", __name__)


@blueprint.get(f"/cite/<identifier>.<any({', '.join(STYLES)}):style>")
def cite(identifier: str, style: str) -> Response:
    """A thing's citation in one style."""
    here = site()
    thing = here.catalogue.things.get(identifier)
    if not isinstance(thing, Issue | Strategy | Interview | Quote):
        raise NotFoundError(identifier, nearest_names(identifier, here.catalogue.things))
    media_type = STYLES[style].media_type
    return Response(written(here, thing, style), content_type=f"{media_type}; charset=utf-8")

"""Pictures of the whole: what leads to what, and where in the lifecycle things go wrong."""

from flask import Blueprint

from snaglist.web.respond import page
from snaglist.web.site import View, site
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import arrows_query, matrix_query
from snaglist.web.views.chains import all_chains
from snaglist.web.views.matrix import matrix_view

blueprint = Blueprint("maps", __name__)


@page(blueprint, "/map", "map.html")
def chains() -> View:
    """Every chain from cause to consequence."""
    here = site()
    picture = all_chains(here)
    inferred = sum(1 for arrow in picture["arrows"] if arrow["inferred"])
    return {
        "picture": picture,
        "told": len(picture["arrows"]) - inferred,
        "inferred": inferred,
        "alone": len(here.catalogue.issues) - len(picture["issues"]),
        "sparql": query_url(here, arrows_query()),
    }


@page(blueprint, "/matrix", "matrix.html")
def matrix() -> View:
    """How many issues of each category there are in each phase."""
    here = site()
    return {**matrix_view(here), "sparql": query_url(here, matrix_query())}

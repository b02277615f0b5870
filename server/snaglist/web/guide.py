"""The guide of design reviews: which answer leads to which issue, and why."""

from flask import Blueprint

from snaglist.web.respond import page
from snaglist.web.site import View, site
from snaglist.web.views.guide import guide_view

blueprint = Blueprint("guide", __name__)


@page(blueprint, "/guide", "guide.html")
def guide() -> View:
    """Every question of the profile, its answers, and where each leads."""
    return guide_view(site())

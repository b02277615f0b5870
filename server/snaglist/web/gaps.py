"""Gaps: what the catalogue lacks, each number with what it counts."""

from flask import Blueprint

from snaglist.model.gaps import find_gaps
from snaglist.web.respond import page
from snaglist.web.site import View, site
from snaglist.web.views.gaps import gap_views

blueprint = Blueprint("gaps", __name__)


@page(blueprint, "/gaps", "gaps.html")
def gaps() -> View:
    """Everything that is missing, and to whom it matters."""
    here = site()
    found = find_gaps(here.catalogue)
    return {"counts": found.counts(), "gaps": gap_views(here, found)}

"""Pictures of the whole: what leads to what, and where in the lifecycle things go wrong."""

from math import sqrt
from typing import TypedDict

from flask import Blueprint

from snaglist.model.entry import Issue
from snaglist.model.facets import EVIDENCE
from snaglist.model.witness import Evidence
from snaglist.web.components.categories import (
    CATEGORY,
    categories,
    count_published_only,
    issues_in,
)
from snaglist.web.components.chains import ChainPicture, all_chains
from snaglist.web.components.picture_files import picture_route
from snaglist.web.respond import page_route
from snaglist.web.site import ConceptView, Site, current_site
from snaglist.web.sparql_queries import arrows_query, matrix_query

blueprint = Blueprint("maps", __name__)

RADIUS = 20
"""Radius of the dot for the largest number, in units of the picture; areas are as the numbers."""


class MapView(TypedDict):
    """Every chain; ``told`` counts reported arrows, ``alone`` issues that have no arrow.

    ``published`` counts arrows that findings alone bear out.
    """

    picture: ChainPicture
    told: int
    published: int
    inferred: int
    alone: int
    sparql: str


class Cell(TypedDict):
    """The issues of a category in a phase: how many, how large to draw them, and their list.

    ``published_only`` says how many of them rest on findings alone, ``told_radius`` how large to
    draw the others.
    """

    phase: str
    count: int
    published_only: int
    radius: float
    told_radius: float
    url: str


class MatrixRow(ConceptView):
    """A category with a cell for each phase."""

    total: int
    published_only: int
    cells: list[Cell]


class MatrixView(TypedDict):
    """A row for each category; ``largest`` is the largest radius."""

    phases: list[ConceptView]
    largest: int
    rows: list[MatrixRow]
    sparql: str


@page_route(blueprint, "/map", "map.html", told_alone=True)
def chains() -> MapView:
    """Every chain from cause to consequence."""
    here = current_site()
    picture = all_chains(here)
    inferred = sum(1 for arrow in picture["arrows"] if arrow["inferred"])
    published = sum(1 for arrow in picture["arrows"] if arrow["evidence"] == [Evidence.PUBLISHED])
    return {
        "picture": picture,
        "told": len(picture["arrows"]) - inferred - published,
        "published": published,
        "inferred": inferred,
        "alone": len(here.catalogue.live_issues) - len(picture["issues"]),
        "sparql": here.urls.sparql(arrows_query(here.urls.told)),
    }


@page_route(blueprint, "/matrix", "matrix.html", told_alone=True, forms=("csv",))
def matrix() -> MatrixView:
    """How many issues of each category there are in each phase."""
    here = current_site()
    catalogue = here.catalogue
    phases = [
        each for scheme in catalogue.schemes if scheme.id == "phase" for each in scheme.concepts
    ]
    issues = {
        (category.id, phase.id): [
            issue
            for issue in catalogue.live_issues
            if issue.category == category.id and phase.id in issue.phases
        ]
        for category in categories(catalogue)
        for phase in phases
    }
    most = max(map(len, issues.values()), default=0) or 1
    return {
        "phases": [here.concept("phase", phase.id) for phase in phases],
        "largest": RADIUS,
        "rows": [
            {
                **here.concept(CATEGORY, category.id),
                "total": len(issues_in(here, category)),
                "published_only": count_published_only(catalogue, issues_in(here, category)),
                "cells": [
                    _cell(here, category.id, phase.id, issues[category.id, phase.id], most)
                    for phase in phases
                ],
            }
            for category in categories(catalogue)
        ],
        "sparql": here.urls.sparql(matrix_query(here.urls.told)),
    }


TOLD = {EVIDENCE: (Evidence.TOLD.value,)}
picture_route(blueprint, "/map.svg", "map.svg", chains, TOLD, told_alone=True)
picture_route(blueprint, "/matrix.svg", "matrix.svg", matrix, TOLD, told_alone=True)


def _cell(site: Site, category: str, phase: str, issues: list[Issue], most: int) -> Cell:
    """The issues of a category in a phase; ``most`` is the largest number of such."""
    published = count_published_only(site.catalogue, issues)
    return {
        "phase": phase,
        "count": len(issues),
        "published_only": published,
        "radius": round(RADIUS * sqrt(len(issues) / most), 1),
        "told_radius": round(RADIUS * sqrt((len(issues) - published) / most), 1),
        "url": site.urls.listing("issues", {CATEGORY: category, "phase": phase}),
    }

"""Pictures of the whole: what leads to what, and where in the lifecycle things go wrong."""

from math import sqrt
from typing import TypedDict

from flask import Blueprint

from snaglist.web.components.categories import CATEGORY, categories
from snaglist.web.components.chains import ChainPicture, all_chains
from snaglist.web.respond import page_route
from snaglist.web.site import ConceptView, current_site
from snaglist.web.sparql_queries import arrows_query, matrix_query

blueprint = Blueprint("maps", __name__)

RADIUS = 20
"""Radius of the dot for the largest number, in units of the picture; areas are as the numbers."""


class MapView(TypedDict):
    """Every chain; ``told`` counts reported arrows, ``alone`` issues that have no arrow."""

    picture: ChainPicture
    told: int
    inferred: int
    alone: int
    sparql: str


class Cell(TypedDict):
    """The issues of a category in a phase: how many, how large to draw them, and their list."""

    phase: str
    count: int
    radius: float
    url: str


class MatrixRow(ConceptView):
    """A category with a cell for each phase."""

    total: int
    cells: list[Cell]


class MatrixView(TypedDict):
    """A row for each category; ``largest`` is the largest radius."""

    phases: list[ConceptView]
    largest: int
    rows: list[MatrixRow]
    sparql: str


@page_route(blueprint, "/map", "map.html")
def chains() -> MapView:
    """Every chain from cause to consequence."""
    here = current_site()
    picture = all_chains(here)
    inferred = sum(1 for arrow in picture["arrows"] if arrow["inferred"])
    return {
        "picture": picture,
        "told": len(picture["arrows"]) - inferred,
        "inferred": inferred,
        "alone": len(here.catalogue.live_issues) - len(picture["issues"]),
        "sparql": here.urls.sparql(arrows_query()),
    }


@page_route(blueprint, "/matrix", "matrix.html")
def matrix() -> MatrixView:
    """How many issues of each category there are in each phase."""
    here = current_site()
    catalogue = here.catalogue
    phases = [
        each for scheme in catalogue.schemes if scheme.id == "phase" for each in scheme.concepts
    ]
    counts = {
        (category.id, phase.id): sum(
            1
            for issue in catalogue.live_issues
            if issue.category == category.id and phase.id in issue.phases
        )
        for category in categories(catalogue)
        for phase in phases
    }
    most = max(counts.values(), default=0) or 1
    return {
        "phases": [here.concept("phase", phase.id) for phase in phases],
        "largest": RADIUS,
        "rows": [
            {
                **here.concept(CATEGORY, category.id),
                "total": sum(1 for issue in catalogue.live_issues if issue.category == category.id),
                "cells": [
                    {
                        "phase": phase.id,
                        "count": counts[category.id, phase.id],
                        "radius": round(RADIUS * sqrt(counts[category.id, phase.id] / most), 1),
                        "url": here.urls.listing(
                            "issues", {CATEGORY: category.id, "phase": phase.id}
                        ),
                    }
                    for phase in phases
                ],
            }
            for category in categories(catalogue)
        ],
        "sparql": here.urls.sparql(matrix_query()),
    }

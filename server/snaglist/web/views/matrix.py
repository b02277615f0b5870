"""Categories by phases: how many issues of each stand in each."""

from math import sqrt

from snaglist.web.site import Site, View
from snaglist.web.views.categories import CATEGORY, categories

RADIUS = 20
"""Radius of the dot for the largest number, in units of the picture; areas stand for numbers."""


def matrix_view(site: Site) -> View:
    """A row for each category, a cell for each phase, with its count and where that leads."""
    catalogue = site.catalogue
    phases = [
        each for scheme in catalogue.schemes if scheme.id == "phase" for each in scheme.concepts
    ]
    counts = {
        (category.id, phase.id): sum(
            1
            for issue in catalogue.issues
            if issue.category == category.id and phase.id in issue.phases
        )
        for category in categories(catalogue)
        for phase in phases
    }
    most = max(counts.values(), default=0) or 1
    return {
        "phases": [site.concept("phase", phase.id) for phase in phases],
        "largest": RADIUS,
        "rows": [
            {
                **site.concept(CATEGORY, category.id),
                "total": sum(1 for issue in catalogue.issues if issue.category == category.id),
                "cells": [
                    {
                        "phase": phase.id,
                        "count": counts[category.id, phase.id],
                        "radius": round(RADIUS * sqrt(counts[category.id, phase.id] / most), 1),
                        "url": site.urls.listing(
                            "issues", {CATEGORY: category.id, "phase": phase.id}
                        ),
                    }
                    for phase in phases
                ],
            }
            for category in categories(catalogue)
        ],
    }

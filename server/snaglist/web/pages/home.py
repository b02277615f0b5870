"""The start page, and what there is for those who watch the server or gather its pages."""

from typing import TypedDict

from flask import Blueprint

from snaglist.web.components.categories import (
    CategoryRow,
    categories,
    category_row,
    count_published_only,
)
from snaglist.web.components.chains import ChainPicture, longest_chains
from snaglist.web.negotiation import catalogue_resource
from snaglist.web.respond import page_route
from snaglist.web.site import ConceptView, EntryLink, Site, current_site

blueprint = Blueprint("home", __name__)


class Counts(TypedDict):
    """How many things there are of each sort.

    Of the issues and strategies, some rest on findings alone; the others are what was reported.
    """

    issues: int
    issues_published_only: int
    strategies: int
    strategies_published_only: int
    interviews: int
    quotes: int
    publications: int
    findings: int


class PhaseIssues(ConceptView):
    """A phase of the lifecycle with its issues."""

    issues: list[EntryLink]


class HomeView(TypedDict):
    """The start page."""

    title: str
    description: str
    version: str
    licence: str
    licence_name: str
    creator: str
    citation: str
    counts: Counts
    categories: list[CategoryRow]
    phases: list[PhaseIssues]
    chains: ChainPicture


@page_route(blueprint, "/", "home.html", json_path="/index.json", resource=catalogue_resource)
def home() -> HomeView:
    """What this is, how much of it there is, and the ways in."""
    here = current_site()
    catalogue, about = here.catalogue, here.catalogue.about
    return {
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "licence": about.licence,
        "licence_name": about.licence_name,
        "creator": about.creator,
        "citation": about.citation,
        "counts": {
            "issues": len(catalogue.live_issues),
            "issues_published_only": count_published_only(catalogue, catalogue.live_issues),
            "strategies": len(catalogue.live_strategies),
            "strategies_published_only": count_published_only(catalogue, catalogue.live_strategies),
            "interviews": len(catalogue.interviews),
            "quotes": sum(1 for _ in catalogue.quotes),
            "publications": len(catalogue.publications),
            "findings": sum(1 for _ in catalogue.findings),
        },
        "categories": [category_row(here, found) for found in categories(catalogue)],
        "phases": _phases(here),
        "chains": longest_chains(here),
    }


def _phases(here: Site) -> list[PhaseIssues]:
    """The lifecycle, each phase with its issues."""
    schemes = [scheme for scheme in here.catalogue.schemes if scheme.id == "phase"]
    return [
        {
            **here.concept("phase", concept.id),
            "issues": [
                here.entry(issue.id)
                for issue in here.catalogue.live_issues
                if concept.id in issue.phases
            ],
        }
        for scheme in schemes
        for concept in scheme.concepts
    ]

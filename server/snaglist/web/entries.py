"""Issues and strategies: lists with facets, and each entry."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request

from snaglist.errors import UsageError
from snaglist.model.catalogue import nearest_names
from snaglist.model.entry import Issue, Strategy
from snaglist.model.facets import ISSUE_FACETS, STRATEGY_FACETS, Facet, browse
from snaglist.web.respond import load, page
from snaglist.web.reviews.storage import seen_here
from snaglist.web.site import View, site
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import entry_query, issues_query, questions_query, strategies_query
from snaglist.web.views.categories import categories, category_row
from snaglist.web.views.entries import (
    issue_questions,
    issue_row,
    issue_view,
    strategy_row,
    strategy_view,
)
from snaglist.web.views.listing import Chosen, facet_views

blueprint = Blueprint("entries", __name__)


@page(blueprint, "/issues", "issues.html")
def issues() -> View:
    """The issues that match the choices in the address."""
    here, chosen = site(), choices(ISSUE_FACETS)
    found = browse(here.catalogue, here.catalogue.issues, ISSUE_FACETS, chosen)
    return {
        "total": len(found.entries),
        "issues": [issue_row(here, issue) for issue in found.entries],
        "facets": facet_views(here, "issues", ISSUE_FACETS, found.counts, chosen),
        "sparql": query_url(here, issues_query(chosen)),
    }


@page(blueprint, "/strategies", "strategies.html")
def strategies() -> View:
    """The strategies that match the choices in the address."""
    here, chosen = site(), choices(STRATEGY_FACETS)
    found = browse(here.catalogue, here.catalogue.strategies, STRATEGY_FACETS, chosen)
    return {
        "total": len(found.entries),
        "strategies": [strategy_row(here, strategy) for strategy in found.entries],
        "facets": facet_views(here, "strategies", STRATEGY_FACETS, found.counts, chosen),
        "sparql": query_url(here, strategies_query(chosen)),
    }


@page(blueprint, "/issues/<identifier>", "issue.html")
def issue(identifier: str) -> View:
    """One issue."""
    here, found = site(), load(Issue, identifier)
    view = {**issue_view(here, found), "sparql": query_url(here, entry_query(found.id))}
    seen = seen_here(found.id)
    return view | {"seen_here": seen} if seen else view


@page(blueprint, "/strategies/<identifier>", "strategy.html")
def strategy(identifier: str) -> View:
    """One strategy."""
    here, found = site(), load(Strategy, identifier)
    return {**strategy_view(here, found), "sparql": query_url(here, entry_query(found.id))}


@page(blueprint, "/questions", "questions.html")
def questions() -> View:
    """What to ask in a design review: the questions of every issue, by category."""
    here = site()
    asked = [issue_questions(here, issue) for issue in here.catalogue.issues if issue.questions]
    return {
        "total": sum(len(each["questions"]) for each in asked),
        "categories": [
            {
                **category_row(here, category),
                "issues": [each for each in asked if each["category"] == category.id],
            }
            for category in categories(here.catalogue)
        ],
        "sparql": query_url(here, questions_query()),
    }


def choices(facets: Sequence[Facet[Any]]) -> Chosen:
    """The facets chosen in the address, each value once.

    Raises ``UsageError`` for any other parameter: a misspelled filter must not look like none.
    """
    known = [facet.name for facet in facets]
    for name in request.args:
        if name not in known:
            near = nearest_names(name, known) or known
            raise UsageError(f"There is no filter called {name!r}. Try {', '.join(near)}.")
    chosen = {name: tuple(dict.fromkeys(request.args.getlist(name))) for name in known}
    return {name: values for name, values in chosen.items() if values}

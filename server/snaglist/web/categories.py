"""Categories: what each is about, its kinds, its issues, and the strategies that answer them."""

from flask import Blueprint, abort, redirect, request

from snaglist.errors import NotFoundError
from snaglist.model.catalogue import nearest_names
from snaglist.model.scheme import Concept
from snaglist.web.respond import in_form, page
from snaglist.web.site import View, site
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import issues_query
from snaglist.web.views.categories import categories, category_view

blueprint = Blueprint("categories", __name__)


@page(blueprint, "/categories/<identifier>", "category.html")
def category(identifier: str) -> View:
    """One category."""
    concept = found(identifier, {each.id: each for each in categories(site().catalogue)})
    in_form(concept)
    here = site()
    query = issues_query({"category": (concept.id,)})
    return {**category_view(here, concept), "sparql": query_url(here, query)}


def found(identifier: str, known: dict[str, Concept]) -> Concept:
    """One of the concepts; the canonical address if only the case differs; else 404.

    What is narrower than one of them has no page here, so the nearest to it is what is broader.
    """
    here = site()
    if identifier in known:
        return known[identifier]
    if identifier.lower() in known:
        suffix = ".json" if request.path.endswith(".json") else ""
        abort(redirect(here.urls.of(known[identifier.lower()]) + suffix, 301))
    scheme = next((each.scheme for each in known.values()), "")
    narrower = here.catalogue.things.get(f"{scheme}/{identifier}")
    if isinstance(narrower, Concept) and narrower.broader:
        raise NotFoundError(identifier, (f"{scheme}/{narrower.broader}",))
    names = nearest_names(identifier, known) or tuple(known)
    raise NotFoundError(identifier, tuple(f"{scheme}/{name}" for name in names))

"""Categories: what each is about, its kinds, its issues, and the strategies that answer them."""

from flask import Blueprint, abort, redirect, request

from snaglist.errors import NotFoundError
from snaglist.model.catalogue import nearest_names
from snaglist.model.scheme import Concept
from snaglist.web.respond import in_form, page
from snaglist.web.site import View, site
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import issues_query
from snaglist.web.views.categories import CATEGORY, categories, category_view

blueprint = Blueprint("categories", __name__)


@page(blueprint, "/categories/<identifier>", "category.html")
def category(identifier: str) -> View:
    """One category."""
    concept = _found(identifier)
    in_form(concept)
    here = site()
    query = issues_query({"category": (concept.id,)})
    return {**category_view(here, concept), "sparql": query_url(here, query)}


def _found(identifier: str) -> Concept:
    """The category; the canonical address if only the case differs; else 404.

    A kind has no page, so the nearest to it is its category.
    """
    here = site()
    known = {concept.id: concept for concept in categories(here.catalogue)}
    if identifier in known:
        return known[identifier]
    if identifier.lower() in known:
        suffix = ".json" if request.path.endswith(".json") else ""
        abort(redirect(here.urls.of(known[identifier.lower()]) + suffix, 301))
    kind = here.catalogue.things.get(f"{CATEGORY}/{identifier}")
    if isinstance(kind, Concept) and kind.broader:
        raise NotFoundError(identifier, (f"{CATEGORY}/{kind.broader}",))
    names = nearest_names(identifier, known) or tuple(known)
    raise NotFoundError(identifier, tuple(f"{CATEGORY}/{name}" for name in names))

"""The way from the start to a page, by its address: what is above it, and what that is called."""

from typing import TypedDict

from snaglist.model.entry import Issue
from snaglist.web.components.page_names import PAGE_NAMES
from snaglist.web.site import Site
from snaglist.web.urls import TERMS, TOPICS


class Crumb(TypedDict):
    """A page on the way; ``label`` is what it is called, ``short`` the same in little room."""

    label: str
    short: str
    url: str


SCHEME_OF_TOPIC = {topic: scheme for scheme, topic in TOPICS.items()}


def breadcrumbs(site: Site, path: str) -> list[Crumb]:
    """From the start to the page at ``path``, which is the last; empty for what is right below it.

    Reviews have none: what their addresses name is a secret. Neither has what is not there.
    """
    first, _, last = path.strip("/").partition("/")
    if not last or first == "reviews":
        return []
    found = _last(site, first, last)
    above = _above(site, first)
    if not found or not above:
        return []
    return [
        {"label": site.catalogue.about.title, "short": "Start", "url": site.urls.path()},
        above,
        *_category(site, last),
        found,
    ]


def _above(site: Site, first: str) -> Crumb | None:
    """The list that a page is in."""
    schemes = {scheme.id: scheme.title for scheme in site.catalogue.schemes}
    name = PAGE_NAMES.get(first) or schemes.get(SCHEME_OF_TOPIC.get(first, ""))
    return {"label": name, "short": name, "url": site.urls.path(first)} if name else None


def _category(site: Site, last: str) -> list[Crumb]:
    """Of an issue, its category."""
    issue = site.catalogue.things.get(last)
    if not isinstance(issue, Issue):
        return []
    category = site.concept("category", issue.category)
    url = category["url"]
    return [{"label": category["label"], "short": category["label"], "url": url}] if url else []


def _last(site: Site, first: str, last: str) -> Crumb | None:
    """The page itself, as what it is about is called."""
    url = site.urls.path(first, last)
    step, _, term = last.partition("/")
    if first == "ontology" and step == TERMS:
        known = any(each.name == term for each in site.knowledge.terms)
        return {"label": term, "short": term, "url": url} if known else None
    name = PAGE_NAMES.get(f"{first}/{last}")
    if name:
        return {"label": name, "short": name, "url": url}
    scheme = "category" if first == "categories" else SCHEME_OF_TOPIC.get(first)
    if scheme:
        label = site.concept(scheme, last)["label"]
        return {"label": label, "short": label, "url": url}
    if last not in site.catalogue.things:
        return None
    return {"label": site.reference(last)["title"] or last, "short": last, "url": url}

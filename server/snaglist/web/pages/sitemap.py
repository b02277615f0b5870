"""For who gathers pages: which there are, when they last changed, and what to leave alone."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request

from snaglist.model.entry import Issue, Strategy
from snaglist.web.components.page_names import PAGE_NAMES
from snaglist.web.site import Site, current_site
from snaglist.web.urls import TOPICS, has_page

blueprint = Blueprint("sitemap", __name__)

NOT_LISTED = ("search", "reviews", "sparql", "compare", "collection")
"""Pages that are made anew by what somebody asks, or private."""

SITEMAP = "sitemap.xml"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Whoever gathers pages is asked to leave reviews alone; all else is there to be read."""
    base, urls = request.host_url.rstrip("/"), current_site().urls
    rules = (
        f"User-agent: *\nDisallow: {urls.path('reviews')}/\n\nSitemap: {base}{urls.path(SITEMAP)}\n"
    )
    return Response(rules, content_type="text/plain; charset=utf-8")


@blueprint.get(f"/{SITEMAP}")
def sitemap() -> Response:
    """Every page of the catalogue at its canonical address; of entries, the day of a change."""
    base = request.host_url.rstrip("/")
    entries = (
        f"<url><loc>{escape(base + url)}</loc>"
        + (f"<lastmod>{day}</lastmod>" if day else "")
        + "</url>\n"
        for url, day in listed_pages(current_site())
    )
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(entries)}</urlset>\n",
        content_type="application/xml; charset=utf-8",
    )


def listed_pages(site: Site) -> Iterator[tuple[str, str]]:
    """The address of each page, and the day of its last change as YYYY-MM-DD, or nothing."""
    names = [name for name in PAGE_NAMES if name not in NOT_LISTED]
    schemes = {scheme.id for scheme in site.catalogue.schemes}
    names += [topic for scheme, topic in TOPICS.items() if scheme in schemes]
    for name in ("", *names):
        yield site.urls.path(name), ""
    for term in site.knowledge.terms:
        yield site.urls.term(term.name), ""
    # Some things are known by another name, too.
    for thing in dict.fromkeys(site.catalogue.things.values()):
        if has_page(thing):
            dated = isinstance(thing, Issue | Strategy) and thing.history
            yield site.urls.of(thing), dated[-1].on.isoformat() if dated else ""

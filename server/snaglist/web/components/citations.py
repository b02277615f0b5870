"""Citations as several pages show them."""

from datetime import UTC, datetime
from typing import TypedDict

from snaglist.exchange.citations import CATALOGUE_ID, STYLES, Citable
from snaglist.model.catalogue import About
from snaglist.web.site import Site


class CitationView(TypedDict):
    """A citation in one style, and where it can be downloaded."""

    style: str
    title: str
    prose: bool
    text: str
    url: str


def citation_views(site: Site, thing: Citable) -> list[CitationView]:
    """The citation of a thing in every style."""
    return [
        {
            "style": name,
            "title": style.title,
            "prose": style.is_prose,
            "text": citation_text(site, thing, name),
            "url": f"{site.urls.path('cite', _cited_as(thing))}.{name}",
        }
        for name, style in STYLES.items()
    ]


def citation_text(site: Site, thing: Citable, style: str) -> str:
    """The citation of a thing in one style, by the address that lasts, as looked up today."""
    url, today = str(site.names.thing(_cited_as(thing))), datetime.now(UTC).date()
    return STYLES[style].text(site.catalogue, thing, url, today)


def _cited_as(thing: Citable) -> str:
    return CATALOGUE_ID if isinstance(thing, About) else thing.id

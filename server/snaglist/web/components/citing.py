"""Citations as pages and downloads show them."""

from typing import TypedDict

from snaglist.exchange.citations import STYLES, Citable, citation
from snaglist.graph.namespaces import ID
from snaglist.web.site import Site


class CitationView(TypedDict):
    """A citation in one style, and where it can be downloaded."""

    style: str
    title: str
    text: str
    url: str


def citing_view(site: Site, thing: Citable) -> list[CitationView]:
    """The citation of a thing in every style."""
    return [
        {
            "style": name,
            "title": style.title,
            "text": written(site, thing, name),
            "url": f"{site.urls.path('cite', thing.id)}.{name}",
        }
        for name, style in STYLES.items()
    ]


def written(site: Site, thing: Citable, style: str) -> str:
    """The citation of a thing in one style, by the address that lasts."""
    return STYLES[style].write(citation(site.catalogue, thing, str(ID[thing.id])))

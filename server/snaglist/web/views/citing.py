"""Citations as pages show them."""

from snaglist.exchange.citations import STYLES, Citable, citation
from snaglist.graph.namespaces import ID
from snaglist.web.site import Site, View


def citing_view(site: Site, thing: Citable) -> list[View]:
    """The citation of a thing in every style, each with where it can be downloaded."""
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

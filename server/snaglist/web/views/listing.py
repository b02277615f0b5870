"""Lists with facets: each choice is a link, and each link can be undone."""

from collections.abc import Mapping, Sequence
from typing import Any

from snaglist.model.facets import Facet, FacetCount
from snaglist.web.site import Site, View

Chosen = Mapping[str, tuple[str, ...]]


def facet_views(
    site: Site,
    page: str,
    facets: Sequence[Facet[Any]],
    counts: Mapping[str, Sequence[FacetCount]],
    chosen: Chosen,
) -> dict[str, list[View]]:
    """For each facet that is offered or chosen, its values with counts and links."""
    return {
        facet.name: [
            {
                "value": entry.value,
                "label": site.concept(facet.scheme, entry.value)["label"],
                "count": entry.count,
                "chosen": entry.value in chosen.get(facet.name, ()),
                "url": site.urls.listing(page, toggled(chosen, facet.name, entry.value)),
            }
            for entry in counts[facet.name]
        ]
        for facet in facets
        if facet.offered or facet.name in chosen
    }


def toggled(chosen: Chosen, facet: str, value: str) -> dict[str, tuple[str, ...]]:
    """The choices with this one added, or taken away where it was made."""
    had = chosen.get(facet, ())
    now = tuple(v for v in had if v != value) if value in had else (*had, value)
    return {**chosen, facet: now}

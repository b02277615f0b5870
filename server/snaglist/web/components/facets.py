"""Lists with facets: choices read from the address; each is a link, and each link can be undone."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from flask import request

from snaglist.errors import UsageError
from snaglist.model.catalogue import nearest_names
from snaglist.model.facets import EVIDENCE, NONE, Facet, FacetCount
from snaglist.model.publication import Publication
from snaglist.web.site import Site

ChosenValues = Mapping[str, tuple[str, ...]]

LAYOUT, COMPACT = "layout", "compact"
"""The parameter of a list that says how its rows are laid out, and its one value."""


class FacetValue(TypedDict):
    """A value of a facet: what it counts, and the address with it chosen, or no longer chosen."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str


def read_choices(facets: Sequence[Facet[Any]], *others: str) -> ChosenValues:
    """The facets chosen in the address, each value once.

    Raises ``UsageError`` for any parameter but these and ``others``: a misspelled filter must not
    look like none.
    """
    known = [facet.name for facet in facets]
    for name in request.args:
        if name not in (*known, *others, "format"):
            near = nearest_names(name, (*known, *others)) or known
            raise UsageError(f"There is no filter called {name!r}. Try {', '.join(near)}.")
    chosen = {name: tuple(dict.fromkeys(request.args.getlist(name))) for name in known}
    return {name: values for name, values in chosen.items() if values}


def read_layout() -> tuple[str, ...]:
    """``("compact",)`` where the address asks for a line a row; raises ``UsageError``."""
    asked = tuple(dict.fromkeys(request.args.getlist(LAYOUT)))
    if asked not in ((), (COMPACT,)):
        raise UsageError(f"{LAYOUT} has no value {asked[-1]!r}. Try {COMPACT}.")
    return asked


def facet_values(
    site: Site,
    listing: str,
    facets: Sequence[Facet[Any]],
    counts: Mapping[str, Sequence[FacetCount]],
    chosen: ChosenValues,
) -> dict[str, list[FacetValue]]:
    """For each facet that is offered or chosen, its values with counts and links.

    That of the evidence says nothing where there are no publications.
    """
    whole = site.knowledge.catalogue
    return {
        facet.name: [
            {
                "value": entry.value,
                "label": facet_label(site, facet, entry.value),
                "count": entry.count,
                "chosen": entry.value in chosen.get(facet.name, ()),
                "url": site.urls.listing(listing, toggle_value(chosen, facet.name, entry.value)),
            }
            for entry in counts[facet.name]
        ]
        for facet in facets
        if facet.name in chosen
        or (facet.is_offered(whole) and (facet.name != EVIDENCE or whole.publications))
    }


def facet_label(site: Site, facet: Facet[Any], value: str) -> str:
    """A value of a facet as people read it; of a publication its authors and year beside its id."""
    if value == NONE:
        return NONE
    thing = site.catalogue.things.get(value)
    if isinstance(thing, Publication):
        return f"{value} {thing.short_authors}, {thing.year}"
    return facet.label(value) if facet.label else site.concept(facet.scheme, value)["label"]


def toggle_value(chosen: ChosenValues, facet: str, value: str) -> dict[str, tuple[str, ...]]:
    """The choices with this one added, or taken away where it was made."""
    had = chosen.get(facet, ())
    now = tuple(v for v in had if v != value) if value in had else (*had, value)
    return {**chosen, facet: now}

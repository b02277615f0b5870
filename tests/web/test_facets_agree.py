"""A list and a search narrowed by the same facet find the same entries, and count the same."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from common import CATALOG, times
from flask.testing import FlaskClient
from loaded import loaded
from web.web_sample import CATALOGUE, HOLES

from snaglist.index.documents import documents
from snaglist.index.query import FACETS
from snaglist.model.catalogue import Catalogue
from snaglist.model.facets import ISSUE_FACETS, NONE, STRATEGY_FACETS, Facet
from snaglist.model.witness import Witness
from snaglist.web.pages.search_hits import ONE_FOR_ALL

LISTS: dict[str, tuple[str, Sequence[Facet[Any]]]] = {
    "issues": ("issue", ISSUE_FACETS),
    "strategies": ("strategy", STRATEGY_FACETS),
}
"""The lists, what a search calls the type of their entries, and their facets."""

SHARED = [
    (name, facet) for name, (_, facets) in LISTS.items() for facet in facets if facet.name in FACETS
]


def two_interviews() -> Catalogue:
    """A strategy that a second interview names only where it says what was done about an issue."""
    (first,) = CATALOGUE.interviews
    quotes = tuple(
        replace(quote, id=quote.id.replace("I07", "I08"), interview="I08") for quote in first.quotes
    )
    second = replace(first, id="I08", turns=(), quotes=quotes)
    holes = replace(
        HOLES, claims=(replace(HOLES.claims[0], witnesses=(Witness(quote="I08-Q005"),)),)
    )
    issues = tuple(holes if issue.id == holes.id else issue for issue in CATALOGUE.issues)
    return replace(CATALOGUE, interviews=(first, second), issues=issues)


@pytest.fixture(scope="module")
def catalogues() -> dict[str, Catalogue]:
    return {"shipped": loaded(CATALOG), "two interviews": two_interviews()}


def test_the_facets_that_lists_and_search_share() -> None:
    assert [(name, facet.name) for name, facet in SHARED] == [
        *(("issues", name) for name in ("category", "kind", "phase", "source", "strategy-kind")),
        ("issues", "outcome"),
        ("issues", "evidence"),
        ("issues", "quality"),
        *(("issues", name) for name in ("interview", *ONE_FOR_ALL, "system")),
        *(
            ("strategies", name)
            for name in ("strategy-kind", "phase", "outcome", "evidence", "interview", *ONE_FOR_ALL)
        ),
    ]


@pytest.mark.parametrize("which", ["shipped", "two interviews"])
@pytest.mark.parametrize(
    ("name", "facet"), SHARED, ids=[f"{name}-{facet.name}" for name, facet in SHARED]
)
def test_an_entry_has_the_same_values_in_both(
    catalogues: dict[str, Catalogue], which: str, name: str, facet: Facet[Any]
) -> None:
    catalogue = catalogues[which]
    indexed = {each.id: set(each.facets.get(facet.name, ())) for each in documents(catalogue)}
    entries = getattr(catalogue, f"live_{name}")
    listed = {entry.id: set(facet.values(catalogue, entry)) for entry in entries}
    assert listed == {entry.id: indexed[entry.id] for entry in entries}
    assert any(listed.values())


def counted(told: dict[str, Any], facet: str) -> dict[str, int]:
    """The values of a facet that a page shows, with their counts."""
    return {each["value"]: each["count"] for each in told["facets"][facet]}


@pytest.mark.repeated
@pytest.mark.parametrize(
    ("name", "facet"),
    [(name, facet.name) for name, facet in SHARED],
    ids=[f"{name}-{facet.name}" for name, facet in SHARED],
)
def test_list_and_search_count_the_same(
    site: FlaskClient, many: FlaskClient, name: str, facet: str
) -> None:
    # What says nothing of one interview is shown where there are several.
    site = many if facet in ONE_FOR_ALL else site
    type_, _ = LISTS[name]
    searched = site.get("/search.json", query_string={"type": type_}).get_json()
    values = counted(searched, facet)
    assert values
    every = list(values.items())
    for value, count in dict((*every[: times(3, len(every))], every[-1])).items():
        # What a facet would leave is counted over what the others leave: all of one type here.
        listed = site.get(f"/{name}.json", query_string={facet: value}).get_json()
        found = site.get("/search.json", query_string={"type": type_, facet: value}).get_json()
        assert listed["total"] == found["total"] == count
        # The search has no value for what has none.
        assert {k: n for k, n in counted(listed, facet).items() if k != NONE} == values

"""Search: words and facets in, hits and what they have in common out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from flask import Blueprint, request

from snaglist.errors import UsageError
from snaglist.graph.rdf_formats import RDF_FORMATS
from snaglist.index.query import FACETS, PAGE_SIZE, Hit, Order, Query, Results
from snaglist.index.user_query import check_terms, parse_user_query
from snaglist.model.catalogue import nearest_names
from snaglist.web.components.facets import FacetValue
from snaglist.web.linked_data import FORMAT_OF_SUFFIX
from snaglist.web.negotiation import RDF_SUFFIXES
from snaglist.web.pages.search_hits import HitView, hit_view, known_values, search_facets
from snaglist.web.respond import check_parameters, page_route
from snaglist.web.site import Reference, Site, current_site
from snaglist.web.sparql_queries import hits_query

blueprint = Blueprint("search", __name__)

LAST_PAGE = 100_000
LARGEST_SIZE = 100

NO_RESULTS = Results(total=0, hits=(), facets={})
PARAMETERS = ("q", "sort", "exact", "page", "size", *FACETS)


class RespeltView(TypedDict):
    """A word that was searched in another spelling."""

    typed: str
    used: str


class IgnoredView(TypedDict):
    """A sign that does nothing, and what to type instead."""

    typed: str
    why: str


class RelatedView(TypedDict):
    """A word of which other names were searched too."""

    typed: str
    names: list[str]


class InsteadView(TypedDict):
    """Words that may have been meant, and their search."""

    words: str
    url: str


class WordsView(TypedDict):
    """What was made of the words: left out, without meaning, put in, or perhaps meant."""

    dropped: list[str]
    ignored: list[IgnoredView]
    respelt: list[RespeltView]
    related: list[RelatedView]
    other_way: str
    instead: list[InsteadView]
    nearest: list[Reference]


class SearchView(WordsView):
    """A page of hits; ``page`` and ``pages`` count from 1, other addresses are of this search.

    From the hit ``weak_from`` on, counted from 1, all hits on the page fit weakly; None where the
    last one does not, or where they are not in the order of relevance.

    ``other_way`` is the same search, exact where this one is not and the other way round.
    """

    query: str
    asked: bool
    total: int
    page: int
    pages: int
    sort: str
    exact: bool
    hits: list[HitView]
    weak_from: int | None
    facets: dict[str, list[FacetValue]]
    sorts: dict[str, str]
    previous: str | None
    next: str | None
    without_filters: str
    formats: dict[str, str]
    sparql: str | None


@page_route(
    blueprint, "/search", "search.html", forms=(*RDF_SUFFIXES, "csv"), parameters=PARAMETERS
)
def search() -> SearchView:
    """The hits for the words and filters in the address."""
    here, query = current_site(), read_query()
    results = run_query(query)
    pages = -(-results.total // query.size)
    return {
        "query": query.words,
        "asked": not _empty(query),
        "total": results.total,
        "page": query.page,
        "pages": pages,
        "sort": query.order.value,
        "exact": query.exact,
        "hits": [hit_view(here, hit) for hit in results.hits],
        "weak_from": _weak_from(query, results.hits),
        "facets": search_facets(here, query, results),
        **_words(here, query, results),
        "sorts": {order.value: _with(here, query, order=order) for order in _orders(here)},
        "previous": _turn(here, query, min(query.page - 1, pages), pages),
        "next": _turn(here, query, query.page + 1, pages),
        "without_filters": _with(here, query, filters={}),
        "formats": {name: here.urls.query(query, suffix) for name, suffix in _downloads()},
        "sparql": here.urls.sparql(hits_query(results.hits, first_place(query)))
        if results.hits
        else None,
    }


def _orders(here: Site) -> list[Order]:
    """The orders to offer: interviews and people only where there are several to count."""
    several = len(here.catalogue.interviews) > 1
    return [each for each in Order if several or each not in (Order.PEOPLE, Order.INTERVIEWS)]


def _weak_from(query: Query, hits: Sequence[Hit]) -> int | None:
    if query.order is not Order.RELEVANCE or not hits or not hits[-1].weak:
        return None
    strong = [place for place, hit in enumerate(hits, start=1) if not hit.weak]
    return max(strong, default=0) + 1


def run_query(query: Query) -> Results:
    """What the words and filters find; nothing where there are neither."""
    return NO_RESULTS if _empty(query) else current_site().knowledge.search(query)


def read_query() -> Query:
    """The query in the address; raises ``UsageError`` for what makes no sense."""
    check_parameters(PARAMETERS)
    words = request.args.get("q", "")
    check_terms(parse_user_query(words))
    filters = {name: tuple(dict.fromkeys(request.args.getlist(name))) for name in FACETS}
    for name, values in filters.items():
        _check(name, values)
    return Query(
        words=words,
        filters={name: values for name, values in filters.items() if values},
        order=Order(_one_of("sort", [order.value for order in Order])),
        exact=_one_of("exact", ["no", "yes"]) == "yes",
        page=_number("page", 1, LAST_PAGE),
        size=_number("size", PAGE_SIZE, LARGEST_SIZE),
    )


def _empty(query: Query) -> bool:
    return not query.words.strip() and not query.filters


def first_place(query: Query) -> int:
    """The place of the first hit on the page, counted from 1."""
    return (query.page - 1) * query.size + 1


def _check(facet: str, values: tuple[str, ...]) -> None:
    """Raises ``UsageError`` for a value that does not exist; one that nothing has is no error."""
    known = known_values(current_site(), facet)
    for value in values:
        if value not in known:
            near = nearest_names(value, known) or sorted(known)
            raise UsageError(f"There is no {facet} called {value[:40]!r}. Try {', '.join(near)}.")


def _one_of(name: str, values: list[str]) -> str:
    """The value of a parameter; the first is what holds without it."""
    text = request.args.get(name, "") or values[0]
    if text not in values:
        raise UsageError(f"{name} is {text[:40]!r}; it should be {' or '.join(values)}.")
    return text


def _number(name: str, default: int, largest: int) -> int:
    text = request.args.get(name, "") or str(default)
    if re.fullmatch("[0-9]{1,6}", text) and 1 <= int(text) <= largest:
        return int(text)
    raise UsageError(f"{name} is {text[:40]!r}; it should be a number from 1 to {largest}.")


def _related(query: Query, results: Results) -> list[RelatedView]:
    """Other names that were looked for; those that were typed as they are need no mention."""
    typed = " ".join(query.words.casefold().split())
    found = [
        (each.typed, [name for name in each.names if name.casefold() not in typed])
        for each in results.related
    ]
    return [{"typed": words, "names": names} for words, names in found if names]


def _words(here: Site, query: Query, results: Results) -> WordsView:
    missed = not results.total and not _empty(query)
    return {
        "dropped": list(results.dropped),
        "ignored": [{"typed": each.typed, "why": each.why} for each in results.ignored],
        "respelt": [{"typed": each.typed, "used": each.used} for each in results.respelt],
        "related": _related(query, results),
        "other_way": _with(here, query, exact=not query.exact),
        "instead": [
            {"words": words, "url": _with(here, query, words=words)} for words in results.instead
        ],
        "nearest": here.nearest(query.words) if missed else [],
    }


def _with(here: Site, query: Query, **changes: object) -> str:
    """The address of the first page of the same search with something changed."""
    return here.urls.query(replace(query, page=1, **changes))  # type: ignore[arg-type]


def _turn(here: Site, query: Query, to: int, pages: int) -> str | None:
    """The address of another page of the same search, if there is that page, in the same form."""
    form = "json" if request.path.endswith(".json") else ""
    return here.urls.query(replace(query, page=to), form) if 1 <= to <= pages else None


def _downloads() -> list[tuple[str, str]]:
    """What a page of hits can be had as, each with the end of its address."""
    rdf = [(RDF_FORMATS[name].title, suffix) for suffix, name in FORMAT_OF_SUFFIX.items()]
    return [("JSON", "json"), ("CSV", "csv"), *rdf]

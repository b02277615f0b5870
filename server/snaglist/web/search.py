"""Search: words and facets in, hits and what they have in common out."""

import re

from flask import Blueprint, request

from snaglist.errors import UsageError
from snaglist.index.query import FACETS, Query, Results
from snaglist.model.catalogue import nearest_names
from snaglist.web.respond import page
from snaglist.web.site import Site, View, site
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import hits_query
from snaglist.web.views.hits import facet_values, hit_view, search_facets

blueprint = Blueprint("search", __name__)

LAST_PAGE = 100_000
LARGEST_SIZE = 100
NOTHING = Results(total=0, hits=(), facets={})


@page(blueprint, "/search", "search.html")
def search() -> View:
    """The hits for the words and filters in the address."""
    here, query = site(), asked()
    empty = not query.words.strip() and not query.filters
    results = NOTHING if empty else here.knowledge.search(query)
    pages = -(-results.total // query.size)
    return {
        "query": query.words,
        "asked": not empty,
        "total": results.total,
        "page": query.page,
        "pages": pages,
        "hits": [hit_view(here, hit) for hit in results.hits],
        "facets": search_facets(here, query, results),
        "dropped": list(results.dropped),
        "instead": [
            {"words": words, "url": here.urls.search(words, query.filters)}
            for words in results.instead
        ],
        "nearest": here.nearest(query.words) if not results.total and not empty else [],
        "previous": _turn(here, query, min(query.page - 1, pages), pages),
        "sparql": query_url(here, hits_query(results.hits, (query.page - 1) * query.size + 1))
        if results.hits
        else None,
        "next": _turn(here, query, query.page + 1, pages),
    }


def asked() -> Query:
    """The query in the address; ``UsageError`` for what makes no sense."""
    known = ("q", "page", "size", *FACETS)
    for name in request.args:
        if name not in known:
            near = nearest_names(name, known) or known
            raise UsageError(f"There is no parameter called {name!r}. Try {', '.join(near)}.")
    filters = {name: tuple(dict.fromkeys(request.args.getlist(name))) for name in FACETS}
    for name, values in filters.items():
        _check(name, values)
    return Query(
        words=request.args.get("q", ""),
        filters={name: values for name, values in filters.items() if values},
        page=_number("page", 1, LAST_PAGE),
        size=_number("size", 20, LARGEST_SIZE),
    )


def _check(facet: str, values: tuple[str, ...]) -> None:
    """``UsageError`` for a value that does not exist; one that nothing has is no error."""
    known = facet_values(site().catalogue, facet)
    for value in values:
        if value not in known:
            near = nearest_names(value, known) or sorted(known)
            raise UsageError(f"There is no {facet} called {value[:40]!r}. Try {', '.join(near)}.")


def _number(name: str, default: int, largest: int) -> int:
    text = request.args.get(name, "") or str(default)
    if re.fullmatch("[0-9]{1,6}", text) and 1 <= int(text) <= largest:
        return int(text)
    raise UsageError(f"{name} is {text[:40]!r}; it should be a number from 1 to {largest}.")


def _turn(here: Site, query: Query, to: int, pages: int) -> str | None:
    """The address of another page of the same search, if there is that page."""
    return here.urls.search(query.words, query.filters, to) if 1 <= to <= pages else None

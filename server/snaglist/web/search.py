"""Search: words and facets in, hits and what they have in common out."""

import re
from dataclasses import replace

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from snaglist.errors import UsageError
from snaglist.graph.rdf_formats import FORMATS
from snaglist.graph.serialize import write_graph
from snaglist.index.query import FACETS, PAGE_SIZE, Order, Query, Results
from snaglist.model.catalogue import nearest_names
from snaglist.web.respond import page
from snaglist.web.search_results import hits_csv, hits_graph
from snaglist.web.site import Site, View, site
from snaglist.web.things import RDF_FORMATS, SUFFIX, sent
from snaglist.web.views.answers import query_url
from snaglist.web.views.asking import hits_query
from snaglist.web.views.hits import facet_values, help_view, hit_view, search_facets

blueprint = Blueprint("search", __name__)

LAST_PAGE = 100_000
LARGEST_SIZE = 100
MOST_SUGGESTED = 8
LONGEST_TYPED = 80
"""Letters of what is being typed that suggestions look at."""

NOTHING = Results(total=0, hits=(), facets={})
PARAMETERS = ("q", "sort", "exact", "page", "size", *FACETS)


@page(blueprint, "/search", "search.html")
def search() -> View:
    """The hits for the words and filters in the address."""
    here, query = site(), asked()
    results = found(query)
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
        "facets": search_facets(here, query, results),
        **_said_of_the_words(here, query, results),
        "sorts": {order.value: _with(here, query, order=order) for order in Order},
        "previous": _turn(here, query, min(query.page - 1, pages), pages),
        "next": _turn(here, query, query.page + 1, pages),
        "without_filters": _with(here, query, filters={}),
        "formats": {name: here.urls.query(query, suffix) for name, suffix in _downloads()},
        "sparql": query_url(here, hits_query(results.hits, _first(query)))
        if results.hits
        else None,
    }


@blueprint.get("/search.csv")
def search_csv() -> Response:
    """The hits on a page as a table."""
    here, query = site(), asked()
    hits = found(query).hits
    base = request.url_root.rstrip("/")
    urls = {hit.id: base + here.urls.of(here.catalogue.things[hit.id]) for hit in hits}
    return Response(hits_csv(hits, _first(query), urls), content_type="text/csv; charset=utf-8")


@blueprint.get(f"/search.{SUFFIX}")
def search_rdf(suffix: str) -> Response:
    """The hits on a page as RDF."""
    here, query = site(), asked()
    results, base = found(query), request.host_url.rstrip("/")
    own, whole = here.urls.query(query), here.urls.query(replace(query, page=1))
    graph = hits_graph(results.hits, _first(query), results.total, base + own, f"{base}{whole}#all")
    return sent(write_graph(graph, RDF_FORMATS[suffix]), RDF_FORMATS[suffix])


@blueprint.get("/suggest.json")
def suggest() -> ResponseReturnValue:
    """Names that go on from what was typed."""
    here, typed = site(), request.args.get("q", "")[:LONGEST_TYPED]
    things = here.catalogue.things
    return jsonify(
        [
            {
                "name": each.name,
                "id": each.id,
                "type": each.type,
                "title": each.title,
                "url": here.urls.of(things[each.id]),
            }
            for each in here.knowledge.suggest(typed, MOST_SUGGESTED)
        ]
    )


@page(blueprint, "/search/help", "search_help.html")
def search_help() -> View:
    """How to search: what may be typed, with a search that shows it."""
    return help_view(site())


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser needs to offer this search beside its own (OpenSearch 1.1)."""
    base = request.host_url.rstrip("/")
    return Response(
        render_template("opensearch.xml", base=base),
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def found(query: Query) -> Results:
    """What the words and filters find; nothing where there are neither."""
    return NOTHING if _empty(query) else site().knowledge.search(query)


def asked() -> Query:
    """The query in the address; ``UsageError`` for what makes no sense."""
    for name in request.args:
        if name not in PARAMETERS:
            near = nearest_names(name, PARAMETERS) or PARAMETERS
            raise UsageError(f"There is no parameter called {name[:40]!r}. Try {', '.join(near)}.")
    filters = {name: tuple(dict.fromkeys(request.args.getlist(name))) for name in FACETS}
    for name, values in filters.items():
        _check(name, values)
    return Query(
        words=request.args.get("q", ""),
        filters={name: values for name, values in filters.items() if values},
        order=Order(_one_of("sort", [order.value for order in Order])),
        exact=_one_of("exact", ["no", "yes"]) == "yes",
        page=_number("page", 1, LAST_PAGE),
        size=_number("size", PAGE_SIZE, LARGEST_SIZE),
    )


def _empty(query: Query) -> bool:
    return not query.words.strip() and not query.filters


def _first(query: Query) -> int:
    """The place of the first hit on the page, counted from 1."""
    return (query.page - 1) * query.size + 1


def _check(facet: str, values: tuple[str, ...]) -> None:
    """``UsageError`` for a value that does not exist; one that nothing has is no error."""
    known = facet_values(site(), facet)
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


def _said_of_the_words(here: Site, query: Query, results: Results) -> View:
    """What was made of the words: what was left out, put in, and what may have been meant."""
    missed = not results.total and not _empty(query)
    return {
        "dropped": list(results.dropped),
        "respelt": [{"typed": each.typed, "used": each.used} for each in results.respelt],
        "related": [{"typed": each.typed, "names": list(each.names)} for each in results.related],
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
    """The address of another page of the same search, if there is that page."""
    return here.urls.query(replace(query, page=to)) if 1 <= to <= pages else None


def _downloads() -> list[tuple[str, str]]:
    """What a page of hits can be had as, each with the end of its address."""
    rdf = [(FORMATS[name].title, suffix) for suffix, name in RDF_FORMATS.items()]
    return [("JSON", "json"), ("CSV", "csv"), *rdf]

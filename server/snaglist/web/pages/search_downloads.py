"""The results of a search as files: as a table and as RDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from flask import Blueprint, Response, request
from rdflib import RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

from snaglist.dataset.terms_of_use import add_terms_of_use
from snaglist.exchange.csvw import CsvwColumn
from snaglist.graph.item_list import write_list
from snaglist.graph.namespaces import AS, SNAG, CatalogueNames, new_graph
from snaglist.graph.triples import non_negative_literal
from snaglist.index.query import DocumentType, Hit
from snaglist.index.reference_documents import TERM_PREFIX
from snaglist.web.components.csv_tables import CsvTable, csv_route
from snaglist.web.linked_data import FORMAT_OF_SUFFIX, SUFFIX, rdf_response
from snaglist.web.pages.search import PARAMETERS, first_place, read_query, run_query
from snaglist.web.pages.search_hits import found_url
from snaglist.web.respond import declared, link_list_forms
from snaglist.web.site import current_site

blueprint = Blueprint("search_downloads", __name__)

COLUMNS = (
    CsvwColumn("place", number=True),
    *map(CsvwColumn, ("id", "type", "title")),
    CsvwColumn("quotes", number=True),
    CsvwColumn("score", decimal=True),
    *map(CsvwColumn, ("field", "passage", "url")),
)

CLASSES = {
    DocumentType.ISSUE: SNAG.QualityIssue,
    DocumentType.STRATEGY: SNAG.Strategy,
    DocumentType.QUOTE: SNAG.Quote,
    DocumentType.TURN: SNAG.Turn,
    DocumentType.FINDING: SNAG.Finding,
    DocumentType.PUBLICATION: SNAG.Publication,
    DocumentType.EDGE: SNAG.Edge,
    DocumentType.STUDY_ISSUE: SKOS.Concept,
    DocumentType.CONCEPT: SKOS.Concept,
    DocumentType.STUDY: SNAG.Study,
}
"""The class of each sort of thing; that of a gap and of a term is said in the data alone."""


@csv_route(blueprint, "/search.csv", parameters=PARAMETERS)
def search_csv() -> CsvTable:
    """The hits on a page as a table."""
    here, query = current_site(), read_query()
    hits = run_query(query).hits
    base = request.host_url.rstrip("/")
    urls = {hit.id: base + found_url(here, hit.id) for hit in hits}
    title = f"Hits of the search for {query.words}" if query.words else "Hits of a search"
    return CsvTable(title, COLUMNS, hits_rows(hits, first_place(query), urls))


@blueprint.get(f"/search.{SUFFIX}")
@declared(*PARAMETERS)
def search_rdf(suffix: str) -> Response:
    """The hits on a page as RDF."""
    link_list_forms()
    here, query = current_site(), read_query()
    results, base = run_query(query), request.host_url.rstrip("/")
    pages = -(-results.total // query.size)
    # Without a suffix: what is said of a page is the same in all formats.
    turned = {
        name: URIRef(base + here.urls.query(replace(query, page=page)))
        for name, page in _turns(query.page, pages)
    }
    whole = here.urls.query(replace(query, page=1))
    first, search = first_place(query), f"{base}{whole}#all"
    address = base + here.urls.query(query)
    graph = hits_graph(here.names, results.hits, first, results.total, address, search)
    for name, page in turned.items():
        graph.add((URIRef(address), AS[name], page))
    graph.add((URIRef(search), AS.first, turned["first"]))
    graph.add((URIRef(search), AS.last, turned["last"]))
    add_terms_of_use(graph, here.knowledge.catalogue, URIRef(address))
    name = FORMAT_OF_SUFFIX[suffix]
    return rdf_response(write_list(graph, name, here.knowledge.context), name)


def _turns(page: int, pages: int) -> Iterator[tuple[str, int]]:
    """The pages that one may turn to, by the property that names them."""
    yield from (("first", 1), ("last", max(pages, 1)))
    if page > 1:
        yield "prev", min(page - 1, max(pages, 1))
    if page < pages:
        yield "next", page + 1


def hits_rows(
    hits: Sequence[Hit], first: int, urls: Mapping[str, str]
) -> Iterator[tuple[str | int, ...]]:
    """A row for each hit, ``first`` being the place of the first of them."""
    for place, hit in enumerate(hits, start=first):
        head = (place, hit.id, hit.type.value, hit.title, hit.quote_count, f"{hit.score:.4f}")
        yield (*head, hit.field or "", passage(hit), urls[hit.id])


def hits_graph(
    names: CatalogueNames, hits: Sequence[Hit], first: int, total: int, address: str, whole: str
) -> Graph:
    """A page of a search as an ordered collection page of Activity Streams 2.0.

    ``address`` is the page's own, ``whole`` that of the search; ``first`` counts from 1, where
    Activity Streams counts from 0. Each hit is named, typed and labelled; the rest is at its IRI.
    """
    graph = new_graph(names)
    graph.bind("as", AS)
    page, search = URIRef(address), URIRef(whole)
    graph.add((page, RDF.type, AS.OrderedCollectionPage))
    graph.add((page, AS.partOf, search))
    graph.add((search, RDF.type, AS.OrderedCollection))
    for whole in (page, search):
        graph.add((whole, AS.totalItems, non_negative_literal(total)))
    graph.add((page, AS.startIndex, non_negative_literal(first - 1)))
    # Nodes of the list are numbered, so that the same page is the same bytes with the same ETag.
    nodes = [*(BNode(f"hit{place}") for place, _ in enumerate(hits, start=first)), RDF.nil]
    graph.add((page, AS.items, nodes[0]))
    for hit, (node, rest) in zip(hits, pairwise(nodes), strict=True):
        graph.add((node, RDF.first, _iri(names, hit)))
        graph.add((node, RDF.rest, rest))
    for hit in hits:
        name = _iri(names, hit)
        if hit.type in CLASSES:
            graph.add((name, RDF.type, CLASSES[hit.type]))
        graph.add((name, RDFS.label, Literal(hit.title, lang="en")))
        if hit.field:
            summary = Literal(passage(hit), lang="en")
            graph.add((name, AS.summary, summary))
    return graph


def _iri(names: CatalogueNames, hit: Hit) -> URIRef:
    """A term of the ontology by its own IRI, all else by the catalogue's."""
    if hit.type is DocumentType.TERM:
        return SNAG[hit.id.removeprefix(TERM_PREFIX)]
    return names.thing(hit.id)


def passage(hit: Hit) -> str:
    """The words that a hit shows, on one line."""
    return " ".join("".join(part.text for part in hit.highlight).split())

"""What a search found, to take along: as a table and as RDF."""

import csv
import io
from collections.abc import Mapping, Sequence

from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from snaglist.graph.namespaces import AS, ID, SNAG, new_graph
from snaglist.index.query import DocumentType, Hit

COLUMNS = ("place", "id", "type", "title", "quotes", "score", "field", "passage", "url")

CLASSES = {
    DocumentType.ISSUE: SNAG.QualityIssue,
    DocumentType.STRATEGY: SNAG.Strategy,
    DocumentType.QUOTE: SNAG.Quote,
    DocumentType.TURN: SNAG.Turn,
}


def hits_csv(hits: Sequence[Hit], first: int, urls: Mapping[str, str]) -> bytes:
    """A row for each hit (RFC 4180, UTF-8), ``first`` being the place of the first of them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for place, hit in enumerate(hits, start=first):
        head = (place, hit.id, hit.type.value, hit.title, hit.quote_count, f"{hit.score:.4f}")
        writer.writerow((*head, hit.field, passage(hit), urls[hit.id]))
    return out.getvalue().encode()


def hits_graph(hits: Sequence[Hit], first: int, total: int, address: str, whole: str) -> Graph:
    """A page of a search as an ordered collection page of Activity Streams 2.0.

    ``address`` is the page's own, ``whole`` that of the search; ``first`` counts from 1, where
    Activity Streams counts from 0. Each hit is named, typed and labelled; the rest is at its IRI.
    """
    graph = new_graph()
    graph.bind("as", AS)
    page, search, items = URIRef(address), URIRef(whole), BNode()
    graph.add((page, RDF.type, AS.OrderedCollectionPage))
    graph.add((page, AS.partOf, search))
    graph.add((page, AS.totalItems, _number(total)))
    graph.add((page, AS.startIndex, _number(first - 1)))
    graph.add((page, AS.items, Collection(graph, items, [ID[hit.id] for hit in hits]).uri))
    for hit in hits:
        graph.add((ID[hit.id], RDF.type, CLASSES[hit.type]))
        graph.add((ID[hit.id], RDFS.label, Literal(hit.title, lang="en")))
        if hit.field:
            summary = Literal(passage(hit), lang="en")
            graph.add((ID[hit.id], AS.summary, summary))
    return graph


def passage(hit: Hit) -> str:
    """The words that a hit shows, on one line."""
    return " ".join("".join(part.text for part in hit.highlight).split())


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.nonNegativeInteger)

"""Single things of a snapshot as RDF, and some of them together."""

from functools import cached_property, lru_cache
from pathlib import Path

from rdflib import Graph, URIRef

from snaglist.dataset.distributions import CONTEXT_DUMP, DUMPS_FOLDER, DatasetPart, dump_name
from snaglist.dataset.terms_of_use import add_collection, add_document
from snaglist.graph.describe import describe_term, describe_thing, owners_of_parts
from snaglist.graph.jsonld import nest
from snaglist.graph.jsonld_context import JsonLdContext
from snaglist.graph.namespaces import CatalogueNames, Triple, add_triples, new_graph
from snaglist.graph.quadstore import QuadStore
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import write_graph
from snaglist.graph.subset import subset_graph
from snaglist.model.catalogue import Catalogue

CACHED = 500
"""Descriptions held in memory, of some 20 to 300 kB each."""

THINGS_CACHED = 16
"""Things whose statements are held, for those who ask for one in several formats."""

SUBSETS_CACHED = 32
"""Subsets held in memory, of up to some MB each."""


class Descriptions:
    """What the graph says of single things, with the statements loaded at the first question."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._dumps = folder / DUMPS_FOLDER
        self._catalogue = catalogue
        self._names = CatalogueNames.of(catalogue.about)
        # A snapshot never changes, and so do answers from it.
        self.describe = lru_cache(maxsize=CACHED)(self._describe)
        self.describe_page = lru_cache(maxsize=CACHED)(self._describe_page)
        self._statements = lru_cache(maxsize=THINGS_CACHED)(self._stated)
        self.describe_term = lru_cache(maxsize=CACHED)(self._describe_term)
        self.subset = lru_cache(maxsize=SUBSETS_CACHED)(self._subset)

    @cached_property
    def store(self) -> QuadStore:
        """Every statement of the snapshot; raises ``SnapshotError`` where it cannot be read."""
        return QuadStore(self._dumps / dump_name(DatasetPart.EVERYTHING, RdfFormat.NQUADS))

    @cached_property
    def context(self) -> JsonLdContext:
        """The context of our JSON-LD."""
        return JsonLdContext.read(
            (self._dumps / CONTEXT_DUMP).read_bytes(), str(self._names.things)
        )

    @cached_property
    def owners(self) -> dict[str, str]:
        """For each part, such as a question or an arrow, the thing that it is described with."""
        return owners_of_parts(self._catalogue)

    def _describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        return self._written(self._graph(identifier), self._names.thing(identifier), rdf_format)

    def _describe_page(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        graph = self._graph(identifier)
        add_document(graph, self._catalogue, self._names.thing(identifier))
        return self._written(graph, self._names.thing(identifier), rdf_format)

    def _graph(self, identifier: str) -> Graph:
        """A graph of one's own: to write one binds prefixes that the next format would have."""
        return add_triples(new_graph(self._names), self._statements(identifier))

    def _stated(self, identifier: str) -> tuple[Triple, ...]:
        """What is said of a thing, in the order in which it is written."""
        return tuple(describe_thing(self._catalogue, self.store, identifier))

    def _describe_term(self, iri: str, rdf_format: RdfFormat) -> bytes:
        term = URIRef(iri)
        return self._written(describe_term(self.store, term), term, rdf_format)

    def _written(self, graph: Graph, root: URIRef, rdf_format: RdfFormat) -> bytes:
        if rdf_format is RdfFormat.JSONLD:
            return nest(graph, root, self.context)
        return write_graph(graph, rdf_format)

    def _subset(self, identifiers: tuple[str, ...], rdf_format: RdfFormat, document: str) -> bytes:
        graph = subset_graph(self._catalogue, self.store, identifiers)
        if document:
            topics = [self._names.thing(each) for each in identifiers]
            add_collection(graph, self._catalogue, URIRef(document), topics)
        return write_graph(graph, rdf_format)

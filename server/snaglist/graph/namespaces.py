"""The names of the graph: ontology, things, named graphs, and the vocabularies reused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from rdflib import DC, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.namespace import NamespaceManager
from rdflib.term import Node

from snaglist.model.catalogue import OUR_IRI, About

ONTOLOGY = URIRef("https://w3id.org/snaglist/ontology")
SHAPES = URIRef("https://w3id.org/snaglist/shapes")
SNAG = Namespace("https://w3id.org/snaglist/ontology#")
LOCAL = Namespace("local:")
"""What names of things begin with while a graph is made; ``CatalogueNames`` puts its IRI there."""

BIBO = Namespace("http://purl.org/ontology/bibo/")
CITO = Namespace("http://purl.org/spar/cito/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
FABIO = Namespace("http://purl.org/spar/fabio/")
NP = Namespace("http://www.nanopub.org/nschema#")
OA = Namespace("http://www.w3.org/ns/oa#")
SDO = Namespace("https://schema.org/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VANN = Namespace("http://purl.org/vocab/vann/")
AS = Namespace("https://www.w3.org/ns/activitystreams#")

PREFIXES: dict[str, Namespace | type] = {
    "bibo": BIBO,
    "cito": CITO,
    "dc": DC,
    "dcterms": DCTERMS,
    "dqv": DQV,
    "fabio": FABIO,
    "foaf": FOAF,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SDO,
    "skos": SKOS,
    "snag": SNAG,
    "spdx": SPDX,
    "vann": VANN,
    "xsd": XSD,
}
"""The vocabularies; the prefix of a catalogue's own things is in ``CatalogueNames.prefixes``."""

VOCABULARY_PREFIXES = {prefix: str(space) for prefix, space in PREFIXES.items()}
"""The same, their namespaces as text."""


@dataclass(frozen=True)
class CatalogueNames:
    """The names that the things and graphs of one catalogue have.

    ``base`` is what they all begin with, without a slash at its end.
    """

    base: str

    @classmethod
    def of(cls, about: About) -> "CatalogueNames":
        """The names of the catalogue that says this of itself."""
        return cls(about.iri.rstrip("/"))

    @cached_property
    def things(self) -> Namespace:
        """What the IRIs of things begin with: the base of relative ones in queries and JSON-LD."""
        return Namespace(f"{self.base}/id/")

    def thing(self, identifier: str) -> URIRef:
        """The IRI of anything in the catalogue."""
        return self.things[identifier]

    def identifier(self, iri: str) -> str | None:
        """The identifier that an IRI ends with; None for what is no thing of this catalogue."""
        return iri.removeprefix(self.things) if iri.startswith(self.things) else None

    def graph(self, name: str) -> URIRef:
        """A named graph, as that of an interview."""
        return URIRef(f"{self.base}/graph/{name}")

    @cached_property
    def catalogue_graph(self) -> URIRef:
        """The named graph of entries, schemes and studies."""
        return self.graph("catalogue")

    @cached_property
    def publications_graph(self) -> URIRef:
        """The named graph of publications and their findings."""
        return self.graph("publications")

    @cached_property
    def inferred_graph(self) -> URIRef:
        """The named graph of what the reasoner concludes."""
        return self.graph("inferred")

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """All prefixes: those of the vocabularies, and ``id`` for the catalogue's things."""
        return dict(sorted({**VOCABULARY_PREFIXES, "id": str(self.things)}.items()))

    def resolve(self, graph: Graph) -> Graph:
        """The graph with each local name as the IRI that it has in this catalogue."""

        @cache
        def whole(term: Node) -> Node:
            if not isinstance(term, URIRef) or not term.startswith(LOCAL):
                return term
            return self.things[term.removeprefix(LOCAL)]

        return add_triples(new_graph(self), ((whole(s), p, whole(o)) for s, p, o in graph))


OURS = CatalogueNames(OUR_IRI.rstrip("/"))
"""The names of the catalogue of this project."""


class PrefixedGraph(Graph):
    """A graph that is given its prefixes when they are first asked for, which most never are.

    To bind them takes as long as to add fifty triples, and thousands of graphs are made of a few.
    """

    def __init__(self, prefixes: Mapping[str, str] | None = None) -> None:
        super().__init__(store="SimpleMemory", bind_namespaces="none")
        self._prefixes = VOCABULARY_PREFIXES if prefixes is None else prefixes
        self._manager: NamespaceManager | None = None

    @property
    def namespace_manager(self) -> NamespaceManager:
        """What knows the prefixes."""
        if self._manager is None:
            self._manager = NamespaceManager(self, bind_namespaces="none")
            for prefix, namespace in self._prefixes.items():
                self._manager.bind(prefix, namespace)
        return self._manager

    @namespace_manager.setter
    def namespace_manager(self, manager: NamespaceManager) -> None:
        self._manager = manager


def new_graph(names: CatalogueNames | None = None) -> Graph:
    """An empty graph with our prefixes; its order of iteration is the order of insertion."""
    return PrefixedGraph(names.prefixes if names else None)


def add_triples(graph: Graph, triples: Iterable[tuple[Node, Node, Node]]) -> Graph:
    """Add triples whose terms are known to be terms, in half the time; returns the graph.

    ``Graph.add`` asks of each term whether it is one, which costs as much as adding it.
    """
    for triple in triples:
        graph.store.add(triple, graph)
    return graph


def bind(graph: Graph, names: CatalogueNames | None = None) -> Graph:
    """Give a graph of somebody else's our prefixes, in one order, and return it."""
    for prefix, namespace in (names.prefixes if names else VOCABULARY_PREFIXES).items():
        graph.bind(prefix, namespace)
    return graph

"""What is said of the data as a whole, to those who find it, count on it or query it: the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib import FOAF, SH, VOID, Graph, Namespace, URIRef

from snaglist.dataset.distributions import DatasetPart, Dump
from snaglist.dataset.terms_of_use import licence_of, rights_of
from snaglist.graph.competency_questions import ExampleQuery
from snaglist.graph.namespaces import CatalogueNames, new_graph
from snaglist.graph.statistics import Statistics
from snaglist.model.catalogue import About

DCAT = Namespace("http://www.w3.org/ns/dcat#")
W3C_FORMATS = Namespace("http://www.w3.org/ns/formats/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SDO = Namespace("https://schema.org/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID_EXT = Namespace("http://ldf.fi/void-ext#")

DATASETS = tuple(part for part in DatasetPart if part is not DatasetPart.DESCRIPTION)
"""The parts that are described, which leaves out the description itself."""

DESCRIBING = {
    "dcat": str(DCAT),
    "foaf": str(FOAF),
    "formats": str(W3C_FORMATS),
    "schema": str(SDO),
    "sd": str(SD),
    "sh": str(SH),
    "spdx": str(SPDX),
    "void": str(VOID),
    "void-ext": str(VOID_EXT),
}
"""Prefixes of what describes data; those of the data are the catalogue's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkset:
    """A vocabulary that others keep, and how many links of each property lead to its terms."""

    title: str
    homepage: str
    namespace: str
    links: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildFacts:
    """What a build counts: each part by the name of its dump, each named graph by its triples.

    ``terms`` has for each interview of which words are in the data on which terms they are.
    """

    parts: Mapping[str, Statistics]
    graphs: Mapping[str, int]
    created: str | None
    modified: str | None
    thing: str | None
    examples: tuple[ExampleQuery, ...] = ()
    ontology: Mapping[str, str] = field(default_factory=dict)
    linksets: Mapping[str, Linkset] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The facts, the files, and the address (without a slash at its end) that offers them.

    Without ``base`` that is where the catalogue's names begin: a server answers for them under an
    address of its own.
    """

    about: About
    facts: BuildFacts
    dumps: tuple[Dump, ...]
    base: str = ""

    def __post_init__(self) -> None:
        """Put the default in place."""
        object.__setattr__(self, "base", self.base or self.names.base)

    @property
    def names(self) -> CatalogueNames:
        """The names of the catalogue's things and graphs."""
        return CatalogueNames.of(self.about)

    @property
    def data_catalogue(self) -> URIRef:
        """The catalogue of datasets, in the sense of DCAT."""
        return URIRef(f"{self.names.base}/data")

    @property
    def publisher(self) -> URIRef:
        """Who publishes it."""
        return self.dataset("publisher")

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefixes of the description: those of the data, and those that describe it."""
        return {**self.names.prefixes, **DESCRIBING}

    def licence(self, with_words: bool) -> URIRef | None:
        """The licence of all that is in something; None where interviews have their own terms."""
        return licence_of(self.about, self.facts.terms if with_words else {})

    def rights(self, with_words: bool) -> list[str]:
        """On which terms what is in something may be used, in words."""
        return rights_of(self.about, self.facts.terms if with_words else {})

    @property
    def sparql(self) -> URIRef:
        """The endpoint."""
        return URIRef(f"{self.base}/sparql")

    def url(self, name: str) -> URIRef:
        """Where a dump is fetched."""
        return URIRef(f"{self.base}/data/{name}")

    def dataset(self, part: DatasetPart | str) -> URIRef:
        """The name of a part of the data."""
        return URIRef(f"{self.data_catalogue}#{part}")

    def new_graph(self) -> Graph:
        """An empty graph with the prefixes of a description."""
        graph = new_graph()
        for prefix, namespace in {**self.prefixes, "data": f"{self.data_catalogue}#"}.items():
            graph.bind(prefix, namespace)
        return graph


def description_graph(names: CatalogueNames) -> URIRef:
    """The name of the graph with the description, where it is loaded beside what it describes."""
    return names.graph("description")

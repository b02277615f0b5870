"""What ``snaglist.open()`` gives to Python programs: the things, the graph, owlready2's world."""

import logging
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import owlready2
import pyoxigraph as ox
from rdflib import Dataset, Graph, URIRef
from rdflib.term import Node

from snaglist.build.current import open_current
from snaglist.dataset.distributions import STORE_FILE, DatasetPart, dump_name
from snaglist.errors import NotFoundError
from snaglist.graph.namespaces import ONTOLOGY, CatalogueNames, bind
from snaglist.graph.oxigraph import from_oxigraph
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.index.query import Query, Results
from snaglist.model.catalogue import Catalogue, Thing
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Quote
from snaglist.settings import Settings
from snaglist.snapshot.place import Progress
from snaglist.snapshot.snapshot import Snapshot

LOG = logging.getLogger("snaglist")


class OpenCatalogue:
    """The catalogue, read only: ``catalogue["SNAG-001"]`` is the thing of that id.

    What takes long is made when it is first asked for. Close it, or use it in a ``with``.
    """

    def __init__(self, knowledge: Snapshot) -> None:
        self.knowledge = knowledge

    @property
    def model(self) -> Catalogue:
        """The whole catalogue as frozen dataclasses."""
        return self.knowledge.catalogue

    @property
    def names(self) -> CatalogueNames:
        """The IRIs that its things and graphs have: ``names.thing("SNAG-001")``."""
        return CatalogueNames.of(self.model.about)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The quality issues."""
        return self.model.issues

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """The strategies."""
        return self.model.strategies

    @property
    def interviews(self) -> tuple[Interview, ...]:
        """The interviews, with their transcripts."""
        return self.model.interviews

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of all interviews."""
        return tuple(self.model.quotes)

    def __getitem__(self, identifier: str) -> Thing:
        """Anything that has an id; a ``KeyError`` names the nearest ids."""
        try:
            return self.model.thing(identifier)
        except NotFoundError as error:
            raise KeyError(str(error)) from None

    def __contains__(self, identifier: object) -> bool:
        return identifier in self.model.things

    def search(self, words: str, **filters: str) -> Results:
        """Search as the website does: ``search("late data", type="issue", category="data")``."""
        chosen = {name.replace("_", "-"): (value,) for name, value in filters.items()}
        return self.knowledge.search(Query(words=words, filters=chosen))

    def describe(self, identifier: str, rdf_format: str = "turtle") -> str:
        """One thing with what belongs to it, in one of the formats of ``snag export``."""
        return self.knowledge.describe(identifier, RdfFormat(rdf_format)).decode()

    @cached_property
    def graph(self) -> Graph:
        """Ontology, catalogue, interviews and inferences as one rdflib graph."""
        graph = bind(Graph(bind_namespaces="none"), self.names)
        for quad in self._quads():
            graph.add(_triple(quad))
        return graph

    @cached_property
    def dataset(self) -> Dataset:
        """The same in named graphs, with what is inferred in one of its own."""
        dataset = Dataset()
        bind(dataset, self.names)
        for quad in self._quads():
            dataset.graph(URIRef(quad.graph_name.value)).add(_triple(quad))
        return dataset

    def _quads(self) -> Iterator[Any]:
        name = dump_name(DatasetPart.EVERYTHING, RdfFormat.NQUADS)
        path = next(dump.path for dump in self.knowledge.dumps if dump.name == name)
        return ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)

    @cached_property
    def world(self) -> Any:
        """The same as a world of owlready2: things as Python objects, ``world.search``, SPARQL."""
        path = self.knowledge.folder / STORE_FILE
        world = owlready2.World(filename=str(path), read_only=True, exclusive=False)
        # These are in the file; to load them makes owlready2 know them, and fetches nothing.
        for name in self.knowledge.facts.graphs:
            world.get_ontology(f"{name}#").load()
        return world

    @property
    def ontology(self) -> Any:
        """The ontology in that world: ``catalogue.ontology.QualityIssue.instances()``."""
        return self.world.get_ontology(f"{ONTOLOGY}#")

    def close(self) -> None:
        """Let go of the files."""
        if "world" in self.__dict__:
            self.world.close()
        self.knowledge.close()

    def __enter__(self) -> "OpenCatalogue":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _triple(quad: Any) -> tuple[Node, Node, Node]:
    subject, predicate, value, _ = quad
    return from_oxigraph(subject), from_oxigraph(predicate), from_oxigraph(value)


def open_catalogue(
    catalog: str | Path | None = None,
    ontology: str | Path | None = None,
    data: str | Path | None = None,
    progress: Progress = LOG.info,
) -> OpenCatalogue:
    """Open the catalogue, building its snapshot first where there is none of these sources.

    The folders are those of ``snag``: what is given here, else SNAGLIST_CATALOG and so on, else
    the catalogue shipped and the user's cache. ``progress`` is given sentences on what a build is
    doing; without it, the log ``snaglist`` is. Raises ``SnaglistError``: ``FindingsError`` for
    findings.
    """
    given = {"catalog": catalog, "ontology": ontology, "data": data}
    settings = Settings.from_environment(os.environ, **given)
    return OpenCatalogue(open_current(settings.data, settings.catalog, settings.ontology, progress))

"""The one object that the command line and the web read."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from snaglist.errors import SnapshotError
from snaglist.graph.context import Context
from snaglist.graph.formats import RdfFormat, write_graph
from snaglist.graph.framing import framed
from snaglist.graph.namespaces import ID
from snaglist.graph.ontology import Term
from snaglist.graph.store import QuadStore
from snaglist.index.documents import labels
from snaglist.index.engine import open_index
from snaglist.index.query import Query, Results, SearchIndex, Suggestion
from snaglist.knowledge.describe import described
from snaglist.knowledge.dumps import (
    CONTEXT_DUMP,
    DUMPS_FOLDER,
    STORE_FILE,
    Dump,
    Part,
    dump_name,
    offered,
)
from snaglist.knowledge.manifest import MANIFEST, Manifest
from snaglist.knowledge.publication import Facts, Publication
from snaglist.knowledge.snapshot import (
    CATALOGUE,
    CATALOGUE_FILE,
    FACTS,
    FACTS_FILE,
    INDEX_FOLDER,
    MANIFEST_TYPE,
    TERMS,
    TERMS_FILE,
    Place,
    damage,
    snapshot_key,
)
from snaglist.knowledge.workshop import Progress
from snaglist.model.catalogue import Catalogue

KEPT = 500
"""Descriptions kept in memory, of some 20 to 300 kB each."""


class Knowledge:
    """A snapshot, opened for reading; safe to share between threads.

    ``catalogue`` is the model, ``terms`` the ontology's vocabulary, ``dumps`` the files one can
    take along. Nothing here writes.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        catalogue: Catalogue,
        terms: tuple[Term, ...],
        index: SearchIndex,
        store: QuadStore,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.catalogue = catalogue
        self.terms = terms
        self.index = index
        self.store = store

    @classmethod
    def open(cls, folder: Path) -> "Knowledge":
        """Open the snapshot in ``folder``; raises ``SnapshotError`` where it cannot be read."""
        try:
            return cls(
                folder=folder,
                manifest=MANIFEST_TYPE.validate_json((folder / MANIFEST).read_bytes()),
                catalogue=CATALOGUE.validate_json((folder / CATALOGUE_FILE).read_bytes()),
                terms=TERMS.validate_json((folder / TERMS_FILE).read_bytes()),
                index=open_index(folder / INDEX_FOLDER),
                store=QuadStore(folder / STORE_FILE),
            )
        except (OSError, ValueError) as error:
            raise SnapshotError(f"The snapshot in {folder} cannot be read: {error}") from error

    def search(self, query: Query) -> Results:
        """Search words and filters; see ``snaglist.index.query``."""
        return self.index.search(query)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Names that go on from what was typed; see ``snaglist.index.query``."""
        return self.index.suggest(typed, limit)

    @cached_property
    def facet_labels(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """For each facet of the search its values, with the names by which they are known."""
        return labels(self.catalogue)

    def describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """One thing as RDF, with what belongs to it, what follows, and labels of what it names.

        Raises ``NotFoundError`` for an identifier that names nothing.
        """
        return self._kept(identifier, rdf_format)

    @cached_property
    def _kept(self) -> Callable[[str, RdfFormat], bytes]:
        """What was described last; a snapshot never changes."""
        return lru_cache(maxsize=KEPT)(self._describe)

    def _describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        graph = described(self.catalogue, self.store, identifier)
        if rdf_format is RdfFormat.JSONLD:
            return framed(graph, ID[identifier], self.context)
        return write_graph(graph, rdf_format)

    def ontology(self, rdf_format: RdfFormat) -> bytes:
        """The ontology in a format for triples."""
        return (self.folder / DUMPS_FOLDER / dump_name(Part.ONTOLOGY, rdf_format)).read_bytes()

    @cached_property
    def context(self) -> Context:
        """The context of our JSON-LD."""
        return Context.read((self.folder / DUMPS_FOLDER / CONTEXT_DUMP).read_bytes())

    @cached_property
    def dumps(self) -> tuple[Dump, ...]:
        """The dumps in the order they are offered."""
        return offered(self.folder, self.manifest.files)

    @cached_property
    def facts(self) -> Facts:
        """What the build counted."""
        return FACTS.validate_json((self.folder / FACTS_FILE).read_bytes())

    def publication(self, base: str) -> Publication:
        """What is said of the data as a whole where ``base`` is the address that offers it."""
        about = self.catalogue.about
        return Publication(about=about, facts=self.facts, dumps=self.dumps, base=base)

    def close(self) -> None:
        """Let go of the files."""
        self.index.close()
        self.store.close()


def open_current(data: Path, catalog: Path, ontology: Path, progress: Progress) -> Knowledge:
    """The knowledge of these sources: the snapshot as it stands, or a new one.

    A snapshot that is damaged is built anew. Where a new one cannot be written, the old one
    serves; ``progress`` is told either way. Raises ``SourcesError``, ``SnapshotError``.
    """
    place = Place(data, catalog, ontology)
    sources = place.sources()
    current = place.current()
    fault = damage(current) if current else None
    if current and fault is None and current.name == snapshot_key(sources):
        return Knowledge.open(current)
    if fault:
        progress(f"the snapshot is damaged: {fault}; it is built anew")
    try:
        return Knowledge.open(place.build(sources, progress))
    except SnapshotError as error:
        if current is None or fault:
            raise
        progress(f"{error} The snapshot before it serves on.")
        return Knowledge.open(current)

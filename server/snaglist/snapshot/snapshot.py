"""The one object that the command line and the web read.

What costs imports (full text, RDF) is imported when it is first asked for: a command that shows
an entry needs neither.
"""

import logging
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from pydantic import TypeAdapter

from snaglist.dataset.distributions import DUMPS_FOLDER, DatasetPart, Dump, dump_name, offered_dumps
from snaglist.errors import NotFoundError, SnapshotError
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.term import Term
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry_version import PastEditions
from snaglist.snapshot.lock import Identity, SnapshotLock
from snaglist.snapshot.manifest import MANIFEST_FILE, Manifest
from snaglist.snapshot.place import (
    CATALOGUE_ADAPTER,
    CATALOGUE_FILE,
    EDITIONS_ADAPTER,
    EDITIONS_FILE,
    FACTS_FILE,
    INDEX_FOLDER,
    MANIFEST_ADAPTER,
    TERMS_FILE,
)

if TYPE_CHECKING:
    from snaglist.dataset.publication import BuildFacts, Publication
    from snaglist.graph.jsonld_context import JsonLdContext
    from snaglist.index.query import Query, Results, SearchIndex, Suggestion
    from snaglist.index.similar_passages import PassageIndex
    from snaglist.snapshot.descriptions import Descriptions
    from snaglist.snapshot.held_dumps import HeldDumps

Value = TypeVar("Value")

DESCRIPTIONS_CACHED = 16
"""Descriptions of the whole that are held in memory, of some 300 kB each."""

logger = logging.getLogger(__name__)


class Snapshot:
    """A snapshot, opened for reading; safe to share between threads. Nothing here writes.

    ``catalogue`` is the model, ``dumps`` the files to download. Properties and methods that read
    a file at their first use raise ``SnapshotError`` where it cannot be read.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, catalogue: Catalogue, lock: SnapshotLock
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.catalogue = catalogue
        self._lock = lock
        self._held: HeldDumps | None = None

    @classmethod
    def open(cls, folder: Path, lock: SnapshotLock | None = None) -> "Snapshot":
        """Open the snapshot in ``folder``, which nobody removes until it is closed.

        ``lock`` is one that the caller took before, to look at the files first. Raises
        ``SnapshotError`` where it cannot be read, ``SnapshotGoneError`` where it is being removed.
        """
        lock = lock or SnapshotLock(folder)
        try:
            return cls(
                folder=folder,
                manifest=_read(MANIFEST_ADAPTER, folder / MANIFEST_FILE),
                catalogue=_read(CATALOGUE_ADAPTER, folder / CATALOGUE_FILE),
                lock=lock,
            )
        except SnapshotError:
            lock.release()
            raise

    @property
    def identity(self) -> Identity:
        """What tells this snapshot from one that was built later under the same name."""
        return self._lock.identity

    def load(self) -> None:
        """Read all that a server answers from, so that it needs the folder no more.

        Its first visitor should not wait for it, and no visitor should notice when the folder is
        damaged or removed. Where there is no room for copies of the dumps, they are read from the
        folder. Raises ``SnapshotError`` where a file cannot be read.
        """
        from snaglist.snapshot.held_dumps import HeldDumps

        self.index  # noqa: B018 (read for its effect)
        self._descriptions.store  # noqa: B018
        self.context, self.terms, self.facts, self.dumps, self.editions  # noqa: B018
        self.passages  # noqa: B018
        try:
            self._held = HeldDumps(self.dumps)
        except OSError as error:
            logger.warning("The dumps are read from %s: %s", self.folder, error)

    @cached_property
    def index(self) -> "SearchIndex":
        """The search index."""
        from snaglist.index.engine import open_index

        try:
            return open_index(self.folder / INDEX_FOLDER)
        except (OSError, ValueError) as error:
            raise _unreadable(self.folder / INDEX_FOLDER, error) from error

    def search(self, query: "Query") -> "Results":
        """Search words and filters; see ``snaglist.index.query``."""
        return self.index.search(query)

    def suggest(self, typed: str, limit: int) -> "tuple[Suggestion, ...]":
        """At most ``limit`` names that begin with what was typed; see ``snaglist.index.query``."""
        return self.index.suggest(typed, limit)

    @cached_property
    def passages(self) -> "PassageIndex":
        """What participants say in open interviews, to look for what an entry speaks of."""
        from snaglist.index.similar_passages import PassageIndex

        return PassageIndex(self.catalogue.interviews, self.catalogue.entries)

    @cached_property
    def facet_labels(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """For each facet of the search its values, with the names by which they are known."""
        from snaglist.index.documents import labels

        return labels(self.catalogue)

    @cached_property
    def _descriptions(self) -> "Descriptions":
        from snaglist.snapshot.descriptions import Descriptions

        return Descriptions(self.folder, self.catalogue)

    def owner_of_part(self, identifier: str) -> str | None:
        """The thing that a part of it is described with, None where there is no such part."""
        return self._descriptions.owners.get(identifier)

    def describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """One thing as RDF, with what belongs to it, what follows, and labels of what it names.

        Raises ``NotFoundError`` for an identifier that names nothing.
        """
        return self._descriptions.describe(identifier, rdf_format)

    def describe_page(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """The same, and on which terms what is in the document may be used.

        Raises ``NotFoundError`` for an identifier that names nothing.
        """
        return self._descriptions.describe_page(identifier, rdf_format)

    def describe_term(self, iri: str, rdf_format: RdfFormat) -> bytes:
        """A term of the ontology as RDF, with its axioms and the licence of its ontology."""
        return self._descriptions.describe_term(iri, rdf_format)

    def subset(
        self, identifiers: tuple[str, ...], rdf_format: RdfFormat, document: str = ""
    ) -> bytes:
        """Some things and whatever they need, as a graph for which the shapes hold.

        ``document`` is the IRI of what has this graph, of which it says on which terms it may be
        used; without one, nothing is said.
        Raises ``NotFoundError`` for an identifier that names nothing.
        """
        return self._descriptions.subset(identifiers, rdf_format, document)

    @property
    def context(self) -> "JsonLdContext":
        """The context of our JSON-LD."""
        return self._descriptions.context

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The ontology's vocabulary."""
        return _read(TypeAdapter(tuple[Term, ...]), self.folder / TERMS_FILE)

    @cached_property
    def editions(self) -> PastEditions:
        """What entries said in the editions that were written down."""
        return _read(EDITIONS_ADAPTER, self.folder / EDITIONS_FILE)

    def ontology(self, rdf_format: RdfFormat) -> bytes:
        """The ontology in a format for triples."""
        return self.dump(dump_name(DatasetPart.ONTOLOGY, rdf_format))

    def dump(self, name: str) -> bytes:
        """What is in a dump; raises ``NotFoundError`` where there is none of that name."""
        if all(dump.name != name for dump in self.dumps):
            raise NotFoundError(name)
        with self.open_dump(name) as file:
            return file.read()

    @cached_property
    def dumps(self) -> tuple[Dump, ...]:
        """The dumps in the order they are offered."""
        return offered_dumps(self.folder, self.manifest.files)

    def open_dump(self, name: str) -> BinaryIO:
        """A dump as a file to read; raises ``SnapshotError`` where it cannot be opened."""
        try:
            if self._held:
                return self._held.open(name)
            return next(dump.path for dump in self.dumps if dump.name == name).open("rb")
        except (OSError, KeyError, StopIteration) as error:
            path = self.folder / DUMPS_FOLDER / name
            raise _unreadable(path, error) from error

    def dump_modified(self, dump: Dump) -> float:
        """When a dump was written, in seconds since 1970; raises as ``open_dump`` does."""
        try:
            return self._held.modified[dump.name] if self._held else dump.path.stat().st_mtime
        except OSError as error:
            raise _unreadable(dump.path, error) from error

    @cached_property
    def facts(self) -> "BuildFacts":
        """What the build counted."""
        from snaglist.dataset.publication import BuildFacts

        return _read(TypeAdapter(BuildFacts), self.folder / FACTS_FILE)

    def publication(self, base: str) -> "Publication":
        """What is said of the data as a whole where ``base`` is the address that offers it."""
        from snaglist.dataset.publication import Publication

        about = self.catalogue.about
        return Publication(about=about, facts=self.facts, dumps=self.dumps, base=base)

    @cached_property
    def write_description(self) -> Callable[[str, RdfFormat], bytes]:
        """The same as RDF, for the base and in the format that it is called with."""
        from snaglist.dataset.description import write_description

        def write(base: str, rdf_format: RdfFormat) -> bytes:
            return write_description(self.publication(base), rdf_format)

        return lru_cache(maxsize=DESCRIPTIONS_CACHED)(write)

    def close(self) -> None:
        """Close the files that are open, and let the snapshot be removed."""
        if "index" in self.__dict__:
            self.index.close()
        self._held = None
        self._lock.release()


def _read(adapter: TypeAdapter[Value], path: Path) -> Value:
    try:
        return adapter.validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> SnapshotError:
    return SnapshotError(f"{path} of the snapshot cannot be read: {error}")

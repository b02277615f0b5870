"""The one object that the command line and the web read.

What costs imports (full text, RDF) is imported when it is first asked for: a command that shows
an entry needs neither.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter

from snaglist.dataset.distributions import DUMPS_FOLDER, DatasetPart, Dump, dump_name, offered_dumps
from snaglist.errors import SnapshotError
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.term import Term
from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.manifest import MANIFEST_FILE, Manifest
from snaglist.snapshot.place import (
    CATALOGUE_ADAPTER,
    CATALOGUE_FILE,
    FACTS_FILE,
    INDEX_FOLDER,
    MANIFEST_ADAPTER,
    TERMS_FILE,
)

if TYPE_CHECKING:
    from snaglist.dataset.publication import BuildFacts, Publication
    from snaglist.graph.jsonld_context import JsonLdContext
    from snaglist.index.query import Query, Results, SearchIndex, Suggestion
    from snaglist.snapshot.descriptions import Descriptions

Value = TypeVar("Value")


class Snapshot:
    """A snapshot, opened for reading; safe to share between threads. Nothing here writes.

    ``catalogue`` is the model, ``dumps`` the files to download. Properties and methods that read
    a file at their first use raise ``SnapshotError`` where it cannot be read.
    """

    def __init__(self, folder: Path, manifest: Manifest, catalogue: Catalogue) -> None:
        self.folder = folder
        self.manifest = manifest
        self.catalogue = catalogue

    @classmethod
    def open(cls, folder: Path) -> "Snapshot":
        """Open the snapshot in ``folder``; raises ``SnapshotError`` where it cannot be read."""
        return cls(
            folder=folder,
            manifest=_read(MANIFEST_ADAPTER, folder / MANIFEST_FILE),
            catalogue=_read(CATALOGUE_ADAPTER, folder / CATALOGUE_FILE),
        )

    def load(self) -> None:
        """Read now what would be read at the first search and the first thing asked for as RDF.

        For a server, whose first visitor should not wait for it.
        """
        self.index  # noqa: B018 (read for its effect)
        self._descriptions.store  # noqa: B018

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
    def facet_labels(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """For each facet of the search its values, with the names by which they are known."""
        from snaglist.index.documents import labels

        return labels(self.catalogue)

    @cached_property
    def _descriptions(self) -> "Descriptions":
        from snaglist.snapshot.descriptions import Descriptions

        return Descriptions(self.folder, self.catalogue)

    def describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """One thing as RDF, with what belongs to it, what follows, and labels of what it names.

        Raises ``NotFoundError`` for an identifier that names nothing.
        """
        return self._descriptions.describe(identifier, rdf_format)

    @property
    def context(self) -> "JsonLdContext":
        """The context of our JSON-LD."""
        return self._descriptions.context

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The ontology's vocabulary."""
        return _read(TypeAdapter(tuple[Term, ...]), self.folder / TERMS_FILE)

    def ontology(self, rdf_format: RdfFormat) -> bytes:
        """The ontology in a format for triples."""
        return (
            self.folder / DUMPS_FOLDER / dump_name(DatasetPart.ONTOLOGY, rdf_format)
        ).read_bytes()

    @cached_property
    def dumps(self) -> tuple[Dump, ...]:
        """The dumps in the order they are offered."""
        return offered_dumps(self.folder, self.manifest.files)

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

    def close(self) -> None:
        """Close the files that are open."""
        if "index" in self.__dict__:
            self.index.close()


def _read(adapter: TypeAdapter[Value], path: Path) -> Value:
    try:
        return adapter.validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> SnapshotError:
    return SnapshotError(f"{path} of the snapshot cannot be read: {error}")

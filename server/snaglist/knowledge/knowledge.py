"""The one object that the command line and the web read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from snaglist.graph.formats import FORMATS, RdfFormat
from snaglist.graph.ontology import Term
from snaglist.graph.store import QuadStore
from snaglist.index.query import Query, Results, SearchIndex
from snaglist.model.catalogue import Catalogue
from snaglist.knowledge.manifest import FileRecord, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A file that takes the catalogue along."""

    name: str
    title: str
    media_type: str
    path: Path
    record: FileRecord


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

    def search(self, query: Query) -> Results:
        """Search words and filters; see ``snaglist.index.query``."""
        return self.index.search(query)

    def describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """One thing as RDF: what is said of it and of its parts.

        Raises ``NotFoundError`` for an identifier that names nothing.
        """
        raise NotImplementedError

    @cached_property
    def dumps(self) -> tuple[Dump, ...]:
        """The dumps in the order they are offered."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the files."""
        self.index.close()
        self.store.close()

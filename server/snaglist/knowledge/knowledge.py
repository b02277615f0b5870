"""The one object that the command line and the web read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from snaglist.errors import SnapshotError
from snaglist.graph.formats import FORMATS, RdfFormat, merged, write_graph
from snaglist.graph.namespaces import ID
from snaglist.graph.ontology import Term
from snaglist.graph.store import QuadStore
from snaglist.index.query import Query, Results, SearchIndex
from snaglist.index.whoosh_index import open_index
from snaglist.knowledge.manifest import MANIFEST, FileRecord, Manifest
from snaglist.knowledge.snapshot import (
    CATALOGUE,
    CATALOGUE_FILE,
    DUMPS_FOLDER,
    INDEX_FOLDER,
    MANIFEST_TYPE,
    STORE_FILE,
    TERMS,
    TERMS_FILE,
    Place,
    damage,
    snapshot_key,
)
from snaglist.knowledge.workshop import Progress
from snaglist.model.catalogue import Catalogue, Thing
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Quote, Turn


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

    def describe(self, identifier: str, rdf_format: RdfFormat) -> bytes:
        """One thing as RDF, with what belongs to it and what follows about it.

        Raises ``NotFoundError`` for an identifier that names nothing.
        """
        thing = self.catalogue.thing(identifier)
        parts = [identifier, *_parts(thing)]
        return write_graph(merged(self.store.about(ID[part]) for part in parts), rdf_format)

    @cached_property
    def dumps(self) -> tuple[Dump, ...]:
        """The dumps in the order they are offered."""
        offered = [
            (f"snaglist.{info.suffix}", _dump_title(info.title, info.named_graphs), info.media_type)
            for info in FORMATS.values()
        ]
        offered.append(("ontology.ttl", "The ontology, Turtle", "text/turtle"))
        offered.append(("claims.csv", "Every claim with its quotes, CSV", "text/csv"))
        tsv = "text/tab-separated-values"
        offered.append(("mappings.sssom.tsv", "Mappings to other vocabularies, SSSOM", tsv))
        return tuple(
            Dump(
                name=name,
                title=title,
                media_type=media_type,
                path=self.folder / DUMPS_FOLDER / name,
                record=self.manifest.files[f"{DUMPS_FOLDER}/{name}"],
            )
            for name, title, media_type in offered
        )

    def close(self) -> None:
        """Let go of the files."""
        self.index.close()
        self.store.close()


def _dump_title(name: str, named_graphs: bool) -> str:
    """What is in a dump: only formats with named graphs can keep inferred triples apart."""
    if named_graphs:
        return f"Everything in named graphs, ontology and inferences included, {name}"
    return f"The catalogue as asserted, {name}"


def _parts(thing: Thing) -> Iterator[str]:
    """The local names of what belongs to a thing and has no page of its own."""
    if isinstance(thing, Issue | Strategy):
        yield from (claim.id for claim in thing.claims)
        yield from (f"{thing.id}-N{n}" for n, _ in enumerate(thing.not_when, start=1))
        for quote in thing.quote_ids():
            yield from (quote, f"{quote}-words", f"{quote}-position")
    if isinstance(thing, Issue):
        yield from (f"{thing.id}-R{n}" for n, _ in enumerate(thing.questions, start=1))
        yield from (f"{thing.id}-M{n}" for n, _ in enumerate(thing.mappings, start=1))
        yield from (f"{thing.id}-to-{arrow.issue}" for arrow in thing.leads_to)
    if isinstance(thing, Quote):
        yield from (f"{thing.id}-words", f"{thing.id}-position")
    if isinstance(thing, Turn):
        yield f"{thing.id}-position"


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

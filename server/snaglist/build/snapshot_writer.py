"""Writing a snapshot: built beside the old one, then made the current one in one step."""

import shutil
import sqlite3
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter

from snaglist.build.dumps import DumpWriter
from snaglist.build.facts import count_facts, count_stated
from snaglist.build.pipeline import (
    CheckedCatalogue,
    Reasoner,
    StatedCatalogue,
    check_and_reason,
)
from snaglist.build.proof import REASONER_CACHE, Proof, write_proof
from snaglist.build.quadstore_writer import write_quadstore
from snaglist.dataset.description import write_description
from snaglist.dataset.distributions import (
    DESCRIPTION_DUMP,
    DUMPS_FOLDER,
    STORE_FILE,
    offered_dumps,
)
from snaglist.dataset.file_record import FileRecord
from snaglist.dataset.publication import BuildFacts, Publication
from snaglist.errors import SnapshotError
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.term import Term
from snaglist.graph.terms import list_terms
from snaglist.index.build import build_index
from snaglist.schema.report import Report
from snaglist.snapshot.manifest import MANIFEST_FILE, MANIFEST_FORMAT, Manifest
from snaglist.snapshot.permissions import make_private, take_from_others
from snaglist.snapshot.place import (
    BUILD_LOCK_FILE,
    CATALOGUE_ADAPTER,
    CATALOGUE_FILE,
    CURRENT_FILE,
    EDITIONS_ADAPTER,
    EDITIONS_FILE,
    FACTS_FILE,
    INDEX_FOLDER,
    MANIFEST_ADAPTER,
    TERMS_FILE,
    Progress,
    SnapshotFolder,
    file_records,
    find_damage,
    snapshot_key,
)
from snaglist.snapshot.sweep import set_aside, sweep
from snaglist.sources.editions import load_editions
from snaglist.sources.rules import RULES

POINTER_DRAFT = ".next-"
"""Begins the name of the file that becomes ``current``."""


def build_snapshot(
    place: SnapshotFolder,
    sources: Mapping[str, FileRecord],
    progress: Progress,
    reason: Reasoner | None = None,
) -> Path:
    """Make the snapshot of these sources the current one; returns its folder.

    Raises ``FindingsError`` for findings and ``SnapshotError`` where it cannot be written;
    either way the old snapshot stays the current one. ``reason`` takes the reasoner's place.
    """
    key = snapshot_key(sources)
    try:
        make_private(place.folder.parent)
        make_private(place.folder)
        with FileLock(place.folder / BUILD_LOCK_FILE, mode=0o600):
            for left in place.folder.glob(".building-*"):
                shutil.rmtree(left)
            (place.folder / f"{POINTER_DRAFT}{CURRENT_FILE}").unlink(missing_ok=True)
            current = place.current()
            if current and find_damage(current) is not None:
                current = None
            final = place.folder / key
            if current != final:
                # Sources that were changed and changed back have their snapshot still.
                if not final.exists() or find_damage(final) is not None:
                    _build(place, key, sources, current, progress, reason)
                _make_current(place, key)
            sweep(place)
            return final
    except (OSError, sqlite3.Error) as error:
        # SQLite has errors of its own for a disk that is full.
        raise SnapshotError(f"The snapshot cannot be written: {error}") from error


def _build(
    place: SnapshotFolder,
    key: str,
    sources: Mapping[str, FileRecord],
    undamaged: Path | None,
    progress: Progress,
    reason: Reasoner | None,
) -> None:
    working, final = place.folder / f".building-{key}", place.folder / key
    make_private(working)
    try:
        writer = SnapshotWriter(working)

        def write_stated(stated: StatedCatalogue) -> None:
            writer.write_catalogue(stated, undamaged)
            # The catalogue was checked, and the files of its editions with it.
            editions = stated.catalogue.about.editions
            past = load_editions(place.catalog, editions, Report(place.catalog, RULES))
            (working / EDITIONS_FILE).write_bytes(EDITIONS_ADAPTER.dump_json(past))
            writer.write_stated(stated)

        cache = place.folder.parent / REASONER_CACHE
        made = check_and_reason(
            *(place.catalog, place.ontology, progress, cache),
            meanwhile=write_stated,
            reason=reason,
            while_checked=lambda made: writer.write_concluded(made, key, sources, progress),
        )
        write_proof(place, Proof.of(key, made.catalogue, made.warnings))
        take_from_others(working)
        if final.exists():
            set_aside(final)
        working.replace(final)
    except BaseException:
        shutil.rmtree(working, ignore_errors=True)
        raise


def _make_current(place: SnapshotFolder, key: str) -> None:
    pointer = place.folder / f"{POINTER_DRAFT}{CURRENT_FILE}"
    pointer.write_text(key, encoding="ascii")
    pointer.chmod(0o600)
    pointer.replace(place.folder / CURRENT_FILE)


class SnapshotWriter:
    """Writes the files of a snapshot into an empty folder; same input, same bytes.

    What needs no reasoner is written while it runs, the rest while the shapes are checked.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write_catalogue(self, stated: StatedCatalogue, before: Path | None = None) -> None:
        """Write the catalogue and its index, which takes names and definitions of terms, too.

        ``before`` is an undamaged snapshot, whose index gives what it knows of the same texts.
        """
        (self._folder / CATALOGUE_FILE).write_bytes(CATALOGUE_ADAPTER.dump_json(stated.catalogue))
        index = self._folder / INDEX_FOLDER
        index.mkdir()
        terms = list_terms(stated.terms, stated.terms, stated.names)
        build_index(stated.catalogue, index, before and before / INDEX_FOLDER, terms)

    def write_stated(self, stated: StatedCatalogue) -> None:
        """Write and count what the sources say."""
        self._dumps = DumpWriter(stated, self._folder / DUMPS_FOLDER)
        self._dumps.write_stated()
        self._counted = count_stated(stated)

    def write_concluded(
        self,
        made: CheckedCatalogue,
        key: str,
        sources: Mapping[str, FileRecord],
        progress: Progress,
    ) -> None:
        """Write all the rest, last what says which files there are."""
        progress("writing the graph and the dumps")
        vocabulary = list_terms(made.terms, made.everything, made.names)
        content = TypeAdapter(tuple[Term, ...]).dump_json(vocabulary)
        (self._folder / TERMS_FILE).write_bytes(content)
        write_quadstore(made.graphs, self._folder / STORE_FILE)
        self._dumps.write_concluded(made)
        self._describe(made)
        manifest = Manifest(
            format=MANIFEST_FORMAT,
            key=key,
            snaglist=metadata.version("snaglist"),
            sources=dict(sources),
            files=file_records(self._folder),
            counts=_counts(made),
        )
        content = MANIFEST_ADAPTER.dump_json(manifest, indent=1)
        (self._folder / MANIFEST_FILE).write_bytes(content)

    def _describe(self, made: CheckedCatalogue) -> None:
        facts = count_facts(made, self._counted)
        (self._folder / FACTS_FILE).write_bytes(TypeAdapter(BuildFacts).dump_json(facts))
        dumps = offered_dumps(self._folder, file_records(self._folder))
        published = Publication(about=made.catalogue.about, facts=facts, dumps=dumps)
        content = write_description(published, RdfFormat.TURTLE)
        (self._folder / DUMPS_FOLDER / DESCRIPTION_DUMP).write_bytes(content)


def _counts(made: CheckedCatalogue) -> dict[str, int]:
    catalogue = made.catalogue
    besides = [*made.asserted.values(), made.inferred]
    return {
        "issues": len(catalogue.live_issues),
        "strategies": len(catalogue.live_strategies),
        "retired": sum(1 for entry in catalogue.entries if entry.retired),
        "claims": sum(len(entry.claims) for entry in catalogue.entries if not entry.retired),
        "interviews": len(catalogue.interviews),
        "quotes": sum(len(interview.quotes) for interview in catalogue.interviews),
        "turns": sum(len(interview.turns) for interview in catalogue.interviews),
        "publications": len(catalogue.publications),
        "findings": sum(len(each.findings) for each in catalogue.publications),
        "asserted triples": sum(len(graph) for graph in made.asserted.values()),
        "inferred triples": len(made.inferred),
        # Those of nobody else: what is concluded may be in the ontology, too.
        "ontology triples": len(made.everything) - len(set().union(*besides)),
    }

"""Writing a snapshot: built beside the old one, then made the current one in one step."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter

from snaglist.errors import SnapshotError
from snaglist.graph.formats import RdfFormat, merged
from snaglist.graph.namespaces import INFERRED_GRAPH
from snaglist.graph.ontology import Term, terms
from snaglist.graph.store import write_store
from snaglist.index.build import build_index
from snaglist.knowledge.describing import write_description
from snaglist.knowledge.dumps import (
    DESCRIPTION_DUMP,
    DUMPS_FOLDER,
    STORE_FILE,
    offered,
    write_dumps,
)
from snaglist.knowledge.manifest import FORMAT, MANIFEST, FileRecord, Manifest
from snaglist.knowledge.publication import Facts, Publication, gather
from snaglist.knowledge.workshop import Made, Progress, make
from snaglist.model.catalogue import Catalogue

CATALOGUE_FILE, TERMS_FILE, INDEX_FOLDER = "catalogue.json", "terms.json", "index"
FACTS_FILE = "facts.json"
CURRENT = "current"
SOURCE_SUFFIXES = {".md", ".yaml", ".txt", ".ttl", ".rq"}
LIBRARIES = ("numpy", "owlready2", "pydantic", "pyoxigraph", "rdflib", "whoosh3")
"""Libraries whose version decides what the files of a snapshot look like."""

CATALOGUE = TypeAdapter(Catalogue)
TERMS = TypeAdapter(tuple[Term, ...])
FACTS = TypeAdapter(Facts)
MANIFEST_TYPE = TypeAdapter(Manifest)


class Place:
    """Where the snapshots of one pair of source folders live, one folder a snapshot.

    The file ``current`` names the one in use. It is replaced in one step, so that a reader
    finds the old or the new one, whole, whenever a build is killed.
    """

    def __init__(self, data: Path, catalog: Path, ontology: Path) -> None:
        self.catalog, self.ontology = catalog.resolve(), ontology.resolve()
        pair = f"{self.catalog}\n{self.ontology}"
        self.folder = data / hashlib.sha256(pair.encode()).hexdigest()[:16]

    def sources(self) -> dict[str, FileRecord]:
        """A record of each authored file, by its path with the folder's name in front."""
        return {
            f"{part}/{path.relative_to(root).as_posix()}": FileRecord.of(path)
            for part, root in (("catalog", self.catalog), ("ontology", self.ontology))
            for path in sorted(root.rglob("*"))
            if path.suffix in SOURCE_SUFFIXES and path.name != "README.md" and path.is_file()
        }

    def current(self) -> Path | None:
        """The folder of the snapshot in use, if there is one."""
        try:
            folder = self.folder / (self.folder / CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return folder if folder.is_dir() and folder != self.folder else None

    def build(self, sources: Mapping[str, FileRecord], progress: Progress) -> Path:
        """Make the snapshot of these sources the current one; returns its folder.

        Raises ``SourcesError`` for findings and ``SnapshotError`` where it cannot be written;
        either way the old snapshot stays the current one.
        """
        key = snapshot_key(sources)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "build.lock"):
                for left in self.folder.glob(".building-*"):
                    shutil.rmtree(left)
                current = self.current()
                if current and damage(current) is not None:
                    current = None
                if current and current.name == key:
                    return current
                return self._build(key, sources, current, progress)
        except OSError as error:
            raise SnapshotError(f"The snapshot cannot be written: {error}") from error

    def _build(
        self,
        key: str,
        sources: Mapping[str, FileRecord],
        undamaged: Path | None,
        progress: Progress,
    ) -> Path:
        working, final = self.folder / f".building-{key}", self.folder / key
        working.mkdir()
        try:
            made = make(self.catalog, self.ontology, progress)
            write_snapshot(made, working, key, sources, progress, undamaged)
            if final.exists():
                shutil.rmtree(final)
            working.replace(final)
        except BaseException:
            shutil.rmtree(working, ignore_errors=True)
            raise
        before = self.current()
        pointer = self.folder / f".building-{CURRENT}"
        pointer.write_text(key, encoding="ascii")
        pointer.replace(self.folder / CURRENT)
        self._sweep({final, before})
        return final

    def _sweep(self, keep: set[Path | None]) -> None:
        """Remove all snapshots but the new one and the one before, which others may still read."""
        for path in self.folder.iterdir():
            if path.is_dir() and path not in keep:
                shutil.rmtree(path, ignore_errors=True)


def snapshot_key(sources: Mapping[str, FileRecord]) -> str:
    """A name for what these sources become in the hands of this program."""
    code = Path(__file__).parents[1]
    program = {
        path.relative_to(code).as_posix(): FileRecord.of(path).sha256
        for path in sorted(code.rglob("*.py"))
    }
    libraries = {name: metadata.version(name) for name in LIBRARIES}
    records = {name: record.sha256 for name, record in sources.items()}
    whole = json.dumps([FORMAT, records, program, libraries], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def write_snapshot(
    made: Made,
    folder: Path,
    key: str,
    sources: Mapping[str, FileRecord],
    progress: Progress,
    before: Path | None = None,
) -> None:
    """Fill an empty folder; same input, same bytes.

    ``before`` is an undamaged snapshot, whose index gives what it knows of the same texts.
    """
    catalogue = made.catalogue
    progress("writing the index, the graph and the dumps")
    (folder / CATALOGUE_FILE).write_bytes(CATALOGUE.dump_json(catalogue))
    vocabulary = terms(made.ontology, merged(made.graphs.values()))
    (folder / TERMS_FILE).write_bytes(TERMS.dump_json(vocabulary))
    (folder / INDEX_FOLDER).mkdir()
    build_index(catalogue, folder / INDEX_FOLDER, before and before / INDEX_FOLDER)
    write_store(made.graphs, folder / STORE_FILE)
    write_dumps(made, folder / DUMPS_FOLDER)
    facts = gather(made)
    (folder / FACTS_FILE).write_bytes(FACTS.dump_json(facts))
    dumps = offered(folder, records(folder))
    published = Publication(about=catalogue.about, facts=facts, dumps=dumps)
    content = write_description(published, RdfFormat.TURTLE)
    (folder / DUMPS_FOLDER / DESCRIPTION_DUMP).write_bytes(content)
    manifest = Manifest(
        format=FORMAT,
        key=key,
        snaglist=metadata.version("snaglist"),
        sources=dict(sources),
        files=records(folder),
        counts=_counts(made),
    )
    (folder / MANIFEST).write_bytes(MANIFEST_TYPE.dump_json(manifest, indent=1))


def records(folder: Path) -> dict[str, FileRecord]:
    """A record of each file below a folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): FileRecord.of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def damage(folder: Path) -> str | None:
    """What is wrong with a snapshot, or None: every file is held against its record."""
    try:
        manifest = MANIFEST_TYPE.validate_json((folder / MANIFEST).read_bytes())
        found = records(folder)
    except (OSError, ValueError) as error:
        return f"its manifest cannot be read ({type(error).__name__})"
    for name in sorted(manifest.files.keys() | found.keys()):
        if manifest.files.get(name) != found.get(name):
            return f"{name} is not as it was written"
    return None


def _counts(made: Made) -> dict[str, int]:
    catalogue = made.catalogue
    return {
        "issues": len(catalogue.issues),
        "strategies": len(catalogue.strategies),
        "claims": sum(len(entry.claims) for entry in catalogue.entries),
        "interviews": len(catalogue.interviews),
        "quotes": sum(len(interview.quotes) for interview in catalogue.interviews),
        "turns": sum(len(interview.turns) for interview in catalogue.interviews),
        "asserted triples": sum(len(graph) for graph in made.asserted.values()),
        "inferred triples": len(made.graphs[INFERRED_GRAPH]),
        "ontology triples": len(made.ontology),
    }

"""Where snapshots live on disk: which is the current one, and whether its files are whole."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path

from pydantic import TypeAdapter

from snaglist.dataset.file_record import FileRecord
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry_version import PastEditions
from snaglist.schema.text_files import is_left_by_program
from snaglist.snapshot.manifest import MANIFEST_FILE, MANIFEST_FORMAT, Manifest
from snaglist.snapshot.permissions import writable_by_others

Progress = Callable[[str], None]
"""Is given a sentence on what a build is doing."""

CATALOGUE_FILE, TERMS_FILE, INDEX_FOLDER = "catalogue.json", "terms.json", "index"
FACTS_FILE = "facts.json"
EDITIONS_FILE = "editions.json"
CURRENT_FILE = "current"
BUILD_LOCK_FILE = "build.lock"
SOURCE_SUFFIXES = {".json", ".md", ".yaml", ".yml", ".txt", ".ttl", ".rq"}
LIBRARIES = ("numpy", "owlready2", "pydantic", "pyoxigraph", "rdflib", "whoosh3")
"""Libraries whose version decides what the files of a snapshot look like; SQLite's counts too."""

CATALOGUE_ADAPTER = TypeAdapter(Catalogue)
MANIFEST_ADAPTER = TypeAdapter(Manifest)
EDITIONS_ADAPTER = TypeAdapter(PastEditions)


class SnapshotFolder:
    """Where the snapshots of one pair of source folders live, one folder a snapshot.

    The file ``current`` names the one in use. It is replaced in one step, so that a reader
    finds the old or the new one, whole, whenever a build is killed.
    """

    def __init__(self, data: Path, catalog: Path, ontology: Path) -> None:
        self.catalog, self.ontology = catalog.resolve(), ontology.resolve()
        # Names of files may be octets that are no UTF-8.
        pair = os.fsencode(f"{self.catalog}\n{self.ontology}")
        self.folder = data / hashlib.sha256(pair).hexdigest()[:16]

    def sources(self) -> dict[str, FileRecord]:
        """A record of each authored file, by its path with the folder's name in front."""
        return {
            f"{part}/{path.relative_to(root).as_posix()}": FileRecord.of(path)
            for part, root in (("catalog", self.catalog), ("ontology", self.ontology))
            for path in sorted(root.rglob("*"))
            if is_source(path, root)
        }

    def current(self) -> Path | None:
        """The folder of the snapshot in use, if there is one."""
        try:
            folder = self.folder / (self.folder / CURRENT_FILE).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return folder if folder.is_dir() and folder != self.folder else None


def is_source(path: Path, root: Path) -> bool:
    """True for files below ``root`` that say something of a catalogue or an ontology."""
    wanted = path.suffix.lower() in SOURCE_SUFFIXES and path.stem.casefold() != "readme"
    left = any(map(is_left_by_program, path.relative_to(root).parts)) if wanted else True
    return not left and path.is_file()


def snapshot_key(sources: Mapping[str, FileRecord], program: str | None = None) -> str:
    """A name for what these sources become in the hands of this program.

    ``program`` is what ``program_key`` gave when the program was started.
    """
    records = {name: record.sha256 for name, record in sources.items()}
    whole = json.dumps([MANIFEST_FORMAT, records, program or program_key()], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def program_key() -> str:
    """A name for this program and its libraries, as they are on the disk now."""
    code = Path(__file__).parents[1]
    program = {
        path.relative_to(code).as_posix(): FileRecord.of(path).sha256
        for path in sorted(code.rglob("*.py"))
    }
    libraries = {name: metadata.version(name) for name in LIBRARIES}
    libraries["sqlite"] = sqlite3.sqlite_version
    whole = json.dumps([program, libraries], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def file_records(folder: Path) -> dict[str, FileRecord]:
    """A record of each file below a folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): FileRecord.of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST_FILE
    }


def find_damage(folder: Path) -> str | None:
    """What is wrong with a snapshot, or None.

    Every file is held against its record, and none may be one that others could have written.
    """
    try:
        for path in (folder, *sorted(folder.rglob("*"))):
            fault = writable_by_others(path)
            if fault:
                return fault
        manifest = MANIFEST_ADAPTER.validate_json((folder / MANIFEST_FILE).read_bytes())
        found = file_records(folder)
    except (OSError, ValueError) as error:
        return f"its manifest cannot be read ({type(error).__name__})"
    for name in sorted(manifest.files.keys() | found.keys()):
        if manifest.files.get(name) != found.get(name):
            return f"{name} is not as it was written"
    return None

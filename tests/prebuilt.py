"""A snapshot that is built already, put where ``snag`` looks for one, at no cost."""

import shutil
from pathlib import Path

from common import ONTOLOGY

from snaglist.snapshot.place import SnapshotFolder
from snaglist.snapshot.snapshot import Snapshot


def put_built(known: Snapshot, data: Path, catalog: Path) -> Path:
    """Copy a snapshot into ``data`` as the current one of a catalogue with the same sources.

    Gives the folder that it is in.
    """
    place = SnapshotFolder(data, catalog, ONTOLOGY)
    place.folder.mkdir(parents=True)
    for folder in (data, place.folder):
        folder.chmod(0o700)
    shutil.copytree(known.folder, place.folder / known.folder.name)
    (place.folder / "current").write_text(known.folder.name)
    return place.folder

"""What is known of sources that passed every check: not to be proved a second time."""

from contextlib import suppress
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from snaglist.build.warnings import tell_warnings
from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.permissions import UnsafeFolderError, check_private, make_private
from snaglist.snapshot.place import Progress, SnapshotFolder, snapshot_key

PROOF_FILE = "proof.json"

REASONER_CACHE = "reasoner"
"""The folder, within that for snapshots, with answers of the reasoner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That the sources with this key passed every check, with the counts that are reported.

    ``key`` is a hash over the sources and the program, see ``snapshot_key``.
    """

    key: str
    issues: int
    strategies: int
    quotes: int
    publications: int = 0
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, key: str, catalogue: Catalogue, warnings: tuple[str, ...] = ()) -> "Proof":
        """The proof for a catalogue that passed."""
        return cls(
            key=key,
            issues=len(catalogue.live_issues),
            strategies=len(catalogue.live_strategies),
            quotes=sum(1 for _ in catalogue.quotes),
            publications=len(catalogue.publications),
            warnings=warnings,
        )


def read_proof(place: SnapshotFolder, key: str) -> Proof | None:
    """The proof for the sources with this key, if there is one."""
    try:
        found = TypeAdapter(Proof).validate_json((place.folder / PROOF_FILE).read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.key == key else None


def write_proof(place: SnapshotFolder, proof: Proof) -> None:
    """Leave a proof for the next time, in place of any before; none where it cannot be written."""
    with suppress(OSError, UnsafeFolderError):
        make_private(place.folder.parent)
        make_private(place.folder)
        draft = place.folder / f".{PROOF_FILE}"
        draft.write_bytes(TypeAdapter(Proof).dump_json(proof))
        draft.chmod(0o600)
        draft.replace(place.folder / PROOF_FILE)


def prove(place: SnapshotFolder, progress: Progress, quick: bool = False) -> Proof:
    """Check the sources, unless the same ones were proved before.

    ``quick`` leaves out the reasoner and the shapes, and then leaves no proof. Raises
    ``FindingsError`` with all findings of a stage, ``UsageError`` for a missing folder, and
    ``UnsafeFolderError`` where others may write proofs.
    """
    for folder in (place.folder.parent, place.folder):
        check_private(folder)
    key = snapshot_key(place.sources())
    proof = read_proof(place, key)
    if proof:
        tell_warnings(proof.warnings, progress)
        return proof
    return (_quick if quick else _whole)(place, key, progress)


def _quick(place: SnapshotFolder, key: str, progress: Progress) -> Proof:
    from snaglist.build.quick_check import load_sources

    sources = load_sources(place.catalog, place.ontology, progress)
    return Proof.of(key, sources.catalogue, sources.warnings)


def _whole(place: SnapshotFolder, key: str, progress: Progress) -> Proof:
    # The reasoner and SHACL are half a second of imports.
    from snaglist.build.pipeline import check_and_reason

    made = check_and_reason(
        place.catalog, place.ontology, progress, place.folder.parent / REASONER_CACHE
    )
    proof = Proof.of(key, made.catalogue, made.warnings)
    write_proof(place, proof)
    return proof

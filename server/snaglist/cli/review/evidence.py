"""Evidence as options and tables give it, and the folder that ``check`` holds it against."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from snaglist.errors import NotFoundError, UsageError
from snaglist.reviews.evidence.check import EvidenceChecker
from snaglist.reviews.evidence.compact import parsed_evidence
from snaglist.reviews.evidence.folder import EvidenceFault, EvidenceFolder


def with_hashes(typed: Iterable[str]) -> tuple[str | dict[str, Any], ...]:
    """Evidence as it was typed; a file without a hash gets the one that it has here and now.

    Paths are from the present folder. What is no evidence stays, to be reported with the other
    fields. Raises ``UsageError`` for a file that cannot be read.
    """
    return tuple(_with_hash(text.strip()) for text in typed if text.strip())


def _with_hash(text: str) -> str | dict[str, Any]:
    try:
        return parsed_evidence(text, _hash_here)
    except ValueError:
        return text


def _hash_here(path: str) -> str:
    try:
        return EvidenceFolder(Path()).sha256(path.removeprefix("./"))
    except EvidenceFault as fault:
        raise UsageError(
            f"--evidence: {fault.message}, so that its hash is not known. Paths are from the "
            "folder you are in; or name the hash, as sha256:9f86d0…"
        ) from None


def evidence_checker(folder: Path | None, today: date) -> EvidenceChecker | None:
    """What holds evidence against a folder; None without one.

    Raises ``UsageError`` where there is no such folder.
    """
    if folder is None:
        return None
    try:
        return EvidenceChecker(EvidenceFolder(folder), today)
    except NotFoundError:
        raise UsageError(f"--evidence: there is no folder {folder}.") from None

"""What the tests of all layers use: folders, skips, catalogues to break."""

import os
import shutil
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SAMPLE = TESTS / "sample"
ONTOLOGY = TESTS.parent / "ontology"
CATALOG = TESTS.parent / "catalog"


def need(condition: bool, reason: str) -> None:
    """Skip where the machine lacks something; in CI, which must have it, fail."""
    if not condition:
        if os.environ.get("SNAGLIST_NO_SKIPS"):
            pytest.fail(f"CI must not skip this: {reason}")
        pytest.skip(reason)


def overlaid(target: Path, overlay: Path) -> Path:
    """The sample catalogue at ``target`` with the files of ``overlay`` in place of its own."""
    shutil.copytree(SAMPLE, target)
    for path in sorted(overlay.rglob("*")):
        relative = path.relative_to(overlay)
        if path.name == "REMOVE":
            for name in path.read_text().split():
                (target / name).unlink()
        elif path.is_dir():
            if (target / relative).is_file():
                (target / relative).unlink()
            (target / relative).mkdir(exist_ok=True)
        else:
            shutil.copyfile(path, target / relative)
    return target

"""What all tests share."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from snaglist.knowledge.knowledge import Knowledge, open_current

TESTS = Path(__file__).parent
SAMPLE = TESTS / "sample"
ONTOLOGY = TESTS.parent / "ontology"
CATALOG = TESTS.parent / "catalog"

# No deadline: the machine is shared, and no test is timed.
settings.register_profile("snaglist", deadline=None)
settings.load_profile("snaglist")


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


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample catalogue that a test may change."""
    return overlaid(tmp_path / "sample", TESTS / "no-overlay")


@pytest.fixture(scope="session")
def sample_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The sample catalogue, built."""
    return open_current(tmp_path_factory.mktemp("data"), SAMPLE, ONTOLOGY, lambda message: None)


@pytest.fixture(scope="session")
def shipped_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for snapshots of the shipped catalogue, shared by the tests that need one."""
    return tmp_path_factory.mktemp("shipped")


@pytest.fixture(scope="session")
def shipped(shipped_data: Path) -> Knowledge:
    """The shipped catalogue, built."""
    return open_current(shipped_data, CATALOG, ONTOLOGY, lambda message: None)

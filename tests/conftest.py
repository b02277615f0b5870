"""Fixtures that all tests share."""

from pathlib import Path

import pytest
from common import CATALOG, ONTOLOGY, SAMPLE, TESTS, overlaid
from hypothesis import settings

from snaglist.knowledge.knowledge import Knowledge, open_current

# No deadline: the machine is shared, and no test is timed.
settings.register_profile("snaglist", deadline=None)
settings.load_profile("snaglist")


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

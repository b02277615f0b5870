"""Fixtures that all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from common import CATALOG, ONTOLOGY, SAMPLE, TESTS, overlaid
from databases import Cluster, postgresql
from hypothesis import settings

from snaglist.build.current import open_current
from snaglist.snapshot.knowledge import Knowledge

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


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for the session; no test stops this one."""
    with postgresql() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/database/reviews.sqlite3"
        return
    found: Cluster = request.getfixturevalue("cluster")
    url = found.fresh()
    yield url
    found.drop(url)

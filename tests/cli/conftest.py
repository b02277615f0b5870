"""Fixtures of the command line."""

from pathlib import Path

import pytest
from cli.desk import Desk

from snaglist.snapshot.snapshot import Snapshot


@pytest.fixture
def desk(sample_knowledge: Snapshot, tmp_path: Path) -> Desk:
    """An empty folder, and the sample catalogue."""
    return Desk(tmp_path, sample_knowledge.folder.parents[1])

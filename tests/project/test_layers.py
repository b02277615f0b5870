"""Imports point downwards."""

import pytest
from common import TESTS
from importlinter.cli import lint_imports


def test_imports_point_downwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS.parent)
    assert lint_imports(no_cache=True) == 0

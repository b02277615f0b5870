"""Imports point downwards, modules can be read in a sitting, functions fit on a screen."""

import ast
from pathlib import Path

import pytest
from common import TESTS
from importlinter.cli import lint_imports

ROOT = TESTS.parent
MODULES = sorted((ROOT / "server" / "snaglist").rglob("*.py"))


def test_imports_point_downwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_can_be_read_in_a_sitting(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says in a sentence what it is for"
    assert text.count("\n") <= 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name

"""Prints how long modules and functions are: ``python tests/project/sizes.py [FOLDER]``.

Figures to look at when something gets hard to read, not limits: no test goes by them.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SHOWN = 10
"""How many of the longest are printed."""


def functions(module: Path) -> Iterator[tuple[int, str]]:
    """Lines and name of each function of a module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, node.name


def report(folder: Path) -> str:
    """The longest modules and functions below a folder, and the medians."""
    modules, found = [], []
    for module in sorted(folder.rglob("*.py")):
        name = module.relative_to(folder).as_posix()
        modules.append((module.read_text(encoding="utf-8").count("\n"), name))
        found += [(lines, f"{name} :: {function}") for lines, function in functions(module)]
    parts = []
    for what, sizes in (("modules", modules), ("functions", found)):
        lines = [size for size, _ in sizes]
        middle = median(lines) if lines else 0
        parts.append(f"{len(sizes)} {what}, {sum(lines):,} lines, median {middle:g}")
        parts += [f"{size:6}  {name}" for size, name in sorted(sizes, reverse=True)[:SHOWN]]
    return "\n".join(parts)


if __name__ == "__main__":
    print(report(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "server" / "snaglist"))

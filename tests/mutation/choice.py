"""Which tests a mutant is held against: those that run its statement, the cheapest files first."""

import ast
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from coverage import CoverageData
from covered_lines import FIXTURE


class Record:
    """What the tests of a room run, as ``covered_lines`` has recorded it."""

    def __init__(self, file: Path, root: Path, snapshots: Path | None) -> None:
        """Read ``file``, recorded in a copy of the checkout ``root``.

        ``snapshots`` is where those of the code as it is are kept, if they do for its mutants.
        """
        self.root, self.snapshots = root, snapshots
        self.data = CoverageData(str(file))
        self.data.read()
        found = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        self.seconds: dict[str, float] = {test: one["seconds"] for test, one in found.items()}
        self.using: dict[str, list[str]] = defaultdict(list)
        for test, one in found.items():
            for name in one["fixtures"]:
                self.using[name].append(test)

    def tests(self, module: Path, line: int) -> list[str]:
        """The ids of the tests of a mutant, in the order to run them.

        Those that run its statement; of a statement of the module itself, or one that is run
        where no record is kept, as in another process, all that run any of the module. Tests in a
        file that bears or mentions the module's name are always among them: what a cache keeps is
        run by the first test only, and a constant is looked at without running a line.
        """
        lines = self._contexts(module)
        source = (self.root / module).read_text(encoding="utf-8")
        first, last = statement(source, line)
        running = self._of(lines, range(first, last + 1)) if in_function(source, line) else set()
        stem = module.stem.removeprefix("_")
        dotted = ".".join(module.with_suffix("").parts[1:])
        named = {
            test
            for test in self.seconds
            if stem in file_of(test).stem or dotted in text_of(self.root / file_of(test))
        }
        chosen = running or self._of(lines, lines)
        return self._cheapest_first(chosen | named, named)

    def _contexts(self, module: Path) -> dict[int, list[str]]:
        wanted = next((f for f in self.data.measured_files() if f.endswith(module.as_posix())), "")
        found: dict[int, list[str]] = self.data.contexts_by_lineno(wanted)
        return found

    def _of(self, contexts: dict[int, list[str]], lines: Iterable[int]) -> set[str]:
        found: set[str] = set()
        for context in {context for line in lines for context in contexts.get(line, ())}:
            if context.startswith(FIXTURE):
                found.update(self.using[context.removeprefix(FIXTURE)])
            elif context in self.seconds:
                found.add(context)
        return found

    def _cheapest_first(self, tests: set[str], named: set[str]) -> list[str]:
        """By file, so that fixtures of a file are made once; in a file as they stand there."""
        cost: dict[Path, float] = defaultdict(float)
        for test in tests:
            cost[file_of(test)] += self.seconds[test]
        bears_name = {file_of(test) for test in named}
        order = {test: number for number, test in enumerate(self.seconds)}

        def key(test: str) -> tuple[bool, float, str, int]:
            file = file_of(test)
            return file not in bears_name, cost[file], file.as_posix(), order[test]

        return sorted(tests, key=key)


@cache
def text_of(path: Path) -> str:
    """A file of tests; nothing where it is gone."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def file_of(test: str) -> Path:
    """The file of a test's id."""
    return Path(test.partition("::")[0])


def statement(source: str, line: int) -> tuple[int, int]:
    """The first and last line of the smallest statement around a line.

    Of a statement with a body, the lines of its head.
    """
    found = (line, line)
    for node in statements(ast.parse(source)):
        if node.lineno <= line <= (node.end_lineno or node.lineno):
            body = getattr(node, "body", None) or getattr(node, "cases", None)
            end = first_line(body[0]) - 1 if body else node.end_lineno
            if line <= (end or line):
                found = (node.lineno, max(node.lineno, end or line))
    return found


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """All statements, outer ones first."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def first_line(node: ast.AST) -> int:
    """Where a statement or a case of a match begins."""
    line: int = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno  # type: ignore[attr-defined]
    return line


def in_function(source: str, line: int) -> bool:
    """True for a line in the body of a function: it runs when the function does."""
    return any(
        node.body[0].lineno <= line <= (node.end_lineno or 0)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )

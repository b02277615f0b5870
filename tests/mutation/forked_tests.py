"""A plugin of pytest: collects tests once, and runs some of them in a fork for each mutant.

``MUTATION_PIPES`` names two descriptors. Orders are read from one, a JSON object a line: the
``module``, its mutated ``source``, the ids of ``tests``, those that are ``known`` (newer ones run
as well), and how many ``seconds`` they may take. A word a line is written to the other:
``noticed``, ``survived``, ``timeout``, or ``not here`` where it cannot be put into functions
that are there already.
"""

import gc
import json
import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType

import pytest

SURVIVED, NOTICED, NOT_HERE = 0, 1, 9
OUTCOMES = {SURVIVED: "survived", NOTICED: "noticed", NOT_HERE: "not here"}
POLL_SECONDS = 0.02


class ForkedTests:
    """Stands for pytest's own loop over the tests."""

    def __init__(self, orders: int, answers: int) -> None:
        self.orders, self.answers = orders, answers
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Follow orders until there are no more."""
        items = {item.nodeid: item for item in session.items}
        with os.fdopen(self.orders) as orders, os.fdopen(self.answers, "w") as answers:
            for line in orders:
                order = json.loads(line)
                child = os.fork()
                if child == 0:
                    new = [item for test, item in items.items() if test not in order["known"]]
                    chosen = [items[test] for test in order["tests"] if test in items]
                    self._run(order, [*new, *chosen])
                answers.write(f"{outcome(child, order['seconds'])}\n")
                answers.flush()
        return True

    def _run(self, order: dict[str, str], items: Sequence[pytest.Item]) -> None:
        """Put the mutant in and run tests until one fails; never returns."""
        code = NOTICED
        try:
            os.setsid()
            module = Path(order["module"])
            # Some are imported when they are first needed only.
            import_module(".".join(module.with_suffix("").parts[1:]).removesuffix(".__init__"))
            if not put_in(module.resolve(), order["source"]):
                os._exit(NOT_HERE)
            for item, following in zip(items, (*items[1:], None), strict=False):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    break
            else:
                code = SURVIVED
        finally:
            os._exit(code)


def outcome(child: int, seconds: float) -> str:
    """What became of a fork, which is ended with all that it started."""
    end = time.monotonic() + seconds
    while (status := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() > end:
            break
        time.sleep(POLL_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if status == (0, 0):
        os.waitpid(child, 0)
        return "timeout"
    return OUTCOMES.get(os.waitstatus_to_exitcode(status[1]), "noticed")


def put_in(path: Path, source: str) -> bool:
    """Give the functions of a module the code of another source; False where that cannot be."""
    before = functions_of(path.read_text(encoding="utf-8"), path)
    after = functions_of(source, path)
    there: dict[str, list[FunctionType]] = defaultdict(list)
    for found in gc.get_objects():
        if isinstance(found, FunctionType) and found.__code__.co_filename == str(path):
            there[found.__code__.co_qualname].append(found)
    changed = [name for name in before if before[name] != after.get(name)]
    for name in changed:
        if name not in there and "<locals>" in name:
            continue  # made anew whenever the function around it runs
        if name not in there or len(before[name]) != len(after.get(name, ())):
            return False
        lines = [code.co_firstlineno for code in before[name]]
        for function in there[name]:
            try:
                function.__code__ = after[name][lines.index(function.__code__.co_firstlineno)]
            except ValueError:
                return False
    return bool(changed)


def functions_of(source: str, path: Path) -> dict[str, list[CodeType]]:
    """The code of the functions of a module by their qualified names, in the order of lines."""
    found: dict[str, list[CodeType]] = defaultdict(list)
    for code in code_objects(compile(source, str(path), "exec")):
        if code.co_flags & CO_OPTIMIZED:
            found[code.co_qualname].append(code)
    return found


def code_objects(code: CodeType) -> Iterator[CodeType]:
    """A code object and those within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from code_objects(constant)


def pytest_configure(config: pytest.Config) -> None:
    """Take the place of the loop."""
    if pipes := os.environ.get("MUTATION_PIPES"):
        orders, answers = map(int, pipes.split())
        config.pluginmanager.register(ForkedTests(orders, answers))

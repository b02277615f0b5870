"""A plugin of pytest for mutation runs: records which lines each test runs, or runs chosen tests.

``MUTATION_RECORD`` names the file that takes the record: one of coverage.py with a context a
test, and beside it, as JSON, what each test takes. ``MUTATION_TESTS`` names a JSON file with the
ids of the tests to run, in order, and of those that are known; newer ones are run as well.
``MUTATION_PROGRAM`` is the program key that snapshots are built under, where those of the code as
it was will do.
"""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

FIXTURE = "fixture "
"""Begins the context of what a fixture of several tests runs: all of them run it."""


class Recorder:
    """Names the context of each line that is run, and sums up what tests take."""

    def __init__(self, coverage: Coverage, file: Path) -> None:
        self.coverage, self.file = coverage, file
        self.context = ""
        self.fixtures: dict[str, list[str]] = {}
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Lines of a test, its own fixtures included, are the test's."""
        self.fixtures[item.nodeid] = list(getattr(item, "fixturenames", ()))
        self._switch(item.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[Any]:
        """Lines of a fixture of several tests are the fixture's."""
        if fixturedef.scope == "function":
            return (yield)
        before = self.context
        self._switch(f"{FIXTURE}{fixturedef.argname}")
        try:
            return (yield)
        finally:
            self._switch(before)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up set-up, call and tear-down."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration

    def pytest_sessionfinish(self) -> None:
        """Write both files."""
        self.coverage.stop()
        self.coverage.save()
        tests = {
            test: {"fixtures": names, "seconds": round(self.seconds.get(test, 0), 3)}
            for test, names in self.fixtures.items()
        }
        self.file.with_suffix(".json").write_text(json.dumps(tests), encoding="utf-8")

    def _switch(self, context: str) -> None:
        self.context = context
        self.coverage.switch_context(context)


class Chooser:
    """Keeps the chosen tests of what was collected, in the order of the choice."""

    def __init__(self, tests: Sequence[str], known: Collection[str]) -> None:
        self.order = {test: number for number, test in enumerate(tests)}
        self.known = known

    # The suite's own hook is the first of all, and puts what takes long in front.
    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the others out, but for tests that are newer than the record."""
        new = [item for item in items if item.nodeid not in self.known]
        chosen = [item for item in items if item.nodeid in self.order]
        items[:] = [*new, *sorted(chosen, key=lambda item: self.order[item.nodeid])]


def pytest_configure(config: pytest.Config) -> None:
    """Do what the environment asks for."""
    if file := os.environ.get("MUTATION_RECORD"):
        coverage = Coverage(data_file=file, source=["server/snaglist"], config_file=False)
        coverage.start()
        config.pluginmanager.register(Recorder(coverage, Path(file)))
    if file := os.environ.get("MUTATION_TESTS"):
        chosen, known = json.loads(Path(file).read_text(encoding="utf-8"))
        config.pluginmanager.register(Chooser(chosen, known))
    if key := os.environ.get("MUTATION_PROGRAM"):
        from snaglist.snapshot import place

        place.program_key = lambda: key

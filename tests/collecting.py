"""Which tests run when, side by side with which others, and how many there are.

``tests/conftest.py`` imports the hooks, which makes them pytest's.
"""

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from common import TESTS, THOROUGH, chromium, postgresql_programs
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

COUNTS = TESTS / "counts.json"
UPDATE = "UPDATE_COUNTS=1 pytest --collect-only -q"
"""The command that writes the counts anew."""

TOGETHER = {
    "browser/test_pages.py": "pages in a browser",
    "browser/test_fit.py": "pages in a browser",
    "browser/test_journeys.py": "journeys in a browser",
    "browser/test_from_disk.py": "web/test_static_site.py",
    "browser/test_reports.py": "journeys in a browser",
    "browser/test_reviews.py": "journeys in a browser",
    "browser/test_review_forms.py": "pages in a browser",
    "browser/test_coding.py": "pages in a browser",
    "browser/test_typing.py": "journeys in a browser",
    "browser/test_static_search.py": "pages in a browser",
}
"""Files that run in one process, for they share something dear, here a server and Chromium.

There are two such groups of about the same length: each has its own server and Chromium.
"""

FIRST = (
    "browser/test_pages.py",
    "web/test_web_reviews_sharing.py",
    "reviews/store/test_killed.py",
    "browser/test_reviews.py",
    "browser",
    "project/test_docs.py",
    "web/test_static_site.py",
    "build",
    "graph",
    "index",
    "web",
    "cli",
    "reviews",
)
"""What takes long begins first, so that no process waits for another at the end."""

FIRST_THOROUGH = (
    "fuzz/test_http.py",
    "fuzz/test_fuzz_reviews.py",
    "browser/test_pages.py",
    "web/test_soak.py",
    "browser/test_reviews.py",
    "deploy/test_containerfile.py",
    "reviews/store/test_killed.py",
    "build/test_build_faults.py",
    "web/test_web_memory.py",
    "graph/test_shapes.py",
    "web/test_web_reviews_damage.py",
    "fuzz",
    "web/test_web_reviews_sharing.py",
    "web/test_static_site.py",
    "browser",
    "web/test_web_costs.py",
    "deploy",
    "build",
    "web",
    "reviews",
    "index",
    "project/test_docs.py",
    "graph",
    "cli",
)
"""The same of the thorough run; what waits for a network or a clock stands beside what computes."""

Counted = dict[str, dict[str, int]]
COUNTED = pytest.StashKey[Counted]()


def pytest_report_header() -> list[str]:
    """What this machine lacks, and which tests are skipped for it."""
    there = {
        "Chromium (tests/browser)": chromium(),
        "PostgreSQL (reviews kept on a server)": postgresql_programs(),
    }
    lacks = [name for name, found in there.items() if found is None]
    return [
        f"snaglist: not installed here, so skipped: {', '.join(lacks)}"
        if lacks
        else "snaglist: Chromium and PostgreSQL are here; nothing is skipped for lack of them",
        f"snaglist: {'thorough' if THOROUGH else 'default'} run; see tests/README.md",
    ]


class GroupScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist's types are private
    """Gives the tests of a group to one process.

    xdist's own groups are marks that it writes into ``_nodeid`` of a test, which pytest 9.2 no
    longer reads: each test went to whichever process was free.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> GroupScheduling:
    """Which process gets which tests."""
    return GroupScheduling(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Count, mark and order the tests; leave out those of the thorough run by default."""
    for item in items:
        if is_twin(item):
            item.add_marker(pytest.mark.thorough)
    if whole(config):
        config.stash[COUNTED] = count(items)
        if os.environ.get("UPDATE_COUNTS"):
            text = json.dumps(config.stash[COUNTED], indent=1)
            COUNTS.write_text(f"{text}\n", encoding="utf-8")
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        moved = item.get_closest_marker("thorough") and not THOROUGH
        pin = item.get_closest_marker("whole_suite") and not whole(config)
        (left_out if moved or pin else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    for item in kept:
        if THOROUGH and more_when_thorough(item):
            item.add_marker(pytest.mark.thorough)
    items[:] = sorted(kept, key=lambda item: rank(place(item)))


def is_twin(item: pytest.Item) -> bool:
    """True for a test on PostgreSQL that every run has on SQLite, and need not have on both."""
    callspec = getattr(item, "callspec", None)
    database = callspec.params.get("database_url") if callspec else None
    return database == "postgresql" and item.get_closest_marker("each_database") is None


def place(item: pytest.Item) -> str:
    """The file of a test, below ``tests``."""
    return item.path.relative_to(TESTS).as_posix()


def group(file: str) -> str:
    """The tests that run in one process: those of a file, or of files that share much."""
    return TOGETHER.get(file, file)


def group_of(nodeid: str) -> str:
    """The same of a test's id, as pytest writes it from the root of the repository."""
    return group(nodeid.partition("::")[0].removeprefix(f"{TESTS.name}/"))


def rank(file: str) -> int:
    """Smaller is earlier; files of one rank keep their order."""
    first = FIRST_THOROUGH if THOROUGH else FIRST
    fitting = [n for n, start in enumerate(first) if file == start or file.startswith(f"{start}/")]
    return min(fitting, default=len(first))


def more_when_thorough(item: pytest.Item) -> bool:
    """True for a test of every run that tries more when thorough: more examples, more kills."""
    function = getattr(item, "obj", None)
    return bool(
        item.get_closest_marker("repeated")
        or getattr(function, "is_hypothesis_test", False)
        or getattr(getattr(function, "__func__", None), "is_hypothesis_test", False)
    )


def whole(config: pytest.Config) -> bool:
    """True when all of the suite was collected, whatever ``-m`` and ``-k`` leave of it."""
    asked = [Path(config.invocation_params.dir, each.partition("::")[0]) for each in config.args]
    partly = ("ignore", "ignore_glob", "deselect", "lf", "stepwise")
    return [each.resolve() for each in asked] == [TESTS] and not any(
        config.getoption(name, None) for name in partly
    )


def count(items: Sequence[pytest.Item]) -> Counted:
    """Tests by folder: those of the default run, and those of the thorough run.

    Tests of ``content`` are counted by function: their cases are the catalogue's entries.
    """
    found: dict[str, Counter[str]] = {"default": Counter(), "thorough": Counter()}
    seen = set()
    for item in items:
        folder = place(item).partition("/")[0]
        name = item.nodeid.partition("[")[0] if folder == "content" else item.nodeid
        if name in seen:
            continue
        seen.add(name)
        moved = item.get_closest_marker("thorough") is not None
        if not moved:
            found["default"][folder] += 1
        if moved or more_when_thorough(item):
            found["thorough"][folder] += 1
    return {run: dict(sorted(folders.items())) for run, folders in found.items()}

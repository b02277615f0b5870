"""No test gets lost: what is collected is counted, and ``tests/quick.py`` finds what to run."""

import json

import pytest
import quick
from collecting import COUNTED, COUNTS, TOGETHER, UPDATE, group, group_of, rank
from common import TESTS


@pytest.mark.whole_suite
def test_no_test_gets_lost(pytestconfig: pytest.Config) -> None:
    pinned = json.loads(COUNTS.read_text(encoding="utf-8"))
    told = f"where that is meant, this writes {COUNTS.name} anew: {UPDATE}"
    assert pytestconfig.stash[COUNTED] == pinned, told


def test_a_file_runs_in_one_process_and_the_browser_in_two() -> None:
    assert group("cli/test_query.py") == "cli/test_query.py"
    assert group("browser/test_journeys.py") == group("browser/test_reviews.py")
    assert group("browser/test_pages.py") != group("browser/test_reviews.py")
    files = {f"browser/{path.name}" for path in (TESTS / "browser").glob("test_*.py")}
    assert files == set(TOGETHER)
    assert rank("browser/test_pages.py") < rank("cli/test_query.py") < rank("model/test_text.py")


def test_a_group_is_one_unit_of_work() -> None:
    first, second = "tests/cli/test_query.py::test_a[x::y]", "tests/cli/test_query.py::test_b"
    assert group_of(first) == group_of(second) == group("cli/test_query.py")


@pytest.mark.parametrize(
    ("changed", "run"),
    [
        (["server/snaglist/model/diff.py"], ["tests/model", "tests/sources"]),
        (["server/snaglist/reviews/store/repository.py"], ["tests/reviews/store"]),
        (["server/snaglist/reviews/commands/append.py"], ["tests/reviews"]),
        (["server/snaglist/settings.py"], ["tests/project"]),
        (["server/deploy/Containerfile", ".ci/release"], ["tests/deploy"]),
        (["tests/deploy/rehearsal.py"], ["tests/deploy"]),
        (["server/README.md"], ["tests/project"]),
        (["tests/cli/test_query.py"], ["tests/cli/test_query.py"]),
        (["tests/cli/test_query.py", "server/snaglist/cli/query.py"], ["tests/cli"]),
        (["tests/cli/desk.py"], ["tests/cli"]),
        (["tests/sample/catalogue.yaml"], ["tests/sources"]),
        (["tests/common.py"], ["tests/model", "tests/project"]),
        (["docs/web.md", "README.md"], ["tests/project"]),
        (["catalog/issues/SNAG-001-x.md"], ["tests/content"]),
        (["ontology/shapes.ttl"], ["tests/ontology"]),
        (["LICENSE"], []),
        ([], []),
    ],
)
def test_what_changed_says_which_tests_run(changed: list[str], run: list[str]) -> None:
    assert quick.tests_for(changed) == run


def test_every_folder_of_the_package_has_tests() -> None:
    package = TESTS.parent / "server" / "snaglist"
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    assert folders
    assert not {name for name in folders if not (TESTS / name).is_dir()}

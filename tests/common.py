"""What the tests of all layers use: folders, skips, how thorough to be, catalogues to break."""

import os
import shutil
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
SAMPLE = TESTS / "sample"
FIVE_INTERVIEWS = TESTS / "samples" / "five-interviews"
ONTOLOGY = TESTS.parent / "ontology"
CATALOG = TESTS.parent / "catalog"

THOROUGH = os.environ.get("SNAGLIST_THOROUGH") == "1"
"""True where tests are to take the time that CI has; see tests/README.md."""


def times(few: int, many: int) -> int:
    """How often to try something: ``few`` times, or ``many`` where the run is thorough.

    A test that uses it is marked ``repeated``, so that the thorough run has it too.
    """
    return many if THOROUGH else few


def each_in_ci(cases: Iterable[Any], every: int) -> list[Any]:
    """Cases of a test, of which every run has one of ``every``, and the thorough run the others."""
    return [
        case if at % every == 0 else pytest.param(case, marks=pytest.mark.thorough)
        for at, case in enumerate(cases)
    ]


def repeatedly(few: int, many: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mark a test as ``repeated`` and run its body ``times(few, many)`` times, for its luck."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def again(*fixtures: object, **named: object) -> None:
            for _ in range(times(few, many)):
                test(*fixtures, **named)

        marked: Callable[..., None] = pytest.mark.repeated(again)
        return marked

    return decorate


def need(condition: bool, reason: str) -> None:
    """Skip where the machine lacks something; in CI, which must have it, fail."""
    if not condition:
        if os.environ.get("SNAGLIST_NO_SKIPS"):
            pytest.fail(f"CI must not skip this: {reason}")
        pytest.skip(reason)


def chromium() -> str | None:
    """The browser of this machine, if it has one; nothing is downloaded.

    Chromium without its windows takes two thirds of the time of the whole.
    """
    found = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))
    return os.environ.get("SNAGLIST_CHROMIUM") or next(filter(None, found), None)


def postgresql_programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``: Debian keeps them out of the path."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).resolve().parent if found else debian[-1].parent if debian else None


def overlaid(target: Path, overlay: Path) -> Path:
    """The sample catalogue at ``target`` with the files of ``overlay`` in place of its own."""
    shutil.copytree(SAMPLE, target)
    for path in sorted(overlay.rglob("*")):
        relative = path.relative_to(overlay)
        if path.name == "REMOVE":
            for name in path.read_text().split():
                (target / name).unlink()
        elif path.is_dir():
            if (target / relative).is_file():
                (target / relative).unlink()
            (target / relative).mkdir(exist_ok=True)
        else:
            shutil.copyfile(path, target / relative)
    return target

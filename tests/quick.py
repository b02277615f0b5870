"""The minute before a commit: ``python tests/quick.py``.

Lint, form, types, import layers, and the tests of what changed since the last commit; all of it
in the environment whose Python runs this. It prints what it runs and how long that took, and ends
with 1 where something failed. The whole suite, which it is no substitute for, is ``pytest``.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "server", "tests"),
    ("mypy",),
    ("lint-imports", "--no-cache"),
)

ABOVE = {"model": ("sources",), "settings.py": ("project",), "errors.py": ("model", "project")}
"""Tests of what is built on a part of the package, where they are cheap."""

CONTENT = {
    "docs": ("project",),
    "README.md": ("project",),
    "pyproject.toml": ("project",),
    "catalog": ("content",),
    "ontology": ("ontology",),
}

SHARED = {"sample": ("sources",), "broken": ("sources",), "broken-shapes": ("graph",)}
"""Tests that read a folder of ``tests`` which has none of its own."""


def tests_for(changed: Iterable[str]) -> list[str]:
    """The tests to run for changed files: paths from the root, without what others include."""
    found = sorted({path for name in changed for path in _tests_for(PurePosixPath(name))})
    parents = {each: set(map(str, PurePosixPath(each).parents)) for each in found}
    return [each for each in found if not parents[each] & set(found)]


def _tests_for(path: PurePosixPath) -> list[str]:
    top, *rest = path.parts
    if top == ".ci" or rest[:1] == ["deploy"]:
        return ["tests/deploy"]
    if top == "server" and rest[0] != "snaglist":
        return ["tests/project"]
    if top == "server":
        return _mirrored(path.relative_to("server/snaglist"))
    if top != "tests":
        return [f"tests/{name}" for name in CONTENT.get(top, ())]
    folder = rest[0] if len(rest) > 1 else ""
    if path.name.startswith("test_"):
        return [str(path)] if (ROOT / path).exists() else []
    if folder in SHARED:
        return [f"tests/{name}" for name in SHARED[folder]]
    if folder:
        return [f"tests/{folder}"] if list((ROOT / "tests" / folder).glob("test_*.py")) else []
    return ["tests/model", "tests/project"] if path.suffix == ".py" else []


def _mirrored(module: PurePosixPath) -> list[str]:
    """The deepest folder of tests for a module of the package, and what is built on it."""
    above = [f"tests/{name}" for name in ABOVE.get(module.parts[0], ())]
    for folder in module.parents:
        if folder.name and (ROOT / "tests" / folder).is_dir():
            return [f"tests/{folder}", *above]
    return above


def changed_files() -> list[str]:
    """What differs from the last commit, with what git does not know yet."""
    changed = _git("diff", "--name-only", "--no-renames", "HEAD")
    return sorted({*changed, *_git("ls-files", "--others", "--exclude-standard")})


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def run(words: Sequence[str]) -> bool:
    """Run a program of this environment; says which and how long it took."""
    print(f"$ {' '.join(words)}", flush=True)
    start = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    # A hook of git would have the tests' own git work on our repository.
    environment = {name: v for name, v in environment.items() if not name.startswith("GIT_")}
    code = subprocess.run([BIN / words[0], *words[1:]], cwd=ROOT, env=environment).returncode
    print(f"  {'fine' if code == 0 else 'FAILED'} after {time.monotonic() - start:.1f} s")
    return code == 0


def main() -> int:
    """Run all of it, also what comes after a failure; 1 where something failed."""
    start = time.monotonic()
    fine = [run(check) for check in CHECKS]
    tests = tests_for(changed_files())
    if tests:
        # Tests that begin a server or a browser take longer than a minute: pytest has them.
        cheap = [each for each in tests if each != "tests/browser"]
        if cheap:
            fine.append(run(("pytest", "-q", *cheap)))
        if cheap != tests:
            print("  left out: tests/browser")
    else:
        print("  no tests for what changed")
    print(f"{'All fine' if all(fine) else 'FAILED'} after {time.monotonic() - start:.0f} s")
    return int(not all(fine))


if __name__ == "__main__":
    sys.exit(main())

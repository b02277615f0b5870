"""Put small bugs into the product, one at a time, and see whether the tests notice.

    python tests/mutation/run.py --sample 400 --seed 7
    python tests/mutation/run.py --room model --sample 50 --only delta

Needs the extra ``mutation`` (cosmic-ray, whose operators are used beside those in operators.py).
Works on a copy of the checkout, never on the checkout itself. Each mutant is held against the
folder of tests that mirrors its room, the test file of the module's own name first, and stops at
the first failure. rooms.toml says what is mutated, equivalent.toml which mutants no test can
notice. The same seed over the same code gives the same mutants.
"""

import argparse
import ast
import difflib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from operators import OPERATORS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGE = Path("server/snaglist")

LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")

PYTEST = (
    *("-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider"),
    "--hypothesis-seed=0",
)

SPARE_SECONDS = 20
"""Given to each mutant beyond twice the time of the tests on the code as it is."""


@dataclass(frozen=True, slots=True)
class Room:
    """Modules (beneath the checkout) and the tests that mirror them."""

    name: str
    modules: tuple[Path, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small bug: the ``occurrence``-th place of an operator in a module."""

    room: str
    module: Path
    operator: str
    occurrence: int
    line: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mutant: ``noticed``, ``timeout``, ``equivalent`` or ``survived``."""

    room: str
    place: str
    operator: str
    outcome: str
    seconds: float
    diff: str


def operators(names: Sequence[str]) -> dict[str, Operator]:
    """The operators in use by their names; raises ``KeyError`` for a name cosmic-ray has not."""
    found: dict[str, Operator] = {name: get_operator(name)() for name in names}
    return found | {operator.name: operator() for operator in OPERATORS}


def read_rooms(config: dict[str, Any], root: Path, wanted: Sequence[str], only: str) -> list[Room]:
    """The rooms of the configuration; raises ``SystemExit`` for a glob that matches nothing."""
    rooms = []
    for name, room in config["rooms"].items():
        if wanted and name not in wanted:
            continue
        modules: dict[Path, None] = {}
        for pattern in room["modules"]:
            found = sorted((root / PACKAGE).glob(pattern))
            if not found:
                raise SystemExit(f"rooms.toml: {pattern} of {name} matches no module.")
            modules.update((path.relative_to(root), None) for path in found)
        tests: list[str] = []
        for pattern in room["tests"]:
            paths = sorted(root.glob(pattern))
            if not paths:
                raise SystemExit(f"rooms.toml: {pattern} of {name} matches no tests.")
            tests += [path.relative_to(root).as_posix() for path in paths]
        kept = tuple(module for module in modules if only in module.as_posix())
        rooms.append(Room(name, kept, tuple(tests)))
    return rooms


def mutants_of(room: Room, root: Path, in_use: dict[str, Operator]) -> list[list[Mutant]]:
    """All mutants of a room, those of one operator family at one place together."""
    places: dict[tuple[Path, Any, str], list[Mutant]] = {}
    for module in room.modules:
        source = (root / module).read_text(encoding="utf-8")
        hints = list(checked_by_mypy(source))
        nodes = list(ast_nodes(get_ast(source)))
        for name, operator in in_use.items():
            occurrence = -1
            for node in nodes:
                for start, _ in operator.mutation_positions(node):
                    occurrence += 1
                    if any(first <= start < last for first, last in hints):
                        continue
                    mutant = Mutant(room.name, module, name, occurrence, start[0])
                    places.setdefault((module, start, name.partition("_")[0]), []).append(mutant)
    return list(places.values())


def checked_by_mypy(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where type hints and the options of dataclasses begin and end: those are mypy's to check."""
    for node in ast.walk(ast.parse(source)):
        hints = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.ClassDef):
            hints += [one for one in node.decorator_list if "dataclass" in ast.unparse(one)]
        for hint in hints:
            if isinstance(hint, ast.expr) and hint.end_lineno is not None:
                end = (hint.end_lineno, hint.end_col_offset or 0)
                yield (hint.lineno, hint.col_offset), end


def drawn(places: list[list[Mutant]], count: int, draw: random.Random) -> list[Mutant]:
    """So many mutants by lot, no place twice; all places where there are fewer."""
    return [draw.choice(place) for place in draw.sample(places, min(count, len(places)))]


def copied(target: Path) -> Path:
    """A copy of the checkout, compiled, for one worker to break."""
    shutil.copytree(ROOT, target, ignore=LEFT_BEHIND, symlinks=True)
    compile_all = [sys.executable, "-m", "compileall", "-q", "server/snaglist"]
    subprocess.run(compile_all, cwd=target, check=True)
    return target


def tested(folder: Path, tests: Sequence[str], seconds: float | None) -> str:
    """Run tests: ``survived`` where they pass, else ``noticed`` or ``timeout``."""
    # What was compiled for another mutant of the same length and second must not be run again.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "server:tests"}
    command = [sys.executable, "-m", "pytest", *PYTEST, *without_workers(), *tests]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        end_all(process)
    if code in (0, 1, 2):
        return "noticed" if code else "survived"
    # 3 to 5 are pytest's own trouble; a mutant that stops the tests from loading is noticed too.
    return "noticed" if code != 5 else "no tests"


@cache
def without_workers() -> tuple[str, ...]:
    """The option that turns pytest-xdist off, where it is installed."""
    return ("-n", "0") if find_spec("xdist") else ()


def end_all(process: subprocess.Popen[bytes]) -> None:
    """End the tests and the servers they have left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def mirrored(room: Room, module: Path, root: Path) -> list[str]:
    """The tests of a room, the files that bear the module's name first."""
    stem = module.stem.removeprefix("_")
    files = [
        path.relative_to(root).as_posix()
        for name in room.tests
        for path in (sorted((root / name).rglob("test_*.py")) or [root / name])
    ]
    return sorted(files, key=lambda file: stem not in Path(file).stem)


def judge(mutant: Mutant, room: Room, folder: Path, seconds: float, same: set[str]) -> Result:
    """Apply a mutant to a copy, test it, and put the module back."""
    path = folder / mutant.module
    before = path.read_text(encoding="utf-8")
    after = mutate_code(before, OPERATORS_IN_USE[mutant.operator], mutant.occurrence)
    diff = difference(before, after, mutant.module)
    place = f"{mutant.module.as_posix()}:{mutant.line}"
    if changed_lines(diff) in same:
        return Result(room.name, place, mutant.operator, "equivalent", 0.0, diff)
    began = time.monotonic()
    path.write_text(after, encoding="utf-8")
    for old in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        old.unlink()
    try:
        outcome = tested(folder, mirrored(room, mutant.module, folder), seconds)
    finally:
        path.write_text(before, encoding="utf-8")
    return Result(
        room.name, place, mutant.operator, outcome, round(time.monotonic() - began, 1), diff
    )


def difference(before: str, after: str, module: Path) -> str:
    """The changed lines, without a line of context."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def changed_lines(diff: str) -> str:
    """A diff without white space, to find it again when its lines have moved."""
    return "\n".join("".join(line.split()) for line in diff.splitlines())


def equivalents(path: Path) -> set[str]:
    """The diffs that are marked as no bug; each has its reason beside it."""
    marked = tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", [])
    return {changed_lines(one["diff"].strip("\n")) for one in marked if one["why"]}


def report(results: Sequence[Result]) -> Iterator[str]:
    """The survivors, then the figures of each room."""
    for one in results:
        if one.outcome in ("survived", "no tests"):
            yield f"\n{one.place} [{one.operator}] {one.outcome}\n{one.diff}"
    yield "\nroom      mutants  noticed  timeout  equivalent  not noticed  seconds each"
    for room in dict.fromkeys(one.room for one in results):
        own = [one for one in results if one.room == room]
        count = Counter(one.outcome for one in own)
        run = [one.seconds for one in own if one.outcome != "equivalent"]
        mean = sum(run) / len(run) if run else 0
        missed = count["survived"] + count["no tests"]
        yield (
            f"{room:10}{len(own):7}{count['noticed']:9}{count['timeout']:9}"
            f"{count['equivalent']:12}{missed:13}{mean:14.1f}"
        )


def parse() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=400, help="mutants in all (400)")
    parser.add_argument("--seed", type=int, default=7, help="of the lot (7)")
    parser.add_argument("--room", action="append", default=[], help="only this one; repeatable")
    parser.add_argument("--only", default="", help="only modules whose path holds this")
    parser.add_argument("--jobs", type=int, default=1, help="copies tested at a time (1)")
    parser.add_argument("--out", type=Path, help="a file for all results, one JSON object a line")
    return parser.parse_args()


CONFIG = tomllib.loads((HERE / "rooms.toml").read_text(encoding="utf-8"))
OPERATORS_IN_USE = operators(CONFIG["operators"])


def main() -> int:
    """Run the sample; 0 where every mutant was noticed or is marked, else 1."""
    asked = parse()
    draw = random.Random(asked.seed)
    rooms = {room.name: room for room in read_rooms(CONFIG, ROOT, asked.room, asked.only)}
    places = [
        place for room in rooms.values() for place in mutants_of(room, ROOT, OPERATORS_IN_USE)
    ]
    sample = sorted(drawn(places, asked.sample, draw), key=lambda one: list(rooms).index(one.room))
    same = equivalents(HERE / "equivalent.toml")
    print(f"{len(sample)} of {len(places)} places, seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(asked.jobs):
            copies.put(copied(Path(scratch) / str(number)))
        limits = {name: limit(room, copies) for name, room in rooms.items()}

        def one(mutant: Mutant) -> Result:
            folder = copies.get()
            try:
                result = judge(mutant, rooms[mutant.room], folder, limits[mutant.room], same)
            finally:
                copies.put(folder)
            print(f"{result.outcome:10} {result.seconds:6} {result.place}", flush=True)
            return result

        with ThreadPoolExecutor(asked.jobs) as pool:
            results = list(pool.map(one, sample))
    if asked.out:
        asked.out.write_text("".join(f"{json.dumps(asdict(one))}\n" for one in results))
    print("\n".join(report(results)))
    return int(any(one.outcome in ("survived", "no tests") for one in results))


def limit(room: Room, copies: "SimpleQueue[Path]") -> float:
    """Seconds a mutant of a room may take; raises ``SystemExit`` where its tests fail unmutated."""
    folder = copies.get()
    began = time.monotonic()
    outcome = tested(folder, room.tests, None)
    took = time.monotonic() - began
    copies.put(folder)
    if outcome != "survived":
        raise SystemExit(f"The tests of {room.name} do not pass on the code as it is.")
    print(f"{room.name}: {took:.0f} s on the code as it is", flush=True)
    return 2 * took + SPARE_SECONDS


if __name__ == "__main__":
    sys.exit(main())

"""Put small bugs into the product, one at a time, and see whether the tests notice.

    python tests/mutation/run.py --sample 400 --seed 7
    python tests/mutation/run.py --room model --sample 50 --only delta

Needs the extra ``mutation`` (cosmic-ray, whose operators are used beside those in operators.py, and
coverage.py). Works on a copy of the checkout, never on the checkout itself. The tests of a room run
once on the code as it is, which records what lines each runs; a mutant is held against those that
run its statement (choice.py), the test file of the module's own name first, until one fails.
rooms.toml says what is mutated, equivalent.toml which mutants no test can notice. The same seed
over the same code gives the same mutants.
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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from choice import Record, in_function
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
    *("-x", "-q", "--no-header", "--tb=line", "--hypothesis-seed=0"),
    *("-p", "covered_lines", "-p", "forked_tests"),
)

OUTPUT = "mutation-tests.log"
"""What the tests said last, in the copy."""

SPARE_SECONDS = 60
"""Given to each mutant beyond three times what its tests took on the code as it is."""


@dataclass(frozen=True, slots=True)
class Room:
    """Modules (beneath the checkout) and the tests that mirror them."""

    name: str
    modules: tuple[Path, ...]
    tests: tuple[str, ...]
    builds: bool
    """True where snapshots depend on the modules, so that each mutant needs its own."""


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
        rooms.append(Room(name, kept, tuple(tests), room["builds"]))
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


def tested(
    folder: Path,
    tests: Sequence[str],
    seconds: float | None,
    asked: Mapping[str, str],
    snapshots: Path | None,
) -> str:
    """Run tests: ``survived`` where they pass, else ``noticed`` or ``timeout``."""
    process = begun(folder, tests, asked, snapshots)
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


def begun(
    folder: Path,
    tests: Sequence[str],
    asked: Mapping[str, str],
    snapshots: Path | None,
    pipes: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """pytest in a copy of the checkout, in a process group of its own.

    ``asked`` is what the plugins are to do. ``snapshots`` is where those of the code as it is are
    kept; without it, each run builds its own.
    """
    # What was compiled for another mutant of the same length and second must not be run again.
    environment = os.environ | {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": "server:tests:tests/mutation",
        "PYTEST_DEBUG_TEMPROOT": str(folder.parent),
        **asked,
    }
    if snapshots:
        environment["MUTATION_PROGRAM"] = "as it is"
        cache = ("-o", f"cache_dir={snapshots}")
    else:
        cache = ("-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *PYTEST, *cache, *without_workers(), *tests]
    with (folder / OUTPUT).open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=output,
            pass_fds=pipes,
            start_new_session=True,
        )


class Collected:
    """A pytest that has collected the tests of a room, and runs some in a fork for each mutant."""

    def __init__(self, room: Room, folder: Path, snapshots: Path | None) -> None:
        """Begin to collect, in a copy of the checkout."""
        (orders, self._orders), (self._answers, answers) = os.pipe(), os.pipe()
        asked = {"MUTATION_PIPES": f"{orders} {answers}"}
        self._process = begun(folder, room.tests, asked, snapshots, (orders, answers))
        os.close(orders)
        os.close(answers)
        self._to, self._from = os.fdopen(self._orders, "w"), os.fdopen(self._answers)

    def outcome(
        self, module: Path, source: str, tests: Sequence[str], known: Sequence[str], seconds: float
    ) -> str:
        """What becomes of a mutant in functions: as ``tested``, or ``not here``."""
        order = {"module": str(module), "source": source, "seconds": seconds}
        order |= {"tests": tests, "known": known}
        print(json.dumps(order), file=self._to, flush=True)
        return self._from.readline().strip() or "not here"

    def close(self) -> None:
        """End it."""
        self._to.close()
        self._from.close()
        end_all(self._process)


@cache
def without_workers() -> tuple[str, ...]:
    """The option that turns pytest-xdist off, where it is installed."""
    return ("-n", "0") if find_spec("xdist") else ()


def end_all(process: subprocess.Popen[bytes]) -> None:
    """End the tests and the servers they have left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def judge(mutant: Mutant, desk: "Desk", same: set[str]) -> Result:
    """Apply a mutant to a copy, test it, and put the module back.

    A mutant in a function is put into a fork of a process that has all tests collected. One that
    nothing notices there is tested in a process of its own, for what is computed on import.
    """
    path = desk.folder / mutant.module
    before = path.read_text(encoding="utf-8")
    after = mutate_code(before, OPERATORS_IN_USE[mutant.operator], mutant.occurrence)
    diff = difference(before, after, mutant.module)
    place = f"{mutant.module.as_posix()}:{mutant.line}"
    if changed_lines(diff) in same:
        return Result(mutant.room, place, mutant.operator, "equivalent", 0.0, diff)
    record = desk.records[mutant.room]
    tests = record.tests(mutant.module, mutant.line)
    if not tests:
        return Result(mutant.room, place, mutant.operator, "no tests", 0.0, diff)
    seconds = 3 * sum(record.seconds[test] for test in tests) + SPARE_SECONDS
    began = time.monotonic()
    outcome = "not here"
    if in_function(before, mutant.line):
        collected, known = desk.collected(mutant.room), list(record.seconds)
        outcome = collected.outcome(mutant.module, after, tests, known, seconds)
    if outcome in ("not here", "survived"):
        path.write_text(after, encoding="utf-8")
        for old in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            old.unlink()
        chosen = desk.folder / "mutation-tests.json"
        chosen.write_text(json.dumps([tests, list(record.seconds)]), encoding="utf-8")
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        try:
            asked = {"MUTATION_TESTS": str(chosen)}
            outcome = tested(desk.folder, files, seconds, asked, record.snapshots)
        finally:
            path.write_text(before, encoding="utf-8")
    took = round(time.monotonic() - began, 1)
    return Result(mutant.room, place, mutant.operator, outcome, took, diff)


class Desk:
    """A copy of the checkout and what tests of rooms are collected in it."""

    def __init__(self, folder: Path, rooms: Mapping[str, Room], records: Mapping[str, Record]):
        """Of ``rooms``, whose tests run what ``records`` say."""
        self.folder, self.rooms, self.records = folder, rooms, records
        self._collected: dict[str, Collected] = {}

    def collected(self, room: str) -> Collected:
        """The tests of a room; only those of one are kept."""
        if room not in self._collected:
            self.close()
            snapshots = self.records[room].snapshots
            self._collected = {room: Collected(self.rooms[room], self.folder, snapshots)}
        return self._collected[room]

    def close(self) -> None:
        """End what is collected."""
        for each in self._collected.values():
            each.close()


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
    parser.add_argument("--record", type=Path, help="where to keep which lines each test runs")
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
        folders = [copied(Path(scratch) / str(number)) for number in range(asked.jobs)]
        kept = asked.record or Path(scratch)
        records = {name: recorded(room, folders[0], kept) for name, room in rooms.items()}
        desks: SimpleQueue[Desk] = SimpleQueue()
        for folder in folders:
            desks.put(Desk(folder, rooms, records))

        def one(mutant: Mutant) -> Result:
            desk = desks.get()
            try:
                result = judge(mutant, desk, same)
            finally:
                desks.put(desk)
            print(f"{result.outcome:10} {result.seconds:6} {result.place}", flush=True)
            return result

        with ThreadPoolExecutor(asked.jobs) as pool:
            results = list(pool.map(one, sample))
        for _ in folders:
            desks.get().close()
    if asked.out:
        asked.out.write_text("".join(f"{json.dumps(asdict(one))}\n" for one in results))
    print("\n".join(report(results)))
    return int(any(one.outcome in ("survived", "no tests") for one in results))


def recorded(room: Room, folder: Path, kept: Path) -> Record:
    """What the tests of a room run, from ``kept`` or anew.

    Raises ``SystemExit`` where they fail unmutated.
    """
    file = (kept / f"{room.name}.coverage").resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    snapshots = None if room.builds else file.with_suffix(".cache")
    if not file.with_suffix(".json").exists():
        began = time.monotonic()
        asked = {"MUTATION_RECORD": str(file)}
        outcome = tested(folder, room.tests, None, asked, snapshots)
        if outcome != "survived":
            file.with_suffix(".json").unlink(missing_ok=True)
            said = (folder / OUTPUT).read_text(encoding="utf-8", errors="replace")
            raise SystemExit(f"{said}\nThe tests of {room.name} fail on the code as it is.")
        print(f"{room.name}: recorded in {time.monotonic() - began:.0f} s", flush=True)
    return Record(file, ROOT, snapshots)


if __name__ == "__main__":
    sys.exit(main())

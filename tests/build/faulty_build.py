"""Builds that are killed, or find the disk full or read-only, at one step after another.

Run as a program: ``faulty_build.py DATA CATALOG ONTOLOGY INFERRED PLAN``, where DATA has a snapshot
of the catalogue as it was before an edit. PLAN is JSON, a list of ``[kind, step, again]``; each is
tried in a fork of this process, on a fresh copy of DATA, and a line of JSON says what was found
after it, and after another build if ``again``. A step below 0 counts from the end, one below 1 is a
part of all. Checking and reasoning are done once: no step of theirs writes to the folder.
"""

import errno
import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rdflib import Graph

from snaglist.build import snapshot_writer
from snaglist.build.current import open_current
from snaglist.build.pipeline import CheckedCatalogue, check_and_reason
from snaglist.errors import SnaglistError
from snaglist.snapshot.place import SnapshotFolder, find_damage

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
EVENTS = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "sqlite3.connect"}
ERRORS = {"full": errno.ENOSPC, "read-only": errno.EROFS}


def is_step(event: str, arguments: tuple[Any, ...], folder: str) -> bool:
    """Whether something is about to be changed in the folder."""
    if event not in EVENTS and not (event == "open" and arguments[2] & WRITES):
        return False
    if not isinstance(arguments[0], str | bytes | os.PathLike):
        return False
    # Within rmtree names are relative to an open folder; only ours are removed here.
    beside = event in ("os.remove", "os.rmdir") and arguments[-1] not in (-1, None)
    return beside or os.fsdecode(arguments[0]).startswith(folder)


def watch(folder: str, at: int, deed: Callable[[], None]) -> list[int]:
    """Do something before the step of this number, and before all that follow it."""
    seen = [0]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if is_step(event, arguments, folder):
            seen[0] += 1
            if seen[0] > at:
                deed()

    sys.addaudithook(hook)
    return seen


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(code: int) -> Callable[[], None]:
    def deed() -> None:
        raise OSError(code, os.strerror(code))

    return deed


def build(data: Path, catalog: Path, ontology: Path, kind: str, at: int) -> dict[str, Any]:
    """Build with one fault; what came of it."""
    told: list[str] = []
    seen = [0]
    if kind == "count":
        seen = watch(str(data), 1 << 30, kill)
    elif kind == "kill":
        watch(str(data), at, kill)
    elif kind == "size":
        resource.setrlimit(resource.RLIMIT_FSIZE, (at, at))
    else:
        watch(str(data), at, fail(ERRORS[kind]))
    try:
        known = open_current(data, catalog, ontology, told.append)
    except SnaglistError as error:
        return {"refused": str(error), "steps": seen[0]}
    text = known.catalogue.issues[0].body
    known.close()
    return {"told": told, "edited": "would have rung" in text, "steps": seen[0]}


def forked(deed: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do something in a fork; what it gives, or ``{"killed": True}``."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            answer = deed()
        except BaseException as error:
            answer = {"traceback": repr(error)}
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        content = file.read()
    os.waitpid(child, 0)
    return json.loads(content) if content else {"killed": True}


def main() -> None:
    """Go through the plan."""
    base, catalog, ontology, inferred = map(Path, sys.argv[1:5])
    known = Graph().parse(inferred, format="nt")
    made: CheckedCatalogue = check_and_reason(
        catalog, ontology, lambda message: None, reason=lambda asserted: known
    )

    def checked(
        *_: object,
        meanwhile: Callable[..., None],
        while_checked: Callable[..., None],
        **others: object,
    ) -> CheckedCatalogue:
        meanwhile(made)
        while_checked(made)
        return made

    setattr(snapshot_writer, "check_and_reason", checked)  # noqa: B010 (imported there)
    data = base.with_name("tried")
    place = SnapshotFolder(data, catalog, ontology)
    steps = 0
    for kind, at, again in [("count", 0, False), *json.loads(sys.argv[5])]:
        shutil.copytree(base, data)
        step = int(steps * at if 0 < at < 1 else steps + at if at < 0 else at)
        answer = forked(partial(build, data, catalog, ontology, kind, step))
        current = place.current()
        answer["damage"] = find_damage(current) if current else "there is no current one"
        if again:
            answer["next"] = forked(partial(build, data, catalog, ontology, "count", 0))
            answer["rest"] = sorted(
                path.name for path in place.folder.iterdir() if path.name.startswith(".")
            )
        print(json.dumps(answer), flush=True)
        shutil.rmtree(data)
        steps = steps or answer["steps"]


if __name__ == "__main__":
    main()

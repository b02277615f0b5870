"""Changing several files of a catalogue at once: all of them, or none.

New contents are written into a folder of their own beside the files, with the old ones; then the
plan, from where on the change will be made; then each file is replaced. A command that is killed
leaves a plan, which the next one carries out, or a folder without one, which it removes. Where a
file cannot be replaced, those before it get their old contents back.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from snaglist.errors import SnaglistError
from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError
from snaglist.schema.text_files import is_left_by_program
from snaglist.sources.loader import load_catalogue

if sys.platform != "win32":
    import fcntl

WORK_FOLDER = ".snag-change"
PLAN_FILE = "plan.json"
WAIT_SECONDS, STEP_SECONDS = 30.0, 0.05


class Changes:
    """Files of a catalogue with the contents that they are to have; None for those to be gone."""

    def __init__(self, catalog: Path) -> None:
        """Finishes what a killed command had begun; raises ``SnaglistError`` where that fails."""
        self.catalog = catalog.resolve()
        self.contents: dict[str, bytes | None] = {}
        self._before: dict[str, bytes | None] = {}
        finish_change(self.catalog)

    def put(self, path: Path, text: str) -> None:
        """Let a file have this text; what it has already is no change."""
        name, content = self._name(path), text.encode("utf-8")
        if self._read(name) != content:
            self.contents[name] = content
        else:
            self.contents.pop(name, None)

    def remove(self, path: Path) -> None:
        """Let a file be gone, or all files of a folder."""
        inside = [each for each in sorted(path.rglob("*")) if not each.is_dir()]
        for each in inside if path.is_dir() else [path]:
            name = self._name(each)
            self._read(name)
            self.contents[name] = None

    def text(self, path: Path) -> str | None:
        """The text that a file will have; None where there will be none."""
        name = self._name(path)
        content = self.contents[name] if name in self.contents else self._read(name)
        return None if content is None else content.decode("utf-8")

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the catalogue as it would be, by all rules of the loader."""
        with tempfile.TemporaryDirectory(prefix="snag-") as place:
            copy = Path(place) / self.catalog.name
            shutil.copytree(self.catalog, copy, ignore=_left_by_programs)
            for name, content in self.contents.items():
                if content is None:
                    (copy / name).unlink(missing_ok=True)
                else:
                    _write(copy / name, content, 0o600)
            _remove_empty_folders(copy, self.contents)
            return catalogue_findings(copy)

    def write(self) -> None:
        """Make the change; raises ``SnaglistError`` where it cannot be made, and nothing was."""
        work = self.catalog / WORK_FOLDER
        try:
            with _locked(self.catalog):
                _finish(self.catalog)
                self._prepare(work)
                _carry_out(self.catalog, work, _plan(self.contents))
        except OSError as error:
            where = error.filename or self.catalog
            message = f"{where} cannot be written: {error.strerror}. Nothing was changed."
            raise SnaglistError(message) from error

    def _prepare(self, work: Path) -> None:
        """Write all contents, old and new, and the plan; take everything back where that fails."""
        try:
            work.mkdir(mode=0o700)
            for name, content in self.contents.items():
                path, before = self.catalog / name, self._before[name]
                if (path.read_bytes() if path.is_file() else None) != before:
                    raise SnaglistError(
                        f"{path} was changed meanwhile. Nothing was changed; again?"
                    )
                mode = path.stat().st_mode & 0o777 if before is not None else 0o644
                if before is not None:
                    _write(work / "old" / name, before, mode)
                if content is not None:
                    _write(work / "new" / name, content, mode)
            _write(work / f"{PLAN_FILE}.new", json.dumps(_plan(self.contents)).encode(), 0o600)
            (work / f"{PLAN_FILE}.new").replace(work / PLAN_FILE)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise

    def _read(self, name: str) -> bytes | None:
        """A file as it was when it was asked for first."""
        if name not in self._before:
            path = self.catalog / name
            self._before[name] = path.read_bytes() if path.is_file() else None
        return self._before[name]

    def _name(self, path: Path) -> str:
        parent = path.parent.resolve()
        return (parent / path.name).relative_to(self.catalog).as_posix()


def _plan(contents: Mapping[str, bytes | None]) -> dict[str, list[str]]:
    return {
        "put": sorted(name for name, content in contents.items() if content is not None),
        "remove": sorted(name for name, content in contents.items() if content is None),
    }


def catalogue_findings(catalog: Path) -> tuple[Finding, ...]:
    """What the loader finds wrong with a catalogue."""
    try:
        load_catalogue(catalog)
    except FindingsError as error:
        return error.findings
    return ()


def finish_change(catalog: Path) -> None:
    """Carry out what a killed command had planned; raises ``SnaglistError`` where that fails."""
    if not (catalog / WORK_FOLDER).is_dir():
        return
    try:
        with _locked(catalog):
            _finish(catalog)
    except OSError as error:
        raise SnaglistError(
            f"{error.filename or catalog} cannot be written: {error.strerror}; a change that was "
            f"begun is in {catalog / WORK_FOLDER}."
        ) from error


def _finish(catalog: Path) -> None:
    work = catalog / WORK_FOLDER
    if (work / PLAN_FILE).is_file():
        _carry_out(catalog, work, json.loads((work / PLAN_FILE).read_bytes()))
    elif work.is_dir():
        shutil.rmtree(work)


def _carry_out(catalog: Path, work: Path, plan: Mapping[str, Sequence[str]]) -> None:
    """Replace each file of the plan, and remove those to be gone; it does no harm to begin anew."""
    try:
        for name in plan["put"]:
            # What a killed command has replaced already has no new contents left.
            if (work / "new" / name).is_file():
                (catalog / name).parent.mkdir(parents=True, exist_ok=True)
                (work / "new" / name).replace(catalog / name)
        for name in plan["remove"]:
            (catalog / name).unlink(missing_ok=True)
    except OSError:
        _take_back(catalog, work, [*plan["put"], *plan["remove"]])
        raise
    _remove_empty_folders(catalog, plan["remove"])
    shutil.rmtree(work)


def _take_back(catalog: Path, work: Path, names: Iterable[str]) -> None:
    """Give each file its old contents back, or let it be gone where there was none."""
    for name in names:
        old = work / "old" / name
        with suppress(OSError):
            if old.is_file():
                old.replace(catalog / name)
            else:
                (catalog / name).unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)


def _remove_empty_folders(catalog: Path, names: Iterable[str]) -> None:
    for name in names:
        folder = (catalog / name).parent
        with suppress(OSError):
            while folder != catalog and folder.parent != catalog:
                folder.rmdir()
                folder = folder.parent


def _left_by_programs(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if is_left_by_program(name)]


def _write(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


@contextmanager
def _locked(catalog: Path) -> Iterator[None]:
    """Keep other commands away: a lock on the folder itself, which leaves no file behind.

    Raises ``SnaglistError`` where another command takes too long.
    """
    if sys.platform == "win32":  # pragma: no cover
        yield  # The folder that the change is made in can be made by one command only.
        return
    descriptor = os.open(catalog, os.O_RDONLY | os.O_CLOEXEC)
    try:
        until = time.monotonic() + WAIT_SECONDS
        while not _try_lock(descriptor):
            if time.monotonic() > until:
                raise SnaglistError(f"{catalog} is being changed by another command. Try again.")
            time.sleep(STEP_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # Some file systems lock no folders; one command only can make the other.
    return True

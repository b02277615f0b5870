"""Several files are changed at once, or none is, whatever happens meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from common import times

from snaglist.errors import SnaglistError
from snaglist.interviews import changes as module
from snaglist.interviews.changes import PLAN_FILE, WORK_FOLDER, Changes

OLD = {"a.txt": "a", "b/c.txt": "c", "b/gone/d.txt": "d", "b/gone/.e": "e", "stays.txt": "s"}
NEW = {"a.txt": "A", "b/c.txt": "C", "new/f.txt": "F", "stays.txt": "s"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "catalogue"
    for name, text in OLD.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text)
    (place / "a.txt").chmod(0o640)
    return place


def state(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def planned(folder: Path) -> Changes:
    changes = Changes(folder)
    for name, text in NEW.items():
        changes.put(folder / name, text)
    changes.remove(folder / "b/gone")
    return changes


def test_all_is_changed_and_nothing_is_left(folder: Path) -> None:
    changes = planned(folder)
    assert state(folder) == OLD
    assert (changes.text(folder / "a.txt"), changes.text(folder / "b/gone/d.txt")) == ("A", None)
    assert "stays.txt" not in changes.contents
    changes.write()
    assert state(folder) == NEW
    assert not (folder / "b/gone").exists()
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o640
    assert Changes(folder).contents == {}


@pytest.mark.parametrize("fails_at", range(14))
def test_a_fault_at_any_step_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    changes = planned(folder)
    steps = 0

    def counted(name: str) -> None:
        real = getattr(Path, name)

        def step(path: Path, *arguments: object, **named: object) -> object:
            nonlocal steps
            steps += 1
            if steps == fails_at + 1:
                raise OSError(28, "No space left on device", str(path))
            return real(path, *arguments, **named)

        monkeypatch.setattr(Path, name, step)

    for name in ("open", "replace", "unlink"):
        counted(name)
    with pytest.raises(SnaglistError, match="Nothing was changed"):
        changes.write()
    monkeypatch.undo()
    assert state(folder) == OLD
    assert not (folder / WORK_FOLDER).exists()


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from interviews.test_changes import planned
steps = 0
real = {name: getattr(Path, name) for name in ("open", "replace", "unlink")}
def make(name):
    def step(path, *arguments, **named):
        global steps
        steps += 1
        if steps > int(sys.argv[2]):
            os._exit(9)
        return real[name](path, *arguments, **named)
    return step
changes = planned(Path(sys.argv[1]))
for name in real:
    setattr(Path, name, make(name))
changes.write()
"""


@pytest.mark.repeated
@pytest.mark.parametrize("steps", [15, 0, 5, 8, 12, 13, 14, 16, 17][: times(2, 9)])
def test_a_killed_command_leaves_all_or_none(folder: Path, steps: int) -> None:
    tests = str(Path(__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, folder, str(steps), tests], env=environment
    )
    assert done.returncode == 9
    begun = (folder / WORK_FOLDER / PLAN_FILE).exists()
    Changes(folder)  # as any next command does
    assert state(folder) == (NEW if begun or not (folder / "b/gone").exists() else OLD)
    assert not (folder / WORK_FOLDER).exists()


def test_what_was_changed_meanwhile_is_not_lost(folder: Path) -> None:
    changes = planned(folder)
    (folder / "b/c.txt").write_text("by another")
    with pytest.raises(SnaglistError, match=r"c\.txt was changed meanwhile"):
        changes.write()
    assert state(folder) == {**OLD, "b/c.txt": "by another"}


def test_one_command_waits_for_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.1)
    with (
        module._locked(folder),
        pytest.raises(SnaglistError, match="being changed by another command"),
    ):
        planned(folder).write()
    assert state(folder) == OLD

"""Commands take turns on a file, whoever runs them; who waits is told for whom, and gives up."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from common import TESTS
from servers import START

from snaglist.errors import SnaglistError
from snaglist.reviews.file_lock import LockedError, file_lock

HOLD = """
import sys
from pathlib import Path
from snaglist.reviews.file_lock import file_lock
with file_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


class Holder:
    """A process of somebody that holds the lock until it is let go, or killed."""

    def __init__(self, path: Path, *before: str) -> None:
        self.process = subprocess.Popen(
            [*before, sys.executable, "-c", HOLD, str(path)],
            env={**os.environ, "PYTHONPATH": str(TESTS.parent / "server")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"

    def __enter__(self) -> "Holder":
        return self

    def __exit__(self, *error: object) -> None:
        self.process.communicate(timeout=START)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long."""
    monkeypatch.setattr("snaglist.reviews.file_lock.WAIT_SECONDS", 0.2)
    monkeypatch.setattr("snaglist.reviews.file_lock.NOTICE_SECONDS", 0.0)


@pytest.mark.usefixtures("quick")
def test_who_waits_is_told_for_whom_and_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    told: list[str] = []
    with Holder(path) as holder:
        with pytest.raises(LockedError) as raised, file_lock(path, told.append):
            pass
        who = f"(process {holder.process.pid})"
        assert who in str(raised.value)
        assert "Nothing was changed" in str(raised.value)
        (message,) = told
        assert who in message
    with file_lock(path):
        pass


def test_nothing_is_left_beside_the_file_or_elsewhere(tmp_path: Path) -> None:
    before = set(names_in(Path(tempfile.gettempdir())))
    with file_lock(tmp_path / "review.yaml"):
        assert names_in(tmp_path) == [".review.yaml.lock"]
    assert names_in(tmp_path) == []
    added = set(names_in(Path(tempfile.gettempdir()))) - before
    assert not [name for name in added if "snaglist-review" in name]


def test_a_killed_command_leaves_nobody_waiting(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    holder = Holder(path)
    holder.process.kill()
    holder.process.communicate(timeout=START)
    assert (tmp_path / ".review.yaml.lock").exists()
    with file_lock(path):
        pass
    assert names_in(tmp_path) == []


def test_each_has_it_alone(tmp_path: Path) -> None:
    path, inside, most = tmp_path / "review.yaml", [0], [0]

    def work() -> None:
        for _ in range(20):
            with file_lock(path):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(START)
    assert most == [1]
    assert names_in(tmp_path) == []


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("theirs")
    (tmp_path / ".review.yaml.lock").symlink_to(victim)
    with (
        pytest.raises(SnaglistError, match="cannot be locked"),
        file_lock(tmp_path / "review.yaml"),
    ):
        pass
    assert victim.read_text() == "theirs"


def test_two_names_of_one_file_are_one_lock(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").touch()
    (tmp_path / "link.yaml").symlink_to(tmp_path / "review.yaml")
    with file_lock(tmp_path / "link.yaml"):
        assert ".review.yaml.lock" in names_in(tmp_path)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be two users")
@pytest.mark.usefixtures("quick")
def test_two_users_of_one_folder_can_both_work(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid != os.getuid() or folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(folder.stat().st_mode | 0o077)
    path = tmp_path / "review.yaml"
    path.touch(mode=0o666)
    # What another user's killed command left, and nobody but them may write.
    left = tmp_path / ".review.yaml.lock"
    left.write_text("theirs (process 1)")
    os.chown(left, 1000, 1000)
    left.chmod(0o644)
    powerless = ("setpriv", "--inh-caps=-all", "--bounding-set=-all", "--ambient-caps=-all")
    with Holder(path, *powerless), pytest.raises(LockedError), file_lock(path):
        pass
    assert not left.exists()

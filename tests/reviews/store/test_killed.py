"""``kill -9`` under twenty writers: what was told to be kept is kept, and the rest is whole."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from common import TESTS, times
from databases import Cluster, postgresql, running, with_signal
from reviews.garden import NOW, begun
from reviews.store.histories import notes_in, noting

from snaglist.reviews.replay import rebuild
from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.review_store import ReviewStore

PROCESSES, WRITERS = 2, 20

PATIENCE = 120

KILLS = times(1, 25)
"""How often each kind of process is killed: by the hundred, all in all, when thorough."""

pytestmark = pytest.mark.repeated


class Starter:
    """A process that forks writers."""

    def __init__(self, folder: Path) -> None:
        path = os.pathsep.join(map(str, (TESTS.parent / "server", TESTS)))
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("writers.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    def start(self, url: str, token: str, number: int) -> tuple[int, IO[str]]:
        """A process with writers: its number, and what it tells."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        pipe = self.folder / f"{token}-{number}"
        os.mkfifo(pipe)
        self.process.stdin.write(json.dumps([url, token, number, str(pipe)]) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()), pipe.open()

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    found = Starter(tmp_path_factory.mktemp("writers"))
    yield found
    found.close()


class Writers:
    """Twenty writers in two processes, and what they were told is kept."""

    def __init__(self, starter: Starter, url: str, token: str) -> None:
        self.told: list[str] = []
        self.processes = [starter.start(url, token, number) for number in range(PROCESSES)]
        self.threads = [
            threading.Thread(target=self._listen, args=(told,)) for _, told in self.processes
        ]
        for thread in self.threads:
            thread.start()

    def _listen(self, told: IO[str]) -> None:
        with told:
            for line in told:
                # A line that is cut off was not told.
                if line.endswith("\n"):
                    self.told.append(line.strip())

    def wait(self, number: int) -> None:
        """Until so many more answers were kept, and each of the twenty kept one."""
        before, end = len(self.told), time.monotonic() + PATIENCE
        while len(self.told) < before + number or len(self.names()) < WRITERS:
            assert time.monotonic() < end, f"only {len(self.told)} answers were kept"
            time.sleep(0.01)

    def names(self) -> set[str]:
        return {told.rpartition("-")[0] for told in tuple(self.told)}

    def kill(self) -> None:
        for pid, _ in self.processes:
            with_signal(pid, signal.SIGKILL)
        for thread in self.threads:
            thread.join(30)
        end = time.monotonic() + 30
        while any(running(str(pid)) for pid, _ in self.processes):
            assert time.monotonic() < end
            time.sleep(0.005)


@contextmanager
def writing(starter: Starter, url: str, token: str) -> Iterator[Writers]:
    writers = Writers(starter, url, token)
    try:
        yield writers
    finally:
        writers.kill()


def check(store: ReviewStore, token: str, told: list[str], kills: int = 0) -> None:
    """All that was told is there, once; what was not may be there, whole."""
    record = store.visit(token).record
    kept = Counter(notes_in(record))
    assert not set(told) - set(kept)
    assert set(kept.values()) == {1}
    # At most one more of each writer: kept, and killed before it was told.
    assert len(kept) <= len(told) + WRITERS * (1 + kills)
    assert rebuild(record).number == len(record.events)
    assert notes_in(store.change(token, noting("afterwards")).record)[-1] == "afterwards"


@pytest.mark.each_database
def test_killed_writers_lose_nothing_that_was_kept(
    store: ReviewStore, database_url: str, starter: Starter
) -> None:
    for _ in range(KILLS):
        token, _ = store.create(begun(), now=NOW)
        with writing(starter, database_url, token) as writers:
            writers.wait(40)
        check(store, token, writers.told)


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    with postgresql() as found:
        yield found


@pytest.mark.thorough
def test_killed_postgresql_loses_nothing_that_was_kept(
    own_cluster: Cluster, starter: Starter
) -> None:
    url = own_cluster.fresh()
    store = ReviewStore.open(url)
    token, _ = store.create(begun(), now=NOW)
    with writing(starter, url, token) as writers:
        for _ in range(KILLS):
            writers.wait(20)
            own_cluster.kill()
            with pytest.raises(DatabaseError):
                store.visit(token)
            own_cluster.start()
        # The writers go on by themselves, once it is back.
        writers.wait(20)
    check(store, token, writers.told, kills=KILLS)
    store.close()


@pytest.mark.thorough
def test_a_killed_backend_loses_nothing_that_was_kept(
    own_cluster: Cluster, starter: Starter
) -> None:
    url = own_cluster.fresh()
    store = ReviewStore.open(url)
    token, _ = store.create(begun(), now=NOW)
    with writing(starter, url, token) as writers:
        for _ in range(KILLS):
            writers.wait(20)
            own_cluster.kill_backends(url)
        writers.wait(20)
    check(store, token, writers.told, kills=KILLS)
    store.close()

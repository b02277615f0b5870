"""What is wrong is said, nothing is half-done, and it goes on by itself when the cause is gone."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from common import TESTS
from databases import Cluster, postgresql
from reviews.garden import NOW, begun
from reviews.store.histories import notes_in, noting
from servers import free_port

from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.tables import EVENT


class Kept:
    """A store in a file, with one review in it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "reviews.sqlite3"
        self.store = ReviewStore.open(f"sqlite:///{self.file}")
        self.edit, self.view = self.store.create(begun(), now=NOW)

    def check(self) -> None:
        """It works."""
        before = notes_in(self.store.visit(self.view).record)
        notes = f"again {len(before)}"
        assert notes_in(self.store.change(self.edit, noting(notes)).record) == [*before, notes]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def refused(deed: Callable[[], object], match: str) -> None:
    with pytest.raises(DatabaseError, match=match) as raised:
        deed()
    assert raised.value.http_status == 503
    # The text is for anyone with a link: it says no path, and nothing of the review.
    assert "/" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_rubbish_is_told_and_the_right_file_is_taken_at_once(kept: Kept) -> None:
    shutil.copy(kept.file, kept.file.with_suffix(".good"))
    kept.file.write_bytes(b"rubbish " * 4_000)
    refused(lambda: kept.store.visit(kept.view), "damaged")
    refused(lambda: kept.store.change(kept.edit, noting("lost")), "damaged")
    assert "not a database" in str(kept.store.fault())
    assert kept.file.read_bytes().startswith(b"rubbish")
    kept.file.with_suffix(".good").replace(kept.file)
    kept.check()


def test_a_lost_file_is_not_begun_anew(kept: Kept) -> None:
    away = kept.file.rename(kept.file.with_suffix(".away"))
    refused(lambda: kept.store.visit(kept.view), "cannot be opened")
    refused(lambda: kept.store.create(begun(), now=NOW), "cannot be opened")
    assert not kept.file.exists()
    kept.file.touch()
    refused(lambda: kept.store.visit(kept.view), "lost its tables")
    away.rename(kept.file)
    kept.check()


def test_a_lost_folder_is_told(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "there")
    shutil.move(kept.file.parent, tmp_path / "away")
    refused(lambda: kept.store.visit(kept.view), "cannot be opened")
    shutil.move(tmp_path / "away", kept.file.parent)
    kept.check()


def test_a_folder_that_cannot_be_made_is_told() -> None:
    store = ReviewStore.open("sqlite:////proc/snaglist/reviews.sqlite3")
    refused(lambda: store.create(begun(), now=NOW), "read-only")
    assert "/proc/snaglist" in str(store.fault())


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "reviews.sqlite3").mkdir()
    store = ReviewStore.open(f"sqlite:///{tmp_path}/reviews.sqlite3")
    refused(lambda: store.create(begun(), now=NOW), "cannot be opened")


def test_a_writer_that_does_not_end_is_told(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(kept.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with monkeypatch.context() as hurry:
        hurry.setattr("snaglist.reviews.store.database.DEADLINE_SECONDS", 0.2)
        refused(lambda: kept.store.change(kept.edit, noting("lost")), "busy")
    kept.store.visit(kept.view)
    other.close()
    kept.check()


@pytest.mark.parametrize(
    "content", ["", "{}", "null", '{"did":"created"', '{"did":"sung","at":"2026-11-25T10:00:00Z"}']
)
def test_a_damaged_review_is_told_and_the_others_are_not_touched(
    store: ReviewStore, content: str
) -> None:
    edit, view = store.create(begun(), now=NOW)
    with store.database.write() as connection:
        connection.execute(EVENT.update().values(content=content))
    refused(lambda: store.visit(view), "damaged")
    refused(lambda: store.change(edit, noting("lost")), "damaged")
    other, _ = store.create(begun(), now=NOW)
    assert len(store.visit(other).record.events) == 1
    assert store.open_counts(NOW.date()).reviews == 0
    store.delete(edit)


def test_missing_events_are_told(store: ReviewStore) -> None:
    edit, view = store.create(begun(), now=NOW)
    store.change(edit, noting("second"))
    with store.database.write() as connection:
        connection.execute(EVENT.delete().where(EVENT.c.number == 1))
    refused(lambda: store.visit(view), "damaged")


SCRIPT = """
import json, os, resource, sys
from reviews.garden import NOW, begun
from reviews.store.histories import noting, notes_in
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.errors import DatabaseError

url, edit, full = sys.argv[1:]
store = ReviewStore.open(url)

def tried(deed):
    try:
        return len(notes_in(deed().record))
    except DatabaseError as error:
        return str(error)

found = [tried(lambda: store.visit(edit))]
if full == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(url[10:]) + 20_000, -1))
    big = noting("x" * 9_000)
    while not isinstance(found[-1], str):
        found.append(tried(lambda: store.change(edit, big)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
found.append(tried(lambda: store.change(edit, noting("again"))))
print(json.dumps(found))
"""


def in_child(kept: Kept, full: str, *before: str) -> list[object]:
    """What a process of its own gets, which may have less rights than root has."""
    path = os.pathsep.join(map(str, (TESTS.parent / "server", TESTS)))
    done = subprocess.run(
        [*before, sys.executable, "-c", SCRIPT, f"sqlite:///{kept.file}", kept.edit, full],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[object] = json.loads(done.stdout)
    return found


def powerless() -> tuple[str, ...]:
    """To be told what may not be written, root must give up that it may write everything."""
    if os.getuid():
        return ()
    override = "-dac_override"
    return ("setpriv", f"--bounding-set={override}", f"--inh-caps={override}")


@pytest.mark.thorough
def test_a_full_disk_is_told_and_goes_on_when_there_is_room(kept: Kept) -> None:
    start, *grown, told, after = in_child(kept, "full")
    assert start == 0
    assert grown == list(range(1, len(grown) + 1))
    assert "full" in str(told)
    assert "Nothing was changed" in str(told)
    assert after == len(grown) + 1
    kept.check()


def test_a_read_only_file_is_told_and_can_be_read(kept: Kept) -> None:
    kept.check()
    kept.file.chmod(0o444)
    read, wrote = in_child(kept, "", *powerless())
    kept.file.chmod(0o600)
    assert read == 1
    assert "read-only" in str(wrote)
    kept.check()


@pytest.mark.thorough
def test_a_read_only_folder_is_told(kept: Kept) -> None:
    kept.file.parent.chmod(0o555)
    answers = in_child(kept, "", *powerless())
    assert answers
    for told in answers:
        assert "read-only. Make its folder and its disk writable" in str(told)
    kept.file.parent.chmod(0o700)
    kept.check()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of one's own, where this may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder]
    if os.getuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        # No need(): the tests above have the same through limits and rights.
        pytest.skip("no right to mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_really_full(disk: Path) -> None:
    kept = Kept(disk)

    def on_and_on() -> None:
        for _ in range(100):
            kept.store.change(kept.edit, noting("x" * 9_000))

    refused(on_and_on, "disk of the database of reviews is full")
    before = kept.store.visit(kept.view).record
    subprocess.run(["mount", "-o", "remount,size=2m", disk], check=True)
    assert kept.store.visit(kept.view).record == before
    kept.check()


def test_a_disk_that_is_really_read_only(disk: Path) -> None:
    kept = Kept(disk)
    kept.check()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for store in (kept.store, ReviewStore.open(f"sqlite:///{kept.file}")):
        assert notes_in(store.visit(kept.view).record) == ["again 0"]
        refused(partial(store.change, kept.edit, noting("lost")), "read-only")
        refused(partial(store.delete, kept.edit), "read-only")
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    kept.check()


@pytest.mark.thorough
def test_a_stopped_postgresql_is_told_and_taken_up_again() -> None:
    with postgresql() as cluster:
        url = cluster.fresh()
        store = ReviewStore.open(url)
        edit, view = store.create(begun(), now=NOW)
        cluster.stop()
        for _ in range(2):
            refused(lambda: store.visit(view), "cannot be reached")
            refused(lambda: store.change(edit, noting("lost")), "cannot be reached")
        late = ReviewStore.open(url)
        refused(lambda: late.visit(view), "cannot be reached")
        cluster.start()
        assert notes_in(store.change(edit, noting("again")).record) == ["again"]
        assert notes_in(late.visit(view).record) == ["again"]
        store.close()
        late.close()


def test_a_stopped_postgresql_in_the_middle_keeps_nothing() -> None:
    with postgresql() as own:
        store = ReviewStore.open(own.fresh())
        edit, view = store.create(begun(), now=NOW)

        def deed(record, link):  # type: ignore[no-untyped-def]
            own.stop()
            return noting("lost")(record, link)

        refused(lambda: store.change(edit, deed), "cannot be reached.* see whether it was kept")
        own.start()
        assert notes_in(store.visit(view).record) == []
        store.close()


def test_a_wrong_database_or_a_read_only_one_is_told(cluster: Cluster) -> None:
    refused(lambda: ReviewStore.open(cluster.url("nowhere")).rows(), "refuses|cannot be reached")
    url = cluster.fresh()
    store = ReviewStore.open(url)
    edit, view = store.create(begun(), now=NOW)
    read_only = ReviewStore.open(f"{url}?options=-c%20default_transaction_read_only%3Don")
    assert read_only.visit(view).link.name == ""
    refused(lambda: read_only.change(edit, noting("lost")), "read-only")
    cluster.run("DROP TABLE event, entry, link, review, secret, alembic_version", url[-40:])
    refused(lambda: store.visit(view), "error")
    refused(lambda: store.visit(view), "lost its tables")
    for each in (store, read_only):
        each.close()
    cluster.drop(url)


def test_those_who_wait_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads serve everything: none may wait for a dead database longer than one."""

    def slow(*args: object, **more: object) -> None:
        time.sleep(0.3)
        raise DatabaseError("It does not answer.")

    monkeypatch.setattr("snaglist.reviews.store.database.migrate", slow)
    store = ReviewStore.open(f"postgresql://snag@127.0.0.1:{free_port()}/reviews")
    start = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        faults = list(pool.map(lambda _: store.fault(), range(8)))
    assert faults == ["It does not answer."] * 8
    assert time.monotonic() - start < 1.2

"""Files of reviews and backups that went wrong: a word of what is wrong, or the same that it says.

Whatever else is raised than our own errors is a traceback for whoever has such a file.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from common import times
from fuzz.text_mutants import mutants
from reviews.garden import NOW, TODAY, begun
from reviews.store.histories import eventful
from sqlalchemy import select

from snaglist.errors import SnaglistError
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.render import ReportFormat, render_report
from snaglist.reviews.store.backup import BackupReview, backup, restore
from snaglist.reviews.store.review_list import delete_listed
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.tables import REVIEW
from snaglist.reviews.yaml_file import read_record, write_record

pytestmark = pytest.mark.repeated

SEEDS = range(4)

NUMBERS = count(1_000)

Kind = TypeVar("Kind")


def small() -> Record:
    """A review of one issue, for most mutants: a file of a kilobyte."""
    record = begun()
    created = record.events[0]
    assert created.did == "created"
    placed = created.issues[:1]
    shown = {each.entry: record.entries[each.entry] for each in placed}
    only = created.model_copy(update={"issues": placed, "sources": ()})
    # Always the same one, so that a mutant that fails can be made again.
    same = {"id": UUID(int=7), "events": (only,), "entries": shown}
    return record.model_copy(update=same)


def same_eventful() -> Record:
    """A review in which everything happened, always the same one."""
    return eventful().model_copy(update={"id": UUID(int=8)})


def taken_in(deed: Callable[[], Kind]) -> Kind | None:
    """What a deed gives; None where it says, in so many words, why not."""
    try:
        return deed()
    except SnaglistError as error:
        told = str(error)
    assert 0 < len(told) < 50_000
    return None


def check_file(text: str) -> bool:
    """True where the file was taken; it is the same then when it is written and read again."""
    record = taken_in(lambda: parse_record(text, "review.yaml"))
    if record is None:
        return False
    rebuild(record)
    assert parse_record(write_record(record), "again.yaml") == record
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_files_of_reviews(seed: int) -> None:
    taken = [
        check_file(text)
        for record, number in ((small(), times(64, 14_500)), (same_eventful(), times(8, 250)))
        for text in mutants(write_record(record), number, seed)
    ]
    # Neither all nor none: else the mutants are too tame, or too wild to reach what is behind.
    assert 0.02 < sum(taken) / len(taken) < 0.9


@pytest.mark.parametrize("seed", SEEDS[:1])
def test_reports_of_what_was_taken(seed: int) -> None:
    for text in mutants(write_record(small()), times(15, 300), seed + 100):
        record = taken_in(partial(parse_record, text, "review.yaml"))
        for form in ReportFormat if record else ():
            assert record
            assert render_report(record, form, today=TODAY)


def test_files_of_octets(tmp_path: Path) -> None:
    path, content = tmp_path / "review.yaml", write_record(small()).encode()
    for at in range(0, len(content), times(80, 1)):
        path.write_bytes(content[:at] + bytes([at * 37 % 256]) + content[at + 1 :])
        taken_in(lambda: rebuild(read_record(path)))


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewStore]:
    """Where backups are restored to."""
    found = ReviewStore.open(f"sqlite:///{tmp_path_factory.mktemp('target')}/reviews.sqlite3")
    yield found
    found.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A backup of two reviews."""
    folder = tmp_path_factory.mktemp("written")
    store = ReviewStore.open(f"sqlite:///{folder}/reviews.sqlite3")
    for record in (small(), small()):
        store.create(record, reviewers=("Ana", "Ben"), now=NOW)
    assert backup(store, folder / "backup.jsonl") == 2
    store.close()
    text = (folder / "backup.jsonl").read_text(encoding="utf-8")
    return "\n".join((text.split("\n")[0], *map(_same, sorted(text.splitlines()[1:])))) + "\n"


def _same(line: str) -> str:
    """A line of a backup without chance in it."""
    found = json.loads(line)
    found["links"].sort(key=lambda link: (link["kind"], link["name"]))
    for each in (found, *found["links"]):
        each["id"] = str(UUID(int=next(NUMBERS)))
        if "hash" in each:
            each["hash"] = f"{next(NUMBERS):064x}"
    return json.dumps(found)


def empty(store: ReviewStore) -> None:
    """Delete all reviews in one step; to delete one by one is tested elsewhere."""
    with store.database.write() as connection:
        for row in connection.execute(select(REVIEW.c.id)).all():
            delete_listed(connection, row.id)


def reviews_in(text: str) -> dict[str, BackupReview]:
    lines = text.removesuffix("\n").split("\n")[1:]
    found = (BackupReview.model_validate_json(line) for line in lines)
    # The links of a review have no order, and a backup one of its own.
    return {
        str(each.id): each.model_copy(update={"links": frozenset(each.links)}) for each in found
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_backups(target: ReviewStore, written: str, tmp_path: Path, seed: int) -> None:
    file, again, taken = tmp_path / "backup.jsonl", tmp_path / "again.jsonl", 0
    number = times(80, 1_500)
    for text in mutants(written, number, seed):
        file.write_text(text, encoding="utf-8", newline="")
        if taken_in(partial(restore, target, file)) is None:
            continue
        taken += 1
        backup(target, again)
        assert reviews_in(again.read_text(encoding="utf-8")) == reviews_in(text)
        empty(target)
    assert target.rows() == ()
    assert 0 < taken < number


def other_values(line: str, seed: int) -> Iterator[str]:
    """Mutants of a line of JSON that are lines of JSON still: one of four."""
    for text in mutants(json.dumps(json.loads(line), indent=0), sys.maxsize, seed):
        with suppress(ValueError, RecursionError):
            yield json.dumps(json.loads(text))


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_backups_of_other_values(
    target: ReviewStore, written: str, tmp_path: Path, seed: int
) -> None:
    """Each line stays JSON, so that what is behind the reader of JSON is reached."""
    file = tmp_path / "backup.jsonl"
    head, *lines = written.splitlines()
    for line in islice(other_values(lines[0], seed), times(20, 1_000)):
        file.write_text(f"{head}\n{line}\n{lines[1]}\n", encoding="utf-8")
        if taken_in(partial(restore, target, file)) is not None:
            empty(target)
    assert target.rows() == ()

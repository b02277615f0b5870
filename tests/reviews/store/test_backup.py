"""A backup is whole or none, and goes from any database to any other."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import Cluster
from reviews.garden import NOW, at, begun
from reviews.store.histories import eventful, notes_in, noting

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.reviews.store.backup import backup, restore
from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.links import LinkKind
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.tables import EVENT


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReviewStore]:
    """A second store, empty, on each kind of database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/target/reviews.sqlite3"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.fresh()
    store = ReviewStore.open(url)
    yield store
    store.close()


@pytest.fixture
def full(store: ReviewStore) -> tuple[str, str, str]:
    """Links of two reviews: to edit the first with, a revoked one to it, to edit the second."""
    edit, view = store.create(eventful(), now=NOW)
    store.revoke(edit, store.visit(view).link.id, now=at(1))
    store.new_link(edit, LinkKind.REVIEWER, "Zoë", now=at(2))
    other, _ = store.create(begun(), now=at(3))
    store.change(other, noting("é \U0001f514\nfrom the second"))
    return edit, view, other


def test_reviews_and_links_go_over(
    store: ReviewStore, target: ReviewStore, full: tuple[str, str, str], tmp_path: Path
) -> None:
    edit, view, other = full
    file = tmp_path / "reviews.jsonl"
    assert backup(store, file) == 2
    assert restore(target, file) == 2
    assert target.rows() == store.rows()
    for token in (edit, other):
        assert target.visit(token) == store.visit(token)
        assert target.visit(token).record.plain() == store.visit(token).record.plain()
        assert target.links(token) == store.links(token)
    with pytest.raises(NotFoundError):
        target.visit(view)
    assert notes_in(target.change(other, noting("goes on")).record)[-1] == "goes on"
    # The same reviews, the same file.
    target.delete(other)
    assert len(target.rows()) == 1
    backup(store, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == file.read_bytes()


def test_a_backup_is_private_and_replaces_the_one_before(
    store: ReviewStore, full: tuple[str, str, str], tmp_path: Path
) -> None:
    file = tmp_path / "reviews.jsonl"
    file.write_text("the one before")
    backup(store, file)
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text(encoding="utf-8")
    assert json.loads(text.splitlines()[0]) == {
        "format": "snaglist-reviews",
        "version": 1,
        "reviews": 2,
    }
    assert not any(token in text for token in full)


def test_a_backup_of_a_damaged_review_says_which_and_leaves_the_file(
    store: ReviewStore, full: tuple[str, str, str], tmp_path: Path
) -> None:
    file = tmp_path / "reviews.jsonl"
    file.write_text("the one before")
    newest = store.rows()[0].id
    with store.database.write() as connection:
        connection.execute(EVENT.update().where(EVENT.c.review == newest).values(content="{"))
    with pytest.raises(DatabaseError, match=newest):
        backup(store, file)
    assert file.read_text() == "the one before"
    assert [path.name for path in tmp_path.glob("*.jsonl*")] == ["reviews.jsonl"]
    assert not list(tmp_path.glob(".reviews*"))


def test_reviews_that_are_there_are_not_overwritten(
    store: ReviewStore, target: ReviewStore, full: tuple[str, str, str], tmp_path: Path
) -> None:
    edit, _, other = full
    file = tmp_path / "reviews.jsonl"
    backup(store, file)
    restore(target, file)
    target.delete(other)
    (there,) = target.rows()
    with pytest.raises(UsageError, match=f"here already: {there.id}. Nothing"):
        restore(target, file)
    assert target.rows() == (there,)
    target.delete(edit)
    assert restore(target, file) == 2


DAMAGES: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "empty": (lambda lines: [], "no backup"),
    "other": (lambda lines: [b'{"format": "else"}\n'], "no backup"),
    "record": (lambda lines: [b"format: 1\n", b"id: 1\n"], "no backup"),
    "newer": (lambda lines: [lines[0].replace(b'"version":1', b'"version":2')], "no backup"),
    "lines": (lambda lines: lines[:-1], "should hold 2 reviews and holds 1: it is not whole"),
    "header": (lambda lines: lines[:1], "should hold 2 reviews and holds 0"),
    "cut": (lambda lines: [*lines[:-1], lines[-1][:-30]], "line 3 is damaged or cut off"),
    "more": (lambda lines: [*lines, lines[-1]], "should hold 2 reviews and holds 3"),
    "twice": (lambda lines: [*lines[:2], lines[1]], "here already"),
    "latin": (lambda lines: [lines[0], *(b"\xff" + line for line in lines[1:])], "line 2 is dama"),
    "events": (
        lambda lines: [lines[0], *(_edited(line, _headless) for line in lines[1:])],
        "begins with the event created",
    ),
    "entries": (
        lambda lines: [lines[0], *(_edited(line, _reworded) for line in lines[1:])],
        "an entry is not as its hash says",
    ),
}  # fmt: skip


def _edited(line: bytes, edit) -> bytes:  # type: ignore[no-untyped-def]
    data = json.loads(line)
    edit(data)
    return json.dumps(data).encode() + b"\n"


def _headless(data: dict[str, list[object]]) -> None:
    data["events"].pop(0)


def _reworded(data: dict[str, dict[str, dict[str, str]]]) -> None:
    next(iter(data["entries"].values()))["title"] = "Another"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_not_whole_is_refused(
    store: ReviewStore, full: tuple[str, str, str], tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "reviews.jsonl"
    backup(store, file)
    edit, match = DAMAGES[damage]
    with file.open("rb") as opened:
        lines = opened.readlines()
    file.write_bytes(b"".join(edit(lines)))
    for row in store.rows():
        store.delete_by_id(row.id)
    with pytest.raises(UsageError, match=match) as raised:
        restore(store, file)
    assert "The new bed" not in str(raised.value)
    assert store.rows() == ()


def test_files_that_cannot_be_used_are_told(store: ReviewStore, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        restore(store, tmp_path / "nowhere.jsonl")
    with pytest.raises(SnaglistError, match="cannot be read"):
        restore(store, tmp_path)
    with pytest.raises(SnaglistError, match="cannot be written"):
        backup(store, tmp_path / "nowhere" / "reviews.jsonl")


def test_an_empty_store_makes_an_empty_backup(
    store: ReviewStore, target: ReviewStore, tmp_path: Path
) -> None:
    assert backup(store, tmp_path / "reviews.jsonl") == 0
    assert restore(target, tmp_path / "reviews.jsonl") == 0


def test_a_backup_is_of_one_time(store: ReviewStore, tmp_path: Path) -> None:
    """What is answered while it is written is in the next one."""
    edit, _ = store.create(begun(), now=NOW)
    with store.database.read() as connection:
        connection.exec_driver_sql("SELECT id FROM review").all()
        store.change(edit, noting("meanwhile"))
        assert len(connection.execute(EVENT.select()).all()) == 1

"""Tokens are never kept, and what is deleted is gone from the file."""

import logging
import subprocess
from pathlib import Path

import pytest
from common import postgresql_programs
from databases import Cluster
from reviews.garden import NOW, begun
from reviews.store.histories import noting

from snaglist.reviews.store.links import token_hash
from snaglist.reviews.store.review_store import ReviewStore

TITLE, NOTES = b"The new bed", b"the bell is under the third stone "


def octets(url: str) -> bytes:
    """All that the database holds, as it lies on the disk or leaves it."""
    if url.startswith("sqlite"):
        folder = Path(url.removeprefix("sqlite:///")).parent
        return b"".join(path.read_bytes() for path in folder.iterdir())
    postgresql = postgresql_programs()
    assert postgresql is not None
    return subprocess.run([postgresql / "pg_dump", url], check=True, capture_output=True).stdout


def test_tokens_are_kept_as_hashes_only(store: ReviewStore, database_url: str) -> None:
    edit, view = store.create(begun(), now=NOW)
    found = octets(database_url)
    assert TITLE in found
    for token in (edit, view):
        assert token.encode() not in found
        assert token_hash(token).encode() in found


def test_what_is_deleted_is_gone(store: ReviewStore, database_url: str) -> None:
    edit, _ = store.create(begun(), now=NOW)
    other, _ = store.create(begun(), now=NOW)
    for number in range(30):
        notes = f"{NOTES.decode()}{number} " * 200
        store.change(edit, noting(notes[:9_000].strip()))
    assert NOTES in octets(database_url)
    (row,) = [row for row in store.rows() if row.events > 1]
    store.delete(edit)
    found = octets(database_url)
    assert NOTES not in found
    assert token_hash(edit).encode() not in found
    assert row.id.encode() not in found
    assert TITLE in found
    store.delete(other)
    assert TITLE not in octets(database_url)


def test_it_is_gone_once_nobody_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("snaglist.reviews.store.database.CHECKPOINT_TIMEOUT", 50)
    url = f"sqlite:///{tmp_path}/database/reviews.sqlite3"
    store, reader = ReviewStore.open(url), ReviewStore.open(url)
    edit, _ = store.create(begun(), now=NOW)
    store.change(edit, noting(NOTES.decode()))
    with reader.database.read() as connection:
        connection.exec_driver_sql("SELECT * FROM secret").all()
        store.delete(edit)
        assert store.rows() == ()
    assert NOTES.strip() not in octets(url)
    assert TITLE not in octets(url)


def test_nothing_is_logged(store: ReviewStore, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        edit, _ = store.create(begun(), now=NOW)
        store.change(edit, noting(NOTES.decode()))
    for secret in (edit, TITLE.decode(), NOTES.decode().strip(), token_hash(edit)):
        assert secret not in caplog.text


def test_only_who_runs_the_server_may_read_the_file(tmp_path: Path) -> None:
    store = ReviewStore.open(f"sqlite:///{tmp_path}/database/reviews.sqlite3")
    store.create(begun(), now=NOW)
    file = Path(store.where)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_password_is_not_told(cluster: Cluster) -> None:
    url = cluster.url("nowhere").replace("snag@", "snag:geheim@") + "?sslpassword=geheim"
    store = ReviewStore.open(url)
    fault = store.fault()
    assert fault
    assert "geheim" not in store.where + fault
    assert store.where == cluster.url("nowhere")

"""Addresses of databases, as people write them."""

import sys
from pathlib import Path

import pytest

from snaglist.errors import UsageError
from snaglist.reviews.store.review_store import ReviewStore


@pytest.mark.parametrize(
    "url",
    [
        "",
        "reviews.sqlite3",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://host/file",
        "sqlite:///file?mode=ro",
        "mysql://root:geheim@localhost/reviews",
        "postgresql+asyncpg://root:geheim@localhost/reviews",
        "postgresql://root:geheim@localhost:port/reviews",
    ],
)
def test_wrong_addresses_are_told_without_the_password(url: str) -> None:
    with pytest.raises(UsageError, match=r"sqlite:///FILE or postgresql://") as raised:
        ReviewStore.open(url)
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_by_psycopg(scheme: str) -> None:
    store = ReviewStore.open(f"{scheme}://ana:geheim@db.example.org:5433/reviews?sslmode=require")
    assert store.where == "postgresql://ana@db.example.org:5433/reviews?sslmode=require"
    store.close()


@pytest.mark.parametrize("name", ["a b.sqlite3", "50%.sqlite3", "é#1?.sqlite3"])
def test_files_may_have_any_name(tmp_path: Path, name: str) -> None:
    # A question mark begins what SQLAlchemy takes for parameters, so it cannot be in a name.
    file = tmp_path / name.replace("?", "")
    store = ReviewStore.open(f"sqlite:///{file}")
    assert store.fault() is None
    assert store.where == str(file)
    assert file.is_file()


def test_a_relative_file_is_where_the_server_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = ReviewStore.open("sqlite:///reviews.sqlite3")
    monkeypatch.chdir("/")
    assert store.fault() is None
    assert (tmp_path / "reviews.sqlite3").is_file()


def test_opening_touches_nothing(tmp_path: Path) -> None:
    ReviewStore.open(f"sqlite:///{tmp_path}/folder/reviews.sqlite3").close()
    assert not (tmp_path / "folder").exists()


def test_postgresql_without_its_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"pip install 'snaglist\[postgresql\]'"):
        ReviewStore.open("postgresql://localhost/reviews")


def test_what_was_kept_is_on_the_disk(tmp_path: Path) -> None:
    store = ReviewStore.open(f"sqlite:///{tmp_path}/reviews.sqlite3")
    with store.database.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}

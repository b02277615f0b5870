"""The reviews of a server by the command line."""

from pathlib import Path

import pytest
from reviews.garden import NOW, begun
from runner import Done, snag

from snaglist.reviews.store.review_store import ReviewStore


def reviews(url: str, *arguments: str | Path) -> Done:
    return snag("reviews", *arguments, SNAGLIST_DATABASE_URL=url)


@pytest.mark.parametrize("name", ["backup", "restore", "where"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    done = reviews("", name, "--help")
    assert done.code == 0
    assert f"Example: snag reviews {name}" in " ".join(done.out.split())


def test_reviews_go_out_and_in_again(database_url: str, tmp_path: Path) -> None:
    store = ReviewStore.open(database_url)
    edit, view = store.create(begun(), now=NOW)
    assert reviews(database_url, "where").out == f"{store.where}\n1 review\n"
    file = tmp_path / "reviews.jsonl"
    assert reviews(database_url, "backup", file).out == f"1 review in {file}.\n"
    refused = reviews(database_url, "restore", file)
    assert refused.code == 2
    assert "here already" in refused.err
    store.delete(edit)
    # As an editor of another system may have saved it.
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    done = reviews(database_url, "restore", file)
    assert done.out == f"1 review restored to {store.where}.\n"
    assert store.visit(view).record == store.visit(edit).record
    store.close()


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    done = reviews("mysql://localhost/reviews", "where")
    assert done.code == 2
    assert "begins with mysql" in done.err
    rubbish = tmp_path / "reviews.sqlite3"
    rubbish.write_bytes(b"rubbish " * 1_000)
    done = reviews(f"sqlite:///{rubbish}", "where")
    assert done.code == 1
    assert done.err.startswith(f"{rubbish}: The database of reviews is damaged")
    done = reviews(f"sqlite:///{tmp_path}/new.sqlite3", "restore", tmp_path / "nowhere.jsonl")
    assert done.code == 1
    assert "nowhere.jsonl" in done.err

"""The reviews of a server by the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from reviews.garden import NOW, begun

from snaglist.reviews.store.review_store import ReviewStore

SNAG = Path(sys.executable).with_name("snag")


def snag(url: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SNAG, "reviews", *arguments],
        env={**os.environ, "SNAGLIST_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["backup", "restore", "where"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    done = snag("", name, "--help")
    assert done.returncode == 0
    assert f"Example: snag reviews {name}" in " ".join(done.stdout.split())


def test_reviews_go_out_and_in_again(database_url: str, tmp_path: Path) -> None:
    store = ReviewStore.open(database_url)
    edit, view = store.create(begun(), now=NOW)
    assert snag(database_url, "where").stdout == f"{store.where}\n1 review\n"
    file = tmp_path / "reviews.jsonl"
    assert snag(database_url, "backup", file).stdout == f"1 review in {file}.\n"
    refused = snag(database_url, "restore", file)
    assert refused.returncode == 2
    assert "here already" in refused.stderr
    store.delete(edit)
    done = snag(database_url, "restore", file)
    assert done.stdout == f"1 review restored to {store.where}.\n"
    assert store.visit(view).record == store.visit(edit).record
    store.close()


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    done = snag("mysql://localhost/reviews", "where")
    assert done.returncode == 2
    assert "begins with mysql" in done.stderr
    rubbish = tmp_path / "reviews.sqlite3"
    rubbish.write_bytes(b"rubbish " * 1_000)
    done = snag(f"sqlite:///{rubbish}", "where")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{rubbish}: The database of reviews is damaged")
    done = snag(f"sqlite:///{tmp_path}/new.sqlite3", "restore", tmp_path / "nowhere.jsonl")
    assert done.returncode == 1
    assert "nowhere.jsonl" in done.stderr

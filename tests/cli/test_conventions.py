"""What people expect of any command: streams, encodings, homes, ``~``, odd names of files."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from common import SAMPLE, need, times
from runner import SNAG, Done, fine, snag

from snaglist import setting_values
from snaglist.snapshot.snapshot import Snapshot


@pytest.fixture
def here(sample_knowledge: Snapshot) -> dict[str, Any]:
    """The settings of the sample, which is built."""
    return {
        "SNAGLIST_CATALOG": str(SAMPLE),
        "SNAGLIST_DATA": str(sample_knowledge.folder.parents[1]),
    }


def test_python_m_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "snaglist", "--version"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("snag ")


@pytest.mark.repeated
@pytest.mark.parametrize(
    "words", [("search", "bell"), ("export",), ("query", "ASK {}")][: times(1, 3)]
)
def test_a_full_disk_behind_the_output_is_told_in_a_sentence(
    here: dict[str, Any], words: tuple[str, ...]
) -> None:
    need(Path("/dev/full").exists(), "the system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [SNAG, *words], stdout=full, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **here},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "The output cannot be written: No space left on device.\n"


@pytest.mark.repeated
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp437"][: times(1, 3)])
def test_what_a_terminal_cannot_show_is_replaced(here: dict[str, Any], encoding: str) -> None:
    def shown(*words: str) -> str:
        environment = {**os.environ, **here, "PYTHONIOENCODING": encoding}
        return subprocess.run(
            [SNAG, "show", "I01-Q001", *words],
            capture_output=True, check=True, encoding=encoding, env=environment,
        ).stdout  # fmt: skip

    assert "The thermometer died ? and nobody saw it" in shown()
    # JSON is for programs, and loses nothing.
    assert "🌡" in json.loads(shown("--json"))["selector"]["exact"]


def test_a_dash_is_standard_output(here: dict[str, Any], tmp_path: Path) -> None:
    plain = fine("export", "--format", "csv", cwd=tmp_path, **here)
    assert fine("export", "--format", "csv", "-o", "-", cwd=tmp_path, **here) == plain
    done = snag("reviews", "backup", "-", cwd=tmp_path)
    assert done.code == 2
    assert "a file of that name is ./-" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_tilde_is_the_home_folder(here: dict[str, Any], tmp_path: Path) -> None:
    home = {**here, "HOME": str(tmp_path)}
    fine("export", "--format", "csv", "--output=~/claims.csv", **home)
    assert (tmp_path / "claims.csv").is_file()
    (tmp_path / "sample").symlink_to(SAMPLE)
    fine("check", "--quick", **{**home, "SNAGLIST_CATALOG": "~/sample"})
    where = fine("reviews", "where", SNAGLIST_DATABASE_URL="sqlite:///~/r.sqlite3", **home)
    assert str(tmp_path / "r.sqlite3") in where


def homeless() -> Path:
    raise RuntimeError("could not determine the home directory")


@pytest.fixture
def no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for an account of the system that has none, and no HOME in its environment."""
    for name in ("user_cache_path", "user_data_path"):
        monkeypatch.setattr(setting_values, name, lambda *_, **__: homeless())


@pytest.mark.usefixtures("no_home")
def test_without_a_home_what_is_given_is_enough(here: dict[str, Any], tmp_path: Path) -> None:
    # Reviews are no matter of search: where they would be need not be said.
    assert "found" in fine("search", "bell", **here)
    url = f"sqlite:///{tmp_path}/reviews.sqlite3"
    assert str(tmp_path) in fine("reviews", "where", SNAGLIST_DATABASE_URL=url, **here)


@pytest.mark.usefixtures("no_home")
def test_without_a_home_what_is_missing_is_named(here: dict[str, Any]) -> None:
    done = snag("stats")
    assert (done.code, done.err.split(" ")[0]) == (2, "SNAGLIST_DATA")
    done = snag("reviews", "where", **here)
    assert (done.code, done.err.split(" ")[0]) == (2, "SNAGLIST_DATABASE_URL")
    done = snag("stats", "--data", "~nobody-of-this-name/x")
    assert done.code == 2
    assert "names no home folder that is known" in done.err


ODD = ("a b\n", "-%41#é🌡'\"\\", "\udcff")


@pytest.mark.parametrize("name", ODD)
def test_a_catalogue_may_be_in_a_folder_of_any_name(
    tmp_path: Path, sample: Path, name: str
) -> None:
    folder = tmp_path / name
    sample.rename(folder)
    done = snag("check", "--quick", "--catalog", folder, "--data", tmp_path / "data")
    assert done.code == 0, done
    (folder / "catalogue.yaml").write_text("title: x\n")
    done = snag("check", "--quick", "--catalog", folder, "--data", tmp_path / "data")
    assert done.code == 1
    assert "field-missing" in done.err


def test_a_relative_folder_is_the_same_as_its_absolute_one(sample: Path) -> None:
    done = [
        snag("check", "--quick", "--catalog", name, cwd=sample.parent)
        for name in ("sample", "./sample/", sample)
    ]
    assert done == [Done(0, done[0].out, "", done[0].octets)] * 3

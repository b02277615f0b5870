"""The tutorial of docs/coding.md, from two transcripts to a review, as it is written there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from coding.taguette_file import write_project
from common import ONTOLOGY, SAMPLE, TESTS
from runner import fine

from snaglist.build.current import open_current
from snaglist.sources.loader import load_catalogue
from snaglist.web.app import create_app

DOCS = TESTS.parent / "docs"
TUTORIAL = "From two transcripts to a review"
PAGE = (DOCS / "coding.md").read_text(encoding="utf-8")


def lines(title: str) -> list[str]:
    """What a section says to type; the sample needs no study and domain, and has own questions."""
    section = re.search(rf"^## {title}\n(.*?)^## ", PAGE, re.M | re.S)
    assert section
    shown = [line.strip() for line in section[1].splitlines() if line.startswith("    ")]
    plain = [re.sub(r" --(study|domain) \S+", "", line) for line in shown]
    return [line.replace("data=sensors", "devices=thermometer") for line in plain]


SLOW = ("check", "build", "review")
"""What reasons over the whole catalogue."""


def typed(folder: Path, shown: list[str], left_out: tuple[str, ...]) -> dict[str, str]:
    """What each line prints, but for commands that are ``left_out``."""
    printed = {}
    settings = {"SNAGLIST_CATALOG": str(folder / "catalog"), "SNAGLIST_DATA": str(folder / "data")}
    for line in shown:
        if line.startswith("# Write catalog/coders.yaml: "):
            (folder / "catalog/coders.yaml").write_text(line.partition(".yaml: ")[2])
        program, *words = shlex.split(line)
        if program == "snag" and words[0] not in left_out:
            printed[line] = fine(*words, cwd=folder, **settings)
    return printed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "catalog")
    for name in ("talk.vtt", "second-talk.vtt"):
        shutil.copy(DOCS / "examples" / name, tmp_path)
    return tmp_path


def test_the_tutorial_leads_to_quotes_of_two_coders(folder: Path) -> None:
    printed = typed(folder, lines(TUTORIAL), ("serve", *SLOW))
    assert printed["snag code list --coder ben"].count("  ben  ") == 2
    assert "  ana  " not in printed["snag code list --coder ben"]
    assert len(printed['snag code list --code "found by its effect"'].splitlines()) == 2
    assert "heartbeat  Heartbeat  (1)" in printed["snag codebook list --new"]
    catalogue = load_catalogue(folder / "catalog")
    first, second = [each for each in catalogue.quotes if not each.id.startswith("I01")]
    assert (first.id, first.coder) == ("I12-Q001", "Ana and Ben")
    assert (second.id, second.coder, second.standing.value) == ("I13-Q001", "Ana", "prompted")
    assert {"I12-Q001", "I13-Q001"} <= {*catalogue.issues[0].claims[0].quotes}
    talk = (folder / "catalog/interviews/I12/transcript.txt").read_text()
    write_project(folder / "project.sqlite3", talk, [("nobody saw it for a week", "Unseen")])
    again = typed(folder, lines("With QualCoder, ATLAS.ti, NVivo, MAXQDA, Taguette"), ())
    assert "0 new for ben" in again["snag code import project.qdpx --coder ben"]
    assert "1 new for ben" in again["snag code import project.sqlite3 --coder ben"]
    assert again["snag codebook import codes.qdc"] == "Nothing to change.\n"


@pytest.mark.thorough
def test_what_was_coded_is_on_pages_and_behind_the_questions_of_a_review(folder: Path) -> None:
    printed = typed(folder, lines(TUTORIAL), ("serve",))
    known = open_current(folder / "data", folder / "catalog", ONTOLOGY, lambda told: None)
    client = create_app(known).test_client()
    interviews = client.get("/issues/SNAG-001.json").get_json()["evidence"]["interviews"]
    assert {"I12", "I13"} <= set(interviews)
    assert 'id="I13-Q001"' in client.get("/interviews/I13").text
    assert "Only ben" in client.get("/agreement/I13").text
    (row,) = [
        each
        for each in client.get("/issues-by-interview.json").get_json()["rows"]
        if each["issue"]["id"] == "SNAG-001"
    ]
    assert row["counts"][1:] == [1, 1]
    known.close()
    (asked,) = [text for line, text in printed.items() if line.startswith("snag review ask")]
    assert "When did the bell last ring in a test?" in asked

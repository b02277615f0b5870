"""The README's way from a transcript to a witness on a page, as it is written there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from common import CATALOG, SAMPLE, TESTS
from runner import fine

from snaglist.model.catalogue import Catalogue
from snaglist.sources.loader import load_catalogue
from snaglist.web.app import create_app

ROOT = TESTS.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = re.search(r"^## Bring an interview in\n(.*?)^## ", README, re.M | re.S)


def lines() -> list[str]:
    """What the section says to type."""
    assert SECTION
    return [line.strip() for line in SECTION[1].splitlines() if line.startswith("    ")]


def run(folder: Path, shown: list[str], catalog: Path) -> None:
    """Type the lines in a folder that has the example and a catalogue."""
    shutil.copy(ROOT / "docs/examples/talk.vtt", folder)
    shutil.copytree(catalog, folder / "catalog")
    variables: dict[str, str] = {}
    for line in shown:
        program, *words = shlex.split(line)
        if program == "export":
            name, value = words[0].split("=")
            variables[name] = str(folder / value)
        elif program == "#":
            add_witness(folder / "catalog", line)
        elif program == "snag" and words[0] not in ("check", "serve"):
            fine(*words, cwd=folder, **variables)


def add_witness(catalog: Path, line: str) -> None:
    """Do by hand what the comment says."""
    added = re.search(r'Add "([^"]+)" below the witnesses of', line)
    assert added
    assert "say C1 in catalog/issues/SNAG-001-*.md" in line
    path = next((catalog / "issues").glob("SNAG-001-*.md"))
    text = path.read_text(encoding="utf-8")
    place = text.index("witnesses:\n") + len("witnesses:\n")
    indent = re.match(r" *", text[place:])
    assert indent
    record = indent[0] + added[1].strip() + "\n"
    path.write_text(text[:place] + record + text[place:], encoding="utf-8")


def check(catalogue: Catalogue) -> None:
    """The words are a participant's, at their place, and witness of a claim."""
    interview = next(each for each in catalogue.interviews if each.id == "I12")
    (quote,) = interview.quotes
    assert quote.exact.startswith("The sensors at the north gate")
    assert quote.question == "I12-T001"
    assert "I12-Q001" in {name for claim in catalogue.issues[0].claims for name in claim.quotes}
    texts = [turn.text for turn in interview.turns]
    assert "Okay. And how did you find out?" in texts
    assert not any(re.search("Ann|Dev|Rao|Baker", text) for text in texts)


def test_ten_lines_lead_from_a_transcript_to_a_witness(tmp_path: Path) -> None:
    assert len(lines()) <= 10
    run(tmp_path, lines(), CATALOG)
    check(load_catalogue(tmp_path / "catalog"))


FIVE = (
    "The sensors at the north gate went silent, and nobody saw it for a week",
    *("A driver called us", "had counted an empty lot as full", "we had no alarm for that"),
    "Now a gap of an hour rings a bell",
)


def for_the_sample(shown: list[str]) -> list[str]:
    """The lines without study and domain: the sample has one of each, which need no saying."""
    return [re.sub(r" --(study|domain) \S+", "", line) for line in shown]


def test_the_same_lines_take_five_quotes_from_one_recording(tmp_path: Path) -> None:
    shown = for_the_sample(lines())
    (taking,) = (at for at, line in enumerate(shown) if line.startswith("snag quote "))
    take, cite = shown[taking : taking + 2]
    more = [re.sub(r'"[^"]+"', f'"{words}"', take, count=1) for words in FIVE[1:]]
    more += [cite.replace("I12-Q001", f"I12-Q00{number}") for number in range(2, 6)]
    run(tmp_path, [*shown[: taking + 2], *more, *shown[taking + 2 :]], SAMPLE)
    found = load_catalogue(tmp_path / "catalog")
    (interview,) = (each for each in found.interviews if each.id == "I12")
    assert [quote.exact for quote in interview.quotes] == list(FIVE)
    assert [quote.id for quote in interview.quotes] == [f"I12-Q00{n}" for n in range(1, 6)]
    # Each has what was asked before it, also by the words that went back to who said them.
    asked = {turn.id: turn.text for turn in interview.turns}
    endings = ["parking counts?", *["how did you find out?"] * 3, "And now?"]
    for quote, ending in zip(interview.quotes, endings, strict=True):
        assert quote.question
        assert asked[quote.question].endswith(ending)


@pytest.mark.thorough
def test_the_witness_stands_on_the_page_of_the_issue(tmp_path: Path) -> None:
    run(tmp_path, for_the_sample(lines()), SAMPLE)
    common = ("--catalog", tmp_path / "catalog", "--data", tmp_path / "data")
    fine("check", *common)
    from snaglist.build.current import open_current
    from snaglist.settings import Settings

    folders = Settings.from_environment({}, catalog=tmp_path / "catalog", data=tmp_path / "data")
    known = open_current(folders.data, folders.catalog, folders.ontology, print)
    page = create_app(known).test_client().get("/issues/SNAG-001").text
    assert "The sensors at the north gate went silent" in page

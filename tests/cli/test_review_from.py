"""``snag review new --from``: what is filled in is listed, and what the team says goes before."""

from pathlib import Path

import pytest
from cli.desk import Desk

from snaglist.model.guide import Choose
from snaglist.reviews.profile_sources.fill import Given, fill_profile
from snaglist.reviews.profile_sources.source_profile import Said, SourceProfile
from snaglist.reviews.yaml_file import read_record
from snaglist.sources.loader import load_catalogue

CARD = """\
---
model_name: The new bed
base_model: acme/soil
---
# A bed

A bell in the dark.
"""


@pytest.fixture
def card(desk: Desk) -> Path:
    path = desk.folder / "card.md"
    path.write_text(CARD)
    return path


def test_a_review_begins_from_a_document(desk: Desk, card: Path) -> None:
    words = ("new", desk.file, "--by", "Ana", "--from", card, "--answer", "devices=thermometer")
    told = desk.fine(*words)
    lines = told.splitlines()
    assert lines[:5] == [
        f"From {card}, a card of Hugging Face:",
        "  title: The new bed (model_name, line 2)",
        "  model: not asked by this catalogue (base_model: acme/soil; line 3)",
        "  words: 19 characters (A bed, line 5)",
        "Nothing was guessed: 2 of 3 questions have no answer.",
    ]
    begun = read_record(desk.file).events[0]
    assert begun.title == "The new bed"  # type: ignore[union-attr]
    assert begun.profile.words == "A bell in the dark."  # type: ignore[union-attr]


def test_what_the_team_says_goes_before(desk: Desk, card: Path) -> None:
    told = desk.fine(
        "new", desk.file, "--by", "Ana", "--from", card, "--title", "Ours", "--words", "A frost."
    )
    assert "title" not in told
    assert "words" not in told
    begun = read_record(desk.file).events[0]
    assert begun.title == "Ours"  # type: ignore[union-attr]
    assert begun.profile.words == "A frost."  # type: ignore[union-attr]


def test_a_document_that_says_nothing_begins_nothing(desk: Desk) -> None:
    path = desk.folder / "card.md"
    path.write_text("---\nlicense: mit\n---\n# A bed\n")
    told = desk.wrong(2, "new", desk.file, "--by", "Ana", "--from", path)
    assert "That says nothing of what a profile asks" in told
    assert not desk.file.exists()
    path.write_text("---\nbase_model: x\n---\n")
    assert "--title TEXT" in desk.wrong(2, "new", desk.file, "--by", "Ana", "--from", path)
    path.write_text("nothing known")
    told = desk.wrong(2, "new", desk.file, "--by", "Ana", "--from", path)
    assert "is none of these: a model card" in told


def said(text: str) -> Said:
    return Said(text=text, place="line 1")


def test_answers_of_several_documents_come_together(desk: Desk) -> None:
    guide = load_catalogue(desk.catalog).guide
    assert guide is not None
    many = next(question for question in guide.questions if question.choose is Choose.MANY)
    one = next(question for question in guide.questions if question.choose is Choose.ONE)
    refs = [f"{many.id}/{answer.id}" for answer in many.answers[:2]]
    ones = [f"{one.id}/{answer.id}" for answer in one.answers[:2]]
    sources = [
        (
            f"{at}.md",
            SourceProfile(format="x", answers={ref: said(ref), single: said(single)}),
        )
        for at, (ref, single) in enumerate(zip(refs, ones, strict=True))
    ]
    found = fill_profile(sources, Given(answers={}), guide)
    assert found.answers == {
        many.id: [answer.id for answer in many.answers[:2]],
        one.id: [one.answers[0].id],
    }
    assert any("left, another document says otherwise" in line for line in found.told)
    mine = fill_profile(sources, Given(answers={one.id: [one.answers[1].id]}), guide)
    assert mine.answers[one.id] == [one.answers[1].id]
    assert any("left as you answered it" in line for line in mine.told)
    long = SourceProfile(format="x", words=(said("word " * 500),))
    cut = fill_profile([("a.md", long)], Given(answers={}), guide)
    assert len(cut.words) <= 2_000
    assert any(line.startswith("The words are cut to 1,9") for line in cut.told)

"""Stories in their parts."""

import pytest
from common import CATALOG
from hypothesis import given
from hypothesis import strategies as st

from snaglist.model.story import parts_of

LONG = "It was seen a week later, because nobody had looked at the message that said so, or could."


def test_each_part_is_found() -> None:
    story = parts_of(
        "A sensor stopped. Nobody saw it.\n\nOur reading: silence\nlooks like calm. Count.\n\n"
        "On Monday, disconnect one.\n\nThen wait.\n"
    )
    assert story.opening == "A sensor stopped. Nobody saw it."
    assert story.rest == ""
    assert story.reading == "Silence\nlooks like calm. Count."
    assert story.monday == "On Monday, disconnect one.\n\nThen wait."


def test_advice_within_the_reading_ends_it() -> None:
    story = parts_of("It happened.\n\nOur reading: it is easy to miss. On Monday, look.")
    assert (story.reading, story.monday) == ("It is easy to miss.", "On Monday, look.")


def test_a_monday_that_is_told_of_is_no_advice() -> None:
    assert parts_of("The table came late on Monday, as always.").monday == ""


@pytest.mark.parametrize(
    ("body", "opening"),
    [
        (f"Who? What? When? {' '.join([LONG] * 5)}", f"Who? What? When? {LONG} {LONG} {LONG}"),
        (f"{LONG} See J. Doe et al. {LONG}", f"{LONG} See J. Doe et al. {LONG}"),
        ("## A heading\n\nWords.", ""),
        ("- a list\n- of two", ""),
        ("", ""),
    ],
    ids=["by length", "little is left", "heading", "list", "empty"],
)
def test_the_opening_is_running_text_of_some_length(body: str, opening: str) -> None:
    assert parts_of(body).opening == opening


@given(st.text('Aa.?\n "#-', max_size=300))
def test_no_word_of_a_story_is_lost(body: str) -> None:
    story = parts_of(body)
    assert f"{story.opening} {story.rest}".split() == body.split()


def test_the_stories_that_are_shipped_have_an_opening_of_a_few_sentences() -> None:
    for path in [*CATALOG.glob("issues/SNAG-*.md"), *CATALOG.glob("strategies/FIX-*.md")]:
        story = parts_of(path.read_text(encoding="utf-8").partition("\n---\n")[2])
        assert 100 < len(story.opening) < 700, path.name
        assert "Our reading" not in story.opening + story.rest, path.name

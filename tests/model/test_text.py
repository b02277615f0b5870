"""Anchoring counts code points, notices every change and follows none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.model.text import (
    Selector,
    Verdict,
    judge_selector,
    make_selector,
    nearest_passage,
    occurrences,
)

TEXT = "A bell 🔔 rang. Café rules: the bell rang twice. The end."

texts = st.text(alphabet="ab é🔔\n", min_size=1, max_size=200)


@given(texts, st.data())
def test_a_selector_holds_on_the_text_it_was_made_on(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = make_selector(text, start, end)
    assert text[selector.start : selector.end] == selector.exact
    assert judge_selector(text, selector).verdict is Verdict.EXACT


@given(texts, st.data(), st.characters(codec="utf-8"))
def test_one_changed_letter_inside_is_never_exact(
    text: str, data: st.DataObject, letter: str
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = data.draw(st.integers(start, end - 1))
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        assert judge_selector(changed, make_selector(text, start, end)).verdict is not Verdict.EXACT


def chosen(words: str, text: str = TEXT) -> Selector:
    start = text.index(words)
    return make_selector(text, start, start + len(words))


def test_an_emoji_before_the_quote_counts_as_one() -> None:
    assert chosen("rang.").start == 9


def test_words_that_moved_are_not_followed() -> None:
    found = judge_selector("Well, " + TEXT, chosen("Café rules"))
    assert found.verdict is Verdict.MOVED
    assert "now stand at 21" in found.detail


def test_a_lookalike_elsewhere_is_told_apart_by_its_company() -> None:
    assert judge_selector(TEXT, chosen("bell")).verdict is Verdict.EXACT
    bare = Selector(exact="bell", prefix="", suffix="", start=2, end=6)
    assert judge_selector(TEXT, bare).verdict is Verdict.AMBIGUOUS


def test_decomposed_accents_are_other_letters() -> None:
    found = judge_selector(unicodedata.normalize("NFD", TEXT), chosen("Café rules"))
    assert found.verdict is Verdict.DRIFTED


def test_changed_surroundings_are_noticed() -> None:
    found = judge_selector(TEXT.replace("twice", "thrice"), chosen("the bell rang"))
    assert found.verdict is Verdict.DRIFTED
    assert "around" in found.detail


def test_a_drifted_quote_shows_what_the_text_has_instead() -> None:
    found = judge_selector(TEXT.replace("rules", "ruled"), chosen("Café rules: the"))
    assert found.verdict is Verdict.DRIFTED
    assert "Café ruled: the" in found.detail


def test_a_wrong_end_is_not_exact() -> None:
    right = chosen("bell 🔔")
    wrong = Selector(exact=right.exact, prefix=right.prefix, suffix=right.suffix, start=2, end=7)
    assert judge_selector(TEXT, wrong).verdict is Verdict.MOVED


def test_occurrences_may_overlap() -> None:
    assert occurrences("aaaa", "aa") == [0, 1, 2]


def test_nearest_has_the_length_of_what_was_sought() -> None:
    assert nearest_passage(TEXT, "the ball rang") == "the bell rang"


def test_what_is_nearest_may_begin_the_text() -> None:
    assert nearest_passage("the bell rang", "the ball") == "the bell"


@pytest.mark.parametrize(
    ("text", "words", "near"),
    [
        ("it's way. As I said, no", "s way. As I saw", "it's way. As I said,"),
        ("the bell rang", "e bell r", "the bell rang"),
        ("the bell rang", " bell ", " bell "),
        ("x" * 30 + "bell" + "y" * 30, "bell", "bell"),
        ("", "bell", ""),
    ],
)
def test_the_nearest_passage_is_of_whole_words(text: str, words: str, near: str) -> None:
    assert nearest_passage(text, words) == near

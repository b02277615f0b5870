"""What a hit shows of a text: where the window lies, and what is marked in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.index.highlight import fragments, window, word_spans
from snaglist.index.query import Fragment

LETTERS = "x " * 300
"""A word at every even place, a space at every odd one."""


@pytest.mark.parametrize(
    ("length", "first", "expected"),
    [
        (0, 0, (0, 0)),
        (239, 200, (0, 239)),
        (240, 238, (0, 240)),
        (241, 0, (0, 239)),
        (600, 0, (0, 239)),
        (600, 60, (0, 239)),
        (600, 62, (4, 243)),
        (600, 64, (6, 245)),
        (600, 200, (142, 381)),
        (600, 420, (362, 600)),
        (600, 418, (360, 600)),
        (600, 416, (358, 597)),
        (600, 598, (362, 600)),
    ],
)
def test_a_window_begins_and_ends_between_words(
    length: int, first: int, expected: tuple[int, int]
) -> None:
    assert window(LETTERS[:length], first) == expected


def test_a_text_without_spaces_is_shown_from_the_word_on() -> None:
    text = "y" * 700
    assert window(text, 0) == (0, 240)
    assert window(text, 60) == (0, 240)
    assert window(text, 100) == (100, 340)
    assert window(text, 600) == (600, 700)


TEXTS = st.lists(st.text("ab", min_size=1, max_size=30), min_size=1, max_size=120).map(" ".join)


@given(TEXTS, st.data())
def test_the_first_word_that_matched_is_always_seen(text: str, data: st.DataObject) -> None:
    spans = [match.span() for match in re.finditer(r"\w+", text)]
    chosen = data.draw(st.sets(st.sampled_from(spans), min_size=1).map(sorted))
    shown = fragments(text, chosen)
    start, end = window(text, chosen[0][0])
    assert 0 <= start <= chosen[0][0] < chosen[0][1] <= end <= len(text)
    assert end - start <= 240
    inside = [text[a:b] for a, b in chosen if b <= end]
    assert [piece.text for piece in shown if piece.matched] == inside
    body = "".join(piece.text for piece in shown)
    assert body == ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
    assert start == 0 or text[start - 1] == " "
    assert end == len(text) or text[end] == " "


def test_fragments_of_a_short_text() -> None:
    assert fragments("one two three", [(4, 7)]) == (
        Fragment("one ", matched=False),
        Fragment("two", matched=True),
        Fragment(" three", matched=False),
    )
    assert fragments("one two", [(0, 3), (4, 7)]) == (
        Fragment("one", matched=True),
        Fragment(" ", matched=False),
        Fragment("two", matched=True),
    )
    assert fragments("one two", [(0, 3), (1, 3), (4, 7)])[-1] == Fragment("two", matched=True)
    assert fragments("one", ()) == (Fragment("one", matched=False),)


def test_spans_are_those_of_words_that_are_no_stop_words() -> None:
    assert word_spans("The café, and a CAFE\u0301!") == [(4, 8), (16, 21)]

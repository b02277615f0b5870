"""Whatever is typed becomes something that can be searched for."""

import pytest

from snaglist.index.typed import MOST_WORDS, understand


@pytest.mark.parametrize(
    ("typed", "tokens", "dropped"),
    [
        ("silent sensor", "silent sensor", ()),
        ('an "open door" policy', '"open door" policy', ("an",)),
        ("“wrong way” round", '"wrong way" round', ()),
        ('unbalanced "quote here', "unbalanced quote", ("here",)),
        ('"to be" late', "late", ("to be",)),
        ("imput* *gap* *", "imput* gap*", ()),
        ("a AND b AND", "b", ("a", "AND")),
        ("OR sensor AND OR fog NOT", "sensor AND fog", ("OR", "NOT")),
        ("sensor NOT NOT fog", "sensor NOT fog", ("NOT",)),
        ("(fog OR rain) AND sensor", "( fog OR rain ) AND sensor", ()),
        ("fog) OR (rain", "fog OR rain", ()),
        ("fog AND (the)", "fog", ("the", "AND")),
        ("NOT ()", "", ("NOT",)),
        ("((((((((((fog))))))))))", "fog", ()),
        ("title:fog~2^3 [a TO z] /.*/ SNAG-004", "title:fog 2 3 z SNAG 004", ("a", "TO")),
        ("caf\u0065\u0301", "cafe\u0301", ()),
        ("\x00\x1e\ud800 \u202e", "", ()),
        ("", "", ()),
        ("x" * 65, "", ("x" * 65,)),
    ],
)
def test_understood(typed: str, tokens: str, dropped: tuple[str, ...]) -> None:
    understood = understand(typed)
    assert (understood.text, understood.dropped) == (tokens, dropped)


def test_more_words_than_a_search_looks_at() -> None:
    understood = understand(" ".join(f"word{number}" for number in range(MOST_WORDS + 2)))
    assert len(understood.words) == MOST_WORDS
    assert understood.dropped == (f"word{MOST_WORDS}", f"word{MOST_WORDS + 1}")

"""Whatever is typed becomes something that can be searched for."""

import pytest

from snaglist.index.user_query import MOST_WORDS, parse_user_query


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
        ("x" * 64, "x" * 64, ()),
        ("x" * 65, "", ("x" * 65,)),
        ("(" * 8 + "fog" + ")" * 8, "( " * 8 + "fog" + " )" * 8, ()),
        ("(" * 9 + "fog" + ")" * 9, "fog", ()),
    ],
)
def test_what_is_kept_of_a_query(typed: str, tokens: str, dropped: tuple[str, ...]) -> None:
    parsed = parse_user_query(typed)
    assert (parsed.text, parsed.dropped) == (tokens, dropped)


def test_more_words_than_a_search_looks_at() -> None:
    parsed = parse_user_query(" ".join(f"word{number}" for number in range(MOST_WORDS + 2)))
    assert len(parsed.words) == MOST_WORDS
    assert parsed.dropped == (f"word{MOST_WORDS}", f"word{MOST_WORDS + 1}")


def test_a_search_looks_at_fifty_words() -> None:
    assert MOST_WORDS == 50
    fifty = " ".join(f"word{number}" for number in range(50))
    assert parse_user_query(fifty).dropped == ()
    assert parse_user_query(f'{fifty[: fifty.rindex(" ")]} "two words"').dropped == ("two words",)

"""Whatever is typed becomes something that can be searched for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from snaglist.index.analysis import words
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
        ("title:fog~2^3 [a TO z] /.*/ SNAG-004", "title:fog z SNAG-004", ("a", "TO")),
        ("caf\u0065\u0301", "cafe\u0301", ()),
        ("\x00\x1e\ud800 \u202e", "", ()),
        ("", "", ()),
        ("x" * 64, "x" * 64, ()),
        ("x" * 65, "", ("x" * 65,)),
        ("(" * 8 + "fog" + ")" * 8, "( " * 8 + "fog" + " )" * 8, ()),
        ("(" * 9 + "fog" + ")" * 9, "fog", ()),
        ("sensor -data", "sensor NOT data", ()),
        ('-"wrong way" fog', 'NOT "wrong way" fog', ()),
        ("-title:fog -(rain OR sun) -the", "NOT title:fog NOT ( rain OR sun )", ("the",)),
        ("!fog", "NOT fog", ()),
        ("at -40 degrees - or - so", "40 degrees", ("at", "or", "so")),
        ("+sensor +data fog", "+sensor +data fog", ()),
        ("+ - +the", "", ("the",)),
        ("fog && rain || sun", "fog AND rain OR sun", ()),
        ("fog and rain", "fog rain", ("and",)),
        ("can't doesnt R&D C++ A/B", "R&D C++ A/B", ("can't", "doesnt")),
        ("„wrong way“ «right way» ‚ja so‘", '"wrong way" "right way" "ja so"', ()),
        ("it's the sensors' 'wrong way'", 'sensors "wrong way"', ("it's", "the")),
        ("＂wrong way＂ （fog）", '"wrong way" ( fog )', ()),
        ('צה"ל fog', "צה״ל fog", ()),
        ("sens?r s*r *ox", "sens* s* ox", ()),
        ("data-dri* 传感*", "data dri* 传感", ()),
        ("why? https://a.org/b?c=d*", "https://a.org/b?c=d*", ("why",)),
        ("titel:sensor 10:30", "titel sensor 10:30", ()),
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


@pytest.mark.parametrize(
    ("typed", "signs"),
    [
        ("sens?r", ["sens?r"]),
        ("*ox fog", ["*ox"]),
        ("titel:sensor", ["titel:"]),
        ("title: sensor", ["title:"]),
        ("fog~2 rain^3", ["~2", "^3"]),
        ('"dense fog"~5', ["~5"]),
        ("[fog TO rain]", ["[fog TO rain]"]),
        ("/fo.*g/", ["/fo.*g/"]),
        ("fog NEAR/3 rain", ["NEAR/3"]),
        ("fog and rain", ["and"]),
        ("fog not rain", ["not"]),
        ('"fog', ['"']),
        ("(fog", ["( )"]),
        ("fog AND rain NOT sun -wind +snow imput*", []),
        ("the fog and the rain, at 10:30: why?", []),
        ("takes ~2 hours (about)", []),
        ("I'm not sure", []),
    ],
)
def test_a_sign_that_does_nothing_is_named(typed: str, signs: list[str]) -> None:
    ignored = parse_user_query(typed).ignored
    assert [each.typed for each in ignored] == signs
    assert all(each.why for each in ignored)


def test_a_misspelt_field_brings_the_field_that_was_meant() -> None:
    assert "title:" in parse_user_query("titel:sensor").ignored[0].why


def test_signs_are_named_shortly_and_not_without_end() -> None:
    ignored = parse_user_query(" ".join(f"*{n}{'x' * 60}" for n in range(20))).ignored
    assert len(ignored) == 8
    assert max(len(each.typed) for each in ignored) == 40


SIGNS = set("-+!*?~^&|\"'()[]{}<>:/#.") | set("“”„‟«»‹›「」『』〝〞〟❝❞＂（）＊＋－：＆｜！？‘‚’")


@given(st.text(st.characters(codec="utf-8", exclude_characters=SIGNS), max_size=60))
def test_a_text_without_signs_is_searched_for_whole(text: str) -> None:
    """Unless it has more or longer words than a search looks at, or an operator."""
    found = words(text)
    if len(found) <= MOST_WORDS and not set(text.split()) & {"AND", "OR", "NOT", "NEAR", "XOR"}:
        assert parse_user_query(text).words == tuple(found)


@given(st.text(st.sampled_from("ab \"'-+!*?~^&|()[]:/#.,’“”「＊é传ก\u0301\u00ad"), max_size=40))
@example(":a:b")
@example("*a:b")
@example("://é*")
@example("+(\xadb")
@example("+(\u0301b")
def test_what_is_kept_is_understood_the_same_again(typed: str) -> None:
    kept = parse_user_query(typed)
    again = parse_user_query(kept.text)
    assert (again.text, again.words) == (kept.text, kept.words)

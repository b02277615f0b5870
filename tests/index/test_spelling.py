"""Which word was most likely meant: how many mistakes in how many letters, which of several."""

import re
from pathlib import Path

import pytest

from snaglist.index.analysis import stem
from snaglist.index.dictionary import (
    NAMES_FILE,
    TRADE_WORDS,
    WORDS_AND_NAMES_FILE,
    WORDS_FILE,
    Dictionary,
    english,
    is_english,
    is_name,
    may_be_name,
)
from snaglist.index.spelling import Vocabulary, correct, nearest
from snaglist.index.user_query import Token, parse_user_query


def vocabulary(**known: int) -> Vocabulary:
    """These words, each of which stands in so many documents."""
    spread = {stem(each): count for each, count in known.items()}

    def finds(token: Token) -> bool:
        return any(spread.get(stem(word), 0) for word in token.words)

    return Vocabulary(lambda: list(known), lambda each: spread.get(each, 0), finds)


def meant(word: str, **known: int) -> str | None:
    """The nearest of these words, each of which stands in so many documents."""
    return nearest(word, vocabulary(**known))


@pytest.mark.parametrize(
    ("typed", "word", "found"),
    [
        ("fgo", "fog", False),
        ("fgoo", "fogo", True),
        ("fogx", "fog", True),
        ("sensoo", "sensor", True),
        ("sensro", "sensor", True),
        ("senso", "sensor", True),
        ("sensoor", "sensor", True),
        ("senxyr", "sensor", False),
        ("senxyrs", "sensors", True),
        ("senxyzs", "sensors", False),
        ("cxmyra", "camera", False),
        ("cxmyras", "cameras", True),
        ("imxxtation", "imputation", True),
        ("ixxxtation", "imputation", False),
        ("Sensro", "sensor", True),
        ("sensr4", "sensor", False),
    ],
)
def test_one_mistake_from_four_letters_on_two_from_seven(
    typed: str, word: str, found: bool
) -> None:
    assert meant(typed, **{word: 1}) == (word if found else None)


def test_a_word_that_occurs_stays() -> None:
    assert meant("sensor", sensor=1, sensors=5) is None
    assert meant("sensors", sensor=1) is None
    assert meant("sensxrs", sensor=1) == "sensor"


def test_of_several_the_nearest_then_the_first_letter_then_the_most_frequent() -> None:
    assert meant("fallbxkk", fallback=9, rallbxkk=1) == "rallbxkk"
    assert meant("bakq", cakq=9, bakr=1) == "bakr"
    assert meant("bakx", baka=2, bakb=3, bakc=1) == "bakb"
    assert meant("bakx", bakb=1, baka=1) == "baka"
    assert meant("calibratxxn", calibratixn=1, calibration=9) == "calibratixn"


def test_two_words_written_as_one() -> None:
    assert meant("mountedcamera", mounted=1, camera=1) == '"mounted camera"'
    assert meant("datafeed", data=1, feed=1) == '"data feed"'
    assert meant("fogalarms", fog=1, alarms=1) is None
    assert meant("alarmsfog", fog=1, alarms=1) is None
    assert meant("datadatafeed", data=1, feed=1, datadata=1, datafeed=1) == '"datadata feed"'


def corrected(text: str, **known: int) -> tuple[str, list[tuple[str, str]], bool]:
    query = parse_user_query(text)
    found = correct(query, vocabulary(**known))
    assert (found.query.words, found.query.dropped) == (query.words, query.dropped)
    return found.query.text, [(e.typed, e.used) for e in found.respelt], found.certain


def test_only_single_words_are_corrected() -> None:
    known = {"sensor": 1, "harbour": 1}
    assert corrected("sensr AND harbuor", **known) == (
        "sensor AND harbour",
        [("sensr", "sensor"), ("harbuor", "harbour")],
        True,
    )
    for text in ('"sensr harbuor"', "title:sensr", "sensr*", "sensor AND NOT harbour"):
        assert corrected(text, **known)[1] == []


def test_it_is_certain_only_where_nothing_else_finds_anything() -> None:
    known = {"sensor": 1, "harbour": 1}
    for text in (
        "sensr harbour",
        "sensr NOT harbour",
        "(the sensr) harbour",
        "harbuor sens* sensor",
    ):
        assert corrected(text, **known)[2] is False
    for text in ("sensr", "the sensr of", "sensr fairness", "sensr xxxxxxx"):
        assert corrected(text, **known)[2] is True


@pytest.mark.parametrize(
    "word",
    re.findall(
        r"\w+",
        """
    fairness leakage injection dark pager encoding mess officer died oversold score flat fraction
    colour color organisation organization labelled labeling overfitting chatbot Fairness DIED
        """,
    ),
)
def test_a_word_of_english_stays_whatever_is_near(word: str) -> None:
    near = word.casefold()[:-1] + ("x" if word.casefold()[-1] != "x" else "z")
    assert is_english(word.casefold())
    assert meant(word, **{near: 9}) is None
    assert meant(f"{near}x", **{near: 9}) == near


def test_the_dictionary_finds_every_word_and_nothing_else() -> None:
    words = WORDS_FILE.read_text(encoding="ascii").split("\n")
    assert words.pop() == ""
    assert words == sorted(set(words))
    assert len(words) > 100_000
    for at in (*range(0, len(words), 997), 0, len(words) - 1):
        assert words[at] in english()
        assert f"{words[at]}qq" not in english()
        assert words[at][:2] not in english()
    for word in ("", "\n", "zzzzzz", "a", "é", "words\nwords"):
        assert word not in english()
    assert not TRADE_WORDS & set(words)


def test_names_are_told_from_words() -> None:
    known = set(WORDS_FILE.read_text(encoding="ascii").split())
    for path in (NAMES_FILE, WORDS_AND_NAMES_FILE):
        words = path.read_text(encoding="ascii").split("\n")
        assert words.pop() == ""
        assert words == sorted(set(words))
        assert known.issuperset(words)
    for word, name, both in (("montreal", 1, 0), ("mark", 0, 1), ("because", 0, 0), ("qq", 0, 0)):
        assert (is_name(word), may_be_name(word)) == (bool(name), bool(both))


@pytest.mark.parametrize("text", ["abc", "abc\n", "abc\nabd\nb", "abc\nabd\nb\n"])
def test_a_short_file_with_and_without_a_last_newline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "words.txt"
    path.write_text(text, encoding="ascii")
    found = Dictionary(path)
    assert all(word in found for word in text.split())
    assert not any(word in found for word in ("", "aa", "ab", "abca", "abcd", "c"))

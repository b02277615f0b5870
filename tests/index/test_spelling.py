"""Which word was most likely meant: how many mistakes in how many letters, which of several."""

import pytest

from snaglist.index.analysis import stem
from snaglist.index.spelling import correct, nearest
from snaglist.index.user_query import parse_user_query


def meant(word: str, **known: int) -> str | None:
    """The nearest of these words, each of which stands in so many documents."""
    spread = {stem(each): count for each, count in known.items()}
    return nearest(word, lambda: list(known), lambda each: spread.get(each, 0))


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
    assert meant("sensors", sensor=0) == "sensor"


def test_of_several_the_nearest_then_the_first_letter_then_the_most_frequent() -> None:
    assert meant("fallbxkk", fallback=9, rallbxkk=1) == "rallbxkk"
    assert meant("bake", cake=9, bakr=1) == "bakr"
    assert meant("bakx", baka=2, bakb=3, bakc=1) == "bakb"
    assert meant("bakx", bakb=1, baka=1) == "baka"
    assert meant("calibratxxn", calibratixn=1, calibration=9) == "calibratixn"


def test_two_words_written_as_one() -> None:
    assert meant("mountedcamera", mounted=1, camera=1) == '"mounted camera"'
    assert meant("datafeed", data=1, feed=1) == '"data feed"'
    assert meant("fogalarms", fog=1, alarms=1) is None
    assert meant("alarmsfog", fog=1, alarms=1) is None
    assert meant("datadatafeed", data=1, feed=1, datadata=1, datafeed=1) == '"datadata feed"'


def test_only_single_words_are_corrected() -> None:
    known = ("sensor", "harbour")

    def corrected(text: str) -> tuple[str, list[tuple[str, str]]]:
        spread = {stem(each): 1 for each in known}
        query = parse_user_query(text)
        meant, respelt = correct(query, lambda: known, lambda each: spread.get(each, 0))
        assert (meant.words, meant.dropped) == (query.words, query.dropped)
        return meant.text, [(each.typed, each.used) for each in respelt]

    assert corrected("sensr AND harbuor") == (
        "sensor AND harbour",
        [("sensr", "sensor"), ("harbuor", "harbour")],
    )
    for text in ('"sensr harbuor"', "title:sensr", "sensr*", "sensor AND NOT harbour"):
        assert corrected(text)[1] == []

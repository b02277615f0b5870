"""What a word is, in whatever script, spelling or form it is written."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from snaglist.index import words as module
from snaglist.index.analysis import index_word, plain_word, stems, words
from snaglist.index.code_points import MARKS
from snaglist.index.words import find_words, word_spans


def plain(text: str) -> list[str]:
    return [plain_word(word) for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I can't, can’t, canʼt, can`t, cant", ""),
        ("it's she'll we'd shell well", "shell well"),
        ("the sensor's sensors’ O'Brien rock'n'roll", "sensor sensors obrien rocknroll"),
        ("l'eau d’accord qu'elle 90's", "eau accord elle 90s"),
        ("R&D, Q&A; AT&T sensors&data", "r&d q&a at&t sensors data"),
        ("C++ and C# or F#, C++11, x+y", "c++ c# f# c++ 11 x y"),
        ("A/B I/O CI/CD A/B-test and/or", "a/b i/o ci cd a/b test"),
        ("k-means user_id config.yaml e.g. U.S.A.", "k means user id config yaml eg usa"),
        ("10ms 10 ms 16GB 3.5 v2.1 127.0.0.1", "10 ms 10 ms 16 gb 3.5 v2.1 127.0.0.1"),
        ("1,000,000 1'000 1\u202f000 1000 1,2 3,5", "1000000 1000 1000 1000 1 2 3 5"),
        ("50% 5°C 5 ℃ m² ½ 1½ ٣٤", "50 5 c 5 c m2 1 2 1 1 2 34"),
        ("传感器 停止", "传 感 器 停 止"),
        ("センサーが ｾﾝｻｰ カ\u3099", "セ ン サ ー が セ ン サ ー ガ"),
        ("ห้อง ทำงาน", "ห้ อ ง ทํ า ง า น"),
        ("센서가 \u1109\u1166\u11ab", "센 서 가 센"),
        ("सेंसर बंद क़", "सेंसर बंद क"),
        ("المُسْتَشْعِر أنا مـــد", "المستشعر انا مد"),
        ('חַיְשָׁן צה״ל צה"ל', "חישן צהל צהל"),
        ("ﬁne ＡＢＣ 𝐀𝐈 ① Straße STRASSE ǅ", "fine abc ai 1 strasse strasse dz"),
        ("İstanbul ıstanbul Łódź Ærø cafe\u0301", "istanbul istanbul lodz aero cafe"),
        ("sen\u00adsor sen\u200bsor \ufeffsen\u200dsor", "sensor sensor sensor"),
        ("Ελλάς ΕΛΛΆΣ ёж Й", "ελλασ ελλασ еж и"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert plain(text) == [unicodedata.normalize("NFC", word) for word in expected.split()]


def test_accents_are_kept_beside_the_plain_word() -> None:
    assert words("résumé re\u0301sume\u0301 resume") == ["resume\0résumé"] * 2 + ["resume"]
    assert stems("naïvely naively") == ("naiv", "naiv")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("the sensor's R&D", ["sensor's", "R&D"]),
        ("sen\u00adsor cafe\u0301, x", ["sen\u00adsor", "cafe\u0301", "x"]),
        ("（ＡＢＣ）½", ["ＡＢＣ", "½", "½"]),
        ("İİ ﷺ end", ["İİ", *["ﷺ"] * 4, "end"]),
        ("传感 ทำ", ["传", "感", "ทำ", "ำ"]),
    ],
)
def test_the_place_of_a_word_is_what_was_written(text: str, marked: list[str]) -> None:
    found = [text[a:b] for word, a, b in word_spans(text) if index_word(word) is not None]
    assert found == marked


ODD = (
    "aA1 .,'’`&/+#-_é\u0301ßİ½ﷺ…ﬁ传ガ\u3099ก้ำ서\u1109\u1166\u11abस\u0947א\"אأ\u064e"
    "\u00ad\u200b\u00a0٣"
)
TEXTS = st.text(max_size=40) | st.text(st.sampled_from(ODD), max_size=40)


@given(TEXTS)
def test_words_have_their_places_in_the_text(text: str) -> None:
    found = list(word_spans(text))
    assert [word for word, _, _ in found] == find_words(text)
    assert all(0 <= start < end <= len(text) for _, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)


@example("ガA#")
@given(TEXTS)
@example("각\u11a8 \u1fef´x")
def test_texts_that_are_canonically_equivalent_have_the_same_words(text: str) -> None:
    """Conformance requirement C9 of Unicode."""
    forms = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert {tuple(words(form)) for form in forms} == {tuple(words(text))}


@given(TEXTS)
def test_the_short_patterns_find_what_the_whole_one_finds(text: str) -> None:
    folded = module._fold(text)
    assert module._pattern(folded).findall(folded) == module.WORD.findall(folded)


@given(TEXTS)
def test_a_word_of_the_index_is_one_word_without_case_or_marks(text: str) -> None:
    for word in words(text):
        assert plain(plain_word(word)) in ([plain_word(word)], [])
        assert plain_word(word) == plain_word(word).lower()


def test_marks_are_those_of_unicode() -> None:
    marks = re.compile(f"[{MARKS}]")
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        if category != "Cn":
            assert bool(marks.match(chr(code))) == (category[0] == "M"), hex(code)

"""Words in other scripts and forms, signs and identifiers, searched for in an index."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from snaglist.index.build import build_index
from snaglist.index.engine import SearchEngine, open_index
from snaglist.index.identifiers import identifier_key, resolve_identifiers
from snaglist.index.query import Query, Results
from snaglist.model.catalogue import Catalogue

TEXTS = (
    "सेंसर बंद हो गया और किसी ने नहीं देखा।",
    "เซ็นเซอร์หยุดทำงานและไม่มีใครสังเกตเห็น",
    "传感器停止工作而没有人注意到",
    "センサーが止まっても誰も気づかない",
    "المُسْتَشْعِر توقف",
    "חַיְשָׁן נעצר",
    "센서가 멈췄다",
    "My résumé of the R&D plan: C++ on 10ms, A/B tested by k-means.",
    "To resume means a plan of tests, be it B or not.",
    "The sen\u00adsor isn’t what ﬁts ＡＢＣ at 1,000 km.",
    "The sensor’s data can't be what fits.",
)
"""One turn each, from I01-T005 on."""


@pytest.fixture(scope="module")
def spoken(small: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An index of the small catalogue with these texts as turns."""
    (interview,) = small.interviews
    turns = [
        replace(interview.turns[3], id=f"I01-T{number:03}", text=text)
        for number, text in enumerate(TEXTS, start=5)
    ]
    more = replace(interview, turns=(*interview.turns, *turns))
    folder = tmp_path_factory.mktemp("spoken")
    build_index(replace(small, interviews=(more,)), folder)
    with open_index(folder) as opened:
        yield opened


def places(found: Results) -> list[int]:
    """The places in ``TEXTS`` of the turns among the hits, best first."""
    numbers = (int(hit.id[-3:]) - 5 for hit in found.hits if "-T" in hit.id)
    return [number for number in numbers if number >= 0]


def marked(found: Results) -> list[str]:
    return [piece.text for piece in found.hits[0].highlight if piece.matched]


@pytest.mark.parametrize(
    ("typed", "place", "shown"),
    [
        ("सेंसर", 0, ["सेंसर"]),
        ("बंद", 0, ["बंद"]),
        ("หยุด", 1, ["หยุด"]),
        ("ทํางาน", 1, ["ทำงาน"]),
        ("传感器", 2, ["传感器"]),
        ("停止", 2, ["停止"]),
        ("气 器", 2, ["器"]),
        ("センサー", 3, ["センサー"]),
        ("ｾﾝｻｰ", 3, ["センサー"]),
        ("المستشعر", 4, ["المُسْتَشْعِر"]),
        ("المُسْتَشْعِر", 4, ["المُسْتَشْعِر"]),
        ("חיישן OR חישן", 5, ["חַיְשָׁן"]),
        ("센서", 6, ["센서"]),
        ("r&d", 7, ["R&D"]),
        ("c++", 7, ["C++"]),
        ("10 ms", 7, ["10ms"]),
        ("a/b", 7, ["A/B"]),
        ("k-means", 7, ["k", "means"]),
        ("RE\u0301SUME\u0301", 7, ["résumé"]),
        ("abc", 9, ["ＡＢＣ"]),
        ("1000", 9, ["1,000"]),
    ],
)
def test_a_word_is_found_and_marked_whole(
    spoken: SearchEngine, typed: str, place: int, shown: Sequence[str]
) -> None:
    found = spoken.search(Query(words=typed, exact=True))
    assert places(found)[0] == place
    assert marked(found) == shown


@pytest.mark.parametrize("typed", ["感传", "器停工", "ンセ", "मे", "स", "ed", "t", "R", "D"])
def test_letters_that_do_not_stand_so_find_nothing(spoken: SearchEngine, typed: str) -> None:
    assert places(spoken.search(Query(words=typed, exact=True))) == []


@pytest.mark.parametrize("place", range(len(TEXTS)))
def test_a_text_is_found_by_itself(spoken: SearchEngine, place: int) -> None:
    assert places(spoken.search(Query(words=TEXTS[place])))[0] == place
    phrase = '"{}"'.format(TEXTS[place].replace('"', ""))
    assert places(spoken.search(Query(words=phrase, exact=True))) == [place]


def test_a_longer_text_without_spaces_is_found_by_its_parts(spoken: SearchEngine) -> None:
    assert places(spoken.search(Query(words="没有一个传感器工作了", exact=True))) == [2]
    assert places(spoken.search(Query(words='"没有一个传感器工作了"', exact=True))) == []


@pytest.mark.parametrize(("typed", "order"), [("résumé", [7, 8]), ("resume", [8, 7])])
def test_the_accents_that_were_typed_come_first(
    spoken: SearchEngine, typed: str, order: list[int]
) -> None:
    assert places(spoken.search(Query(words=typed, exact=True))) == order


def test_spellings_of_one_word_find_the_same(spoken: SearchEngine) -> None:
    for forms in (
        ("sensor", "sensor's", "sensor’s", "SENSOR", "sen\u200bsor", "ｓｅｎｓｏｒ"),
        ("fits", "ﬁts"),
        ("don't sensor", "dont sensor", "do not sensor", "don’t sensor"),
    ):
        found = {tuple(hit.id for hit in spoken.search(Query(words=form)).hits) for form in forms}
        assert len(found) == 1
        assert found != {()}


def test_a_contraction_alone_is_named_as_typed(spoken: SearchEngine) -> None:
    for typed in ("can't", "it’s", "doesnt"):
        assert spoken.search(Query(words=typed)).dropped == (typed,)


def ids(index: SearchEngine, words: str) -> set[str]:
    return {hit.id for hit in index.search(Query(words=words, size=99, exact=True)).hits}


def test_signs_of_inclusion(index: SearchEngine) -> None:
    sensor, camera, feed = (ids(index, word) for word in ("sensor", "camera", "feed"))
    assert ids(index, "sensor -feed") == ids(index, "sensor NOT feed") == sensor - feed
    assert ids(index, "+sensor +feed") == sensor & feed
    assert ids(index, "+sensor camera") == sensor
    assert ids(index, "sensor && feed || camera") == sensor & feed | camera
    assert ids(index, "-(camera OR feed) sensor") == sensor - camera - feed
    assert ids(index, 'sensor -"dead feed"') == sensor - ids(index, '"dead feed"')
    assert sensor > sensor & feed > set()


def test_what_is_optional_ranks_higher(index: SearchEngine) -> None:
    def score(words: str) -> float:
        hits = index.search(Query(words=words, filters={"type": ("issue",)}, exact=True)).hits
        return next(hit.score for hit in hits if hit.id == "SNAG-003")

    assert score("+sensor weekly") > score("+sensor") == score("sensor")


def test_words_typed_as_one_stand_side_by_side_or_alone(index: SearchEngine) -> None:
    assert ids(index, "wrong-way") == ids(index, '"wrong way"')
    assert ids(index, "fog/stale") == ids(index, "fog OR stale")
    assert ids(index, "sensor -fog/stale") == ids(index, "sensor")
    assert ids(index, "k-feed") == set()


@pytest.mark.parametrize(
    "typed",
    [
        "SNAG-003",
        "snag-3",
        "SNAG 003",
        "snag 3",
        "SNAG003",
        "snag_3",
        "Snag–03",
        "#snag-3",
        "(SNAG-003)",
        "SNAG-003-C1",
        "id:snag-3",
        "https://example.org/id/SNAG-003",
        "<https://example.org/id/SNAG-003>",
        "http://localhost:8000/below/issues/SNAG-003.html",
        "/issues/SNAG-003?q=fog",
        "http://localhost/issues/SNAG-003#SNAG-003-C1",
        "https://example.org/id/SNAG%2D003",
    ],
)
def test_an_identifier_is_found_however_it_is_written(index: SearchEngine, typed: str) -> None:
    assert ids(index, typed) == {"SNAG-003"}


def test_identifiers_of_other_things(index: SearchEngine) -> None:
    for typed in ("I01-Q004", "i1q4", "I1 Q4", "http://localhost/interviews/I01#I01-Q004"):
        assert ids(index, typed) == {"I01-Q004"}
    assert ids(index, "fix-2") == ids(index, "FIX 002") == {"FIX-002"}
    assert ids(index, "I1-T3 -fog") == {"I01-T003"}
    assert ids(index, "SNAG-1 OR FIX-1") == {"SNAG-001", "FIX-001"}
    assert ids(index, "SNAG-009") == set()


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("fix 2 gaps", "fix 2 gaps"),
        ("FIX 2 gaps", "FIX-002 gaps"),
        ("fix2 gaps", "FIX-002 gaps"),
        ("prefix-2", "prefix-2"),
        ("fix-2a fix-2-", "fix-2a fix-2-"),
        ("fix-3 v2", "fix-3 v2"),
        ("https://a.org/fix-2/more", "FIX-002"),
        ("https://a.org/b", "https://a.org/b"),
        ("", ""),
    ],
)
def test_what_names_nothing_stays_as_it_was_typed(text: str, resolved: str) -> None:
    known = {identifier_key("FIX-002"): "FIX-002"}
    assert resolve_identifiers(text, known.get)[0] == resolved


def test_the_key_of_an_identifier_knows_neither_case_nor_zeros() -> None:
    assert identifier_key("I07-Q001") == identifier_key("i7 q1") == "#i 7 q 1"


def test_who_types_the_beginning_of_a_name_in_another_form_gets_it(index: SearchEngine) -> None:
    for typed in ("silent sen", "ｓｉｌｅｎｔ", "si\u00adlent", "SÍLENT"):
        assert index.suggest(typed, 5)[0].id == "SNAG-001"


@pytest.mark.parametrize("typed", ["snag-1", " SNAG001 ", "http://localhost/issues/SNAG-001"])
def test_an_identifier_suggests_what_it_names(index: SearchEngine, typed: str) -> None:
    (found,) = index.suggest(typed, 5)
    assert (found.id, found.name) == ("SNAG-001", "Silent sensor outage")
    assert index.suggest("I01-Q001", 5) == ()

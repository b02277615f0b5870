"""What a search finds, in which order, and how it shows it."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st

from snaglist.errors import UsageError
from snaglist.index.analysis import stem
from snaglist.index.build import build_index
from snaglist.index.document import Document
from snaglist.index.documents import documents
from snaglist.index.engine import SearchEngine, open_index
from snaglist.index.query import FACETS, Hit, Order, Query, Results
from snaglist.model.catalogue import Catalogue

ALL = 16


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def shown(hit: Hit) -> str:
    return "".join(f"[{piece.text}]" if piece.matched else piece.text for piece in hit.highlight)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Silent sensor outage", "SNAG-001"),
        ("camera the wrong way round", "SNAG-002"),
        ("DEAD FEED", "SNAG-001"),
        ("missing telemetry", "SNAG-001"),
        ("miscalibration", "SNAG-002"),
        ("filling gaps", "FIX-002"),
        ("SNAG-003", "SNAG-003"),
        ("i01-q004", "I01-Q004"),
        ("I01-T003", "I01-T003"),
    ],
)
def test_a_whole_name_comes_first(index: SearchEngine, words: str, first: str) -> None:
    assert ids(index.search(Query(words=words)))[0] == first


def test_title_before_claims_before_what_lacks_it(index: SearchEngine) -> None:
    issues = Query(words="sensor", filters={"type": ("issue",)})
    assert ids(index.search(issues)) == ["SNAG-001", "SNAG-003"]


def test_an_issue_is_found_by_the_words_of_its_quotes(index: SearchEngine) -> None:
    found = ids(index.search(Query(words="libraries that production did not have")))
    assert {"SNAG-004", "I01-Q004", "I01-T004"} <= set(found)
    assert "SNAG-001" in ids(index.search(Query(words="guessed")))


def test_more_of_the_words_rank_higher(index: SearchEngine) -> None:
    found = ids(index.search(Query(words="fog imputation", filters={"type": ("quote", "turn")})))
    assert found[0] == "I01-T002"
    assert set(found[1:]) == {"I01-Q001", "I01-Q002"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sensors fog", {"I01-Q001"}),
        ("LIBRARY", {"I01-Q004"}),
        ("cafe", {"I01-Q003"}),
        ("CAFE\u0301", {"I01-Q003"}),
        ('"camera was mounted"', {"I01-Q003"}),
        ('"mounted camera"', set()),
        ("camera AND alarm", set()),
        ("camera AND mounted", {"I01-Q003"}),
        ("camera OR alarm", {"I01-Q003", "I01-Q006"}),
        ("(camera OR alarm) AND feed", {"I01-Q006"}),
        ("camera alarm NOT feed", {"I01-Q003"}),
        ("camera AND NOT mounted", set()),
        ("NOT camera", {f"I01-Q00{n}" for n in (1, 2, 4, 5, 6)}),
        ("imputat*", {"I01-Q002"}),
        ("lib* ups*", {"I01-Q004", "I01-Q005"}),
        ("*aps", set()),
    ],
)
def test_words_phrases_operators_prefixes(
    index: SearchEngine, words: str, expected: set[str]
) -> None:
    assert set(ids(index.search(Query(words=words, filters={"type": ("quote",)})))) == expected


def test_a_phrase_does_not_reach_into_the_next_passage(index: SearchEngine) -> None:
    assert index.search(Query(words='"outage dead"')).total == 0


def test_highlights_say_where_and_show_it(index: SearchEngine) -> None:
    hits = {hit.id: hit for hit in index.search(Query(words="cafe camera")).hits}
    assert hits["SNAG-002"].field == hits["I01-Q003"].field == "quotes"
    assert shown(hits["SNAG-002"]) == "Our [café] [camera] was mounted the wrong way round"
    turn = next(hit for hit in index.search(Query(words="stale")).hits if hit.id == "I01-T004")
    assert turn.field == "turn"
    assert "model was [stale]." in shown(turn)
    assert all("<" not in piece.text for hit in hits.values() for piece in hit.highlight)


def test_a_highlight_marks_a_phrase_only_where_it_stands_whole(index: SearchEngine) -> None:
    hit = index.search(Query(words='"wrong way"', filters={"type": ("turn",)})).hits[0]
    assert shown(hit).endswith("the [wrong] [way] round.")
    hit = index.search(Query(words="mount*", filters={"type": ("turn",)})).hits[0]
    assert "[mounted]" in shown(hit)


def test_a_hit_by_id_begins_as_its_definition(index: SearchEngine) -> None:
    (hit,) = index.search(Query(words="SNAG-003")).hits
    assert (hit.field, shown(hit)) == ("id", "What arrives describes a world that has gone.")


def test_no_words_and_no_filters_find_nothing(index: SearchEngine) -> None:
    for words in ("", "  ", "?!", '"', "the of", "AND"):
        for filters in ({}, {"type": ()}):
            assert index.search(Query(words=words, filters=filters)).total == 0
    assert index.search(Query(words="the of")).dropped == ("the", "of")


def test_no_words_and_filters_find_all_that_fits(index: SearchEngine) -> None:
    found = index.search(Query(words="", filters={"type": ("issue",), "source": ("sensor",)}))
    assert ids(found) == ["SNAG-001", "SNAG-002"]
    assert {hit.field for hit in found.hits} == {""}
    assert index.search(Query(words="the", filters={"type": ("issue",)})).total == 4
    for value in ("nothing such", "", "issue,quote", "\x00", "\udcff", "x" * 10_000):
        assert index.search(Query(words="", filters={"type": (value,)})).total == 0


def respelt(results: Results) -> list[tuple[str, str]]:
    return [(each.typed, each.used) for each in results.respelt]


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("sensr", "sensor"),
        ("sensro", "sensor"),
        ("impuation", "imputation"),
        ("mountedcamera", '"mounted camera"'),
        ("sensor", None),
        ("SNAG-009", None),
        ("fgo", None),
        ("qqqqqqqqq", None),
    ],
)
def test_a_word_that_stands_nowhere_is_the_nearest_that_does(
    index: SearchEngine, typed: str, used: str | None
) -> None:
    found = index.search(Query(words=typed))
    assert respelt(found) == ([(typed, used)] if used else [])
    if used:
        assert ids(found) == ids(index.search(Query(words=used)))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sensr fog", "sensor fog"),
        ("sensr NOT fog", "sensor NOT fog"),
        ("sensor AND impuation", "sensor AND imputation"),
        ("Is the (sensr), in the fog?", "Is the (sensor), in the fog?"),
        ("sensor qqqqqqqqq", None),
        ("sensor fog", None),
    ],
)
def test_where_another_word_finds_something_a_spelling_is_offered(
    index: SearchEngine, typed: str, offered: str | None
) -> None:
    found = index.search(Query(words=typed))
    assert (found.respelt, found.instead) == ((), (offered,) if offered else ())


@pytest.mark.parametrize(
    ("typed", "added"),
    [
        ("sensr fog", [("sensr", ("sensor",))]),
        ("fog of impuation", [("impuation", ("imputation",))]),
        ("senor fog", []),
        ("sensr NOT fog", []),
        ("sensr +fog", []),
    ],
)
def test_beside_another_word_a_spelling_is_looked_for_too(
    index: SearchEngine, typed: str, added: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Where operators say what must be there, it is offered only."""
    found = index.search(Query(words=typed))
    assert [(each.typed, each.names) for each in found.related] == added
    exact = index.search(Query(words=typed, exact=True))
    assert not exact.related
    if added:
        meant = index.search(Query(words=f'"{added[0][1][0]}"', exact=True))
        assert {*ids(found)} >= {*ids(exact), *ids(meant)}
        assert ids(meant)


@pytest.mark.parametrize("word", ["dock", "camp", "sensory", "alarms", "stalk", "fox"])
def test_an_english_word_is_never_replaced(index: SearchEngine, word: str) -> None:
    found = index.search(Query(words=word))
    assert (found.respelt, found.instead) == ((), ())


def test_exact_words_are_not_respelt_but_offered(index: SearchEngine) -> None:
    found = index.search(Query(words="silnt outge", exact=True))
    assert (found.total, found.respelt, found.instead) == (0, (), ("silent outage",))
    assert index.search(Query(words="sensor", exact=True)).instead == ()
    assert index.search(Query(words="qqqqqqqqq", exact=True)).instead == ()
    assert index.search(Query(words="sensor AND sandbox AND alarm", exact=True)).instead == ()


def test_other_names_of_the_same_thing_are_looked_for_too(index: SearchEngine) -> None:
    found = index.search(Query(words="missing telemetry"))
    assert [(each.typed, each.names) for each in found.related] == [
        ("Missing telemetry", ("Silent sensor outage", "Dead feed"))
    ]
    plain = index.search(Query(words="missing telemetry", exact=True))
    assert plain.related == ()
    assert set(ids(plain)) <= set(ids(found))
    assert index.search(Query(words="NOT camera")).related == ()


def test_an_unknown_facet_names_the_known_ones(index: SearchEngine) -> None:
    with pytest.raises(UsageError, match=r"'colour'.*type, category, kind"):
        index.search(Query(words="sensor", filters={"colour": ("red",)}))
    with pytest.raises(UsageError, match="page 0"):
        index.search(Query(words="sensor", page=0))
    with pytest.raises(UsageError, match="-1 hits"):
        index.search(Query(words="sensor", size=-1))


def fitting(
    known: dict[str, Document], names: list[str], filters: dict[str, tuple[str, ...]]
) -> list[str]:
    """Those of the named documents that have one of the values of each facet."""
    return [
        name
        for name in names
        if all(set(known[name].facets.get(f, ())) & set(v) for f, v in filters.items())
    ]


@pytest.mark.parametrize("words", ["", "sensor", "data NOT camera", "s*", '"wrong way"'])
def test_facets_are_right_by_brute_force(index: SearchEngine, small: Catalogue, words: str) -> None:
    known = {document.id: document for document in documents(small)}
    unfiltered = index.search(
        Query(words=words, filters={"type": ("issue", "strategy", "quote", "turn")}, size=99)
    )
    choices = [
        ("category", "data"),
        ("phase", "deployment"),
        ("source", "sensor"),
        ("standing", "volunteered"),
        ("section", "collection"),
        ("phase", "collection"),
        ("category", "deployment"),
    ]
    for chosen in itertools.chain.from_iterable(
        itertools.combinations(choices, n) for n in (1, 2, 3)
    ):
        filters: dict[str, tuple[str, ...]] = {}
        for facet, value in chosen:
            filters[facet] = (*filters.get(facet, ()), value)
        found = index.search(Query(words=words, filters=filters, size=1))
        assert found.total == len(fitting(known, ids(unfiltered), filters))
        for facet in FACETS:
            others = {name: values for name, values in filters.items() if name != facet}
            left = fitting(known, ids(unfiltered), others)
            counted = Counter(v for name in left for v in known[name].facets.get(facet, ()))
            assert {c.value: c.count for c in found.facets[facet]} == counted


def test_pages_are_slices_of_the_whole(index: SearchEngine) -> None:
    whole = index.search(Query(words="sensor camera data", size=99))
    for size in (1, 2, 5):
        pages = [
            index.search(Query(words="sensor camera data", page=page, size=size))
            for page in range(1, ALL + 2)
        ]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)
        assert {page.total for page in pages} == {whole.total}
        assert pages[-1].hits == ()
    assert index.search(Query(words="sensor", page=10**30)).hits == ()
    assert index.search(Query(words="sensor", size=0)).hits == ()


PIECES = st.sampled_from(
    [
        "sensor",
        "the",
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        '"',
        "*",
        "cam*",
        "~2",
        "^9",
        ":",
        "title:",
        "[a TO z]",
        "café",
        "\x00",
        "\x1e",
        "\ud800",
        "漢字",
        "עברית",
        "\u0301",
        "ǆ",
        "İ",
        "ß",
        "SNAG-001",
        "'",
        'r"x.*"',
        "-sensor",
        "+",
        "-(",
        "&&",
        "sens?r",
        "传感器停止工作了",
        "ก้ำ",
        "½",
        "R&D",
        "can't",
        "i1q4",
        "https://a.org/id/SNAG-001",
        "‘",
        "“",
        ",",
    ]
)


@settings(max_examples=times(80, 900), deadline=None)
@given(st.text() | st.lists(PIECES).map(" ".join) | st.lists(PIECES).map("".join))
def test_typed_words_are_never_an_error(index: SearchEngine, words: str) -> None:
    found = index.search(Query(words=words, size=3))
    assert found.total >= len(found.hits)
    assert found.total == sum(count.count for count in found.facets["type"])
    assert all(hit.highlight for hit in found.hits)


@pytest.mark.parametrize(
    "words",
    [
        "x" * 10_000,
        "sensor " * 1_500,
        "a* b* c* " * 1_000,
        "(" * 10_000,
        '"' * 9_999,
        "NOT " * 2_500 + "fog",
        "sensor AND " * 900,
        '"' + "sensor " * 1_400 + '"',
        " ".join(f"sensr{n}" for n in range(1_000)),
        "*" * 10_000,
        "\u0301" * 10_000,
    ],
    ids=lambda words: words[:9],
)
def test_ten_thousand_characters(index: SearchEngine, words: str) -> None:
    assert index.search(Query(words=words)).total <= ALL


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("title:sensor", {"SNAG-001"}),
        ("name:feed", {"SNAG-001"}),
        ('quote:"wrong way"', {"SNAG-002", "I01-Q003"}),
        ("turn:stale", {"I01-T004"}),
        ("TITLE:Sensors", {"SNAG-001"}),
        ("quote:mount*", {"SNAG-002", "I01-Q003"}),
        ("type:quote AND standing:prompted", {"I01-Q001"}),
        ("speaker:engineer AND turn:fog", {"I01-T002"}),
        ("type:turn NOT section:collection", {"I01-T004"}),
        ("title:xyzzy", set()),
        ("colour:sensor AND fog", {"I01-Q001", "I01-T002", "SNAG-001"}),
    ],
)
def test_a_field_before_a_colon(index: SearchEngine, words: str, expected: set[str]) -> None:
    found = set(ids(index.search(Query(words=words, exact=True))))
    if words.startswith("colour"):
        assert found <= expected | {name for name in found if name.startswith("SNAG")}
    else:
        assert found == expected


def test_sorted_by_identifier_and_by_quotes(index: SearchEngine) -> None:
    filters = {"type": ("issue",)}
    by_id = index.search(Query(words="", filters=filters, order=Order.ID))
    assert ids(by_id) == ["SNAG-001", "SNAG-002", "SNAG-003", "SNAG-004"]
    by_quotes = index.search(Query(words="", filters=filters, order=Order.QUOTES))
    counts = [hit.quote_count for hit in by_quotes.hits]
    assert counts == sorted(counts, reverse=True)
    assert set(ids(by_quotes)) == set(ids(by_id))


@pytest.mark.parametrize("word", ["optimise", "optimize", "Optimizing", "OPTIMISED"])
def test_british_and_american_spelling_are_one(word: str) -> None:
    assert stem(word) == stem("optimise")


def test_a_highlight_joins_no_words_of_two_passages(index: SearchEngine) -> None:
    found = index.search(Query(words='"outage dead" OR fog', exact=True))
    hit = next(hit for hit in found.hits if hit.id == "SNAG-001")
    assert (hit.field, shown(hit)) == ("quotes", "Some sensors fell silent in the [fog].")


def test_what_was_typed_is_shown_before_its_synonyms(index: SearchEngine) -> None:
    hit = index.search(Query(words="miscalibration")).hits[0]
    assert (hit.id, hit.field, shown(hit)) == ("SNAG-002", "also_called", "[Miscalibration]")


def test_a_name_of_five_words_counts_inside_a_longer_search(index: SearchEngine) -> None:
    found = index.search(Query(words="fog camera the wrong way round", exact=True))
    scores = {hit.id: hit.score for hit in found.hits}
    assert scores["SNAG-002"] > 5 * 2.5 > scores["I01-Q003"]


@pytest.fixture(scope="module")
def hiding(small: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """The sample with a misspelling and a word of the field that no page shows."""
    issue = replace(small.issues[0], hidden_labels=("Miscallibrated feeed", "telemetrics"))
    folder = tmp_path_factory.mktemp("hiding")
    build_index(replace(small, issues=(issue, *small.issues[1:])), folder)
    engine = open_index(folder)
    yield engine
    engine.close()


@pytest.mark.parametrize("words", ["miscallibrated feeed", "feeed", "telemetrics", "teleme*"])
def test_a_hidden_label_is_found_and_not_shown(hiding: SearchEngine, words: str) -> None:
    results = hiding.search(Query(words=words))
    assert "SNAG-001" in ids(results)
    assert not {"feeed", "telemetrics"} & set(re.findall("[a-z]+", repr(results).casefold()))
    assert not results.respelt


def test_no_typing_mistake_is_read_as_a_hidden_label(hiding: SearchEngine) -> None:
    results = hiding.search(Query(words="telemetricz"))
    assert [each.used for each in results.respelt] != ["telemetrics"]
    assert "telemetrics" not in repr(hiding.suggest("telemetric", 5))


def test_what_has_less_than_half_of_the_words_is_weak(index: SearchEngine) -> None:
    found = index.search(Query(words="imputation zebra unicorn camera", size=50)).hits
    assert found
    assert all(hit.weak for hit in found)
    found = index.search(Query(words="sensors imputation", size=50)).hits
    assert {hit.weak for hit in found} == {False, True}
    strong = {hit.id for hit in found if not hit.weak}
    assert strong == set(ids(index.search(Query(words="imputation", size=50))))


@pytest.mark.parametrize("words", ["sensor", "SNAG-003", "sen*", "", "type:issue", "fog NOT zebra"])
def test_what_has_all_that_was_typed_is_not_weak(index: SearchEngine, words: str) -> None:
    filters = {} if words else {"type": ("issue",)}
    found = index.search(Query(words=words, filters=filters)).hits
    assert found
    assert not any(hit.weak for hit in found)


def test_another_name_does_as_well_as_the_one_that_was_typed(index: SearchEngine) -> None:
    found = {hit.id: hit.weak for hit in index.search(Query(words="missing telemetry")).hits}
    assert found["SNAG-001"] is False
    exact = index.search(Query(words="missing telemetry zebra unicorn", exact=True)).hits
    assert {hit.id: hit.weak for hit in exact}["SNAG-001"] is True

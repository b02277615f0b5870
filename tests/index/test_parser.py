"""From a user's words to the terms that are matched and ranked."""

import pytest

from snaglist.index import parser
from snaglist.index.analysis import ALL
from snaglist.index.parser import SearchTerm
from snaglist.index.suggestions import NamedThing
from snaglist.index.synonyms import Synonyms
from snaglist.index.user_query import parse_user_query

SYNONYMS = Synonyms(
    [
        NamedThing("A", "issue", ("Dead feed", "Outage", "Missing telemetry of sensors")),
        NamedThing("B", "issue", ("Outage", "Names of five quite long words", "Power cut")),
        NamedThing("C", "issue", ("One two three four", "Quartet")),
    ]
)


def terms(text: str) -> tuple[SearchTerm, ...]:
    return parser.ranked_terms(parser.parse(parse_user_query(text)))


def widened(text: str) -> tuple[dict[tuple[str, ...], float], dict[str, tuple[str, ...]]]:
    """The runs that are looked for with their weights, and which names were added for which."""
    added: dict[str, tuple[str, ...]] = {}
    tree = parser.add_synonyms(parser.parse(parse_user_query(text)), SYNONYMS, added)
    return {each.run: each.weight for each in parser.ranked_terms(tree)}, added


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sensors", [SearchTerm(ALL, run=("sensor",))]),
        ("Café*", [SearchTerm(ALL, prefix="cafe")]),
        ('"wrong way"', [SearchTerm(ALL, run=("wrong", "wai"))]),
        ("title:sensors", [SearchTerm("title", run=("sensor",))]),
        ("type:quote", [SearchTerm("label_type", run=("quot",))]),
        ("fog NOT rain", [SearchTerm(ALL, run=("fog",))]),
        ("fog fog FOG", [SearchTerm(ALL, run=("fog",))]),
        (
            "(fog OR rain) AND sun",
            [SearchTerm(ALL, run=(word,)) for word in ("fog", "rain", "sun")],
        ),
    ],
)
def test_terms_to_rank_by(text: str, expected: list[SearchTerm]) -> None:
    found = terms(text)
    assert sorted(found, key=lambda each: (each.run, each.prefix)) == expected
    assert {each.weight for each in found} == {1.0}


def test_a_synonym_counts_three_tenths() -> None:
    runs, added = widened("dead feed")
    assert runs == {
        ("dead",): 1.0,
        ("feed",): 1.0,
        ("outag",): 0.3,
        ("miss", "telemetri", "sensor"): 0.3,
    }
    assert added == {"Dead feed": ("Outage", "Missing telemetry of sensors")}


def test_a_name_of_two_things_has_the_short_names_of_both() -> None:
    assert widened("outage")[1] == {
        "Outage": ("Dead feed", "Missing telemetry of sensors", "Power cut")
    }


def test_names_of_four_words_are_synonyms_and_of_five_are_not() -> None:
    assert widened("quartet")[1] == {"Quartet": ("One two three four",)}
    assert widened("one two three four")[1] == {"One two three four": ("Quartet",)}
    assert widened("names of five quite long words")[1] == {}
    assert "Names of five quite long words" not in widened("power cut")[1]["Power cut"]


def test_what_is_forbidden_or_in_a_field_has_no_synonyms() -> None:
    assert widened("fog NOT outage")[1] == widened("title:outage")[1] == {}


def test_a_typed_word_counts_in_full_though_it_is_a_synonym_too() -> None:
    assert widened("outage feed dead feed")[0][("outag",)] == 1.0

"""Agreement: published tables, what measures must hold of any table, and an interview by hand."""

import math
from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from snaglist.analysis.agreement import (
    MEASURES,
    cohens_kappa,
    gwets_ac1,
    krippendorffs_alpha,
    measure,
    percent,
)
from snaglist.analysis.units import ANY, Unit, compare, units_of
from snaglist.errors import UsageError
from snaglist.model.interview import Interview, SpeakerRole, Turn
from snaglist.snapshot.snapshot import Snapshot

COHEN_1960 = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
GWET_2008 = np.array([[118, 5], [2, 0]])
"""Two raters of 125 subjects, nearly all of one category: the paradox of kappa."""

BINARY = ("0100000010", "1110010000")
"""Krippendorff 2011, section B: two observers, ten objects."""

NOMINAL = ("aabbdcccedda", "babbbccceddd")
"""The same, section C: two observers, twelve objects."""


def table_of(first: str, second: str) -> NDArray[np.int64]:
    values = sorted({*first, *second})
    table = np.zeros((len(values), len(values)), dtype=np.int64)
    for one, other in zip(first, second, strict=True):
        table[values.index(one), values.index(other)] += 1
    return table


def test_kappa_is_the_published_one() -> None:
    assert percent(COHEN_1960) == pytest.approx(0.70)
    assert cohens_kappa(COHEN_1960) == pytest.approx(0.492, abs=0.0005)
    assert cohens_kappa(GWET_2008) == pytest.approx(-0.0234, abs=0.00005)


def test_ac1_is_the_published_one() -> None:
    assert percent(GWET_2008) == pytest.approx(0.944)
    assert gwets_ac1(GWET_2008) == pytest.approx(0.9408, abs=0.00005)


@pytest.mark.parametrize(("coded", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692)])
def test_alpha_is_the_published_one(coded: tuple[str, str], alpha: float) -> None:
    assert krippendorffs_alpha(table_of(*coded)) == pytest.approx(alpha, abs=0.0005)


codings = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2).filter(
    lambda pairs: len({each for pair in pairs for each in pair}) > 1
)


@given(codings)
def test_alpha_is_that_of_the_library(pairs: list[tuple[str, str]]) -> None:
    first, second = ("".join(each) for each in zip(*pairs, strict=True))
    numbers = [["abc".index(each) for each in coder] for coder in (first, second)]
    theirs = krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal")
    assert krippendorffs_alpha(table_of(first, second)) == pytest.approx(theirs)


@given(codings)
def test_it_does_not_matter_who_is_first_or_what_comes_first(pairs: list[tuple[str, str]]) -> None:
    first, second = ("".join(each) for each in zip(*pairs, strict=True))
    table = table_of(first, second)
    for of in MEASURES.values():
        assert of(table.T) == pytest.approx(float(of(table)), nan_ok=True)
        assert of(table[::-1, ::-1]) == pytest.approx(float(of(table)), nan_ok=True)
        assert not float(of(table)) > 1 + 1e-12


def test_what_nobody_used_has_no_kappa_and_full_percentage() -> None:
    table = np.array([[0, 0], [0, 7]])
    assert percent(table) == 1
    assert math.isnan(cohens_kappa(table))
    assert math.isnan(krippendorffs_alpha(table))
    found = measure(np.array([table, table]))
    assert found["kappa"].value is None
    assert found["percent"].value == 1


def test_intervals_hold_the_value_and_narrow_with_more() -> None:
    generator = np.random.default_rng(7)
    few, many = (generator.multinomial(5, [0.3, 0.1, 0.1, 0.5], size=n) for n in (10, 1000))
    wide, narrow = (measure(each.reshape(-1, 2, 2)) for each in (few, many))
    for name in MEASURES:
        for found in (wide[name], narrow[name]):
            assert found.value is not None
            assert found.low is not None
            assert found.high is not None
            assert found.low <= found.value <= found.high
        assert _width(narrow, name) < _width(wide, name)
    assert measure(few.reshape(-1, 2, 2)) == wide
    assert measure(few[:1].reshape(-1, 2, 2))["percent"].low is None


def _width(found: dict, name: str) -> float:  # type: ignore[type-arg]
    return float(found[name].high - found[name].low)


@pytest.fixture
def interview(sample_knowledge: Snapshot) -> Interview:
    return sample_knowledge.catalogue.interviews[0]


def said_by_participants(interview: Interview) -> list[Turn]:
    asking = {each.id for each in interview.speakers if each.role is SpeakerRole.INTERVIEWER}
    return [each for each in interview.turns if each.speaker not in asking]


@pytest.mark.parametrize("unit", Unit)
def test_units_are_what_participants_say(interview: Interview, unit: Unit) -> None:
    units = units_of(interview, unit)
    text = "".join(
        interview.transcript[start:end] for start, end in zip(units.starts, units.ends, strict=True)
    )
    said = said_by_participants(interview)
    assert text
    words = "".join("".join(part.text for part in turn.stretches) for turn in said)
    if unit is not Unit.TURN:
        assert "".join(text.split()) == "".join(words.split())
    assert (units.starts < units.ends).all()
    assert (units.ends[:-1] <= units.starts[1:]).all()


def test_two_coders_are_compared_by_hand(interview: Interview) -> None:
    turns = said_by_participants(interview)
    one, two = turns[0], turns[1]
    marks = {
        "ana": {"SNAG-001": [(one.start, one.start + 5)], "SNAG-002": [(two.start, two.end)]},
        "ben": {"SNAG-001": [(one.start + 3, one.start + 9)]},
    }
    by_turn = compare(interview, marks, Unit.TURN)
    counts = {row.code: (row.both, row.first, row.second) for row in by_turn.rows}
    assert counts == {"SNAG-001": (1, 0, 0), "SNAG-002": (0, 1, 0), ANY: (1, 1, 0)}
    assert {row.units for row in by_turn.rows} == {len(turns)}
    (differing,) = by_turn.disagreements
    assert (differing.code, differing.by, differing.line) == ("SNAG-002", "ana", two.line)

    by_character = compare(interview, marks, Unit.CHARACTER)
    first = by_character.rows[0]
    text = interview.transcript[one.start : one.start + 9]
    inked = [not each.isspace() for each in text]
    assert (first.both, first.first, first.second) == (
        sum(inked[3:5]),
        sum(inked[:3]),
        sum(inked[5:9]),
    )
    assert {each.by for each in by_character.disagreements if each.code == "SNAG-001"} == {
        "ana",
        "ben",
    }


def test_whoever_is_first_agrees_as_much(interview: Interview) -> None:
    turns = said_by_participants(interview)
    ana = {"SNAG-001": [(turns[0].start, turns[0].end)]}
    ben = {"SNAG-001": [(each.start, each.end) for each in turns[:2]]}
    there = compare(interview, {"ana": ana, "ben": ben}, Unit.TURN).rows[0]
    back = compare(interview, {"ben": ben, "ana": ana}, Unit.TURN).rows[0]
    assert there.measures["kappa"].value == pytest.approx(back.measures["kappa"].value)
    assert (there.first, there.second) == (back.second, back.first)


@pytest.mark.parametrize("coders", [(), ("ana",), ("ana", "ben", "eva")])
def test_agreement_is_between_two(interview: Interview, coders: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="between two coders"):
        compare(interview, {name: {} for name in coders}, Unit.TURN)


def test_where_nobody_says_anything_there_is_nothing_to_compare(interview: Interview) -> None:
    silent = replace(interview, turns=())
    with pytest.raises(UsageError, match="nothing to compare"):
        compare(silent, {"ana": {}, "ben": {}}, Unit.TURN)

"""Saturation and co-occurrence: four interviews by hand, and the shipped catalogue as a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.analysis.occurrence import (
    Occurrence,
    Within,
    co_occurrence,
    expected_saturation,
    matrix_of,
    occurrences,
    saturation,
)
from snaglist.errors import UsageError
from snaglist.snapshot.snapshot import Snapshot

FOUR = {"I01": "AB", "I02": "B", "I03": "BCD", "I04": "A"}
"""Issues of four interviews, each said in a turn of its own but C and D."""


def found(interviews: dict[str, str]) -> list[Occurrence]:
    return [
        Occurrence(
            issue=issue,
            quote=f"{interview}-{issue}",
            interview=interview,
            turn=f"{interview}-{'C' if issue == 'D' else issue}",
            person=interview,
        )
        for interview, issues in interviews.items()
        for issue in issues
    ]


def test_four_interviews_by_hand() -> None:
    steps = saturation(found(FOUR), list(FOUR))
    assert [(step.interview, step.new, step.total) for step in steps] == [
        ("I01", ("A", "B"), 2),
        ("I02", (), 2),
        ("I03", ("C", "D"), 4),
        ("I04", (), 4),
    ]
    back = saturation(found(FOUR), list(reversed(FOUR)))
    assert [step.total for step in back] == [1, 4, 4, 4]


def test_random_orders_begin_at_the_mean_and_end_at_all() -> None:
    expected = expected_saturation(found(FOUR), list(FOUR), orders=2000, seed=1)
    assert [each.interviews for each in expected] == [1, 2, 3, 4]
    assert expected[0].mean == pytest.approx((2 + 1 + 3 + 1) / 4, abs=0.1)
    # Pairs of interviews: AB, ABCD, AB, BCD, AB, ABCD.
    assert expected[1].mean == pytest.approx((2 + 4 + 2 + 3 + 2 + 4) / 6, abs=0.1)
    assert (expected[3].mean, expected[3].low, expected[3].high) == (4, 4, 4)
    assert expected == expected_saturation(found(FOUR), list(FOUR), orders=2000, seed=1)


def test_an_order_names_each_interview_once() -> None:
    with pytest.raises(UsageError, match="I01 is in it twice"):
        saturation(found(FOUR), ["I01", "I02", "I01"])
    with pytest.raises(UsageError, match="one random order"):
        expected_saturation(found(FOUR), list(FOUR), orders=0, seed=1)


def test_pairs_of_a_turn_and_of_an_interview() -> None:
    (pair,) = co_occurrence(found(FOUR), Within.TURN)
    assert (pair.first, pair.second, pair.together, pair.jaccard) == ("C", "D", 1, 1.0)
    pairs = {
        (each.first, each.second): (each.together, each.of_first, each.of_second)
        for each in co_occurrence(found(FOUR), Within.INTERVIEW)
    }
    assert pairs == {
        ("A", "B"): (1, 2, 3),
        ("B", "C"): (1, 3, 1),
        ("B", "D"): (1, 3, 1),
        ("C", "D"): (1, 1, 1),
    }


interviews = st.dictionaries(
    st.sampled_from(["I01", "I02", "I03", "I04"]), st.text("ABCDE", max_size=5), min_size=1
)


@given(interviews, st.randoms(use_true_random=False))
def test_any_order_ends_at_all_issues(coded: dict[str, str], random) -> None:  # type: ignore[no-untyped-def]
    order = list(coded)
    random.shuffle(order)
    steps = saturation(found(coded), order)
    assert steps[-1].total == len(set("".join(coded.values())))
    assert sum(len(step.new) for step in steps) == steps[-1].total
    matrix = matrix_of(found(coded), order)
    assert sum(matrix.counts.values()) == len(found(coded))


def test_the_matrix_of_the_shipped_catalogue_is_what_a_query_counts(shipped: Snapshot) -> None:
    catalogue = shipped.catalogue
    there = occurrences(catalogue)
    matrix = matrix_of(there, [each.id for each in catalogue.interviews])
    quotes = {(issue.id, name) for issue in catalogue.live_issues for name in issue.quote_ids()}
    assert sum(matrix.counts.values()) == len(quotes) > 200
    assert {each.turn for each in there} <= {
        turn.id for interview in catalogue.interviews for turn in interview.turns
    }

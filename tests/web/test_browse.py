"""Facets: the choices, the counts, and what is refused."""

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.web_sample import CATALOGUE

from snaglist.errors import UsageError
from snaglist.model.facets import ISSUE_FACETS, STRATEGY_FACETS, filter_entries

NAMES = [facet.name for facet in ISSUE_FACETS]
VALUES = {
    facet.name: sorted({v for issue in CATALOGUE.issues for v in facet.values(CATALOGUE, issue)})
    for facet in ISSUE_FACETS
}


def chosen() -> st.SearchStrategy[dict[str, list[str]]]:
    """Any choices of values that occur."""
    return st.fixed_dictionaries(
        {}, optional={name: st.lists(st.sampled_from(VALUES[name])) for name in NAMES}
    )


def matches(issue_number: int, choice: Mapping[str, list[str]], without: str = "") -> bool:
    """The definition, spelled out: in each facet with a choice, one of the chosen values."""
    issue = CATALOGUE.issues[issue_number]
    return all(
        any(value in wanted for value in facet.values(CATALOGUE, issue))
        for facet in ISSUE_FACETS
        if (wanted := choice.get(facet.name)) and facet.name != without
    )


@given(chosen())
def test_entries_and_counts_agree_with_brute_force(choice: dict[str, list[str]]) -> None:
    found = filter_entries(CATALOGUE, CATALOGUE.issues, ISSUE_FACETS, choice)
    numbers = range(len(CATALOGUE.issues))
    assert found.entries == tuple(CATALOGUE.issues[n] for n in numbers if matches(n, choice))
    for facet in ISSUE_FACETS:
        left = [CATALOGUE.issues[n] for n in numbers if matches(n, choice, facet.name)]
        counts = Counter(v for issue in left for v in facet.values_or_none(CATALOGUE, issue))
        shown = {one.value: one.count for one in found.counts[facet.name] if one.count}
        assert shown == dict(counts)


def test_values_stand_in_the_order_of_their_scheme() -> None:
    found = filter_entries(CATALOGUE, CATALOGUE.issues, ISSUE_FACETS, {})
    phases = [count.value for count in found.counts["phase"]]
    assert phases == ["data-collection", "data-preparation", "operation"]


def test_a_choice_that_leaves_nothing_can_still_be_undone() -> None:
    found = filter_entries(CATALOGUE, CATALOGUE.issues, ISSUE_FACETS, {"phase": ["modelling"]})
    assert found.entries == ()
    assert ("modelling", 0) in [(one.value, one.count) for one in found.counts["phase"]]


def test_the_unknown_is_refused_with_what_would_be_right() -> None:
    with pytest.raises(UsageError, match=r"no facet called 'colour'.*category, kind"):
        filter_entries(CATALOGUE, CATALOGUE.issues, ISSUE_FACETS, {"colour": ["red"]})
    with pytest.raises(UsageError, match=r"Phase has no value 'operations'\. Try operation"):
        filter_entries(CATALOGUE, CATALOGUE.strategies, STRATEGY_FACETS, {"phase": ["operations"]})

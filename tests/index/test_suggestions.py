"""What is suggested while somebody types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.index.engine import SearchEngine


def names(index: SearchEngine, typed: str) -> list[str]:
    return [each.name for each in index.suggest(typed, 5)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sil", "Silent sensor outage"),
        ("SILENT SENS", "Silent sensor outage"),
        ("outa", "Silent sensor outage"),
        ("outage sil", "Silent sensor outage"),
        ("dead", "Dead feed"),
        ("missing tele", "Missing telemetry"),
        ("silnt sensr outge", "Silent sensor outage"),
    ],
)
def test_a_name_is_suggested_by_its_beginnings(index: SearchEngine, typed: str, first: str) -> None:
    assert names(index, typed)[0] == first


def test_a_suggestion_says_what_it_names(index: SearchEngine) -> None:
    found = index.suggest("dead feed", 5)[0]
    assert (found.id, found.type, found.title) == ("SNAG-001", "issue", "Silent sensor outage")


def test_a_thing_is_suggested_once(index: SearchEngine) -> None:
    found = [each.id for each in index.suggest("s", 50)]
    assert len(found) == len(set(found)) > 1


def test_nothing_for_nothing(index: SearchEngine) -> None:
    for typed in ("", " ", "?!", "qqqqqqqqqqq", "x"):
        assert index.suggest(typed, 5) == ()


@given(st.text(max_size=80))
def test_whatever_is_typed_is_no_error(index: SearchEngine, typed: str) -> None:
    assert len(index.suggest(typed, 3)) <= 3

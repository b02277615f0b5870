"""Filters by day, as addresses and options have them."""

import pytest

from snaglist.errors import UsageError
from snaglist.reviews.item_filters import MOST_DAYS, DayFilter, DayKind


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("overdue", "overdue"),
        ("due-within-1", "due within 1 day"),
        ("due-within-30", "due within 30 days"),
        ("ends-within-14", "acceptance ends within 14 days"),
    ],
)
def test_a_filter_is_read_as_it_is_written(text: str, label: str) -> None:
    day = DayFilter.parse(text)
    assert (str(day), day.label) == (text, label)


@pytest.mark.parametrize(
    "text",
    ["", "late", "overdue-7", "due-within", "due-within-x", "ends-within--1", "due-within-9999"],
)
def test_what_is_no_filter_is_told_with_examples(text: str) -> None:
    with pytest.raises(UsageError):
        DayFilter.parse(text)


def test_a_decade_is_as_far_as_anybody_looks() -> None:
    assert DayFilter.parse(f"due-within-{MOST_DAYS}").kind is DayKind.DUE
    with pytest.raises(UsageError, match="looked ahead"):
        DayFilter.parse(f"due-within-{MOST_DAYS + 1}")

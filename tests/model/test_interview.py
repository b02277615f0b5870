"""Which turn holds a place of a transcript."""

import pytest

from snaglist.model.interview import Turn, turn_at


def turn(number: int, start: int, end: int) -> Turn:
    return Turn(
        id=f"I01-T{number:03}",
        speaker="participant",
        section="opening",
        start=start,
        end=end,
        line=number,
        text="x" * (end - start),
    )


TURNS = (turn(1, 3, 5), turn(2, 8, 9), turn(3, 9, 20))
"""Between the first two there is a label, between the last two there is none."""


@pytest.mark.parametrize(
    ("position", "name"),
    [
        (0, None),
        (2, None),
        (3, "I01-T001"),
        (4, "I01-T001"),
        (5, None),
        (7, None),
        (8, "I01-T002"),
        (9, "I01-T003"),
        (19, "I01-T003"),
        (20, None),
    ],
)
def test_a_place_is_in_a_turn_or_in_none(position: int, name: str | None) -> None:
    found = turn_at(TURNS, position)
    assert (found and found.id) == name


def test_no_place_is_in_no_turns() -> None:
    assert turn_at((), 0) is None

"""Which turn holds a place of a transcript."""

import pytest

from snaglist.model.interview import Turn, TurnPart, last_question, place_in, turn_at


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


JOINED = Turn(
    id="I01-T004",
    speaker="interviewer",
    section="opening",
    start=30,
    end=50,
    line=4,
    text="one\ntwo",
    parts=(TurnPart(start=30, line=4, text="one"), TurnPart(start=47, line=5, text="two")),
    joined=("I01-T005",),
)


@pytest.mark.parametrize(
    ("offset", "place"), [(0, 30), (2, 32), (3, 33), (4, 47), (6, 49), (7, 50)]
)
def test_words_of_a_turn_have_their_place_whatever_label_is_between(
    offset: int, place: int
) -> None:
    assert place_in(JOINED, offset) == place


def test_an_offset_past_the_words_is_nowhere() -> None:
    with pytest.raises(IndexError):
        place_in(JOINED, 8)


def test_what_prompted_words_is_the_last_turn_of_an_interviewer() -> None:
    everything = (*TURNS, JOINED)
    assert last_question(everything, {"interviewer"}, 60) is JOINED
    assert last_question(everything, {"interviewer"}, 49) is None
    assert last_question(everything, {"participant"}, 30) is TURNS[2]

"""Arrays and tables of strings, written and mapped."""

from bisect import bisect_left
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snaglist.index.arrays import (
    StringTable,
    expand,
    load_array,
    save_array,
    save_strings,
    starts_of,
)


def table(strings: list[str]) -> StringTable:
    encoded = [text.encode() for text in strings]
    data = np.frombuffer(b"".join(encoded), np.uint8)
    return StringTable(data, starts_of(map(len, encoded)))


STRINGS = st.lists(st.text("aé漢b", max_size=4), max_size=12)


@given(STRINGS, st.text("aé漢b", max_size=3))
def test_a_sorted_table_finds_strings_and_beginnings(strings: list[str], wanted: str) -> None:
    strings = sorted(set(strings))
    found = table(strings)
    assert list(found) == found[:] == strings
    assert found.find(wanted) == (strings.index(wanted) if wanted in strings else None)
    span = found.beginning(wanted)
    assert [found[at] for at in span] == [each for each in strings if each.startswith(wanted)]
    assert span.start == bisect_left(strings, wanted)


def test_a_table_has_no_string_past_its_end() -> None:
    found = table(["a", "b"])
    assert (found[0], found[1], found[1:]) == ("a", "b", ["b"])
    for number in (-1, 2):
        with pytest.raises(IndexError):
            found[number]
    assert found.find("\ud800") is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=10))
def test_runs_are_expanded_one_after_the_other(runs: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in runs], np.int64)
    sizes = np.array([size for _, size in runs], np.int64)
    expected = [start + step for start, size in runs for step in range(size)]
    assert expand(starts, sizes).tolist() == expected
    assert starts_of(sizes).tolist() == [int(sizes[:n].sum()) for n in range(len(runs) + 1)]


def test_what_is_written_is_read_and_cannot_be_changed(tmp_path: Path) -> None:
    save_array(tmp_path, "numbers", np.array([3, 1], np.int32))
    save_strings(tmp_path, "words", ["", "café"])
    found = load_array(tmp_path, "numbers")
    assert found.tolist() == [3, 1]
    assert found.dtype == np.int32
    assert not isinstance(found, np.memmap)
    assert list(StringTable.load(tmp_path, "words")) == ["", "café"]
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1

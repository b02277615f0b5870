"""What an older index knows is reused, and makes no difference to the new one."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.many import many
from hypothesis import given, settings
from hypothesis import strategies as st

from snaglist.index import build
from snaglist.index.build import build_index
from snaglist.index.segments import FormerSegments, Segment, analyse, merge_segments, segment_key
from snaglist.model.catalogue import Catalogue

COPIES = 3


@pytest.fixture(scope="module")
def several(small: Catalogue) -> Catalogue:
    """Three interviews with other words in each."""
    return many(small, COPIES * len(tuple(small.quotes)))


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def say_more(catalogue: Catalogue, interview: int, turn: int, text: str) -> Catalogue:
    """The catalogue with a turn that goes on."""
    interviews = list(catalogue.interviews)
    turns = list(interviews[interview].turns)
    turns[turn] = replace(turns[turn], text=f"{turns[turn].text} {text}")
    interviews[interview] = replace(interviews[interview], turns=tuple(turns))
    return replace(catalogue, interviews=tuple(interviews))


def gloss(catalogue: Catalogue, interview: int, quote: int, text: str) -> Catalogue:
    """The catalogue with another gloss of a quote, which entries show too."""
    interviews = list(catalogue.interviews)
    quotes = list(interviews[interview].quotes)
    quotes[quote] = replace(quotes[quote], gloss=text)
    interviews[interview] = replace(interviews[interview], quotes=tuple(quotes))
    return replace(catalogue, interviews=tuple(interviews))


def rename(catalogue: Catalogue, issue: int, text: str) -> Catalogue:
    """The catalogue with another title of an issue."""
    issues = list(catalogue.issues)
    issues[issue] = replace(issues[issue], title=f"Renamed {text}")
    return replace(catalogue, issues=tuple(issues))


def turn_round(catalogue: Catalogue) -> Catalogue:
    """The catalogue with its interviews the other way round."""
    return replace(catalogue, interviews=catalogue.interviews[::-1])


def without_issue(catalogue: Catalogue, issue: int) -> Catalogue:
    """The catalogue with one issue fewer, but with one at least."""
    kept = (*catalogue.issues[:issue], *catalogue.issues[issue + 1 :])
    return replace(catalogue, issues=kept or catalogue.issues)


TEXTS = st.sampled_from(["", "the", "harbour", "zebra Ähre naïve", "sensor sensors", "漢字 fog"])
INTERVIEW, TURN, QUOTE, ISSUE = (st.integers(0, n - 1) for n in (COPIES, 4, 6, 3))
EDITS = st.one_of(
    st.tuples(st.just(say_more), INTERVIEW, TURN, TEXTS),
    st.tuples(st.just(gloss), INTERVIEW, QUOTE, TEXTS),
    st.tuples(st.just(rename), st.just(0), TEXTS),
    st.tuples(st.just(turn_round)),
    st.tuples(st.just(without_issue), ISSUE),
)


@settings(max_examples=10, deadline=None)
@given(edits=st.lists(EDITS, min_size=1, max_size=3))
def test_an_index_with_reuse_is_the_same_byte_for_byte(
    several: Catalogue, edits: Sequence[tuple[object, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as made:
        catalogue, before = several, Path(made) / "0"
        build_index(catalogue, before)
        for number, (edit, *rest) in enumerate(edits, start=1):
            catalogue = edit(catalogue, *rest)  # type: ignore[operator]
            reused, fresh = Path(made) / str(number), Path(made) / f"{number}-fresh"
            build_index(catalogue, reused, before)
            build_index(catalogue, fresh)
            assert hashes(reused) == hashes(fresh)
            before = reused


def test_a_change_in_one_interview_analyses_that_interview_only(
    several: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed: list[Sequence[str]] = []

    def recorded(key: str, passages: Sequence[str]) -> Segment:
        analysed.append(passages)
        return analyse(key, passages)

    monkeypatch.setattr(build, "analyse", recorded)
    build_index(several, tmp_path / "first")
    assert len(analysed) == COPIES + 1
    analysed.clear()
    build_index(several, tmp_path / "same", tmp_path / "first")
    assert analysed == []
    build_index(say_more(several, 1, 2, "zebra"), tmp_path / "edited", tmp_path / "first")
    (passages,) = analysed
    assert [text for text in passages if text.endswith("zebra")]
    assert len(passages) < 20


def test_a_folder_without_an_index_has_no_segments(tmp_path: Path) -> None:
    key = segment_key(["one"])
    assert FormerSegments(None).get(key) is None
    assert FormerSegments(tmp_path / "missing").get(key) is None
    assert FormerSegments(tmp_path).get(key) is None


def test_a_key_says_where_one_passage_ends() -> None:
    keys = {segment_key(each) for each in (["ab"], ["a", "b"], ["b", "a"], ["a b"], [])}
    assert len(keys) == 5


def test_segments_keep_words_in_the_order_of_the_text() -> None:
    merged = merge_segments(
        [analyse("k", ["The sensor fell", ""]), analyse("l", ["Café; a SENSOR", "of the"])]
    )
    assert merged.words == ("cafe\0café", "fell", "sensor")
    assert merged.numbers.tolist() == [2, 1, 0, 2]
    assert merged.starts.tolist() == [0, 2, 2, 4, 4]

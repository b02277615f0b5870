"""The search brings the right entry first; what it reached is what it must keep."""

from collections import Counter
from pathlib import Path

import pytest

from snaglist.errors import UsageError
from snaglist.index.plain import plain_search
from snaglist.index.query import Query
from snaglist.knowledge.judging import Answered, Judged, Score, judge, read_judged
from snaglist.snapshot.knowledge import Knowledge
from snaglist.snapshot.place import INDEX_FOLDER

GOLDEN = Path(__file__).with_name("searches.yaml")
RECIPROCAL_RANK = 0.93
IN_THREE = 0.965


@pytest.fixture(scope="module")
def queries(shipped: Knowledge) -> tuple[Judged, ...]:
    return read_judged(GOLDEN, {entry.id for entry in shipped.catalogue.entries})


def test_there_are_enough_of_every_sort(queries: tuple[Judged, ...]) -> None:
    assert len({each.words for each in queries}) == len(queries) >= 120
    sorts = Counter(each.kind for each in queries)
    assert set(sorts) == {"said", "sentence", "term", "other", "typo"}
    assert min(sorts.values()) >= 15


def test_most_entries_are_asked_for(shipped: Knowledge, queries: tuple[Judged, ...]) -> None:
    asked = {name for each in queries for name in each.right}
    missing = {entry.id for entry in shipped.catalogue.entries} - asked
    assert len(missing) <= 3, missing


def test_the_right_entry_comes_first(shipped: Knowledge, queries: tuple[Judged, ...]) -> None:
    def found(words: str, size: int) -> list[str]:
        return [hit.id for hit in shipped.search(Query(words=words, size=size)).hits]

    reached = judge(queries, found)
    plain = judge(queries, lambda words, n: plain_search(shipped.folder / INDEX_FOLDER, words, n))
    assert reached.reciprocal_rank >= RECIPROCAL_RANK
    assert reached.in_three >= IN_THREE
    assert reached.reciprocal_rank > plain.reciprocal_rank + 0.2
    assert reached.in_three > plain.in_three


def test_the_measures() -> None:
    asked = Judged("words", "term", ("A", "B"))
    score = Score((Answered(asked, 1), Answered(asked, 4), Answered(asked, None)))
    assert score.reciprocal_rank == pytest.approx((1 + 1 / 4) / 3)
    assert score.in_three == pytest.approx(1 / 3)
    answers = judge([asked], lambda words, size: ["C", "B", "A"][:size]).answers
    assert answers == (Answered(asked, 2),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("term: [[words, SNAG-999]]", "'SNAG-999', which is no entry"),
        ("term: [words]", "'words' should be a list"),
        ("term: [[words]]", "should be a list"),
        ("- words", "should name sorts of queries"),
        ("term: [[", "cannot be read"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "queries.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        read_judged(path, {"SNAG-001"})

"""The search brings the right entry first; what it reached is what it must keep."""

from collections import Counter
from pathlib import Path

import pytest
from benchmarks.baseline import Baseline
from benchmarks.evaluation import Answered, Judged, Score, judge, read_judged

from snaglist.errors import UsageError
from snaglist.index.documents import documents
from snaglist.index.query import Query
from snaglist.snapshot.snapshot import Snapshot

GOLDEN = Path(__file__).with_name("searches.yaml")


@pytest.fixture(scope="module")
def queries(shipped: Snapshot) -> tuple[Judged, ...]:
    return read_judged(GOLDEN, {each.id for each in documents(shipped.catalogue, shipped.terms)})


def test_there_are_enough_of_every_sort(queries: tuple[Judged, ...]) -> None:
    assert len({each.words for each in queries}) == len(queries) >= 340
    sorts = Counter(each.kind for each in queries)
    languages = {"german", "french"}
    assert set(sorts) == {"said", "sentence", "term", "other", "typo", "name"} | languages
    assert min(sorts.values()) >= 15


def test_most_entries_are_asked_for(shipped: Snapshot, queries: tuple[Judged, ...]) -> None:
    asked = {name for each in queries for name in each.right}
    retired = {entry.id for entry in shipped.catalogue.entries if entry.retired}
    issues = {issue.id for issue in shipped.catalogue.live_issues}
    assert not issues - asked
    missing = {entry.id for entry in shipped.catalogue.entries} - asked - retired
    assert len(missing) <= 40, missing
    assert not asked & retired


def test_a_third_of_every_sort_is_held_back(queries: tuple[Judged, ...]) -> None:
    sorts = Counter(each.kind for each in queries)
    held = Counter(each.kind for each in queries if each.held_back)
    for kind, count in sorts.items():
        assert abs(held[kind] - count / 3) <= 1, kind


@pytest.fixture(scope="module")
def reached(shipped: Snapshot, queries: tuple[Judged, ...]) -> Score:
    def found(words: str, size: int) -> list[str]:
        return [hit.id for hit in shipped.search(Query(words=words, size=size)).hits]

    return judge(queries, found)


@pytest.mark.parametrize(
    ("held_back", "reciprocal_rank", "in_three"), [(False, 0.95, 0.98), (True, 0.87, 0.91)]
)
def test_the_right_entry_comes_first(
    reached: Score, held_back: bool, reciprocal_rank: float, in_three: float
) -> None:
    part = reached.part(held_back=held_back)
    print(
        f"{'held back' if held_back else 'tuned on'}: mean reciprocal rank "
        f"{part.reciprocal_rank:.4f}, in the first three {part.in_three:.4f}"
    )
    assert part.reciprocal_rank >= reciprocal_rank
    assert part.in_three >= in_three


@pytest.mark.thorough
def test_all_together_is_as_good_as_the_docs_say(
    shipped: Snapshot, reached: Score, queries: tuple[Judged, ...]
) -> None:
    assert round(reached.reciprocal_rank, 3) >= 0.93
    assert round(reached.in_three, 2) >= 0.96
    with Baseline(shipped.catalogue) as baseline:
        plain = judge(queries, baseline.search)
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
    ("text", "expected"),
    [
        ("term: {tune: [[words, SNAG-999]], held_back: []}", "'SNAG-999', which is not there"),
        ("term: {tune: [], held_back: [words]}", "'words' should be a list"),
        ("term: {tune: [[words]], held_back:}", "should be a list"),
        ("term: [[words, SNAG-001]]", "there should be the lists tune and held_back"),
        ("term: {tune: [[words, SNAG-001]]}", "there should be the lists tune and held_back"),
        ("- words", "should name sorts of queries"),
        ("term: [[", "cannot be read"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "queries.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=expected):
        read_judged(path, {"SNAG-001"})

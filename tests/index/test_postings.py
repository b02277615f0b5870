"""Documents, counts and scores, held against what a reader of all texts would find."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from snaglist.index import weights
from snaglist.index.analysis import ALL, TEXT_FIELDS, normalize_name, stems, words
from snaglist.index.build import build_index
from snaglist.index.document import Document
from snaglist.index.documents import documents
from snaglist.index.engine import SearchEngine, open_index, smallest
from snaglist.index.facets import Facets
from snaglist.index.postings import Postings
from snaglist.index.query import FACETS, DocumentType, Query
from snaglist.settings import shipped_folder
from snaglist.sources.loader import load_catalogue


@pytest.fixture(scope="module")
def texts() -> tuple[Document, ...]:
    """The documents of the shipped catalogue."""
    return tuple(documents(load_catalogue(shipped_folder("catalog"))))


@pytest.fixture(scope="module")
def shipped_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with their index."""
    folder = tmp_path_factory.mktemp("shipped-index")
    build_index(load_catalogue(shipped_folder("catalog")), folder)
    return folder


@pytest.fixture(scope="module")
def postings(shipped_index: Path) -> Postings:
    return Postings(shipped_index)


@pytest.fixture(scope="module")
def engine(shipped_index: Path) -> Iterator[SearchEngine]:
    with open_index(shipped_index) as opened:
        yield opened


def passages(document: Document, field: str) -> list[tuple[str, ...]]:
    """The stems of each of a document's passages in a field."""
    return [stems(text) for name, text in document.passages if field in (ALL, name)]


@pytest.mark.thorough
def test_every_stem_has_the_documents_that_have_it(
    texts: tuple[Document, ...], postings: Postings
) -> None:
    for field in (ALL, "title", "quotes"):
        having: dict[str, list[int]] = {}
        for number, document in enumerate(texts):
            for each in {each for run in passages(document, field) for each in run}:
                having.setdefault(each, []).append(number)
        assert len(having) > 100
        for each in postings.stems:
            assert postings.term(field, each)[0].tolist() == having.get(each, [])
            if field == ALL:
                assert postings.spread(each) == len(having[each])


@pytest.mark.thorough
@pytest.mark.parametrize("field", [ALL, "quotes", "turn", "title"])
def test_every_phrase_has_the_documents_in_which_it_stands(
    texts: tuple[Document, ...], postings: Postings, field: str
) -> None:
    having: dict[tuple[str, ...], set[int]] = {}
    for number, document in enumerate(texts):
        for run in passages(document, field):
            for size in (2, 3):
                for at in range(len(run) - size + 1):
                    having.setdefault(run[at : at + size], set()).add(number)
    chosen = sorted(having, key=lambda run: (-len(having[run]), run))[:150]
    assert len(chosen) > 90
    for run in chosen:
        assert postings.phrase(field, run).tolist() == sorted(having[run])
        backwards = having.get(run[::-1], set())
        assert postings.phrase(field, run[::-1]).tolist() == sorted(backwards)
    assert postings.phrase(field, ("xyzzy", chosen[0][0])).tolist() == []


@pytest.mark.parametrize("prefix", ["se", "sensor", "mo", "x", "camera", "xyzzy"])
def test_a_beginning_counts_four_times_in_a_name(
    texts: tuple[Document, ...], postings: Postings, prefix: str
) -> None:
    def often(document: Document, field: str) -> int:
        return sum(
            (4 if field == ALL and name in ("title", "also_called") else 1)
            for name, text in document.passages
            if field in (ALL, name)
            for word in words(text)
            if word.startswith(prefix)
        )

    for field in (ALL, "quotes", "title"):
        expected = [(n, c) for n, each in enumerate(texts) if (c := often(each, field))]
        ids, counts = postings.prefix(field, prefix)
        assert list(zip(ids.tolist(), counts.tolist(), strict=True)) == expected


def test_a_beginning_stands_for_five_hundred_words_at_most(
    texts: tuple[Document, ...], postings: Postings
) -> None:
    first = set(postings.words[:500])
    assert len(postings.words[:]) > 1000
    expected = [
        number
        for number, each in enumerate(texts)
        if any(first.intersection(words(text)) for _, text in each.passages)
    ]
    assert 0 < len(expected) < len(texts)
    assert postings.prefix(ALL, "")[0].tolist() == expected


WEIGHTS = {**dict.fromkeys(TEXT_FIELDS, 1.0), "title": 5, "also_called": 6, "definition": 2}
WEIGHTS |= {"hidden": 4, "translations": 6, "questions": 1.5, "story": 0.4}
PRIORS = {"quote": 0.8, "turn": 0.6}
REFERENCES = ("gap", "edge", "study-issue", "concept", "term", "study", "publication", "finding")
PRIORS |= {kind: weights.PRIORS[DocumentType(kind)] for kind in REFERENCES}


def bm25f(texts: tuple[Document, ...], run: tuple[str, ...]) -> dict[str, float]:
    """The textbook's formula with k1 = 3 and b = 0.2, for all words of a search."""
    counts = [
        {field: Counter(s for run in passages(each, field) for s in run) for field in TEXT_FIELDS}
        for each in texts
    ]
    lengths = {field: [sum(c[field].values()) for c in counts] for field in TEXT_FIELDS}
    means = {
        field: sum(all_) / sum(map(bool, all_)) if any(all_) else 1.0
        for field, all_ in lengths.items()
    }
    scores = dict.fromkeys((each.id for each in texts), 0.0)
    for word in run:
        often = [
            sum(
                weight * c[field][word] / (0.8 + 0.2 * lengths[field][n] / means[field])
                for field, weight in WEIGHTS.items()
            )
            for n, c in enumerate(counts)
        ]
        spread = sum(map(bool, often))
        idf = math.log(1 + (len(texts) - spread + 0.5) / (spread + 0.5))
        for each, found in zip(texts, often, strict=True):
            scores[each.id] += PRIORS.get(each.type, 1.0) * idf * found / (found + 3)
    return scores


def name_points(document: Document, typed: list[str]) -> float:
    """2.5 for each word of a part of the search that is a name, 50 for the whole; or a part."""
    names = {normalize_name(name) for name in document.names}
    points = 0.0
    for start in range(len(typed)):
        for end in range(start + 1, min(start + 8, len(typed)) + 1):
            points += 2.5 * (end - start) * (" ".join(typed[start:end]) in names)
    points += 50 * (" ".join(typed) in names)
    return points * weights.NAME_PRIORS.get(document.type, 1)


def one_word_name(texts: tuple[Document, ...]) -> str:
    """The first name of an entry that is a single word and no id."""
    names = (normalize_name(name) for each in texts for name in each.names[1:])
    return next(name for name in names if name.isalpha())


@pytest.mark.parametrize(
    "searched",
    ["sensor", "camera data", "alert fatigue", "model", "missing values in data", "NAME sensor"],
)
def test_scores_are_bm25f_and_names(
    texts: tuple[Document, ...], engine: SearchEngine, searched: str
) -> None:
    searched = searched.replace("NAME", one_word_name(texts))
    expected = bm25f(texts, stems(searched))
    for each in texts:
        expected[each.id] += name_points(each, searched.split())
        if "interviewer" in each.facets.get("role", ()):
            # Hits only where somebody asks for them.
            del expected[each.id]
    found = engine.search(Query(words=searched, exact=True, size=len(texts)))
    assert {hit.id: hit.score for hit in found.hits} == pytest.approx(
        {name: score for name, score in expected.items() if score}, rel=1e-4
    )
    assert [hit.score for hit in found.hits] == sorted((h.score for h in found.hits), reverse=True)


def test_labels_of_facets_are_searched(texts: tuple[Document, ...], shipped_index: Path) -> None:
    facets = Facets(shipped_index, len(texts))
    ids, often = facets.labelled("type", (stems("strategy")[0],), "")
    expected = [n for n, each in enumerate(texts) if each.type == "strategy"]
    assert ids.tolist() == expected
    assert set(often.tolist()) == {2.0}
    assert facets.labelled("type", (), "strat")[0].tolist() == expected
    assert facets.labelled("type", (), "strategyx")[0].tolist() == []
    everything = np.ones(len(texts), np.bool_)
    for name, counts in facets.narrow(everything, {})[1].items():
        counted = Counter(value for each in texts for value in each.facets.get(name, ()))
        assert [(c.value, c.count) for c in counts] == sorted(
            counted.items(), key=lambda each: (-each[1], each[0])
        )
    assert set(facets.narrow(everything, {})[1]) == set(FACETS)


def test_the_smallest_keep_the_order_of_equals() -> None:
    keys = np.array([2, 1, 2, 0, 1, 2])
    order = [3, 1, 4, 0, 2, 5]
    for count in range(8):
        assert smallest(keys, count).tolist() == order[:count]
    assert smallest(np.array([1, 1, 1, 1]), 2).tolist() == [0, 1]
    assert smallest(np.empty(0), 0).tolist() == []

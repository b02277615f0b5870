"""Columns hold what Whoosh's public way of reading gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from whoosh.index import open_dir

from snaglist.index.build import build_index
from snaglist.index.columns import Columns
from snaglist.index.schema import ALL, PLAIN, WEIGHTS
from snaglist.snapshot.knowledge import Knowledge


@pytest.fixture(scope="module")
def folder(shipped: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("columns")
    build_index(shipped.catalogue, path)
    return path


@pytest.fixture(scope="module")
def columns(folder: Path) -> Iterator[Columns]:
    found = Columns(open_dir(str(folder), readonly=True).searcher())
    yield found
    found.close()


def test_postings_block_by_block_are_those_one_by_one(folder: Path, columns: Columns) -> None:
    reader = open_dir(str(folder), readonly=True).reader()
    long = 0
    for field in (ALL, PLAIN, *WEIGHTS):
        for term in columns.words(field):
            matcher = reader.postings(field, term)
            expected = []
            while matcher.is_active():
                expected.append((matcher.id(), matcher.weight()))
                matcher.next()
            ids, counts = columns.postings(field, term)
            assert list(zip(ids.tolist(), counts.tolist(), strict=True)) == expected
            long += len(expected) > 128
    assert long, "no term fills more than one block"


def test_a_term_that_is_not_there_has_no_documents(columns: Columns) -> None:
    assert len(columns.postings(ALL, "xyzzy")[0]) == 0
    assert columns.spread("xyzzy") == 0
    assert columns.prefixed(PLAIN, "xyzzy") == ()
    assert len(columns.phrase(ALL, ("xyzzy", "sensor"))) == 0


def test_lengths_and_numbers_are_those_of_the_documents(columns: Columns) -> None:
    stored = columns.stored(range(columns.size))
    assert columns.numbers("quote_count").tolist() == [each["quote_count"] for each in stored]
    for field, lengths in columns.lengths.items():
        filled = {name for each in stored for name, _ in each["passages"]}
        assert (lengths.max() > 0) == (field in filled)

"""Each competency question has the answer that stands beside it, on the shipped catalogue."""

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from common import ONTOLOGY
from our_names import PREFIXES

from snaglist.graph.competency_questions import ExampleQuery, read_examples
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_store
from snaglist.sparql.local_store import LocalStore
from snaglist.sparql.request import AnswerFormat, Limits, Request

EXAMPLES, FINDINGS = read_examples(ONTOLOGY)
LIMITS = Limits()


@pytest.fixture(scope="module")
def store(shipped: Snapshot) -> LocalStore:
    return open_store(shipped)


def table(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_there_are_at_least_twenty() -> None:
    assert not FINDINGS
    assert len(EXAMPLES) >= 20
    assert len({example.question for example in EXAMPLES}) == len(EXAMPLES)


def test_every_answer_belongs_to_a_question() -> None:
    names = {path.stem for path in (ONTOLOGY / "questions").glob("*.tsv")}
    assert names == {example.name for example in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_question_has_its_answer(store: LocalStore, example: ExampleQuery) -> None:
    """After a change of the catalogue, see whether the new answer is right and write it down."""
    answer = store.answer(Request(query=example.query, rows_format=AnswerFormat.TSV), LIMITS)
    expected = (ONTOLOGY / "questions" / f"{example.name}.tsv").read_text(encoding="utf-8")
    assert table(answer.content.decode()) == table(expected)
    assert len(table(expected)) > 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_question_is_asked_in_words_and_answered_in_order(example: ExampleQuery) -> None:
    assert example.question.endswith("?")
    assert "ORDER BY" in example.query


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_question_can_be_asked_of_the_dump_by_others(
    shipped: Snapshot, example: ExampleQuery
) -> None:
    """With prefixes and base declared in front, in a store that knows nothing of us."""
    path = next(dump.path for dump in shipped.dumps if dump.name == "snaglist-everything.ttl")
    rows = others(path).query(example.query, base_iri=PREFIXES["id"], prefixes=PREFIXES)
    expected = (ONTOLOGY / "questions" / f"{example.name}.tsv").read_text(encoding="utf-8")
    assert len(list(rows)) == len(table(expected)) - 1  # type: ignore[arg-type]


STORES: dict[Path, ox.Store] = {}


def others(path: Path) -> ox.Store:
    if path not in STORES:
        STORES[path] = ox.Store()
        STORES[path].bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    return STORES[path]

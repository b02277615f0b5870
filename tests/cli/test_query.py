"""``snag query`` answers from the graphs here, in each format, and says what is wrong."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from common import SAMPLE
from runner import SNAG, Done, snag

from snaglist.snapshot.snapshot import Snapshot
from snaglist.sparql.request import ANSWER_FORMATS, AnswerFormat

ROWS = "SELECT ?t { <SNAG-001> skos:prefLabel ?t FILTER ( lang(?t) = 'en' ) }"
GRAPH = "CONSTRUCT { ?s skos:prefLabel ?t } { ?s skos:prefLabel ?t } LIMIT 2"
BURN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def here(known: Snapshot) -> tuple[object, ...]:
    return ("--catalog", SAMPLE, "--data", known.folder.parents[1])


def query(known: Snapshot, *arguments: object, stdin: str = "") -> Done:
    return snag("query", *arguments, *here(known), stdin=stdin)


def test_rows_come_as_a_table(sample_knowledge: Snapshot) -> None:
    lines = query(sample_knowledge, ROWS).out.splitlines()
    assert lines[0] == "t"
    assert lines[2] == "The thermometer dies and nobody sees it"
    assert lines[-1] == "(1 row)"
    assert query(sample_knowledge, "ASK {}").out == "yes\n"
    none = query(sample_knowledge, "SELECT ?a ?b { ?a <x:none> ?b }").out.splitlines()
    assert none == ["a  b", "-  -", "(0 rows)"]


@pytest.mark.parametrize("name", AnswerFormat)
def test_every_format(sample_knowledge: Snapshot, name: AnswerFormat) -> None:
    graph = ANSWER_FORMATS[name].graph
    done = query(sample_knowledge, GRAPH if graph else ROWS, "--format", name)
    assert done.code == 0
    assert "thermometer" in done.out or graph
    other = query(sample_knowledge, ROWS if graph else GRAPH, "--format", name)
    assert other.code == 2
    assert ("rows" if graph else "a graph") in other.err


def test_the_query_may_come_from_elsewhere(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(ROWS, encoding="utf-8")
    by_file = query(sample_knowledge, "--file", tmp_path / "q.rq").out
    assert by_file == query(sample_knowledge, "--file", "-", stdin=ROWS).out
    assert query(sample_knowledge).code == 2
    assert query(sample_knowledge, ROWS, "--file", "-", stdin=ROWS).code == 2


def test_a_byte_order_mark_is_passed_over(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("\ufeffASK { GRAPH <x:g> { <x:a> ?b ?c } }", encoding="utf-8")
    for name, text in (("g.ttl", "<x:a> <x:b> 1 ."), ("g.nt", "<x:a> <x:b> <x:c> .")):
        (tmp_path / name).write_text(f"\ufeff{text}", encoding="utf-8")
        beside = ("--graph", f"x:g={tmp_path / name}")
        assert query(sample_knowledge, "--file", tmp_path / "q.rq", *beside).out == "yes\n"
    assert query(sample_knowledge, "\ufeffASK {}").out == "yes\n"
    (tmp_path / "q.rq").write_bytes(b"ASK {} # \xff")
    done = query(sample_knowledge, "--file", tmp_path / "q.rq")
    assert (done.code, done.err) == (2, f"{tmp_path / 'q.rq'} is not UTF-8 (byte 9).\n")


def test_a_file_can_be_queried_beside(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    ask = "SELECT ?g { GRAPH ?g { <x:a> <x:b> ?c } }"
    beside = f"http://x/?q=1={tmp_path / 'more.ttl'}"
    told = json.loads(query(sample_knowledge, ask, "--graph", beside, "--format", "json").out)
    assert told["results"]["bindings"][0]["g"]["value"] == "http://x/?q=1"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["SELECT"], "not SPARQL 1.1"),
        (["CLEAR ALL"], "This is an update"),
        (["SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"], "SERVICE"),
        (["SELECT * FROM <http://x/> { ?s ?p ?o }"], "There is no graph"),
        (["ASK {}", "--graph", "nothing"], "should be IRI=FILE"),
        (["ASK {}", "--graph", "no iri=x.ttl"], "no absolute IRI"),
        (["ASK {}", "--graph", "x:y=nowhere.ttl"], "nowhere.ttl, which is not there"),
    ],
)
def test_what_is_wrong_is_said(
    sample_knowledge: Snapshot, arguments: list[str], words: str
) -> None:
    done = query(sample_knowledge, *arguments)
    assert done.code == 2
    assert words in done.err


@pytest.mark.thorough
def test_a_long_query_can_be_interrupted(sample_knowledge: Snapshot) -> None:
    command: list[str | Path] = [SNAG, "query", BURN, *map(str, here(sample_knowledge))]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        time.sleep(3)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=5) != 0


def test_a_server_does_not_start_with_a_graph_that_cannot_be_read(
    sample_knowledge: Snapshot, tmp_path: Path
) -> None:
    (tmp_path / "bad.ttl").write_text("this is not turtle", encoding="utf-8")
    beside = ("--graph", f"x:g={tmp_path / 'bad.ttl'}")
    done = snag("serve", "--port", "0", *beside, *here(sample_knowledge))
    assert done.code == 2
    assert "cannot be read as Turtle" in done.err
    assert "Snaglist is at" not in done.out

"""Competency questions are read as they are written, and what is none is a finding."""

from pathlib import Path

import pytest

from snaglist.graph.competency_questions import query_form, read_examples


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "q1.rq").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("head", "question"),
    [
        ("# Which issues?\n", "Which issues?"),
        ("# id: 7\n# question: Which issues?\n# answer: 3\n", "Which issues?"),
        ("#\n# Which issues?\n#\n# And why.\n\n", "Which issues?"),
    ],
)
def test_a_question_and_its_query(tmp_path: Path, head: str, question: str) -> None:
    query = "PREFIX snag: <https://w3id.org/snaglist/ontology#>\nSELECT ?s { ?s ?p ?o } # all\n"
    (example,), findings = read_examples(folder(tmp_path, head + query))
    assert not findings
    assert (example.name, example.question, example.query) == ("q1", question, query)
    assert example.form == "SELECT"


@pytest.mark.parametrize(
    ("text", "said"), [("SELECT * { ?s ?p ?o }", "in words"), ("# Which?\nDROP ALL", "a query")]
)
def test_what_is_none_is_a_finding(tmp_path: Path, text: str, said: str) -> None:
    examples, (finding,) = read_examples(folder(tmp_path, text))
    assert not examples
    assert said in finding.message
    assert finding.path.endswith("questions/q1.rq")


def test_no_folder_no_examples(tmp_path: Path) -> None:
    assert read_examples(tmp_path) == ((), [])


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("select * {}", "SELECT"),
        ("# SELECT\nPREFIX a: <https://x#SELECT> ASK { ?s a a:b }", "ASK"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }", "CONSTRUCT"),
        ("DESCRIBE <https://x/SELECT>", None),
    ],
)
def test_the_form_of_a_query(query: str, form: str | None) -> None:
    assert query_form(query) == form

"""``--severity`` and ``--likelihood``, and the ten that they decide on, on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli.desk import Desk

from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer
from snaglist.reviews.yaml_file import read_record


def answer_of(desk: Desk, issue: str) -> Answer:
    return rebuild(read_record(desk.file)).items[issue].answer


def asked(desk: Desk) -> list[dict[str, Any]]:
    told = desk.fine("ask", desk.file, "--short", "--json")
    return list(json.loads(told)["issues"])


def table(desk: Desk, text: str) -> Path:
    path = desk.folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_issue_is_rated_before_anybody_looks_at_it(desk: Desk) -> None:
    desk.begin()
    assert [each["issue"] for each in asked(desk)] == ["SNAG-001", "SNAG-002"]
    told = desk.answer("SNAG-002", "--severity", "critical", "--likelihood", "almost-certain")
    assert "SNAG-002 is not looked at now: severity critical, likelihood almost certain." in told
    first, second = asked(desk)
    assert (first["issue"], first["place"], first["ground"]) == ("SNAG-002", 1, "rated")
    rating = "severity critical, likelihood almost certain"
    assert first["reason"] == f"You rated it: {rating} (40 of 40)."
    assert second["ground"] == "profile"
    page = desk.fine("ask", desk.file, "--short")
    assert page.index("SNAG-002") < page.index("SNAG-001")
    assert first["reason"] in " ".join(page.split())
    status = desk.fine("status", desk.file)
    assert "to ask: 2 (ask --short)" in status
    assert rating in status
    whole = desk.fine("ask", desk.file)
    assert whole.index("SNAG-002  ") < whole.index("SNAG-001  ")
    meeting = json.loads(desk.fine("status", desk.file, "--json"))["meeting"]
    assert meeting == {"ten": ["SNAG-002", "SNAG-001"], "later": []}


def test_a_rating_goes_out_again_and_must_be_a_step(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--severity", "major", "--likelihood", "rare")
    desk.answer("SNAG-001", "--severity", "none")
    assert answer_of(desk, "SNAG-001").rating == "likelihood rare"
    told = desk.wrong(2, "answer", desk.file, "SNAG-001", "--severity", "huge", "--by", "Ana")
    assert "'critical', 'major', 'minor', 'negligible', 'none'" in told


def test_a_table_has_columns_for_it(desk: Desk) -> None:
    desk.begin()
    text = "issue,own_severity,own_likelihood\nSNAG-001,Critical,Almost certain\nSNAG-002,,rare\n"
    desk.fine("answer", desk.file, "--from", table(desk, text), "--by", "Ana")
    rating = answer_of(desk, "SNAG-001").rating
    assert rating == "severity critical, likelihood almost certain"
    assert answer_of(desk, "SNAG-002").rating == "likelihood rare"
    text = "issue,own_severity\nSNAG-001,none\n"
    desk.fine("answer", desk.file, "--from", table(desk, text), "--by", "Ana")
    assert answer_of(desk, "SNAG-001").rating == "likelihood almost certain"


def test_a_report_is_read_back_with_what_others_met_and_what_we_fear_apart(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--status", "open", "--severity", "major")
    report = desk.fine("report", desk.file, "--format", "csv")
    told = desk.fine("answer", desk.file, "--from", table(desk, report), "--by", "Ana")
    assert "said nothing new" in told
    assert answer_of(desk, "SNAG-001").rating == "severity major"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("issue,severity,status\nSNAG-001,major,open\n", "Call the column own_severity."),
        ("issue,own_severity\nSNAG-001,huge\n", "column own_severity: SNAG-001: "),
        ("issue,likelihood\nSNAG-001,rare\n", "Did you mean own_likelihood?"),
    ],
)
def test_what_is_wrong_in_a_table_is_named_by_its_column(
    desk: Desk, text: str, expected: str
) -> None:
    desk.begin()
    told = desk.wrong(1, "answer", desk.file, "--from", table(desk, text), "--by", "Ana")
    assert expected in told
    assert answer_of(desk, "SNAG-001").rating == ""


def test_the_prompt_rates_and_stays_at_the_issue(desk: Desk) -> None:
    desk.begin()
    words = ("answer", desk.file, "--prompt", "--by", "Ana")
    done = desk.snag(*words, stdin="r\nmaj\nalmost certain\nr\n\n\n?\nn\nNo beds.\nq\n")
    assert done.code == 0
    rating = "severity major, likelihood almost certain"
    assert f"Kept: SNAG-001 has {rating}." in done.err
    assert "Hardly anybody outside the team notices." in " ".join(done.err.split())
    assert f"2 answers are in {desk.file}." in done.err
    found = answer_of(desk, "SNAG-001")
    assert (found.status, found.rating) == ("not-applicable", rating)
    done = desk.snag(*words[:2], "SNAG-001", *words[2:], stdin="r\nm\n\nr\nmi\n-\nq\n")
    assert "How bad for you (negligible, minor, major, critical): " in done.err
    assert answer_of(desk, "SNAG-001").rating == "severity minor"


def test_differences_show_it(desk: Desk) -> None:
    desk.begin("--reviewers", "Ana,Ben")
    other = desk.folder / "ben.yaml"
    other.write_bytes(desk.file.read_bytes())
    desk.answer("SNAG-001", "--status", "open", "--severity", "major")
    desk.answer("SNAG-001", "--status", "open", "--severity", "minor", by="Ben", file=other)
    desk.fine("hand-in", desk.file, "--by", "Ana")
    desk.fine("hand-in", other, "--by", "Ben")
    told = desk.fine("join", desk.file, other)
    assert "same status, other terms" in told
    assert "Ana: open; severity major" in told
    settle = ("--resolution", "Talked.", "--by", "Ana")
    desk.fine("settle", desk.file, "SNAG-001", "--as", "Ben", "--severity", "critical", *settle)
    assert answer_of(desk, "SNAG-001").rating == "severity critical"

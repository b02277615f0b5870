"""The team's own severity and likelihood of an issue: kept, compared, carried over, reported."""

import csv
import io
import json
from datetime import date
from functools import partial

import pytest
from common import TESTS
from rdflib import SDO, Graph
from reviews.garden import TODAY, all_answered, at, begun, closing, library

from snaglist.errors import UsageError
from snaglist.reviews.agreement import Difference
from snaglist.reviews.answer_changes import changed_answer
from snaglist.reviews.canonical import plain_data
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.events.fields import HandedWork
from snaglist.reviews.exports.export import (
    EXPORT_TARGETS,
    ExportOptions,
    ExportTarget,
    export_review,
)
from snaglist.reviews.fallen_away import fallen_away
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.merge import merge_records
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.scales import LIKELIHOOD_STEPS, SEVERITY_STEPS, ScaleStep
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.upgrade import upgrade
from snaglist.reviews.yaml_file import write_record
from snaglist.schema.report import FindingsError

ISSUE = "SNAG-101"
UNSEEN = partial(closing, Status.NOT_LOOKED_AT)
OPEN = partial(closing, Status.OPEN)
BOTH = {"severity": "major", "likelihood": "almost-certain"}
WORDS = "severity major, likelihood almost certain"


def said(answer: Answer) -> Record:
    return answering.answer(begun(), ISSUE, answer, by="Ana", now=at(1))


def blind(first: Answer | None, second: Answer | None) -> IssueState:
    record = begun(reviewers=("Dora", "Emil"))
    for name, given in (("Dora", first), ("Emil", second)):
        if given:
            record = answering.answer(record, ISSUE, given, by=name, now=at(1))
    for name in ("Dora", "Emil"):
        record = answering.hand_in(record, by=name, now=at(2))
    return rebuild(record).items[ISSUE]


def report(record: Record, format_: ReportFormat, kind: ReportKind = ReportKind.RECORD) -> str:
    return render_report(record, format_, today=TODAY, kind=kind).decode()


def test_what_is_left_out_is_not_written_so_that_digests_stay() -> None:
    assert plain_data(OPEN()) == {"status": "open"}
    assert plain_data(OPEN(severity="major")) == {"status": "open", "severity": "major"}
    work = HandedWork(issue="SNAG-001", of="SNAG-002", owner="Ben")
    assert plain_data(work) == {"issue": "SNAG-001", "of": "SNAG-002", "owner": "Ben"}


def test_a_file_keeps_it_and_a_signature_is_over_it() -> None:
    record = all_answered(begun())
    record = answering.answer(record, ISSUE, OPEN(**BOTH), by="Ana", now=at(2))
    record = signatures.sign(record, by="Eva", now=at(3))
    text = write_record(record)
    assert "severity: major" in text
    assert "likelihood: almost-certain" in text
    again = parse_record(text, "review.yaml")
    assert again.events == record.events
    assert [one.holds for one in verify_signatures(again)] == [True]
    other = text.replace("severity: major", "severity: minor")
    with pytest.raises(FindingsError):
        parse_record(other, "review.yaml")
    edited = parse_record(other, "review.yaml", check=False)
    assert [one.holds for one in verify_signatures(edited)] == [False]


@pytest.mark.parametrize("value", ["bad", "", "CRITICAL"])
def test_the_scales_are_closed(value: str) -> None:
    for field in BOTH:
        with pytest.raises(ValueError, match="Input should be"):
            OPEN(**{field: value})


def test_a_new_status_leaves_it_and_none_takes_it_out() -> None:
    before = UNSEEN(**BOTH)
    after = changed_answer(before, {"status": "open"})
    assert (after.severity, after.likelihood) == ("major", "almost-certain")
    assert changed_answer(after, {"severity": None}).rating == "likelihood almost certain"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (UNSEEN(severity="major"), UNSEEN(severity="minor"), Difference.TERMS),
        (UNSEEN(severity="major"), UNSEEN(likelihood="rare"), Difference.TERMS),
        (UNSEEN(severity="major"), UNSEEN(severity="major"), None),
        (UNSEEN(severity="major"), UNSEEN(owner="Emil"), Difference.TERMS),
        (UNSEEN(severity="major"), None, None),
        (OPEN(), UNSEEN(severity="major"), Difference.TERMS),
        (OPEN(severity="major"), UNSEEN(severity="major"), None),
        (OPEN(severity="major"), UNSEEN(), None),
        (OPEN(severity="major"), OPEN(severity="minor"), Difference.TERMS),
    ],
)
def test_what_blind_reviewers_rate_apart_is_never_lost(
    first: Answer, second: Answer | None, expected: Difference | None
) -> None:
    for pair in ((first, second), (second, first)):
        found = blind(*pair)
        assert found.difference is expected
        if expected is None:
            assert found.answer.severity == "major"
            assert found.answer.status is first.status


def test_two_branches_that_rate_differently_are_to_be_settled() -> None:
    base = begun()
    ours = answering.answer(base, ISSUE, OPEN(severity="major"), by="Ana", now=at(1))
    theirs = answering.answer(base, ISSUE, OPEN(severity="minor"), by="Ben", now=at(2))
    item = rebuild(merge_records(ours, theirs)).items[ISSUE]
    assert (item.difference, item.collided) == (Difference.TERMS, True)
    same = answering.answer(base, ISSUE, OPEN(severity="major"), by="Ben", now=at(2))
    item = rebuild(merge_records(ours, same)).items[ISSUE]
    assert (item.difference, item.answer.severity) == (None, "major")


def test_what_was_accepted_until_a_day_that_has_passed_can_still_be_rated() -> None:
    accepted = closing(Status.ACCEPTED)
    record = said(accepted)
    late = at(60 * 24 * 60)
    rated = accepted.model_copy(update={"severity": "critical"})
    item = rebuild(answering.answer(record, ISSUE, rated, by="Ana", now=late)).items[ISSUE]
    assert (item.status(late.date()), item.answer.severity) == (Status.OPEN, "critical")
    for again in (accepted, rated.model_copy(update={"reason": "Spring."})):
        with pytest.raises(UsageError, match="already passed"):
            answering.answer(record, ISSUE, again, by="Ana", now=late)


def test_an_upgrade_keeps_it_and_hands_it_to_what_replaced_the_issue() -> None:
    newer = library(without=("SNAG-102",), reworded=(ISSUE,), version="2.0.0")
    record = answering.answer(said(OPEN(**BOTH)), "SNAG-102", UNSEEN(**BOTH), by="Ana", now=at(2))
    after = rebuild(upgrade(record, newer, by="Ben", now=at(9)))
    assert after.items[ISSUE].answer.rating == WORDS
    handed = after.items["SNAG-106"]
    assert (handed.answer.rating, handed.answered) == (WORDS, 0)
    (fallen,) = fallen_away(after, TODAY)
    assert fallen.text == (
        f"was not looked at, {WORDS} when the catalogue retired it; SNAG-106 has them now"
    )


def test_what_replaced_it_keeps_its_own() -> None:
    newer = library(without=("SNAG-102",), version="2.0.0")
    record = issue_list.add(said(OPEN()), library(), "SNAG-106", by="Ana", now=at(1))
    record = answering.answer(record, "SNAG-106", UNSEEN(severity="minor"), by="Ana", now=at(2))
    record = answering.answer(record, "SNAG-102", OPEN(**BOTH), by="Ana", now=at(3))
    after = rebuild(upgrade(record, newer, by="Ben", now=at(9)))
    expected = "severity minor, likelihood almost certain"
    assert after.items["SNAG-106"].answer.rating == expected


@pytest.mark.parametrize("answer", [UNSEEN(**BOTH), OPEN(**BOTH)], ids=["unseen", "open"])
def test_every_report_says_it(answer: Answer) -> None:
    record = said(answer)
    assert report(record, ReportFormat.MARKDOWN).count(f"For this project: {WORDS}") == 1
    assert report(record, ReportFormat.MARKDOWN, ReportKind.SHORT).count(WORDS) == 1
    assert report(record, ReportFormat.HTML).count(WORDS) == 1
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(report(record, ReportFormat.CSV)))
        if row["id"] == ISSUE
    ]
    assert (row["own_severity"], row["own_likelihood"]) == ("major", "almost-certain")
    assert row["severity"] != "major"  # what others met stands apart
    (found,) = [
        each
        for each in json.loads(report(record, ReportFormat.JSON))["issues"]
        if each["id"] == ISSUE
    ]
    assert (found["answer"]["severity"], found["answer"]["likelihood"]) == tuple(BOTH.values())
    graph = Graph().parse(data=report(record, ReportFormat.TURTLE), format="turtle")
    ratings = {
        (str(graph.value(node, SDO.reviewAspect)), str(graph.value(node, SDO.ratingValue)))
        for node in graph.objects(None, SDO.reviewRating)
    }
    assert ratings == set(BOTH.items())


def test_the_hand_out_begins_with_what_the_team_fears_most() -> None:
    record = all_answered(begun())
    for name, severity in (("SNAG-105", "critical"), ("SNAG-101", "negligible")):
        record = answering.answer(record, name, OPEN(severity=severity), by="Ana", now=at(2))
    found = json.loads(report(record, ReportFormat.JSON, ReportKind.HANDOUT))
    names = [each["id"] for each in found["open"]]
    assert names == ["SNAG-105", "SNAG-102", "SNAG-103", "SNAG-104", "SNAG-101"]
    assert "severity critical" in report(record, ReportFormat.MARKDOWN, ReportKind.HANDOUT)


@pytest.mark.parametrize(
    ("target", "as_json"),
    [
        *((each, False) for each in ExportTarget if each is not ExportTarget.ICS),
        *((each, True) for each, info in EXPORT_TARGETS.items() if info.as_json),
    ],
)
def test_exports_say_it_where_it_has_a_place(target: ExportTarget, as_json: bool) -> None:
    record = said(OPEN(due=date(2026, 12, 1), **BOTH))
    options = ExportOptions(as_json=as_json)
    assert WORDS in export_review(record, target, today=TODAY, options=options).decode()


@pytest.mark.parametrize(
    ("field", "steps"), [("severity", SEVERITY_STEPS), ("likelihood", LIKELIHOOD_STEPS)]
)
def test_the_docs_say_what_each_step_means(field: str, steps: dict[str, ScaleStep]) -> None:
    rows = [f"| `{name}` | {step.definition} | {step.weight} |" for name, step in steps.items()]
    table = "\n".join((f"| `--{field}` | what it says | counts |", "|---|---|---|", *rows, ""))
    assert table in (TESTS.parent / "docs" / "reviews-format.md").read_text(encoding="utf-8")

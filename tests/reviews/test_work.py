"""Imports, files and reports, in processes as in this one."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from reviews.garden import NAMES, TODAY, all_answered, at, begun, closing

from snaglist.errors import UsageError
from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.exports.export import ExportOptions, ExportTarget, export_review
from snaglist.reviews.merge import compare_copies
from snaglist.reviews.reports.render import WRITERS, ReportFormat, ReportKind, render_report
from snaglist.reviews.state import FrozenError
from snaglist.reviews.statuses import Status
from snaglist.reviews.work import ReviewWork
from snaglist.reviews.yaml_file import write_record
from snaglist.workers.errors import ClientGoneError, TimeLimitError
from snaglist.workers.pool import ProcessPool
from snaglist.workers.service import WorkerLimits


@pytest.fixture(scope="module")
def work() -> Iterator[ReviewWork]:
    found = ReviewWork(processes=True)
    yield found
    found.close()


@pytest.mark.parametrize(("kind", "format_"), WRITERS)
def test_reports_are_those_made_here(
    work: ReviewWork, kind: ReportKind, format_: ReportFormat
) -> None:
    record = all_answered(begun())
    made = work.report(record, format_, kind, TODAY)
    assert made == render_report(record, format_, today=TODAY, kind=kind)


def test_a_report_that_there_is_not_is_told(work: ReviewWork) -> None:
    with pytest.raises(UsageError, match="no handout as csv"):
        work.report(begun(), ReportFormat.CSV, ReportKind.HANDOUT, TODAY)


def test_a_file_comes_back_as_it_was_taken(work: ReviewWork) -> None:
    record = all_answered(begun())
    content = work.write(record)
    assert content.decode() == write_record(record)
    assert work.parse(content) == record


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff", r"not UTF-8 \(byte 0\)"),
        (b"a: 1", "review.yaml"),
        (b"[" * 100_000, "nested too deeply"),
        (b"<<<<<<< ours", "conflict marks"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(work: ReviewWork, content: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        work.parse(content)


def test_work_ends_at_its_limit() -> None:
    quick = ReviewWork(processes=True, limits=WorkerLimits(seconds=0.01, workers=1))
    slow = b"[" + b"1," * 300_000 + b"1]"
    assert isinstance(quick._workers, ProcessPool)
    try:
        quick._workers.greeting(None)
        with pytest.raises(TimeLimitError, match=r"after 0\.01 seconds"):
            quick.parse(slow)
    finally:
        quick.close()


def test_copies_are_compared_as_here(work: ReviewWork) -> None:
    ours = begun()
    theirs = all_answered(ours)
    assert work.compare(ours, theirs) == compare_copies(ours, theirs)
    signed = signatures.sign(all_answered(ours), by="Eva", now=at(50))
    with pytest.raises(UsageError, match="two reviews"):
        work.compare(ours, begun().model_copy(update={"id": uuid4()}))
    late = answering.answer(ours, NAMES[0], closing(Status.OPEN), by="Ben", now=at(60))
    with pytest.raises(FrozenError, match="signed off by Eva"):
        work.compare(signed, late)


@pytest.mark.parametrize("target", ExportTarget)
def test_exports_are_those_made_here(work: ReviewWork, target: ExportTarget) -> None:
    due = closing(Status.OPEN).model_copy(update={"due": TODAY})
    record = answering.answer(begun(), NAMES[0], due, by="Ana", now=at(1))
    options = ExportOptions(unseen=True, ahead=3)
    made = work.export(record, target, TODAY, options)
    assert made == export_review(record, target, today=TODAY, options=options)


def test_who_left_is_not_worked_for(work: ReviewWork) -> None:
    slow = b"[" + b"1," * 300_000 + b"1]"
    with pytest.raises(ClientGoneError):
        work.parse(slow, lambda: True)

"""What a report tells, and what it keeps to itself."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from rdflib import Graph
from reviews.garden import library
from reviews.sample_review import (
    BEPPE,
    BLIND,
    CHLOE,
    DEV,
    DIFFERING,
    FIRST,
    SECOND,
    SIGNED,
    SOURCES,
    TODAY,
    rich,
    upto,
)

from snaglist.reviews.commands.answering import answer
from snaglist.reviews.commands.issue_list import begin
from snaglist.reviews.commands.signatures import sign
from snaglist.reviews.events.fields import AskedSigner
from snaglist.reviews.events.issue_list import Created, Upgraded
from snaglist.reviews.record import Record
from snaglist.reviews.reports.content import IssueGroup, report_content
from snaglist.reviews.reports.handout import MOST_AWAITED, MOST_OPEN, summarize
from snaglist.reviews.reports.issue_history import cited_sources as cited
from snaglist.reviews.reports.render import WRITERS, ReportFormat, ReportKind, render_report
from snaglist.reviews.reports.summary import clip, state_sentence
from snaglist.reviews.statuses import Answer, Status

READ = (ReportFormat.MARKDOWN, ReportFormat.HTML)
PAGES = [(kind, format_) for kind, format_ in WRITERS if format_ in READ]
BASE = "https://w3id.org/snaglist"


def told(record: Record, format_: ReportFormat, kind: ReportKind = ReportKind.RECORD) -> str:
    return render_report(record, format_, today=TODAY, kind=kind).decode()


@pytest.mark.parametrize("number", [BLIND, BLIND + 1])
@pytest.mark.parametrize("format_", ReportFormat)
def test_no_report_tells_what_is_said_blind(number: int, format_: ReportFormat) -> None:
    content = told(upto(number), format_)
    assert "doubt" not in content
    assert "The bell is hung" not in content
    if format_ is not ReportFormat.CSV:  # a table of where issues stand, not of what was said
        assert "The bell is hung" in told(upto(DIFFERING), format_)


def test_nothing_was_answered_while_reviewers_are_blind() -> None:
    found = json.loads(told(upto(BLIND), ReportFormat.JSON))
    assert found["review"]["blind"] is True
    assert found["progress"] == {**dict.fromkeys(map(str, Status), 0), "not-looked-at": 6}
    opined = [event for event in found["events"] if event["did"] == "opined"]
    assert len(opined) == 6
    assert not [event for event in opined if "answer" in event]


def test_groups_come_in_order_with_what_differs_after_what_is_open() -> None:
    found = report_content(upto(DIFFERING), TODAY, BASE).groups
    assert [(group, len(rows)) for group, rows in found] == [
        (IssueGroup.OPEN, 1),
        (IssueGroup.DIFFERING, 1),
        (IssueGroup.NOT_LOOKED_AT, 3),
        (IssueGroup.NOT_APPLICABLE, 1),
    ]
    assert [group for group, _ in report_content(rich(), TODAY, BASE).groups] == [
        *(IssueGroup.OPEN, IssueGroup.NOT_LOOKED_AT, IssueGroup.ADDRESSED, IssueGroup.ACCEPTED),
        *(IssueGroup.NOT_APPLICABLE, IssueGroup.RETIRED),
    ]


def test_an_acceptance_is_open_the_day_after_it_expires() -> None:
    last = date(2027, 2, 28)
    for day, status in ((last, Status.ACCEPTED), (last + timedelta(days=1), Status.OPEN)):
        rows = {row.item.issue: row for row in report_content(rich(), day, BASE).rows}
        assert rows["SNAG-003"].status is status
    assert "open: acceptance expired on 2027-02-28" in told(rich(), ReportFormat.MARKDOWN)


def test_sentence_counts() -> None:
    assert state_sentence(report_content(upto(SIGNED), TODAY, BASE)) == (
        "Of 7 issues, 2 are open, 3 are addressed, 1 is accepted and 1 is not applicable. "
        "1 acceptance has expired. 1 is overdue. Chloé signed it off on 2027-01-10."
    )
    assert "The reviewers still answer blind." in state_sentence(
        report_content(upto(BLIND), TODAY, BASE)
    )


def test_history_has_every_answer_with_what_stood_before() -> None:
    rows = {row.item.issue: row for row in report_content(rich(), TODAY, BASE).rows}
    steps = rows["SNAG-001"].steps
    assert [(step.number, step.by, step.before, step.answer.status) for step in steps] == [
        (9, ("Anna Ångström", "Beppe O’Neill"), Status.NOT_LOOKED_AT, Status.OPEN),
        (21, ("开发组",), Status.OPEN, Status.OPEN),
    ]
    blind = rows["SNAG-001"].opinions
    assert [(each.number, each.by) for each in blind if each.by == BEPPE] == [
        (3, BEPPE),
        (4, BEPPE),
    ]


@pytest.mark.parametrize("format_", READ)
def test_a_signature_that_does_not_hold_says_so(format_: ReportFormat) -> None:
    record = upto(SIGNED)
    created = record.events[0]
    assert isinstance(created, Created)
    forged = created.model_copy(update={"title": "Another"})
    changed = record.model_copy(update={"events": (forged, *record.events[1:])})
    assert "not hold" not in told(record, format_).lower()
    assert "not hold" in told(changed, format_).lower()
    assert [s["holds"] for s in json.loads(told(changed, ReportFormat.JSON))["signatures"]] == [
        False
    ]


@pytest.mark.parametrize(("kind", "format_"), PAGES)
def test_a_reopened_signature_says_so(kind: ReportKind, format_: ReportFormat) -> None:
    assert "reopened since" not in told(upto(SIGNED), format_, kind)
    assert "reopened since" in told(rich(), format_, kind)


@pytest.mark.parametrize("format_", READ)
def test_each_quote_comes_with_its_study(format_: ReportFormat) -> None:
    content = told(rich(), format_)
    assert content.count("Gardens that measure") == 3  # two quotes, and how to cite
    assert "Any use must cite the paper." in content
    assert "not quoted" not in content


def test_the_catalogue_is_cited_as_last_used() -> None:
    assert next(iter(cited(upto(SIGNED)))).citation.endswith("version 1.0.0 (2026).")
    assert next(iter(cited(rich()))).citation.endswith("version 1.1.0 (2026).")


def test_a_study_that_grew_is_cited_once() -> None:
    last = rich().events[19]
    assert isinstance(last, Upgraded)
    grown = SOURCES[0].model_copy(update={"interviews": ("I01", "I02"), "citation": "Anew."})
    changed = last.model_copy(update={"sources": (grown,)})
    events = (*rich().events[:19], changed)
    found = cited(rich().model_copy(update={"events": events}))
    assert [each.citation for each in found if each.interviews] == ["Anew."]


def test_a_record_without_sources_can_be_told() -> None:
    created = rich().events[0].model_copy(update={"sources": ()})
    older = upto(SIGNED).model_copy(update={"events": (created, *rich().events[1:SIGNED])})
    for kind, format_ in PAGES:
        assert "Glasshouse" in told(older, format_, kind)
    assert "a quote’s address says which study to cite" in told(older, ReportFormat.MARKDOWN)


def test_a_review_begins_with_its_sources() -> None:
    found = library().sources()
    assert found[0].citation
    assert found[0].interviews == ()
    assert [(each.citation, each.interviews) for each in found[1:]] == [
        ("Nobody (2026). A study that never was.", ("I01",))
    ]
    record = begin(library(), title="x", answers={}, by="x", now=rich().events[0].at)
    assert isinstance(record.events[0], Created)
    assert record.events[0].sources == found


def test_handout_puts_the_worst_first() -> None:
    found = summarize(report_content(rich(), TODAY, BASE))
    assert [line.row.severity for line in found.open] == [3, 1]
    assert found.more_open == 0
    assert MOST_OPEN == 6


def test_handout_tells_the_teams_words_before_those_of_others() -> None:
    (first, second) = summarize(report_content(rich(), TODAY, BASE)).open
    assert first.text.startswith("Waiting for a bell")
    assert first.elsewhere.startswith("Reported elsewhere (it came to an end): The tomatoes")
    assert second.text.startswith("The vendor gives notice")
    page = told(rich(), ReportFormat.HTML, ReportKind.HANDOUT)
    assert page.index("Waiting for a bell") < page.index("The tomatoes froze")
    # What is late comes before what is worse.
    late = Answer(status=Status.OPEN, due=date(2027, 2, 1))
    record = answer(rich(), "SNAG-003", late, by=CHLOE, now=rich().events[-1].at)
    found = summarize(report_content(record, TODAY, BASE)).open
    assert [line.row.item.issue for line in found] == ["SNAG-003", "SNAG-001"]
    assert found[0].facts == ("no owner", "due 2027-02-01", "overdue")


def test_handout_has_lines_to_sign_on_for_those_who_have_not() -> None:
    """And the digest, where somebody has."""
    blank = "<p>Date</p><p>Signature</p>"
    record = upto(SIGNED - 1)
    now = rich().events[SIGNED - 1].at
    assert told(record, ReportFormat.HTML, ReportKind.HANDOUT).count(blank) == 2
    alone = sign(record, by=CHLOE, now=now, statement="Good enough.")
    page = told(alone, ReportFormat.HTML, ReportKind.HANDOUT)
    assert blank not in page
    assert alone.events[-1].digest in page  # type: ignore[union-attr]
    assert page.index("Signed off by Chloé") < page.index("“Good enough.”") < page.index("<h2>")
    for count in (1, MOST_AWAITED + 2):
        asked = [AskedSigner(name=f"{DEV} {n}", role="auditor") for n in range(count)]
        page = told(
            sign(record, by=CHLOE, now=now, also=asked), ReportFormat.HTML, ReportKind.HANDOUT
        )
        assert page.count(blank) == min(count, MOST_AWAITED)
        assert f"{DEV} 0, auditor</p>" in page
        assert ("and 2 more to sign" in page) == (count > MOST_AWAITED)


def test_a_signature_that_does_not_hold_says_so_in_the_handout() -> None:
    record = upto(SIGNED)
    events = (*record.events[:-2], record.events[-2].model_copy(update={"by": "Eve"}))
    changed = record.model_copy(update={"events": (*events, record.events[-1])})
    for format_ in (ReportFormat.HTML, ReportFormat.MARKDOWN):
        assert "DOES NOT HOLD" in told(changed, format_, ReportKind.HANDOUT)
        assert "DOES NOT HOLD" not in told(record, format_, ReportKind.HANDOUT)


def test_csv_guards_what_a_spreadsheet_would_run() -> None:
    created = rich().events[0]
    first = next(iter(rich().entries))
    shown = rich().entries[first].model_copy(update={"title": "=HYPERLINK(1)"})
    entries = {**rich().entries, first: shown}
    record = rich().model_copy(update={"events": (created,), "entries": entries})
    rows = list(csv.reader(io.StringIO(told(record, ReportFormat.CSV))))
    assert "'=HYPERLINK(1)" in [row[1] for row in rows]


def test_clip_cuts_between_words() -> None:
    assert clip("one two three", 9) == "one two…"
    assert clip("one two", 7) == "one two"
    assert clip("x" * 20, 9) == "x" * 8 + "…"


def test_things_are_named_under_the_base() -> None:
    for format_ in (*READ, ReportFormat.JSON):
        content = render_report(rich(), format_, today=TODAY, base="https://e.org/here").decode()
        assert "https://e.org/here/id/SNAG-001" in content
        assert BASE not in content
    graph = render_report(
        rich(), ReportFormat.TURTLE, today=TODAY, base="https://e.org/here"
    ).decode()
    named = {str(each) for each in Graph().parse(data=graph, format="turtle").all_nodes()}
    assert "https://e.org/here/id/SNAG-001" in named


def test_editions_differ() -> None:
    assert FIRST.version in told(upto(SIGNED), ReportFormat.MARKDOWN)
    assert SECOND.digest in told(rich(), ReportFormat.MARKDOWN)

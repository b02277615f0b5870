"""In which order a report tells things, and how much of them the hand-out has room for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from reviews.garden import at as minute
from reviews.garden import begun, closing
from reviews.sample_review import (
    AGAIN,
    ANNA,
    BEPPE,
    CHLOE,
    DEV,
    SECOND,
    THERMOMETER,
    TODAY,
    at,
    entry,
    rich,
    source,
    upto,
)
from reviews.sample_review import placed as place

from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.content import IssueGroup, IssueRow, ReportContent, report_content
from snaglist.reviews.reports.handout import (
    MOST_ACCEPTED,
    MOST_DECIDED,
    MOST_OPEN,
    MOST_SIGNED,
    summarize,
)
from snaglist.reviews.reports.issue_history import cited_sources, history, opinions, placed_issues
from snaglist.reviews.reports.summary import course, state_sentence
from snaglist.reviews.statuses import Answer, Status

BASE = "https://e.org"


def told(record: Record) -> ReportContent:
    return report_content(record, TODAY, BASE)


def with_severities(record: Record, *severities: int) -> ReportContent:
    """The account with other severities in its open rows, in the order of the review."""
    found = told(record)
    left = iter(severities)
    rows = tuple(
        replace(row, severity=next(left)) if row.group is IssueGroup.OPEN else row
        for row in found.rows
    )
    return replace(found, rows=rows)


def all_open() -> Record:
    record = begun()
    for name in ("SNAG-101", "SNAG-102", "SNAG-103", "SNAG-104", "SNAG-105"):
        record = answering.answer(record, name, closing(Status.OPEN), by="Ana", now=minute(1))
    return record


def test_the_worst_comes_first_whatever_its_place_in_the_review() -> None:
    found = summarize(with_severities(all_open(), 1, 3, 0, 2, 3))
    assert [(line.row.severity, line.row.item.issue[-3:]) for line in found.open] == [
        (3, "102"),
        (3, "105"),
        (2, "104"),
        (1, "101"),
        (0, "103"),
    ]


def test_what_the_team_fears_comes_before_what_others_reported() -> None:
    record = begun()
    said = {
        "SNAG-101": {"severity": "minor", "likelihood": "rare"},
        "SNAG-102": {"severity": "minor", "likelihood": "possible"},
        "SNAG-103": {"severity": "critical", "likelihood": "likely"},
        "SNAG-104": {},
        "SNAG-105": {"severity": "major", "likelihood": "possible"},
    }
    for name, rating in said.items():
        answer = Answer.model_validate({"status": "open", **rating})
        record = answering.answer(record, name, answer, by="Ana", now=minute(1))
    found = summarize(with_severities(record, 3, 3, 0, 3, 3))
    # Of what hurts the worst risk first; then what nobody rated; then what hurts little.
    assert [line.row.item.issue[-3:] for line in found.open] == ["103", "105", "102", "104", "101"]


def test_what_differs_is_as_urgent_as_what_is_open() -> None:
    record = rich().model_copy(update={"events": rich().events[:9]})
    found = summarize(told(record))
    groups = [line.row.group for line in found.open]
    assert sorted(set(groups)) == [IssueGroup.OPEN, IssueGroup.DIFFERING]
    severities = [line.row.severity for line in found.open]
    assert severities == sorted(severities, reverse=True)


@pytest.mark.parametrize("beyond", [0, 1, 3])
def test_the_hand_out_counts_what_it_leaves_out(beyond: int) -> None:
    found = told(all_open())
    (first, *_) = found.rows

    def many(group: IssueGroup, most: int) -> tuple[IssueRow, ...]:
        return (replace(first, group=group),) * (most + beyond)

    rows = (
        *many(IssueGroup.OPEN, MOST_OPEN),
        *many(IssueGroup.ACCEPTED, MOST_ACCEPTED),
        *many(IssueGroup.ADDRESSED, MOST_DECIDED),
    )
    seen = summarize(replace(found, rows=rows))
    assert (len(seen.open), seen.more_open) == (MOST_OPEN, beyond)
    assert (len(seen.accepted), seen.more_accepted) == (MOST_ACCEPTED, beyond)
    # Rows that are the same are decided alike, so they count as often as they stand there.
    assert (len(seen.decided), seen.more_decided) == (MOST_DECIDED, beyond)


def test_the_latest_signatures_come_first() -> None:
    record = rich()
    for number in range(3):
        for name in ("SNAG-008", "SNAG-009", "SNAG-001", "SNAG-003"):
            item = closing(Status.NOT_APPLICABLE)
            record = answering.answer(record, name, item, by=ANNA, now=at(30 + 4 * number))
        by = f"Signer {number}"
        record = signatures.sign(record, by=by, now=at(31 + 4 * number))
        if number < 2:
            record = signatures.reopen(record, "Again.", by=ANNA, now=at(32 + 4 * number))
    found = summarize(told(record))
    assert [line.split()[2].rstrip(";") for line in found.signed] == ["2", "1"]
    assert (len(found.signed), found.more_signed) == (MOST_SIGNED, 2)
    assert "reopened since" not in found.signed[0]
    assert found.signed[1].endswith("; reopened since")


def test_the_course_runs_from_the_beginning() -> None:
    found = list(course(told(rich())))
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert [(each.by, each.text) for each in found] == [
        (ANNA, "began the review with 6 issues"),
        (BEPPE, "handed in"),
        (ANNA, "handed in"),
        (ANNA, "changed the profile, which leads to 2 issues"),
        (DEV, "added SNAG-006 by hand"),
        (CHLOE, "signed off as Head of glass"),
        (ANNA, "reopened the review: The catalogue has moved on."),
        (
            ANNA,
            "carried the review over to catalogue 1.1.0: SNAG-006 reworded; SNAG-008, "
            "SNAG-009 new; SNAG-007 retired",
        ),
    ]


def test_issues_are_placed_in_the_order_of_the_events() -> None:
    found = [each.issue[-1] for each in placed_issues(rich())]
    assert "".join(found) == "123457" + "21" + "6" + "89"
    kinds = [
        type(event)
        for event in rich().events
        if isinstance(event, Created | Profiled | Added | Upgraded)
    ]
    assert kinds == [Created, Profiled, Added, Upgraded]


def test_answers_and_opinions_come_as_they_were_given() -> None:
    state, steps = history(rich())
    for given in steps.values():
        assert [step.number for step in given] == sorted({step.number for step in given})
    assert {name: len(given) for name, given in steps.items()} == {
        **dict.fromkeys(("SNAG-002", "SNAG-003", "SNAG-004", "SNAG-007"), 1),
        "SNAG-005": 2,
        "SNAG-006": 1,
        "SNAG-001": 2,
    }
    said = opinions(rich(), state)
    assert {name: [(each.number, each.by) for each in given] for name, given in said.items()} == {
        "SNAG-001": [(2, ANNA), (3, BEPPE), (4, BEPPE)],
        "SNAG-002": [(5, ANNA), (6, BEPPE)],
        "SNAG-005": [(7, ANNA)],
    }
    first = rich().events[0]
    assert isinstance(first, Created)
    shown = {each.issue: each.entry for each in first.issues}
    for name, opined in said.items():
        assert {each.entry for each in opined} == {shown[name]}


def test_who_answered_blind_saw_what_the_review_began_with() -> None:
    """Whatever is placed later under the same id."""
    later = Profiled(
        at=at(10),
        by=ANNA,
        profile=AGAIN,
        issues=(place(entry("SNAG-001", "Another title"), 9, THERMOMETER),),
    )
    record = rich().model_copy(update={"events": (*rich().events[:9], later)})
    said = opinions(record, rebuild(upto(9)))["SNAG-001"]
    assert {each.entry for each in said} == {entry_digest(entry("SNAG-001"))}


def test_a_step_says_from_what_to_what() -> None:
    _, steps = history(rich())
    assert [step.change for step in steps["SNAG-001"]] == [
        "from not looked at to open",
        "still open",
    ]
    settled = steps["SNAG-002"][-1]
    assert (settled.resolution, settled.by) == ("We rang it together; it rang.", (BEPPE,))


def test_the_newest_sources_come_first() -> None:
    found = [source.citation for source in cited_sources(rich())]
    assert [("1.1.0" in each, "Gardens" in each) for each in found] == [
        (True, False),
        (False, True),
    ]


def test_a_study_that_was_told_before_stands_behind_the_newest_catalogue() -> None:
    upgraded = rich().events[19]
    assert isinstance(upgraded, Upgraded)
    alone = upgraded.model_copy(update={"sources": (source(SECOND),)})
    record = rich().model_copy(update={"events": (*rich().events[:19], alone)})
    assert ["1.1.0" in each.citation for each in cited_sources(record)] == [True, False]


def test_a_sentence_counts_one_and_many() -> None:
    one = answering.answer(begun(), "SNAG-101", closing(Status.OPEN), by="Ana", now=minute(1))
    assert state_sentence(report_content(one, TODAY, BASE)) == (
        "Of 5 issues, 1 is open and 4 were not looked at. It is not signed off."
    )
    accepted = answering.answer(one, "SNAG-102", closing(Status.ACCEPTED), by="Ana", now=minute(2))
    day = date(2026, 12, 31)
    assert closing(Status.ACCEPTED).expires == day
    assert "expired" not in state_sentence(report_content(accepted, day, BASE))
    late = state_sentence(report_content(accepted, day + timedelta(days=1), BASE))
    assert "2 are open and 3 were not looked at. 1 acceptance has expired." in late

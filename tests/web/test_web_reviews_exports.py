"""What is open, as a page of a server gives it to the tools that a team has."""

import csv
import io
import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from web.review_desk import Desk, review_app, says

from snaglist.reviews.exports.export import ExportOptions, ExportTarget, export_review
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.work import ReviewWork
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews.tool_export import TOOL_FILES


def opened(desk: Desk) -> tuple[str, str]:
    """A review with an issue that is open, and one that nobody looked at."""
    edit, view = desk.begin()
    desk.answer(
        edit, "SNAG-001", owner="Ben", due="2099-12-31", links="docs/bell.md", notes="Rings late."
    )
    return edit, view


@pytest.mark.parametrize(
    ("to", "media_type", "name"),
    [
        ("tasklist", "text/markdown", "open-issues.md"),
        ("github", "application/x-sh", "open-issues.sh"),
        ("github-json", "application/json", "open-issues.json"),
        ("jira", "text/csv", "open-issues.csv"),
        ("ics", "text/calendar", "review.ics"),
        ("slack", "text/plain", "message.txt"),
        ("slack-json", "application/json", "message.json"),
    ],
)
def test_each_is_a_download_that_nobody_keeps(
    desk: Desk, store: ReviewStore, to: str, media_type: str, name: str
) -> None:
    edit, view = opened(desk)
    assert f'href="{view}/export?to={to}"' in desk.get(view).text
    for link in (edit, view):
        made = desk.get(f"{link}/export?to={to}")
        assert made.status_code == 200
        assert made.content_type == f"{media_type}; charset=utf-8"
        assert made.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert made.headers["Cache-Control"] == "no-store"
        assert made.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert made.headers["X-Content-Type-Options"] == "nosniff"
    record = store.visit(edit.rpartition("/")[2]).record
    file = TOOL_FILES[to]
    options = ExportOptions(as_json=file.as_json)
    today = datetime.now(UTC).date()
    assert made.data == export_review(record, file.target, today=today, options=options)


def test_every_target_is_offered() -> None:
    assert {file.target for file in TOOL_FILES.values()} == set(ExportTarget)


def test_an_export_is_what_its_choices_say(desk: Desk) -> None:
    _, view = opened(desk)
    chosen = {
        "not-looked-at": "yes",
        "repository": "https://github.com/acme/bells",
        "tickets": "",
        "warn-days": "14",
    }
    table = desk.get(f"{view}/export?to=jira&{urlencode(chosen)}").text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["Owner"] for row in rows] == ["Ben", ""]
    assert "https://github.com/acme/bells/blob/HEAD/docs/bell.md" in rows[0]["Description"]
    calendar = desk.get(f"{view}/export?to=ics&{urlencode(chosen)}").text
    assert "DTSTART;VALUE=DATE:20991231" in calendar
    assert "TRIGGER:-P14D" in calendar
    assert "TRIGGER" not in desk.get(f"{view}/export?to=ics").text
    told = json.loads(desk.get(f"{view}/export?to=github-json").text)
    assert [each["issue"] for each in told["issues"]] == ["SNAG-001"]
    # As the form sends it, with fields that are empty.
    empty = "to=slack&repository=&tickets=&warn-days="
    assert "Rings late." in desk.get(f"{view}/export?{empty}").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("to=trello", "no export to"),
        ("tow=jira", "Try to"),
        ("to=jira&repository=github.com", "no web address"),
        ("to=jira&tickets=javascript:alert(1)", "no web address"),
        ("to=ics&warn-days=soon", "a number of days"),
        ("to=ics&warn-days=3651", "at most 3,650"),
        ("to=ics&warn-days=%C2%B2", "a number of days"),
    ],
)
def test_what_cannot_be_asked_is_told(desk: Desk, query: str, words: str) -> None:
    _, view = opened(desk)
    page = desk.get(f"{view}/export?{query}")
    assert page.status_code == 400
    assert words in says(page)


def test_a_calendar_without_a_day_is_told_beside_what_was_chosen(desk: Desk) -> None:
    _, view = desk.begin()
    page = desk.get(f"{view}/export?to=ics")
    assert page.status_code == 400
    assert "No day is left for a calendar" in says(page)
    # Where there is none, it is not offered.
    for path in ("", "/export"):
        page = desk.get(f"{view}{path}")
        assert page.status_code == 200
        assert "calendar" not in page.text.partition("<main")[2].replace("For the calendar", "")


def test_exports_wait_for_the_blind(desk: Desk) -> None:
    for link in desk.begin(reviewers="Ana\nBen"):
        for query in ("", "?to=tasklist"):
            assert desk.get(f"{link}/export{query}").status_code == 409
        assert "/export" not in desk.get(link).text
        assert desk.json(link)["exports"] == []


def test_exports_are_made_where_they_can_be_stopped(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    work = ReviewWork(processes=True)
    desk = Desk(review_app(sample_knowledge, store, work=work))
    try:
        edit, _ = opened(desk)
        options = ExportOptions(links=LinkBases(), unseen=True)
        record = store.visit(edit.rpartition("/")[2]).record
        today = datetime.now(UTC).date()
        made = desk.get(f"{edit}/export?to=tasklist&not-looked-at=yes")
        assert made.data == export_review(
            record, ExportTarget.TASKLIST, today=today, options=options
        )
    finally:
        work.close()

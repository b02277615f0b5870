"""Whatever was typed into a review, an export holds together."""

import csv
import io
import json
import re
import subprocess
from typing import Any

from common import times
from hypothesis import given, settings
from icalendar import Calendar
from markdown_it import MarkdownIt
from reviews.reports.hostile import TODAY, records

from snaglist.errors import UsageError
from snaglist.reviews.exports.export import ExportOptions, ExportTarget, export_review
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Status

MANY = settings(max_examples=times(8, 60))
LINKS = LinkBases(repository="https://github.com/acme/bed", tickets="https://j.example/browse/")


def made(record: Record, target: ExportTarget, **options: Any) -> str:
    given_ = ExportOptions(links=LINKS, unseen=True, **options)
    return export_review(record, target, today=TODAY, options=given_).decode()


def left(record: Record) -> list[str]:
    """The issues that are open or not looked at."""
    items = rebuild(record).items.values()
    unsettled = (Status.OPEN, Status.NOT_LOOKED_AT)
    return sorted(i.issue for i in items if not i.retired and i.status(TODAY) in unsettled)


@given(records())
@MANY
def test_each_export_holds_together(record: Record) -> None:
    if rebuild(record).blind:
        return
    names = left(record)
    tasks = made(record, ExportTarget.TASKLIST)
    assert sorted(re.findall(r"^- \[ \] .*?\[(SNAG-\d+)\]\(", tasks, re.M)) == names
    tokens = MarkdownIt("commonmark").parse(tasks)
    inner = [one for token in tokens for one in (token, *(token.children or []))]
    assert not [one for one in inner if one.type in ("html_block", "html_inline")]
    found = json.loads(made(record, ExportTarget.GITHUB, as_json=True))
    assert sorted(one["issue"] for one in found["issues"]) == names
    script = made(record, ExportTarget.GITHUB).encode()
    assert subprocess.run(["/bin/sh", "-n"], input=script, capture_output=True).stderr == b""
    rows = list(csv.DictReader(io.StringIO(made(record, ExportTarget.JIRA), newline="")))
    tickets = {one["issue"] for one in found["issues"] if one["ticket"]}
    assert sorted(row["Snaglist ID"] for row in rows) == [n for n in names if n not in tickets]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    message = made(record, ExportTarget.SLACK)
    assert len(message) < 4_000
    for inside in re.findall(r"<([^>]*)>", message):
        assert inside.startswith(("https://", "http://"))
    assert json.loads(made(record, ExportTarget.SLACK, as_json=True))["text"] == message[:-1]


@given(records())
@MANY
def test_a_calendar_reads_back(record: Record) -> None:
    state = rebuild(record)
    if state.blind:
        return
    try:
        text = made(record, ExportTarget.ICS)
    except UsageError:
        return
    calendar: Any = Calendar.from_ical(text)
    # The library takes a byte order mark for one, and leaves it out at the beginning of a text.
    assert calendar["X-WR-CALNAME"] == state.title.removeprefix("\ufeff")
    events = calendar.walk("VEVENT")
    assert len({event["UID"] for event in events}) == len(events)
    days = {event["UID"].partition("@")[0]: event.decoded("DTSTART") for event in events}
    for item in state.items.values():
        if not item.retired and item.answer.expires and not item.differs:
            assert days[f"{item.issue}-expires"] == item.answer.expires
        if item.issue in left(record) and item.answer.due:
            assert days[f"{item.issue}-due"] == item.answer.due

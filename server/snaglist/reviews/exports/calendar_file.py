"""The days of a review as a calendar (iCalendar, RFC 5545): what is due, which acceptance ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from snaglist.errors import UsageError
from snaglist.reviews.exports.open_rows import OpenIssues
from snaglist.reviews.reports.content import IssueRow
from snaglist.reviews.statuses import UNSETTLED, Status

if TYPE_CHECKING:
    from icalendar import Event


def calendar_file(found: OpenIssues) -> bytes:
    """An event of a day for each; read in again, it takes the place of the one before.

    Raises ``UsageError`` where there is none: a calendar without anything in it is not valid.
    """
    # A quarter of a second, which no other export needs.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Snaglist//Design review//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", found.title)
    for row in found.content.rows:
        for name, what, day in _days(row):
            calendar.add_component(_event(found, row, name, what, day))
    if not calendar.subcomponents:
        raise UsageError("No day is left for a calendar: nothing is due, no acceptance ends.")
    written: bytes = calendar.to_ical()
    return written


def _days(row: IssueRow) -> Iterator[tuple[str, str, date]]:
    """The days of an issue: a name that no other of its days has, what happens, and when."""
    answer = row.item.answer
    if row.item.retired:
        return
    if row.item.due and row.status in UNSETTLED:
        yield "due", "Due", row.item.due
    # One that is over is open, which is no day to come but a thing to do: its own day stays.
    if answer.expires and (row.status is Status.ACCEPTED or row.expired):
        yield "expires", "Acceptance ends", answer.expires


def _event(found: OpenIssues, row: IssueRow, name: str, what: str, day: date) -> "Event":
    from icalendar import Alarm, Event

    item, title = row.item, row.shown.title
    event = Event()
    event.add("uid", f"{item.issue}-{name}@{found.content.record.id}")
    event.add("dtstamp", found.changed)
    event.add("sequence", item.version)
    event.add("dtstart", day)
    event.add("summary", f"{what}: {title} ({item.issue})")
    event.add("description", "\n".join(_description(found, row)))
    event.add("transp", "TRANSPARENT")  # nobody is busy all day by it
    target = next(filter(None, map(found.links.target, item.links)), None)
    if target:
        event.add("url", target)
    if found.ahead is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-found.ahead))
        alarm.add("description", f"{what} on {day}: {title}")
        event.add_component(alarm)
    return event


def _description(found: OpenIssues, row: IssueRow) -> Iterator[str]:
    answer = row.item.answer
    yield f"Design review: {found.title}"
    if answer.owner:
        yield f"Owner: {answer.owner}"
    if answer.reason or answer.notes:
        yield answer.reason or answer.notes
    for link in row.item.links:
        yield found.links.target(link) or link

"""What is left to do, as the tools of a team take it in."""

import csv
import io
import json
import os
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from reviews.garden import NAMES, TODAY, all_answered, at, begun, closing
from reviews.reports.hostile import TODAY as HOSTILE_TODAY
from reviews.sample_review import BLIND, rich, upto

from snaglist.errors import UsageError
from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.exports.export import (
    EXPORT_TARGETS,
    ExportOptions,
    ExportTarget,
    export_review,
)
from snaglist.reviews.link_targets import LinkBases
from snaglist.reviews.record import Record
from snaglist.reviews.state import RecordError
from snaglist.reviews.statuses import Status

ADDRESSES = LinkBases(repository="https://github.com/acme/bed", tickets="https://j.example/browse/")
LATE = date(2026, 12, 31)
NOTES = "The bell hangs *low*,\n'quoted' $(touch broken) `x` <!channel> & 100 %"


@pytest.fixture
def record() -> Record:
    """One issue overdue, one with a ticket, one accepted, one addressed, one not looked at."""
    found = begun()
    for name, answer in {
        "SNAG-101": closing(Status.OPEN, owner="Zoë", due=date(2026, 12, 1), notes=NOTES),
        "SNAG-102": closing(Status.OPEN, links=["BED-7", "docs/a_b.md"]),
        "SNAG-103": closing(Status.ACCEPTED, expires=date(2027, 1, 31), due=date(2026, 12, 5)),
        "SNAG-104": closing(Status.ADDRESSED),
    }.items():
        found = answering.answer(found, name, answer, by="Ana", now=at(1))
    return found


def made(record: Record, target: str, today: date = TODAY, **options: Any) -> str:
    chosen = ExportOptions(**options)
    return export_review(record, ExportTarget(target), today=today, options=chosen).decode()


def test_a_task_list_has_a_box_for_what_is_open(record: Record) -> None:
    head, _, *boxes = made(record, "tasklist", LATE, links=ADDRESSES).splitlines()
    assert head == "**The new bed**: 2 of 5 issues open, 1 overdue, 1 not looked at."
    first, second, last = boxes
    assert first.startswith("- [ ] ")
    assert "[SNAG-101](https://w3id.org/snaglist/id/SNAG-101)" in first
    assert " · Zoë · due 2026-12-01 (overdue) · " in first
    assert r"The bell hangs \*low\*," in first
    assert "[BED-7](<https://j.example/browse/BED-7>)" in second
    assert r"[docs/a\_b.md](<https://github.com/acme/bed/blob/HEAD/docs/a_b.md>)" in second
    assert last == "- [ ] 1 more: look at what nobody has looked at"
    every = made(record, "tasklist", LATE, unseen=True)
    assert every.count("- [ ] ") == 3
    assert "SNAG-105" in every
    assert " · BED-7 · " in every  # a server may know what it is


def test_an_acceptance_that_is_over_is_open_again(record: Record) -> None:
    listed = made(record, "tasklist", date(2027, 2, 1))
    assert "Winter." in listed
    assert "acceptance expired on 2027-01-31" in listed


def test_a_task_list_has_room_on_github() -> None:
    record = begun()
    for name in NAMES[:5]:
        given = closing(
            Status.OPEN, links=[f"https://example.org/{'*' * 1900}{i}" for i in range(20)]
        )
        record = answering.answer(record, name, given, by="Ana", now=at(1))
    listed = made(record, "tasklist")
    assert len(listed) < 65_536
    assert listed.splitlines()[-1] == "- [ ] and 5 more"


def test_when_all_is_answered_exports_say_so() -> None:
    record = all_answered(begun(), Status.ADDRESSED)
    assert "Nothing is open." in made(record, "tasklist")
    assert "Nothing is open" in made(record, "github")
    assert made(record, "jira").count("\n") == 1
    assert made(record, "slack") == "*The new bed*: 0 of 5 issues open.\n"
    with pytest.raises(UsageError, match="No day is left for a calendar"):
        made(record, "ics")


def test_gh_gets_title_and_body_and_the_review_the_address(record: Record, tmp_path: Path) -> None:
    """The commands are run by a shell, with a gh and a snag that write down what they get."""
    script = made(record, "github", links=ADDRESSES, file="it's here.yaml")
    assert "# SNAG-102 has BED-7 already.\n" in script
    log = tmp_path / "log"
    for name, says in {"gh": "https://github.com/acme/bed/issues/9", "snag": ""}.items():
        tool = tmp_path / name
        tool.write_text(f"#!/bin/sh\nprintf '%s\\0' {name} \"$@\" >> '{log}'\necho {says}\n")
        tool.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        ["/bin/sh", "-eu"], input=script.encode(), check=True, cwd=tmp_path, env={"PATH": path},
        capture_output=True,
    )  # fmt: skip
    words = log.read_text(encoding="utf-8").split("\0")
    assert words[:5] == ["gh", "issue", "create", "--repo", "github.com/acme/bed"]
    options = dict(zip(words[5:9:2], words[6:9:2], strict=True))
    assert options["--title"].endswith("(SNAG-101)")
    assert "> The bell hangs *low*,\n> 'quoted' $(touch broken) `x`" in options["--body"]
    assert "- Owner: Zoë\n- Due: 2026-12-01" in options["--body"]
    assert words[9:] == [
        *("snag", "review", "answer", "it's here.yaml", "SNAG-101", "--link"),
        *("https://github.com/acme/bed/issues/9", ""),
    ]
    assert not (tmp_path / "broken").exists()


def test_where_gh_fails_nothing_is_written_back(record: Record, tmp_path: Path) -> None:
    script = made(record, "github")
    for name, code in {"gh": 1, "snag": 0}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\ntouch {name}-ran\nexit {code}\n")
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["/bin/sh"], input=script.encode(), cwd=tmp_path, env={"PATH": path})
    assert (tmp_path / "gh-ran").exists()
    assert not (tmp_path / "snag-ran").exists()


def test_an_issue_whose_ticket_is_an_address_is_not_filed_twice(record: Record) -> None:
    for address in ("https://github.com/acme/bed/issues/9", "https://j.example/browse/BED-9"):
        given = closing(Status.OPEN, links=[address])
        again = answering.answer(record, "SNAG-101", given, by="Ana", now=at(2))
        assert "gh issue create" not in made(again, "github")
        assert "SNAG-101" not in made(again, "jira")
    given = closing(Status.OPEN, links=["https://example.org/issues/why", "docs/a.md"])
    again = answering.answer(record, "SNAG-101", given, by="Ana", now=at(2))
    assert "gh issue create" in made(again, "github")


def test_the_ticket_of_a_signed_review_is_written_back_as_a_follow_up(record: Record) -> None:
    given = closing(Status.OPEN)
    record = answering.answer(record, "SNAG-105", given, by="Ana", now=at(2))
    signed = signatures.sign(record, by="Cleo", now=at(3))
    script = made(signed, "github")
    assert 'snag review follow-up review.yaml SNAG-105 --link "$url"' in script
    assert "snag review answer" not in script


def test_what_was_done_after_the_signature_is_open_no_more(record: Record) -> None:
    record = answering.answer(record, "SNAG-105", closing(Status.OPEN), by="Ana", now=at(2))
    record = signatures.sign(record, by="Cleo", now=at(3))
    again = answering.follow_up(
        record, "SNAG-105", by="Ben", now=at(4), due=date(2027, 5, 1), links=["#7"]
    )
    (row,) = [r for r in json.loads(made(again, "github", as_json=True))["issues"]
              if r["issue"] == "SNAG-105"]  # fmt: skip
    assert (row["due"], row["ticket"]) == ("2027-05-01", "#7")
    assert "2027-05-01" in made(again, "jira", unseen=True) or row["ticket"]
    done = answering.follow_up(again, "SNAG-105", by="Ben", now=at(5), done="A bell was hung.")
    assert "SNAG-105" not in made(done, "tasklist")


def test_github_gets_json_too(record: Record) -> None:
    found = json.loads(made(record, "github", as_json=True, links=ADDRESSES))
    assert (found["title"], found["not_looked_at"]) == ("The new bed", 1)
    first, second = found["issues"]
    assert (first["issue"], first["owner"], first["due"]) == ("SNAG-101", "Zoë", "2026-12-01")
    assert second["ticket"] == "BED-7"
    assert second["links"][0]["address"] == "https://j.example/browse/BED-7"
    with pytest.raises(UsageError, match="There is no JSON for jira; --json goes with github"):
        made(record, "jira", as_json=True)


def test_jira_reads_a_row_for_each_issue_without_a_ticket(record: Record) -> None:
    (row,) = csv.DictReader(io.StringIO(made(record, "jira"), newline=""))
    assert row["Issue Type"] == "Task"
    assert (row["Due Date"], row["Owner"], row["Snaglist ID"]) == ("2026-12-01", "Zoë", "SNAG-101")
    assert NOTES in row["Description"]
    assert len(row["Summary"]) <= 255


def test_a_calendar_reads_back_as_the_days(record: Record) -> None:
    text = export_review(
        record, ExportTarget.ICS, today=TODAY, options=ExportOptions(links=ADDRESSES, ahead=7)
    )
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    calendar: Any = Calendar.from_ical(text)
    assert (calendar["VERSION"], calendar["X-WR-CALNAME"]) == ("2.0", "The new bed")
    due, expires = calendar.walk("VEVENT")
    assert (due.decoded("DTSTART"), expires.decoded("DTSTART")) == (
        date(2026, 12, 1),
        date(2027, 1, 31),
    )
    assert due["UID"] == f"SNAG-101-due@{record.id}"
    assert str(due["SUMMARY"]).startswith("Due: ")
    assert NOTES in due["DESCRIPTION"]
    assert "Owner: Zoë" in due["DESCRIPTION"]
    assert str(expires["SUMMARY"]).startswith("Acceptance ends: ")
    assert due.decoded("DTSTAMP") == record.events[-1].at
    (alarm,) = due.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(days=-7)
    again = answering.answer(
        record, "SNAG-101", closing(Status.OPEN, due=date(2026, 12, 9)), by="Ana", now=at(9)
    )
    there: Any = Calendar.from_ical(made(again, "ics"))
    (moved, _) = there.walk("VEVENT")
    assert moved["UID"] == due["UID"]
    assert moved["SEQUENCE"] > due["SEQUENCE"]
    assert not moved.walk("VALARM")


def test_a_message_holds_no_command_of_the_chat(record: Record) -> None:
    text = made(record, "slack", LATE, links=ADDRESSES)
    lines = text.splitlines()
    assert lines[0] == "*The new bed*: 2 of 5 issues open, 1 overdue, 1 not looked at."
    assert lines[1].startswith("• <https://w3id.org/snaglist/id/SNAG-101|SNAG-101> ")
    assert "&lt;!channel&gt; &amp; 100 %" in lines[1]
    assert "*low*" not in lines[1]
    assert "<https://j.example/browse/BED-7|BED-7>" in lines[2]
    assert lines[3] == "• 1 more that nobody has looked at"
    assert json.loads(made(record, "slack", LATE, links=ADDRESSES, as_json=True)) == {
        "text": text.rstrip("\n")
    }


def test_a_message_is_no_longer_than_a_chat_takes() -> None:
    record = begun()
    for name in NAMES[:5]:
        given = closing(
            Status.OPEN, links=[f"https://example.org/{'x' * 900}{i}" for i in range(2)]
        )
        record = answering.answer(record, name, given, by="Ana", now=at(1))
    text = made(record, "slack")
    assert len(text) < 4_000
    assert text.endswith("• and 4 more\n")


@pytest.mark.parametrize("target", ExportTarget)
def test_while_reviewers_are_blind_nothing_is_told(target: str) -> None:
    with pytest.raises(RecordError, match="still answer blind"):
        made(upto(BLIND), target)


@pytest.mark.parametrize("target", ExportTarget)
def test_the_same_record_and_day_give_the_same_bytes(target: str) -> None:
    first = made(rich(), target, HOSTILE_TODAY, links=ADDRESSES)
    assert made(rich(), target, HOSTILE_TODAY, links=ADDRESSES) == first
    assert EXPORT_TARGETS[ExportTarget(target)].meaning

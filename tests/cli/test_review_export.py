"""``snag review export``: files, options, and what it refuses."""

import json
import re
from typing import Any

import pytest
from cli.desk import Desk
from common import TESTS
from icalendar import Calendar

from snaglist.reviews.exports.export import EXPORT_TARGETS, ExportTarget

DOCS = (TESTS.parent / "docs" / "reviews.md").read_text(encoding="utf-8")


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    desk.begin()
    desk.answer("SNAG-001", "--status", "open", "--due", "2026-12-01", "--link", "docs/adr-7.md")
    return desk


@pytest.mark.parametrize("target", ExportTarget)
def test_an_export_goes_to_a_file_or_to_standard_output(open_desk: Desk, target: str) -> None:
    done = open_desk.snag("export", open_desk.file, "--to", target)
    assert done.code == 0
    assert "SNAG-001" in done.out
    path = open_desk.folder / "out"
    assert open_desk.fine("export", open_desk.file, "--to", target, "-o", path) == ""
    assert path.read_bytes() == done.octets


def test_the_options_say_where_links_lead(open_desk: Desk) -> None:
    words = ("export", open_desk.file, "--to", "github", "--json")
    told = open_desk.fine(*words, "--repository", "https://github.com/acme/bed")
    (link,) = json.loads(told)["issues"][0]["links"]
    assert link["address"] == "https://github.com/acme/bed/blob/HEAD/docs/adr-7.md"
    assert "begins with https://" in open_desk.wrong(2, *words, "--repository", "acme/bed")
    assert "begins with https://" in open_desk.wrong(2, *words, "--tickets", "javascript:x")


def test_a_calendar_reminds_where_it_is_told_to(open_desk: Desk) -> None:
    told = open_desk.fine("export", open_desk.file, "--to", "ics", "--warn-days", "3")
    calendar: Any = Calendar.from_ical(told)
    assert len(calendar.walk("VALARM")) == 1
    told = open_desk.wrong(2, "export", open_desk.file, "--to", "slack", "--warn-days", "3")
    assert "--warn-days goes with --to ics." in told


def test_a_review_is_not_written_over(open_desk: Desk) -> None:
    before = open_desk.file.read_bytes()
    told = open_desk.wrong(2, "export", open_desk.file, "--to", "jira", "-o", open_desk.file)
    assert "is the review itself" in told
    assert open_desk.file.read_bytes() == before


@pytest.mark.parametrize("target", ExportTarget)
def test_each_export_is_documented(target: ExportTarget) -> None:
    row = f"| `{target}` | {EXPORT_TARGETS[target].meaning} |"
    assert re.search(rf"^{re.escape(row)}$", DOCS, re.MULTILINE)

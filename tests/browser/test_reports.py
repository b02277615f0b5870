"""Reports of a review as a browser shows and prints them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from reviews.sample_review import TODAY, rich

from snaglist.reviews.commands.answering import answer
from snaglist.reviews.commands.signatures import reopen, sign
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.events.fields import AskedSigner, Edition, PlacedIssue, ProjectProfile, Scope
from snaglist.reviews.events.issue_list import Created
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.record import Record
from snaglist.reviews.reports import html_report
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.statuses import Answer, Status

NOW = datetime(2027, 1, 1, tzinfo=UTC)
LONG = {
    "words": "something was lost and nobody noticed until a week later ",
    "one-word": "W",
    "wide": "雪のため計器が止まり",
    "tall": "Z̸̧̛͉̞̈́̿a̷̡̬̽͝l̵̪̈́g̶̰̈́o̸ ",
}


def long_review(text: str, signed: bool = False) -> Record:
    """60 issues in every state, signed and opened again five times, all texts at their limit.

    15 were not looked at, so that no signature covers them; six more are to sign.
    """
    line, said = (text * 200)[:199].strip(), (text * 2_000)[:1_999].strip()
    shown = [
        EntrySnapshot(
            issue=f"SNAG-{number:03}",
            title=line,
            category="data",
            definition=said,
            consequence=said,
            severity=line,
        )
        for number in range(1, 61)
    ]
    placed = [PlacedIssue(issue=each.issue, entry=entry_digest(each), severity=1) for each in shown]
    created = Created(
        at=NOW,
        by=line,
        title=line,
        catalogue=Edition(version=line, digest="a" * 64),
        profile=ProjectProfile(),
        issues=tuple(placed),
    )
    entries = {each.entry: entry for each, entry in zip(placed, shown, strict=True)}
    record = Record(format=1, id=UUID(int=1), events=(created,), entries=entries)
    answers = (
        Answer(status=Status.OPEN, owner=line, due=date(2027, 2, 1), notes=said),
        Answer(status=Status.ACCEPTED, reason=said, owner=line, expires=date(2027, 2, 1)),
        Answer(status=Status.ACCEPTED, reason=said, owner=line, expires=date(2028, 2, 1)),
        Answer(status=Status.ADDRESSED, done=said),
        Answer(status=Status.NOT_APPLICABLE, reason=said),
    )
    for place, each in enumerate(placed[:45]):
        record = answer(record, each.issue, answers[place % len(answers)], by=line, now=NOW)
    for _ in range(5):
        record = sign(record, by=line, now=NOW, role=line, statement=said, scope=Scope.ANSWERED)
        record = reopen(record, said, by=line, now=NOW)
    if not signed:
        return record
    asked = [AskedSigner(name=f"{number}{line[1:]}", role=line) for number in range(6)]
    return sign(
        record, by=line, now=NOW, role=line, statement=said, scope=Scope.ANSWERED, also=asked
    )


def opened(page: Page, tmp_path: Path, record: Record, kind: ReportKind) -> Page:
    path = tmp_path / "report.html"
    path.write_bytes(render_report(record, ReportFormat.HTML, today=TODAY, kind=kind))
    page.goto(path.as_uri())
    return page


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """A page without a site behind it; whatever it asks of the network is a failure."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert not [url for url in asked if not url.startswith("file:")]
    context.close()


def pages_of(pdf: bytes) -> int:
    """Chromium writes each page as an object of its own, uncompressed."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.thorough
@pytest.mark.parametrize(
    "signed", [pytest.param(False, marks=pytest.mark.thorough), True], ids=["open", "signed"]
)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_handout_is_one_page_whatever_was_written(
    blank: Page, tmp_path: Path, text: str, signed: bool
) -> None:
    page = opened(blank, tmp_path, long_review(text, signed), ReportKind.HANDOUT)
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.thorough
def test_handout_has_room_for_what_was_not_asked(
    blank: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "whatever nobody asked of it, and the next that nobody asked of it either; " * 20
    monkeypatch.setitem(html_report._environment().globals, "not_asked_text", lambda content: told)
    page = opened(blank, tmp_path, long_review(LONG["words"], True), ReportKind.HANDOUT)
    assert page.get_by_role("heading", name="What this review did not ask").count() == 1
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


def test_handout_of_the_sample_is_one_page_and_the_record_is_not(
    blank: Page, tmp_path: Path
) -> None:
    for kind, fits in ((ReportKind.HANDOUT, True), (ReportKind.RECORD, False)):
        page = opened(blank, tmp_path, rich(), kind)
        assert (pages_of(page.pdf(prefer_css_page_size=True)) == 1) is fits


@pytest.mark.parametrize("kind", [ReportKind.RECORD, ReportKind.HANDOUT])
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_reports_are_accessible(
    blank: Page, tmp_path: Path, kind: ReportKind, scheme: Literal["light", "dark"]
) -> None:
    blank.emulate_media(color_scheme=scheme)
    page = opened(blank, tmp_path, rich(), kind)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.thorough
@pytest.mark.parametrize("kind", [ReportKind.RECORD, ReportKind.HANDOUT])
@pytest.mark.parametrize("width", [320, pytest.param(1100, marks=pytest.mark.thorough)])
def test_nothing_is_wider_than_the_window(
    blank: Page, tmp_path: Path, kind: ReportKind, width: int
) -> None:
    for text in ("W", LONG["wide"]):
        blank.set_viewport_size({"width": width, "height": 900})
        page = opened(blank, tmp_path, long_review(text), kind)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

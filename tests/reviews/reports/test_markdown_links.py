"""Links of answers in reports lead where the team says that its tickets and files are."""

import pytest
from reviews.garden import TODAY, at, begun, closing

from snaglist.reviews.commands import answering
from snaglist.reviews.link_targets import NOWHERE, LinkBases
from snaglist.reviews.record import Record
from snaglist.reviews.reports.render import ReportFormat, render_report
from snaglist.reviews.statuses import Status

BASES = LinkBases(repository="https://github.com/acme/bed", tickets="https://j.example/browse/")


@pytest.fixture
def record() -> Record:
    given = closing(Status.OPEN, links=["docs/a_b.md", "BED-7", "#3", "https://example.org/x"])
    return answering.answer(begun(), "SNAG-101", given, by="Ana", now=at(1))


def written(record: Record, format_: ReportFormat, links: LinkBases) -> str:
    return render_report(record, format_, today=TODAY, links=links).decode()


def test_keys_and_paths_are_links_where_their_place_is_known(record: Record) -> None:
    text = written(record, ReportFormat.MARKDOWN, BASES)
    assert r"Link: [docs/a\_b.md](<https://github.com/acme/bed/blob/HEAD/docs/a_b.md>)" in text
    assert "](<https://j.example/browse/BED-7>)" in text
    assert "](<https://github.com/acme/bed/issues/3>)" in text
    page = written(record, ReportFormat.HTML, BASES)
    assert '<a href="https://j.example/browse/BED-7" rel="noopener noreferrer">BED-7</a>' in page


def test_where_nobody_said_their_place_they_are_text(record: Record) -> None:
    text = written(record, ReportFormat.MARKDOWN, NOWHERE)
    assert r"- Link: docs/a\_b.md" in text
    assert "](<https://example.org/x>)" in text
    assert "<code>BED-7</code>" in written(record, ReportFormat.HTML, NOWHERE)
    turtle = written(record, ReportFormat.TURTLE, NOWHERE)
    assert 'schema:citation "#3"' in turtle

"""docs/reports.md says what the reports are."""

import json
import re

from common import TESTS
from rdflib import Graph
from reviews.sample_review import TODAY, rich

from snaglist.reviews.reports.csv_report import COLUMNS
from snaglist.reviews.reports.handout import MOST_ACCEPTED, MOST_DECIDED, MOST_OPEN
from snaglist.reviews.reports.render import (
    REPORT_FORMATS,
    WRITERS,
    ReportFormat,
    ReportKind,
    render_report,
)

PAGE = (TESTS.parent / "docs" / "reports.md").read_text(encoding="utf-8")
NUMBERS = {2: "two", 3: "three", 6: "six"}


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.S)
    assert found
    return found[1]


def made(format_: ReportFormat, kind: ReportKind = ReportKind.RECORD) -> bytes:
    return render_report(rich(), format_, today=TODAY, kind=kind)


def graph() -> Graph:
    return Graph().parse(data=made(ReportFormat.TURTLE), format="turtle")


def test_formats_are_documented() -> None:
    for format_, info in REPORT_FORMATS.items():
        kinds = ["yes" if (kind, format_) in WRITERS else "no" for kind in ReportKind]
        row = (
            f"| `{format_.value}` | `.{info.suffix}` | `{info.media_type}` | {' | '.join(kinds)} |"
        )
        assert row in PAGE


def test_columns_are_documented() -> None:
    assert f"\n    {','.join(COLUMNS)}\n" in PAGE


def documented(at: str) -> set[str]:
    """The names at the top of a row of the table of fields; those in brackets are further down."""
    row = re.search(rf"^\| {re.escape(at)} \| (.*) \|$", PAGE, re.M)
    assert row
    return set(re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", row[1])))


def test_fields_are_documented() -> None:
    found = json.loads(made(ReportFormat.JSON))
    assert documented("the whole") == set(found)
    assert documented("`review`") == set(found["review"])
    assert documented("`progress`") == set(found["progress"])
    issues = found["issues"]
    for issue in issues:
        assert documented("`issues`, each") == set(issue)
        assert documented("`answer`") == set(issue["answer"])
    for name in ("history", "opinions"):
        each = next(issue[name][0] for issue in issues if issue[name])
        assert documented(f"`{name}`, each") == set(each)
    for event in found["events"]:
        assert documented("`events`, each") <= set(event)
    assert documented("`signatures`, each") == set(found["signatures"][0])


def test_fields_of_the_handout_are_documented() -> None:
    found = json.loads(made(ReportFormat.JSON, ReportKind.HANDOUT))
    prose = re.search(r"^The hand-out has (.*?)\n\n", PAGE, re.M | re.S)
    assert prose
    assert set(re.findall(r"`([^`]+)`", prose[1])) == {
        *found,
        *found["review"],
        *found["open"][0],
    }


def test_most_of_the_handout_is_documented() -> None:
    for most, what in (
        (MOST_OPEN, "open issues"),
        (MOST_ACCEPTED, "acceptances"),
        (MOST_DECIDED, "decisions"),
    ):
        assert f"up to {NUMBERS[most]} {what}" in " ".join(PAGE.split())


def test_example_is_part_of_the_report() -> None:
    example = Graph().parse(data=block("turtle"), format="turtle")
    assert len(example) > 10
    assert set(example) <= set(graph())


def test_query_answers() -> None:
    rows = [tuple(map(str, row)) for row in graph().query(block("sparql"))]  # type: ignore[arg-type]
    base = "https://w3id.org/snaglist/id"
    assert rows == [
        (f"{base}/SNAG-003", "Chloé", "2027-02-28"),
        (f"{base}/SNAG-004", "开发组", "2028-01-01"),
    ]

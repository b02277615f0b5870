"""The report: where findings are said to be, and what it raises."""

from pathlib import Path

import pytest

from snaglist.schema.finding import Finding
from snaglist.schema.report import FindingsError, Report
from snaglist.schema.rules import FILE_RULES
from snaglist.sources.rules import RULES


def test_paths_are_given_with_the_name_of_the_root() -> None:
    report = Report(Path("/somewhere/catalog"))
    report.add("yaml", Path("/somewhere/catalog/issues/a.md"), 3, "it is not.")
    assert [found.path for found in report.findings] == ["catalog/issues/a.md"]


def test_without_a_root_paths_are_given_as_they_are() -> None:
    report = Report()
    report.add("yaml", Path("reviews/mine.yaml"), 3, "it is not.", "Mend it so.")
    report.add("yaml", Path("/tmp/mine.yaml"), 0, "it is not.")
    assert report.findings == [
        Finding("reviews/mine.yaml", 3, "yaml", "it is not.", "Mend it so."),
        Finding("/tmp/mine.yaml", 0, "yaml", "it is not.", FILE_RULES["yaml"].solution),
    ]


def test_only_rules_that_are_known_can_be_broken() -> None:
    with pytest.raises(KeyError):
        Report().add("quote-moved", Path("a"), 1, "it moved.")
    report = Report(None, RULES)
    report.add("quote-moved", Path("a"), 1, "it moved.")
    assert report.findings[0].mend == RULES["quote-moved"].solution


def test_nothing_is_raised_without_a_finding() -> None:
    Report().raise_if_any()


def test_what_is_raised_is_sorted_and_has_each_finding_once() -> None:
    report = Report()
    for line in (12, 2, 2):
        report.add("yaml", Path("b"), line, "it is not.", "Mend it.")
    report.add("file-empty", Path("a"), 0, "it is empty.", "Fill it.")
    with pytest.raises(FindingsError) as raised:
        report.raise_if_any()
    assert str(raised.value) == (
        "a: it is empty. Fill it. [file-empty]\n"
        "b:2: it is not. Mend it. [yaml]\n"
        "b:12: it is not. Mend it. [yaml]\n"
        "3 findings."
    )


def test_one_finding_is_counted_as_one() -> None:
    error = FindingsError((Finding("a", 1, "yaml", "it is not."),))
    assert str(error).endswith("\n1 finding.")

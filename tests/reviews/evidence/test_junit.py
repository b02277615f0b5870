"""Reports of tests as different programs write them, and what only looks like one."""

from datetime import date
from pathlib import Path

import pytest
from common import TESTS

from snaglist.reviews.evidence import junit
from snaglist.reviews.evidence.junit import JunitError, Outcome, read_junit

FILES = TESTS / "reviews" / "evidence" / "junit"
NIGHT = "the bell rings at night"

P, F, S = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED
REPORTS: dict[str, tuple[date | None, dict[str, Outcome]]] = {
    "pytest": (
        date(2026, 11, 20),
        {
            "tests.test_bells.TestBell::test_rings[b::c-1]": P,
            "tests.test_bells::test_rings": P,
            "tests.test_bells::test_red": F,
            "tests.test_bells::test_skipped": S,
            "tests.test_bells::test_xfail": S,
            "::tests.test_broken": F,
        },
    ),
    "surefire": (
        None,
        {
            "org.example.BellTest::rings": P,
            "org.example.BellTest::red": F,
            "org.example.BellTest::skipped": S,
            "org.example.BellTest::flaky": Outcome.FLAKY,
            "org.example.BellTest::broken": F,
        },
    ),
    "gradle": (
        date(2026, 11, 20),
        {
            "org.example.BellTest::rings()": P,
            "org.example.BellTest::red()": F,
            "org.example.BellTest::repeated()": S,
        },
    ),
    "jest": (
        date(2026, 11, 20),
        {
            f"{NIGHT}::{NIGHT}": P,
            "the bell is red::the bell is red": F,
            "the bell is skipped::the bell is skipped": S,
        },
    ),
    "go": (
        date(2026, 11, 21),  # half past one in UTC
        {
            "example.org/bed/bell::TestBell": P,
            "example.org/bed/bell::TestBell/rings_at_night": P,
            "example.org/bed/bell::TestRed": F,
            "example.org/bed/bell::TestSkipped": S,
        },
    ),
    "gtest": (
        date(2026, 11, 20),
        {"Bell::Rings": P, "Bell::DISABLED_Rings": S, "Bell::Skipped": S},
    ),
}


@pytest.mark.parametrize("writer", REPORTS)
def test_reports_are_read_as_they_are_written(writer: str) -> None:
    day, outcomes = REPORTS[writer]
    report = read_junit((FILES / f"{writer}.xml").read_bytes())
    assert {name: run.outcome for name, run in report.tests.items()} == outcomes
    assert {run.day for run in report.tests.values()} == {day}


def test_every_report_has_its_case() -> None:
    assert {path.stem for path in FILES.glob("*.xml")} == set(REPORTS)


def suite(inside: str, attributes: str = "") -> bytes:
    return f"<testsuite {attributes}>{inside}</testsuite>".encode()


def test_the_nearest_timestamp_counts_and_the_oldest_of_a_repeated_test() -> None:
    one = '<testcase classname="A" name="b" timestamp="{}"/>'
    dates = ("2026-11-20", "2026-10-01T10:00:00Z")
    inside = "".join(map(one.format, dates)) + '<testcase classname="A" name="c"/>'
    tests = read_junit(suite(inside, 'timestamp="2026-11-21"')).tests
    assert tests["A::b"].day == date(2026, 10, 1)
    assert tests["A::c"].day == date(2026, 11, 21)
    inside += '<testcase classname="A" name="c" timestamp="yesterday"/>'
    assert read_junit(suite(inside)).tests["A::c"].day is None


BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DEEP = "<testsuite>" * 200 + "</testsuite>" * 200
NO_REPORTS: dict[str, tuple[bytes, str]] = {
    "bomb": (f"{BOMB}<testsuite name='&b;'/>".encode(), "has a document type"),
    "outside": (f"{OUTSIDE}<testsuite>&a;</testsuite>".encode(), "has a document type"),
    "in UTF-16": (f"{BOMB}<testsuite name='&b;'/>".encode("utf-16"), "has a document type"),
    "dtd": (b"<!DOCTYPE testsuite SYSTEM 'http://127.0.0.1/x'><testsuite/>", "a document type"),
    "entity": (suite("&nothing;"), "is no XML: undefined entity (line 1)"),
    "deep": (DEEP.encode(), "is nested too deeply"),
    "page": (b"<html><testcase/></html>", "it begins with 'html'"),
    "json": (b"{}", "is no XML"),
    "empty": (b"", "is no XML: no element found"),
    "cut": (b"<testsuites><testsuite>", "is no XML"),
    "two": (b"<testsuite/><testsuite/>", "is no XML: junk after document element"),
    "bytes": (b"<testsuite name='\xff\xfe'/>", "is no XML"),
    "encoding": (b"<?xml version='1.0' encoding='ascii-art'?><testsuite/>", "is no XML"),
}


@pytest.mark.parametrize("name", NO_REPORTS)
def test_what_is_no_report_is_told_and_nothing_of_it_expands(name: str) -> None:
    data, told = NO_REPORTS[name]
    with pytest.raises(JunitError, match=told.replace("(", r"\(").replace(")", r"\)")):
        read_junit(data)


def test_more_tests_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "MOST_TESTS", 2)
    inside = "".join(f'<testcase classname="A" name="{at}"/>' for at in range(3))
    with pytest.raises(JunitError, match="more than 2 tests"):
        read_junit(suite(inside))


def test_tests_of_the_same_name_are_near(tmp_path: Path) -> None:
    report = read_junit((FILES / "pytest.xml").read_bytes())
    assert list(report.near("tests.test_old::test_rings")) == ["tests.test_bells::test_rings"]

"""Evidence held against files: what holds, and what is said where it does not."""

import json
import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from common import TESTS
from hypothesis import given
from hypothesis import strategies as st
from reviews.evidence.test_forms import typed

from snaglist.reviews.evidence.check import EvidenceChecker, _check_day, _check_number
from snaglist.reviews.evidence.folder import EvidenceFault, EvidenceFolder
from snaglist.reviews.evidence.forms import BoundedValue
from snaglist.reviews.evidence.json_values import JsonError, read_json

TODAY = date(2026, 11, 25)
HI = "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4"
FILES: dict[str, str | bytes] = {
    "m.json": '{"auc": 0.83, "one": 1, "text": "0.9", "true": true, "nan": NaN, "none": null, '
    '"list": [1, {"f1": 1e-1}], "at": "2026-11-20T23:30:00-02:00", "day": "2026-11-21", '
    '"soon": "2026-11-26", "later": "2026-11-27", "big": ' + "9" * 200 + ', "huge": 1e99999999999}',
    "twice.json": '{"a": {"b": 1, "b": 2}}',
    "deep.json": "[" * 100_000,
    "broken.json": '{"a": 1,\n}',
    "latin.json": b'{"\xe9": 1}',
    "bom.json": b'\xef\xbb\xbf{"a": 1}',
    "a.md": "hi\n",
    "bomb.xml": '<!DOCTYPE a [<!ENTITY a "ha">]><testsuite/>',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a build leaves it."""
    path = tmp_path_factory.mktemp("evidence")
    for name, text in FILES.items():
        (path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    for report in (TESTS / "reviews" / "evidence" / "junit").glob("*.xml"):
        (path / report.name).write_bytes(report.read_bytes())
    return path


def told(folder: Path, line: str, today: date = TODAY, answered: date = TODAY) -> str:
    """What is wrong; empty where it holds."""
    found = EvidenceChecker(EvidenceFolder(folder), today).fault(typed(line), answered)
    return f"{found.message}. {found.mend}" if found else ""


HOLDS = (
    "test pytest.xml tests/test_bells.py::test_rings max-age=5",
    "test pytest.xml tests/test_bells.py::TestBell::test_rings[b::c-1]",
    "test surefire.xml org.example.BellTest::rings",
    "test gradle.xml org.example.BellTest::rings() max-age=5",
    "test jest.xml the bell rings at night::the bell rings at night max-age=5",
    "test go.xml example.org/bed/bell::TestBell/rings_at_night max-age=4",
    f"file a.md sha256:{HI} max-age=0",
    "value m.json /auc >=0.83 <=0.83",
    "value m.json /one >=1.0 <=1e0",
    "value m.json /list/1/f1 >=0.1 <=0.1",
    "value m.json /auc >=0.8 dated=/at max-age=4",
    "value m.json /day >=2026-11-21 <=2026-11-21",
    "value m.json /at >=2026-11-21",
    "value m.json /soon dated=/soon max-age=0",
    "value bom.json /a >=1",
)


@pytest.mark.parametrize("line", HOLDS)
def test_what_holds_has_no_fault(folder: Path, line: str) -> None:
    assert told(folder, line) == ""


FAULTS = {
    "test pytest.xml tests.test_bells::test_red": "test_red is red in pytest.xml. Mend what",
    "test pytest.xml ::tests.test_broken": "is red in pytest.xml",
    "test pytest.xml tests.test_bells::test_skipped": "is skipped in pytest.xml. Run it; a test",
    "test surefire.xml org.example.BellTest::flaky": "is green only when it was run again in",
    "test surefire.xml org.example.BellTest::rings max-age=9": "does not say when org.example."
    "BellTest::rings ran. Have the tests write it",
    "test gradle.xml org.example.BellTest::repeated()": "is skipped",
    "test gradle.xml org.example.BellTest::told()": "gradle.xml has no test org.example.BellTest",
    "test pytest.xml tests.test_old::test_rings": "has no test tests.test_old::test_rings. "
    "There is tests.test_bells::test_rings.",
    "test pytest.xml tests.test_bells::test_rings max-age=4": "ran on 2026-11-20, 5 days ago; 4 "
    "are allowed. Run it again.",
    "test nothing.xml A::b": "nothing.xml is not there. Make it, or copy it",
    "test bomb.xml A::b": "bomb.xml has a document type (DTD)",
    "test m.json A::b": "m.json is no XML",
    f"file a.md sha256:{'0' * 64}": "a.md has changed since the answer. See whether",
    f"file b.md sha256:{HI}": "b.md is not there",
    "value m.json /auc >=0.84": "/auc in m.json is 0.83, less than 0.84. Mend what it measures",
    "value m.json /auc <=0.82": "/auc in m.json is 0.83, more than 0.82",
    "value m.json /f1 >=0.8": "m.json has nothing at /f1",
    "value m.json /list/2 >=0.8": "m.json has nothing at /list/2",
    "value m.json /text >=0.8": "/text in m.json is no number, but '0.9'",
    "value m.json /true >=0": "is no number, but true",
    "value m.json /none >=0": "is no number, but null",
    "value m.json /nan >=0": "is no number, but NaN",
    "value m.json /list >=0": "is no number, but a list",
    "value m.json / >=0": "the value in m.json is no number, but an object",
    "value m.json /big >=0": "is no number, but a number of 200 signs",
    "value m.json /day >=2026-11-22": "/day in m.json is 2026-11-21, before 2026-11-22. Do again",
    "value m.json /day <=2026-11-20": "/day in m.json is 2026-11-21, after 2026-11-20",
    "value m.json /auc >=2026-11-20": "/auc in m.json is no day, but 0.83. Write it as",
    "value m.json /auc >=0.8 dated=/at max-age=3": "is of 2026-11-21, 4 days ago; 3 are allowed",
    "value m.json /auc >=0.8 dated=/text max-age=3": "/text in m.json is no day, but '0.9'",
    "value m.json /auc >=0.8 dated=/then max-age=3": "m.json has nothing at /then",
    "value m.json /auc >=0.8 dated=/later max-age=3": "2026-11-27, which is still to come",
    "value twice.json /a/b >=1": "twice.json has the name 'b' twice in one object",
    "value deep.json /0 >=1": "deep.json is nested too deeply",
    "value broken.json /a >=1": "broken.json is no JSON (line 2)",
    "value latin.json /a >=1": "latin.json is not UTF-8",
    "value pytest.xml /a >=1": "pytest.xml is no JSON (line 1)",
    "value a.md/b.json /a >=1": "a.md/b.json",
}


@pytest.mark.parametrize("line", FAULTS)
def test_what_does_not_hold_is_told_with_its_mend(folder: Path, line: str) -> None:
    assert FAULTS[line] in told(folder, line)


def test_a_file_ages_from_the_answer(folder: Path) -> None:
    line = f"file a.md sha256:{HI} max-age=30"
    assert told(folder, line, answered=TODAY - timedelta(30)) == ""
    old = told(folder, line, answered=TODAY - timedelta(31))
    assert "a.md was looked at on 2026-10-25, 31 days ago; 30 are allowed. Look at a.md" in old


def test_the_time_of_a_file_changes_nothing(folder: Path) -> None:
    line = "test pytest.xml tests.test_bells::test_rings max-age=5"
    for moment in (0, 2_000_000_000):
        os.utime(folder / "pytest.xml", (moment, moment))
        assert told(folder, line) == ""
        assert "6 days ago" in told(folder, line, today=TODAY + timedelta(1))


def test_a_file_is_read_once_for_all_that_is_in_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths, read = list[str](), EvidenceFolder.read

    def noted(folder: EvidenceFolder, path: str, most: int) -> bytes:
        paths.append(path)
        return read(folder, path, most)

    monkeypatch.setattr(EvidenceFolder, "read", noted)
    checker = EvidenceChecker(EvidenceFolder(folder), TODAY)
    for line in (*HOLDS, *FAULTS, "test m.json A::c"):
        if line.split()[1] in ("pytest.xml", "m.json") and not line.startswith("value pytest"):
            checker.fault(typed(line), TODAY)
    assert paths.count("pytest.xml") + paths.count("m.json") == 3  # once each, and once as XML


NUMBERS = st.decimals(-100, 100, places=2)


def holds(check: Any, value: BoundedValue, found: Any) -> bool:
    try:
        check(value, found, "it")
    except EvidenceFault:
        return False
    return True


@given(NUMBERS, NUMBERS, NUMBERS)
def test_numbers_are_within_their_bounds_or_not(one: Decimal, two: Decimal, found: Decimal) -> None:
    low, high = sorted((one, two))
    value = typed(f"value m.json /a >={low} <={high}")
    assert isinstance(value, BoundedValue)
    assert holds(_check_number, value, found) == (low <= found <= high)
    assert holds(_check_number, value, read_json(str(found).encode())) == (low <= found <= high)


DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 28))


@given(DAYS, DAYS, DAYS)
def test_days_are_within_their_bounds_or_not(first: date, last: date, found: date) -> None:
    first, last = sorted((first, last))
    value = typed(f"value m.json /a >={first} <={last}")
    assert isinstance(value, BoundedValue)
    assert holds(_check_day, value, found.isoformat()) == (first <= found <= last)


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_octets_are_json_or_a_fault(data: bytes) -> None:
    try:
        read_json(data)
    except JsonError:
        return
    json.loads(data.decode("utf-8-sig"))

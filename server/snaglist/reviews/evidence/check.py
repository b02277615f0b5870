"""Evidence held against the files of a folder. Nothing is run, and nothing is fetched.

An age goes by what was said when the thing was made: the timestamp in a report, the day in a JSON
file, the day of the answer that names a hash. It never goes by the time of a file, which is that
of the checkout, nor by that of a commit, which is that of copying it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar, cast

from snaglist.reviews.evidence import json_values, junit
from snaglist.reviews.evidence.folder import EvidenceFault, EvidenceFolder
from snaglist.reviews.evidence.forms import AnyEvidence, BoundedValue, HashedFile, JunitTest
from snaglist.reviews.evidence.json_values import JsonError, as_day, read_json, shown
from snaglist.reviews.evidence.junit import JunitError, JunitReport, Outcome, read_junit
from snaglist.reviews.evidence.pointer import pointed

MOST_NEAR = 3
KEPT_FILES = 4
"""Files that are kept after they were read, for the next evidence in them."""

AHEAD = timedelta(days=1)
"""By how much a day may lie ahead, as it does for who is east of us."""


Found = TypeVar("Found")


class EvidenceChecker:
    """Holds evidence against the files of a folder, as of a day."""

    def __init__(self, folder: EvidenceFolder, today: date) -> None:
        self.folder, self.today = folder, today
        self._report = _kept(self._read_report)
        self._document = _kept(self._read_document)

    def fault(self, evidence: AnyEvidence, answered: date) -> EvidenceFault | None:
        """Why evidence of an answer that was given on a day does not hold; None where it does."""
        try:
            match evidence:
                case JunitTest():
                    self._test(evidence)
                case HashedFile():
                    self._file(evidence, answered)
                case BoundedValue():
                    self._value(evidence)
        except EvidenceFault as fault:
            return fault
        return None

    def _test(self, test: JunitTest) -> None:
        report = self._report(test.file)
        run = report.tests.get(test.test)
        if run is None:
            near = list(islice(report.near(test.test), MOST_NEAR))
            there = f"There is {' and '.join(near)}." if near else "Name the test that proves it."
            raise EvidenceFault(f"{test.file} has no test {test.test}", there)
        if run.outcome is not Outcome.PASSED:
            mend = "Mend what it found, or answer again."
            if run.outcome is Outcome.SKIPPED:
                mend = "Run it; a test that was not run proves nothing."
            raise EvidenceFault(f"the test {test.test} is {run.outcome} in {test.file}", mend)
        if test.max_age is not None:
            mend = "Have the tests write it; the time of a file is that of its copy."
            day = _found(run.day, f"{test.file} does not say when {test.test} ran", mend)
            self._age(day, test.max_age, f"the test {test.test} ran", "Run it again.")

    def _file(self, file: HashedFile, answered: date) -> None:
        if self.folder.sha256(file.file) != file.sha256:
            raise EvidenceFault(
                f"{file.file} has changed since the answer",
                "See whether the answer still holds, then give it again with the new hash.",
            )
        if file.max_age is not None:
            mend = f"Look at {file.file}, then answer again."
            self._age(answered, file.max_age, f"{file.file} was looked at", mend)

    def _value(self, value: BoundedValue) -> None:
        document = self._document(value.file)
        found = _at(document, value.pointer, value.file)
        place = f"{value.pointer or 'the value'} in {value.file}"
        if value.at_least or value.at_most:
            _check_number(value, found, place)
        elif value.not_before or value.not_after:
            _check_day(value, found, place)
        if value.dated is not None and value.max_age is not None:
            told = shown(moment := _at(document, value.dated, value.file))
            message = f"{value.dated or 'the value'} in {value.file} is no day, but {told}"
            day = _found(as_day(moment), message, "Write it as 2026-12-31T10:00:00Z.")
            self._age(day, value.max_age, f"{place} is of", "Measure it again.", verb="")

    def _age(self, day: date, most: int, told: str, mend: str, verb: str = "on ") -> None:
        old = (self.today - day).days
        if day > self.today + AHEAD:
            raise EvidenceFault(f"{told} {verb}{day}, which is still to come", "Mend the clock.")
        if old > most:
            days = "day" if old == 1 else "days"
            raise EvidenceFault(f"{told} {verb}{day}, {old} {days} ago; {most} are allowed", mend)

    def _read_report(self, path: str) -> JunitReport:
        try:
            return read_junit(self.folder.read(path, junit.MOST_OCTETS))
        except JunitError as error:
            raise EvidenceFault(f"{path} {error}") from None

    def _read_document(self, path: str) -> Any:
        try:
            return read_json(self.folder.read(path, json_values.MOST_OCTETS))
        except JsonError as error:
            raise EvidenceFault(f"{path} {error}") from None


def _kept(read: Callable[[str], Found]) -> Callable[[str], Found]:
    """The same function, which remembers what it read last, and what could not be read."""

    @lru_cache(KEPT_FILES)
    def attempt(path: str) -> tuple[Found | None, EvidenceFault | None]:
        try:
            return read(path), None
        except EvidenceFault as fault:
            return None, fault

    def remembered(path: str) -> Found:
        found, fault = attempt(path)
        if fault is not None:
            raise EvidenceFault(fault.message, fault.mend)
        return cast("Found", found)

    return remembered


def _found(day: date | None, message: str, mend: str) -> date:
    if day is None:
        raise EvidenceFault(message, mend)
    return day


def _at(document: Any, pointer: str, file: str) -> Any:
    try:
        return pointed(document, pointer)
    except LookupError as error:
        mend = "Name the place where the value stands now."
        raise EvidenceFault(f"{file} has nothing at {error.args[0]}", mend) from None


def _check_number(value: BoundedValue, found: Any, place: str) -> None:
    if not isinstance(found, Decimal):
        raise EvidenceFault(f"{place} is no number, but {shown(found)}", "Write it as a number.")
    for bound, wrong, told in (
        (value.at_least, Decimal.__lt__, "less than"),
        (value.at_most, Decimal.__gt__, "more than"),
    ):
        if bound and wrong(found, Decimal(bound)):
            mend = "Mend what it measures, or answer again."
            raise EvidenceFault(f"{place} is {found}, {told} {bound}", mend)


def _check_day(value: BoundedValue, found: Any, place: str) -> None:
    day = as_day(found)
    if day is None:
        mend = "Write it as 2026-12-31."
        raise EvidenceFault(f"{place} is no day, but {shown(found)}", mend)
    for bound, wrong, told in (
        (value.not_before, date.__lt__, "before"),
        (value.not_after, date.__gt__, "after"),
    ):
        if bound and wrong(day, bound):
            mend = "Do again what it dates, or answer again."
            raise EvidenceFault(f"{place} is {day}, {told} {bound}", mend)

"""Reading reports of tests in JUnit XML, as pytest, Surefire, Gradle, Jest and Go's writers do it.

There is no standard. What all have in common: a ``testcase`` with ``classname`` and ``name``, which
holds ``failure``, ``error`` or ``skipped`` where it did not pass; and a ``timestamp`` on it or on
the suites around it. Written with expat alone: a document type is refused, and with it every
entity that XML could define, so nothing expands and nothing is fetched.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from xml.parsers import expat

MOST_OCTETS = 50_000_000
MOST_TESTS = 500_000
DEEPEST = 100


class Outcome(StrEnum):
    """How a test ended."""

    PASSED = "passed"
    FAILED = "red"
    SKIPPED = "skipped"
    FLAKY = "green only when it was run again"


_CHILDREN = {
    "failure": Outcome.FAILED,
    "error": Outcome.FAILED,
    "rerunFailure": Outcome.FAILED,
    "rerunError": Outcome.FAILED,
    "skipped": Outcome.SKIPPED,
    "disabled": Outcome.SKIPPED,
    "flakyFailure": Outcome.FLAKY,
    "flakyError": Outcome.FLAKY,
}
_STATES = {
    **dict.fromkeys(("notrun", "disabled", "skipped", "ignored", "suppressed"), Outcome.SKIPPED),
    **dict.fromkeys(("fail", "failed", "failure", "error", "broken"), Outcome.FAILED),
}
"""What some write (GoogleTest, CTest) as ``status`` or ``result`` of a test that did not pass."""

_WORST = (Outcome.FAILED, Outcome.SKIPPED, Outcome.FLAKY, Outcome.PASSED)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class JunitError(ValueError):
    """Why a text is no report; the message follows the name of the file."""


@dataclass(slots=True)
class CaseRun:
    """A test of a report: how it ended, the worst where it is there twice; and the first day."""

    outcome: Outcome
    day: date | None

    def add(self, other: "CaseRun") -> None:
        """The same test once more, as when it was repeated."""
        self.outcome = min(self.outcome, other.outcome, key=_WORST.index)
        self.day = min(self.day, other.day) if self.day and other.day else None


@dataclass(slots=True)
class JunitReport:
    """The tests of a report by ``CLASS::NAME``."""

    tests: dict[str, CaseRun] = field(default_factory=dict)

    def near(self, test: str) -> Iterator[str]:
        """Tests of the same name in other classes."""
        _, _, name = test.partition("::")
        return (each for each in self.tests if each.partition("::")[2] == name)


def read_junit(data: bytes) -> JunitReport:
    """The report in a file; raises ``JunitError`` where it is none."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        told = expat.ErrorString(error.code)
        raise JunitError(f"is no XML: {told} (line {error.lineno})") from None
    except JunitError:
        raise
    except (LookupError, ValueError) as error:  # of an encoding that nobody has
        raise (
            error if isinstance(error, JunitError) else JunitError(f"is no XML: {error}")
        ) from None
    return reader.report


class _Reader:
    """What expat tells, one element after the other."""

    def __init__(self) -> None:
        self.report = JunitReport()
        self.days: list[date | None] = []
        self.run: CaseRun | None = None
        self.test, self.depth = "", 0

    def doctype(self, *_: object) -> None:
        """Called at a document type, which no report needs and attacks with entities do."""
        raise JunitError("has a document type (DTD), which no report needs; it is not read")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Called where an element begins."""
        if not self.days and name not in ("testsuites", "testsuite"):
            raise JunitError(f"is no JUnit XML; it begins with {name[:40]!r}")
        if len(self.days) >= DEEPEST:
            raise JunitError("is nested too deeply")
        day = _day(attributes.get("timestamp", "")) or (self.days[-1] if self.days else None)
        self.days.append(day)
        if self.run is None and name == "testcase":
            names = (attributes.get("classname", ""), attributes.get("name", ""))
            self.test = _one_line("::".join(names))
            states = (attributes.get(name, "").lower() for name in ("status", "result"))
            outcomes = [_STATES.get(state, Outcome.PASSED) for state in states]
            self.run = CaseRun(min(outcomes, key=_WORST.index), day)
            self.depth = len(self.days)
        elif self.run is not None and len(self.days) == self.depth + 1 and name in _CHILDREN:
            self.run.add(CaseRun(_CHILDREN[name], self.run.day))

    def end(self, _: str) -> None:
        """Called where an element ends."""
        if self.run is not None and len(self.days) == self.depth:
            if known := self.report.tests.get(self.test):
                known.add(self.run)
            elif len(self.report.tests) >= MOST_TESTS:
                raise JunitError(f"has more than {MOST_TESTS:,} tests")
            else:
                self.report.tests[self.test] = self.run
            self.run = None
        self.days.pop()


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _day(text: str) -> date | None:
    """The day of a timestamp in UTC; one without a zone is taken as it stands."""
    try:
        when = datetime.fromisoformat(text.strip())
        return (when.astimezone(UTC) if when.tzinfo else when).date()
    except (ValueError, OverflowError):
        return None

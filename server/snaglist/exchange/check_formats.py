"""What a check found, as the tools around a build read it.

Besides text for people: JSON, workflow commands of GitHub (annotations), SARIF 2.1.0 (OASIS
Standard, 2020) and JUnit XML, in the form that Jenkins, GitLab and GitHub's reporters read.
"""

import dataclasses
import hashlib
import json
import os
import re
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from snaglist.plurals import count_of
from snaglist.schema.characters import UNWRITABLE
from snaglist.schema.finding import Finding

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class CheckFormat(StrEnum):
    """The formats, by the names the command line uses."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCase:
    """One thing in a file that was held against the conditions: errors fail, warnings do not."""

    name: str
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file: its cases, or what keeps it from being read."""

    path: str
    cases: tuple[CheckedCase, ...] = ()
    broken: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """All that a check found. ``passed_over`` counts what conditions not chosen would have found;
    ``rules`` says in a sentence what each rule is, by its name; ``evidence`` is how much of it was
    held against files, ``evidence_left`` how much was not looked at.
    """

    files: tuple[CheckedFile, ...]
    passed_over: Mapping[str, int]
    rules: Mapping[str, str]
    version: str
    evidence: int = 0
    evidence_left: int = 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What the build fails on, in the order of the files."""
        return tuple(
            found
            for file in self.files
            for found in (*file.broken, *(each for case in file.cases for each in case.errors))
        )

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is said and fails nothing."""
        return tuple(each for file in self.files for case in file.cases for each in case.warnings)


def write_check(result: CheckResult, format_: CheckFormat) -> str:
    """The result as text in a format, without an end of line."""
    return {
        CheckFormat.TEXT: _text,
        CheckFormat.JSON: _json,
        CheckFormat.GITHUB: _github,
        CheckFormat.SARIF: _sarif,
        CheckFormat.JUNIT: _junit,
    }[format_](result)


def _text(result: CheckResult) -> str:
    lines = [*map(str, result.errors)]
    lines += [
        f"{_place(found)}: warning: {_told(found)} [{found.rule}]" for found in result.warnings
    ]
    return "\n".join((*lines, *_summary(result)))


def _place(found: Finding) -> str:
    return f"{found.path}:{found.line}" if found.line else found.path


def _told(found: Finding) -> str:
    return f"{found.message} {found.mend}".strip()


def _summary(result: CheckResult) -> Iterator[str]:
    counts = [count_of(len(result.errors), "finding")]
    counts += [count_of(len(result.warnings), "warning")] if result.warnings else []
    yield f"{', '.join(counts)}."
    if result.passed_over:
        names = ", ".join(f"{number} {name}" for name, number in result.passed_over.items())
        yield f"Not failed on, since --fail-on leaves it out: {names}."
    if result.evidence:
        yield f"Evidence held against files: {result.evidence}."
    if result.evidence_left:
        left = result.evidence_left
        yield f"Evidence that was not looked at, since --evidence is left out: {left}."


def _json(result: CheckResult) -> str:
    found = {
        "findings": [dataclasses.asdict(each) for each in result.errors],
        "warnings": [dataclasses.asdict(each) for each in result.warnings],
        "passed_over": dict(result.passed_over),
        "evidence": {"held": result.evidence, "left": result.evidence_left},
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _github(result: CheckResult) -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request."""
    levels = (("error", result.errors), ("warning", result.warnings))
    lines = [_annotation(level, each) for level, found in levels for each in found]
    return "\n".join((*lines, *_summary(result)))


def _annotation(level: str, found: Finding) -> str:
    place = {"file": _relative(found.path), "line": str(found.line or 1), "title": found.rule}
    told = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    return f"::{level} {told}::{_data(_told(found))}"


def _data(text: str) -> str:
    """The message of a workflow command, with what would end it escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _relative(path: str) -> str:
    """A path from the folder that the build works in, with slashes, where it lies in there."""
    found = Path(path)
    here = Path.cwd()
    return (found.relative_to(here) if found.is_relative_to(here) else found).as_posix()


def _sarif(result: CheckResult) -> str:
    every = [*((each, "error") for each in result.errors)]
    every += ((each, "warning") for each in result.warnings)
    names = list(dict.fromkeys((*result.rules, *(each.rule for each, _ in every))))
    driver = {
        "name": "Snaglist",
        "version": result.version,
        "rules": [_sarif_rule(name, result.rules.get(name, "")) for name in names],
    }
    results = [_sarif_result(each, level, names.index(each.rule)) for each, level in every]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _sarif_rule(name: str, meaning: str) -> dict[str, Any]:
    told = meaning or "The file is not as its format says."
    return {"id": name, "shortDescription": {"text": told}}


def _sarif_result(found: Finding, level: str, index: int) -> dict[str, Any]:
    path = _relative(found.path)
    artifact: dict[str, Any] = (
        {"uri": Path(path).as_uri()}
        if Path(path).is_absolute()
        else {"uri": urllib.parse.quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}
    )
    # The same finding has the same mark when lines above it come or go.
    mark = hashlib.sha256(
        "\n".join((path, found.rule, found.message)).encode(errors="surrogateescape")
    ).hexdigest()
    # GitHub shows no result without a region; line 0 is the file as a whole.
    region = {"startLine": found.line or 1}
    return {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": level,
        "message": {"text": _writable(_told(found))},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"snaglistFinding/v1": mark},
    }


def _junit(result: CheckResult) -> str:
    """A suite for each file, a test for each issue; a file that cannot be read is an error."""
    root = ET.Element("testsuites", name="snag review check")
    for file in result.files:
        suite = ET.SubElement(root, "testsuite", name=_xml(file.path))
        for case in file.cases:
            _junit_case(suite, file.path, case)
        if file.broken:
            test = ET.SubElement(suite, "testcase", classname=_xml(file.path), name="can be read")
            _junit_outcome(test, "error", file.broken)
        _set_counts(suite, suite.findall("testcase"))
    _set_counts(root, root.findall("testsuite/testcase"))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}'


def _junit_case(suite: ET.Element, path: str, case: CheckedCase) -> None:
    test = ET.SubElement(suite, "testcase", classname=_xml(path), name=_xml(case.name))
    if case.errors:
        _junit_outcome(test, "failure", case.errors)
    if case.warnings:
        ET.SubElement(test, "system-out").text = _xml("\n".join(map(str, case.warnings)))


def _junit_outcome(test: ET.Element, kind: str, found: Sequence[Finding]) -> None:
    told = ET.SubElement(test, kind, type=found[0].rule, message=_xml(_told(found[0])))
    told.text = _xml("\n".join(map(str, found)))


def _set_counts(suite: ET.Element, tests: Iterable[ET.Element]) -> None:
    every = list(tests)
    suite.set("tests", str(len(every)))
    suite.set("failures", str(sum(each.find("failure") is not None for each in every)))
    suite.set("errors", str(sum(each.find("error") is not None for each in every)))


def _xml(text: str) -> str:
    return _writable(re.sub(r"\r\n?", "\n", text))


def _writable(text: str) -> str:
    """A text without what neither XML nor UTF-8 can hold; names of files may have it."""
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)

"""What a build is told, in the formats of the tools around it."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest
from cli.desk import ACCEPTED, ADDRESSED, Desk
from junitparser import JUnitXml

from snaglist.exchange.check_formats import (
    CheckedCase,
    CheckedFile,
    CheckFormat,
    CheckResult,
    write_check,
)
from snaglist.schema.finding import Finding

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0-rtm.5.json").read_text())
SARIF = jsonschema.Draft4Validator(SCHEMA)


def answered(desk: Desk) -> tuple[str, ...]:
    """A review with one issue that fails and one that is warned of, and a file that is broken."""
    desk.begin()
    desk.answer("SNAG-001", *ACCEPTED, "--expires", "2026-12-01")
    desk.answer("SNAG-002", "--status", "open", "--owner", "Zoë: 50%, or <more>")
    broken = desk.folder / "no review, 100%.yaml"
    broken.write_text("format: 1\n")
    return str(desk.file), str(broken), "--warn-days", "14"


def checked(desk: Desk, format_: str, *words: str) -> str:
    return desk.wrong(1, "check", *words, "--format", format_)


def test_annotations_are_workflow_commands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.folder)
    lines = checked(desk, "github", *answered(desk)).splitlines()
    (line,) = (one for one in lines if "SNAG-002" in one)
    assert line.startswith("::error file=review.yaml,line=")
    assert ",title=review-open::SNAG-002 is open, owner Zoë: 50%25, or <more>: " in line
    (line,) = (one for one in lines if one.startswith("::warning "))
    assert "title=review-expires-soon::SNAG-001 is accepted until 2026-12-01, in 6 days" in line
    line = next(one for one in lines if "no review" in one)
    assert line.startswith("::error file=no review%2C 100%25.yaml,line=1,title=")
    assert lines[-2].endswith("findings, 1 warning.")


def test_nothing_ends_an_annotation_or_begins_another() -> None:
    found = Finding("a\n::error::b,c:d", 0, "r", "x\r\n::stop-commands::y", "")
    case = CheckedCase(name="x", errors=(found,))
    file = CheckedFile(path="x", cases=(case,))
    result = CheckResult(files=(file,), passed_over={}, rules={}, version="1")
    line, summary = write_check(result, CheckFormat.GITHUB).split("\n")
    assert line == (
        "::error file=a%0A%3A%3Aerror%3A%3Ab%2Cc%3Ad,line=1,title=r::x%0D%0A::stop-commands::y"
    )
    assert summary == "1 finding."


def test_sarif_is_valid_and_names_line_rule_and_level(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.folder)
    log = json.loads(checked(desk, "sarif", *answered(desk)))
    SARIF.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
    levels = {(one["ruleId"], one["level"]) for one in run["results"]}
    assert {("review-open", "error"), ("review-expires-soon", "warning")} < levels
    (place,) = (
        one["locations"][0]["physicalLocation"]
        for one in run["results"]
        if one["ruleId"] == "review-open"
    )
    assert place["artifactLocation"] == {"uri": "review.yaml", "uriBaseId": "%SRCROOT%"}
    line = place["region"]["startLine"]
    named = desk.file.read_text(encoding="utf-8").splitlines()[line - 1]
    assert "did: answered, issue: SNAG-002" in named
    uris = [
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]
    ]
    assert "no%20review%2C%20100%25.yaml" in uris


def test_a_schema_that_takes_anything_would_be_no_proof(desk: Desk) -> None:
    log = json.loads(checked(desk, "sarif", *answered(desk)))
    log["runs"][0]["results"][0]["level"] = "catastrophe"
    assert list(SARIF.iter_errors(log))


def test_sarif_marks_a_finding_alike_when_lines_move(desk: Desk) -> None:
    words = answered(desk)

    def marks() -> dict[str, str]:
        results = json.loads(checked(desk, "sarif", *words))["runs"][0]["results"]
        return {one["message"]["text"]: str(one["partialFingerprints"]) for one in results}

    before = marks()
    desk.file.write_text(f"# a line\n{desk.file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert marks() == before
    assert len(set(before.values())) == len(before)


def test_a_path_outside_of_the_folder_is_an_address(desk: Desk) -> None:
    log = json.loads(checked(desk, "sarif", *answered(desk)))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": desk.file.as_uri()}
    SARIF.validate(log)


def test_junit_has_a_test_for_each_issue(desk: Desk, tmp_path: Path) -> None:
    told = tmp_path / "junit.xml"
    told.write_text(checked(desk, "junit", *answered(desk)), encoding="utf-8")
    found = JUnitXml.fromfile(str(told))
    assert (found.tests, found.failures, found.errors) == (3, 1, 1)
    review, broken = found
    assert (review.name, review.tests, review.failures, review.errors) == (str(desk.file), 2, 1, 0)
    cases = {case.name.split()[0]: case for case in review}
    assert not cases["SNAG-001"].result
    assert "expires-soon" in (cases["SNAG-001"].system_out or "")
    (failure,) = cases["SNAG-002"].result
    assert failure.type == "review-open"
    assert "owner Zoë: 50%, or <more>" in failure.message
    assert (broken.tests, broken.errors) == (1, 1)


def test_a_review_without_fault_is_valid_in_each_format(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", *ADDRESSED)
    desk.answer("SNAG-002", *ADDRESSED)
    log = json.loads(desk.fine("check", desk.file, "--format", "sarif"))
    SARIF.validate(log)
    assert log["runs"][0]["results"] == []
    root = ET.fromstring(desk.fine("check", desk.file, "--format", "junit"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "0", "0")
    assert "::" not in desk.fine("check", desk.file, "--format", "github")


@pytest.mark.parametrize("format_", CheckFormat)
def test_a_file_may_have_any_name(desk: Desk, format_: str) -> None:
    desk.begin()
    odd = desk.folder / "b\udcff\x1b,:%\n.yaml"
    desk.file.rename(odd)
    told = checked(desk, format_, str(odd), str(desk.folder / "no\udcff.yaml"))
    if format_ == CheckFormat.SARIF:
        SARIF.validate(json.loads(told))
    if format_ == CheckFormat.JUNIT:
        ET.fromstring(told)
    if format_ == CheckFormat.GITHUB:
        assert all(line.startswith("::error ") for line in told.splitlines()[:-2])

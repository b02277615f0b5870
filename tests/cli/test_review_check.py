"""What a build fails on, and what it is told."""

import json

import pytest
from cli.desk import ACCEPTED, ADDRESSED, Desk

from snaglist.cli.review.flags import CONDITIONS

CHECKS = {
    "open": (("--status", "open", "--owner", "Ben"), "SNAG-001 is open, owner Ben"),
    "expired": ((*ACCEPTED, "--expires", "2026-12-01"), "accepted by Ben until 2026-12-01"),
    "overdue": (("--status", "open", "--due", "2026-12-01"), "was due on 2026-12-01"),
    "not-looked-at": (("--owner", "Ben"), "SNAG-001 was not looked at"),
    "unsigned": (ADDRESSED, "the review is not signed off"),
}


@pytest.mark.parametrize("condition", CHECKS)
def test_a_build_fails_on_what_it_is_told_to(desk: Desk, condition: str) -> None:
    desk.begin()
    answer, told = CHECKS[condition]
    desk.answer("SNAG-001", *answer)
    desk.answer("SNAG-002", *ADDRESSED)
    words = ("check", desk.file, "--fail-on", condition)
    assert told in desk.wrong(1, *words, today="2026-12-02")
    found = json.loads(desk.wrong(1, *words, "--json", today="2026-12-02"))["findings"]
    assert [one["rule"] for one in found] == [f"review-{condition}"]
    others = ",".join({*CONDITIONS} - {condition, "open"})
    desk.fine("check", desk.file, "--fail-on", others, today="2026-12-02")


def test_a_finding_names_the_line_of_the_event(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--status", "open")
    (found,) = json.loads(desk.wrong(1, "check", desk.file, "--fail-on", "open", "--json"))[
        "findings"
    ]
    assert found["path"] == str(desk.file)
    line = desk.file.read_text().splitlines()[found["line"] - 1]
    assert line.startswith("    - event: {number: 2, did: answered, issue: SNAG-001,")


def test_check_reads_on_after_a_broken_file(desk: Desk) -> None:
    desk.begin()
    broken = desk.folder / "broken.yaml"
    broken.write_text("format: 1\n")
    told = desk.wrong(1, "check", broken, desk.folder / "none.yaml", desk.file)
    assert f"{broken}:1: the field 'events' is missing." in told
    assert "none.yaml" in told
    assert "SNAG-002 was not looked at" in told
    assert "there is no 'opne'" in desk.wrong(2, "check", desk.file, "--fail-on", "opne")
    assert "choose from" in desk.wrong(2, "check", desk.file, "--fail-on", ",")


@pytest.mark.parametrize(
    ("issue", "told"),
    [
        ("snag-1", "SNAG-1 is not in the review. Did you mean SNAG-001?"),
        ("SNAG-0002", "Did you mean SNAG-002?"),
        ("SNAG-7", "SNAG-007 is not either; ids have three digits or more, as SNAG-001."),
        ("SNAG-099", "SNAG-099 is not in the review. Add it first, if the catalogue has it."),
        ("bell", "BELL is not in the review. Add it first, if the catalogue has it."),
    ],
)
def test_an_issue_that_is_not_there_is_told_with_what_may_be_meant(
    desk: Desk, issue: str, told: str
) -> None:
    desk.begin()
    said = desk.wrong(2, "answer", desk.file, issue, "--status", "open", "--by", "Ana")
    assert told in said


def test_a_profile_that_is_taken_for_a_review_is_told(desk: Desk) -> None:
    path = desk.folder / "profile.yaml"
    path.write_text("title: The new bed\nanswers:\n  looks: [nobody]\nwords: A bed.\n")
    told = desk.wrong(1, "status", path)
    assert "this is a profile, and no review." in told
    assert f"snag review new FILE --profile {path}" in told
    path.write_text("format: 2\ntitle: The new bed\n")
    assert "Did you mean title?" not in desk.wrong(1, "status", path)


@pytest.mark.parametrize(
    ("digest", "told"),
    [
        ("26a0e20", "'26a0e20' is too short to tell records apart; give its first 8 digits or"),
        ("", "too short"),
        ("sha256:26a0e20f", "is no digest"),
        ("0" * 65, "is no digest"),
    ],
)
def test_a_digest_that_is_none_is_no_fault_of_the_record(
    desk: Desk, digest: str, told: str
) -> None:
    desk.begin()
    desk.answer("SNAG-001", "SNAG-002", *ADDRESSED)
    signed = desk.fine("sign", desk.file, "--by", "Ana").splitlines()[1]
    said = desk.wrong(2, "verify", desk.file, "--digest", digest)
    assert told in said
    assert "FAILS" not in said
    assert "Holds" in desk.fine("verify", desk.file, "--digest", f" {signed[:8].upper()} ")

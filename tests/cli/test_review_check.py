"""What a build fails on, and what it is told."""

import json

import pytest
from cli.desk import ACCEPTED, ADDRESSED, Desk

from snaglist.cli.review.flags import CONDITION_MEANINGS, CONDITIONS

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
    signed = desk.fine("sign", desk.file, "--by", "Ana").splitlines()[2]
    said = desk.wrong(2, "verify", desk.file, "--digest", digest)
    assert told in said
    assert "FAILS" not in said
    assert "Holds" in desk.fine("verify", desk.file, "--digest", f" {signed[:8].upper()} ")


def test_a_build_says_what_it_lets_pass(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--status", "open", "--due", "2026-11-01")
    told = desk.fine("check", desk.file, "--fail-on", "expired")
    assert told.splitlines() == [
        "0 findings.",
        "Not failed on, since --fail-on leaves it out: "
        "1 not-looked-at, 1 open, 1 overdue, 1 unsigned.",
    ]
    found = json.loads(desk.fine("check", desk.file, "--fail-on", "expired", "--json"))
    assert found["passed_over"] == {"not-looked-at": 1, "open": 1, "overdue": 1, "unsigned": 1}
    told = desk.wrong(1, "check", desk.file, "--fail-on", "not-looked-at,open,expired")
    assert told == desk.wrong(1, "check", desk.file)
    assert "1 unsigned" in told
    assert "overdue" not in told  # it is open, which is found


def test_a_reopened_review_is_told_from_one_that_nobody_signed(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", *ADDRESSED)
    desk.answer("SNAG-002", *ADDRESSED)
    desk.fine("sign", desk.file, "--by", "Cleo")
    assert desk.fine("check", desk.file, "--fail-on", "unsigned") == "0 findings.\n"
    desk.fine("reopen", desk.file, "--by", "Ana", "--reason", "A rain gauge came.")
    told = desk.wrong(1, "check", desk.file, "--fail-on", "unsigned")
    assert "Cleo signed the review off on 2026-11-25; it was reopened since." in told


WARNED = {
    "2026-11-20": {},
    "2026-11-21": {"review-expires-soon": "until 2026-12-01, in 10 days, owner Ben: "},
    "2026-11-28": {
        "review-expires-soon": "until 2026-12-01, in 3 days",
        "review-due-soon": "is due on 2026-12-08, in 10 days:",
    },
    "2026-12-01": {"review-expires-soon": "today", "review-due-soon": "in 7 days"},
    "2026-12-02": {"review-due-soon": "in 6 days"},  # the other has expired
    "2026-12-08": {"review-due-soon": "is due on 2026-12-08, today:"},
    "2026-12-09": {},
}


@pytest.mark.parametrize("today", WARNED)
def test_days_that_come_soon_are_warned_of_and_fail_nothing(desk: Desk, today: str) -> None:
    desk.begin()
    desk.answer("SNAG-001", *ACCEPTED, "--expires", "2026-12-01")
    desk.answer("SNAG-002", "--status", "open", "--due", "2026-12-08")
    words = ("check", desk.file, "--fail-on", "unsigned,differs", "--warn-days", "10")
    found = json.loads(desk.wrong(1, *words, "--json", today=today))["warnings"]
    assert {one["rule"] for one in found} == set(WARNED[today])
    for one in found:
        assert WARNED[today][one["rule"]] in one["message"]
    text = desk.fine("check", desk.file, "--fail-on", "differs", "--warn-days", "10", today=today)
    assert text.count(": warning: ") == len(found)
    none = desk.fine("check", desk.file, "--fail-on", "differs", today=today)
    assert "warning" not in none


@pytest.mark.parametrize("days", ["-1", "4000", "x", "99999999999999"])
def test_days_that_nobody_means_are_refused(desk: Desk, days: str) -> None:
    desk.begin()
    assert "--warn-days" in desk.wrong(2, "check", desk.file, "--warn-days", days)


@pytest.mark.parametrize("condition", CONDITION_MEANINGS)
def test_the_help_says_what_each_condition_lets_pass(desk: Desk, condition: str) -> None:
    told = " ".join(desk.fine("check", "--help").split())
    meaning = CONDITION_MEANINGS[condition]
    assert f"{condition} {meaning.finds}. Without it: {meaning.otherwise}" in told
    assert {*CONDITION_MEANINGS} == {*CONDITIONS, "unsigned"}


def test_none_goes_alone(desk: Desk) -> None:
    desk.begin()
    assert desk.fine("check", desk.file, "--fail-on", "none").startswith("0 findings.\n")
    assert "none goes alone" in desk.wrong(2, "check", desk.file, "--fail-on", "none,open")

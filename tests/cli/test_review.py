"""A design review from its profile to the signed record, by the command line."""

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from cli.desk import ACCEPTED, ADDRESSED, Desk
from reviews.sample_review import FINDINGS, upto
from runner import SNAG, fine

from snaglist.cli.review import REVIEW_COMMANDS
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import ReviewState
from snaglist.reviews.yaml_file import read_record, write_record


def state(desk: Desk) -> ReviewState:
    return rebuild(read_record(desk.file))


@pytest.mark.parametrize("name", REVIEW_COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert f"Example: snag review {name}" in " ".join(fine("review", name, "--help").split())


def test_the_journey_from_profile_to_signed_record(desk: Desk) -> None:
    desk.begin()
    assert "2 issues: 2 not looked at" in desk.fine("status", desk.file)
    assert "When did the bell last ring" in desk.fine("ask", desk.file, "--short")
    assert "SNAG-001 is addressed now.\n1 of 2 issues still to do" in desk.answer(
        "snag-001", *ADDRESSED
    )
    assert "1 issue was not looked at" in desk.wrong(2, "sign", desk.file, "--by", "Ana")
    desk.answer("SNAG-002", *ACCEPTED, "--expires", "2026-12-31")
    assert "1 accepted" in desk.fine("status", desk.file)
    assert "0 findings." in desk.fine("check", desk.file)
    signed = desk.fine("sign", desk.file, "--by", "Ben", "--role", "head gardener")
    assert "Signed off by Ben" in signed
    assert "Holds: signed by Ben, head gardener" in desk.fine("verify", desk.file)
    assert "signed off" in desk.wrong(2, "answer", desk.file, "SNAG-001", *ADDRESSED, "--by", "A")
    desk.fine("reopen", desk.file, "--reason", "A second bed.", "--by", "Ana")
    assert "does not cover them" in desk.fine("verify", desk.file)
    found = desk.wrong(1, "check", desk.file, today="2027-01-01")
    assert "SNAG-002 was accepted by Ben until 2026-12-31, which has passed" in found
    assert "[review-expired]\n1 finding." in found


def test_a_profile_file_leads_to_the_same_review(desk: Desk) -> None:
    desk.begin("--words", "a bell")
    profile = desk.folder / "profile.yaml"
    profile.write_text(
        "title: The new bed\nanswers: {devices: [thermometer], looks: nobody}\nwords: a bell\n"
    )
    other = desk.folder / "other.yaml"
    desk.fine("new", other, "--profile", profile, "--by", "Ana")
    assert read_record(other).events == read_record(desk.file).events


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel: x\n", ":1: the field 'titel' is not part of the format. Did you mean title?"),
        ("answers:\n  dvices: [x]\n", ":2: The profile has no question 'dvices'. Did you mean d"),
        ("answers:\n  looks:\n  - bell\n  - nobdy\n", ":4: The question 'looks' has no answer"),
        ("answers:\n  looks: [bell, nobody]\n", ":2: The question 'looks' takes one of bell"),
        ("- a\n", ":1: this is no profile."),
        ("answers: {\n", "this is not YAML"),
        ("", ""),
    ],
)
def test_a_broken_profile_is_told_with_its_line(desk: Desk, text: str, told: str) -> None:
    profile = desk.folder / "profile.yaml"
    profile.write_text(text)
    found = desk.wrong(1, "new", desk.file, "--profile", profile, "--title", "T", "--by", "A")
    assert f"{profile}" in found
    assert told in found
    assert not desk.file.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--title", "T"], "Say something about the project"),
        (["--answer", "looks=bell"], "--title TEXT"),
        (["--title", "T", "--answer", "looks"], "question=answer, as data=sensors"),
        (["--title", "T", "--answer", "looks=nobdy"], "Did you mean nobody?"),
        (["--title", " ", "--answer", "looks=bell"], "--title: should not be empty"),
        (["--title", "T" * 201, "--answer", "looks=bell"], "--title: should have at most 200"),
        (["--title", "T", "--answer", "looks=bell", "--reviewers", "Ana"], "two or more"),
        (["--title", "T", "--answer", "looks=bell", "--by", "\x07"], "--by: has a character"),
    ],
)
def test_a_review_that_cannot_begin_is_told_why(
    desk: Desk, arguments: list[str], told: str
) -> None:
    assert told in desk.wrong(2, "new", desk.file, "--by", "Ana", *arguments)
    assert not desk.file.exists()


def test_nothing_is_overwritten(desk: Desk) -> None:
    desk.begin()
    before = desk.file.read_bytes()
    again = ("new", desk.file, "--title", "T", "--answer", "looks=bell", "--by", "Ana")
    assert "is there already, and stays" in desk.wrong(2, *again)
    assert "is the review itself" in desk.wrong(2, "report", desk.file, "-o", desk.file)
    assert desk.file.read_bytes() == before
    nowhere = desk.folder / "nowhere" / "review.yaml"
    assert "There is no folder" in desk.wrong(2, "new", nowhere, *again[2:])


def test_on_a_terminal_the_questions_are_put_one_by_one(desk: Desk) -> None:
    ours, theirs = pty.openpty()
    typed = "The new bed\n\n7\n1,1\nx\n1 2\n2\nit died\n"
    os.write(ours, typed.encode())
    command: list[str | Path] = [
        SNAG,
        "review",
        "new",
        desk.file,
        "--by",
        "Ana",
        "--catalog",
        desk.catalog,
    ]
    done = subprocess.run(
        [*command, "--data", desk.data], stdin=theirs, capture_output=True, text=True
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert "Think of yesterday." in done.stderr
    assert " 2  A rain gauge" in done.stderr
    assert "choose from 1 to 3" in done.stderr
    assert "choose one number" in done.stderr
    assert state(desk).title == "The new bed"
    assert state(desk).profile.chosen() == {"devices": ("thermometer",), "looks": ("nobody",)}
    assert state(desk).profile.words == "it died"


def test_a_blank_profile_can_be_filled_in(desk: Desk) -> None:
    blank = desk.fine("profile")
    filled = blank.replace("    # - thermometer", "    - thermometer")
    profile = desk.folder / "profile.yaml"
    profile.write_text(filled)
    desk.fine("new", desk.file, "--profile", profile, "--by", "Ana")
    assert state(desk).profile.chosen() == {"devices": ("thermometer",)}


def test_a_profile_is_answered_anew_and_answers_stay(desk: Desk) -> None:
    desk.begin()
    assert "devices=thermometer  A thermometer" in desk.fine("profile", desk.file)
    desk.answer("SNAG-001", *ADDRESSED)
    told = desk.fine("profile", desk.file, "--answer", "devices=", "--by", "Ana")
    assert "kept, though no answer leads to it: SNAG-001" in told
    assert state(desk).profile.chosen() == {"looks": ("nobody",)}
    assert "NO LONGER FITS" in desk.fine("status", desk.file)
    told = desk.fine("profile", desk.file, "--answer", "looks=bell", "--by", "Ana")
    assert "gone: SNAG-002" in told
    desk.fine("add", desk.file, "snag-002", "--by", "Ana")
    assert "It was added by hand." in desk.fine("ask", desk.file)
    assert "in the review already" in desk.wrong(2, "add", desk.file, "SNAG-002", "--by", "Ana")
    assert "SNAG-001" in desk.wrong(1, "add", desk.file, "SNAG-0001", "--by", "Ana")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Say what to change"),
        (["--status", "addressed"], "needs done (what was done) or a link (--done TEXT, --link"),
        (["--status", "accepted"], "accepted needs a reason (--reason TEXT, --owner NAME"),
        ([*ACCEPTED], "accepted needs an owner and the day it expires"),
        ([*ACCEPTED, "--expires", "2026-11-24"], "which has already passed"),
        ([*ACCEPTED, "--expires", "soon"], "write it as 2026-11-25"),
        (["--status", "not-applicable"], "not-applicable needs a reason"),
        (["--status", "done"], "'done' is not one of"),
        ([*ADDRESSED, "--expires", "2027-01-01"], "Only an acceptance expires; this is addressed."),
        ([*ADDRESSED, "--link", "example.org"], "--link: should be a web address"),
        ([*ADDRESSED, "--notes", "x" * 10_001], "--notes: should have at most 10000"),
        ([*ADDRESSED, "--by", ""], "Say who does this"),
    ],
)
def test_an_answer_that_does_not_hold_is_told_why(
    desk: Desk, arguments: list[str], told: str
) -> None:
    desk.begin()
    before = desk.file.read_bytes()
    by = () if "--by" in arguments else ("--by", "Ana")
    assert told in desk.wrong(2, "answer", desk.file, "SNAG-001", *arguments, *by)
    assert desk.file.read_bytes() == before


def test_of_several_issues_all_are_answered_or_none(desk: Desk) -> None:
    desk.begin()
    both = ("SNAG-001", "SNAG-009", "--status", "open", "--by", "Ana")
    assert "SNAG-009 is not in the review" in desk.wrong(2, "answer", desk.file, *both)
    assert len(read_record(desk.file).events) == 1
    desk.answer("SNAG-001", "SNAG-002", "--status", "open")
    assert len(read_record(desk.file).events) == 3


def test_what_is_not_given_stays_as_the_status_does(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", *ACCEPTED, "--expires", "2026-12-31", "--due", "2026-12-01")
    desk.answer("SNAG-001", "--link", "https://example.org/1", "--notes", "A *note*.")
    answer = state(desk).items["SNAG-001"].answer
    assert (answer.reason, answer.owner, answer.links) == (
        "Winter.",
        "Ben",
        ("https://example.org/1",),
    )
    desk.answer("SNAG-001", "--status", "open")
    answer = state(desk).items["SNAG-001"].answer
    assert (answer.reason, answer.expires, answer.owner) == ("", None, "Ben")
    assert answer.notes == "A *note*."
    desk.answer("SNAG-001", "--due", "none", "--owner", "", "--link", "", "--notes", "")
    answer = state(desk).items["SNAG-001"].answer
    assert (answer.due, answer.owner, answer.links, answer.notes) == (None, "", (), "")


def test_notes_come_from_standard_input(desk: Desk) -> None:
    desk.begin()
    words = ("answer", desk.file, "SNAG-001", "--status", "open", "--notes", "-", "--by", "Ana")
    desk.fine(*words, stdin="- one\n- two 🌡\n")
    assert state(desk).items["SNAG-001"].answer.notes == "- one\n- two 🌡"
    assert "not UTF-8" in desk.snag(*words, stdin=b"\xff").err


def test_who_it_was_is_said_by_git(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    desk.begin()
    words = ("answer", desk.file, "SNAG-001", "--status", "open")
    assert "Say who does this: --by NAME" in desk.wrong(2, *words)
    subprocess.run(["git", "init", "-q", desk.folder], check=True)
    subprocess.run(["git", "-C", desk.folder, "config", "user.name", "Ana B"], check=True)
    desk.fine(*words)
    assert state(desk).items["SNAG-001"].answered_by == "Ana B"


def test_status_for_programs_and_for_what_is_left(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", *ADDRESSED)
    desk.answer("SNAG-002", "--status", "open", "--due", "2026-12-01", "--owner", "Ben")
    told = json.loads(desk.fine("status", desk.file, "--json", today="2026-12-02"))
    assert told["progress"]["addressed"] == 1
    flags = {issue["issue"]: issue["flags"] for issue in told["issues"]}
    assert flags == {"SNAG-001": [], "SNAG-002": ["overdue"]}
    assert told["issues"][1]["answer"]["due"] == "2026-12-01"
    left = desk.fine("status", desk.file, "--open", today="2026-12-02")
    assert "SNAG-001" not in left
    assert "Ben, due 2026-12-01, OVERDUE" in left
    desk.answer("SNAG-002", *ADDRESSED)
    assert "Nothing left to do." in desk.fine("status", desk.file, "--open")
    assert "Nothing left to ask" in desk.fine("ask", desk.file)


def test_ask_says_why_what_and_what_others_did(desk: Desk) -> None:
    desk.begin()
    told = " ".join(desk.fine("ask", desk.file, "SNAG-001").split())
    for part in (
        "A thermometer died. (You said: A thermometer.)",
        "You would not see it without: A thermometer.",
        "- Who would notice within a day?",
        "“The thermometer died 🌡 and nobody saw it for a week”",
        "FIX-001 Hang a bell on the dial (worked)",
    ):
        assert part in told
    for flags in ([], ["--short"]):
        issues = json.loads(desk.fine("ask", desk.file, "--json", *flags))["issues"]
        assert [issue["issue"] for issue in issues] == ["SNAG-001", "SNAG-002"]


@pytest.mark.parametrize("format_", ["markdown", "html", "json", "csv", "turtle"])
def test_a_report_is_printed_and_written(desk: Desk, format_: str) -> None:
    desk.begin()
    out = desk.folder / "report"
    told = desk.fine("report", desk.file, "--format", format_)
    desk.fine("report", desk.file, "--format", format_, "-o", out)
    assert out.read_bytes().replace(b"\r\n", b"\n") == told.encode()
    assert "SNAG-001" in told
    assert "Nothing here is called" in desk.wrong(1, "report", desk.folder / "none.yaml")
    desk.fine("report", desk.file, "--kind", "handout")
    assert "choose" in desk.wrong(2, "report", desk.file, "--kind", "handout", "--format", "csv")
    elsewhere = desk.folder / "no" / "report"
    assert "cannot be written" in desk.wrong(1, "report", desk.file, "-o", elsewhere)


def test_a_finding_behind_an_issue_is_told_in_our_words(desk: Desk) -> None:
    """With what it rests on, and never as a quotation."""
    desk.file.write_text(write_record(upto(1)))
    said = " ".join(desk.fine("ask", desk.file, "SNAG-003").split())
    finding = FINDINGS["SNAG-003"]
    assert f"Published: {finding.text} {finding.id}: {finding.cited}" in said
    assert "“" not in said


def test_links_add_up_and_one_can_be_taken_away(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--status", "open", "--link", "docs/adr-7.md", "--link", "ABC-12")
    desk.answer("SNAG-001", "--link", "https://example.org/7", "--link", "./docs/adr-7.md")

    def links() -> list[str]:
        found = json.loads(desk.fine("status", desk.file, "--json"))["issues"]
        (answer,) = (one["answer"] for one in found if one["issue"] == "SNAG-001")
        return list(answer.get("links", []))

    assert links() == ["docs/adr-7.md", "ABC-12", "https://example.org/7"]
    desk.answer("SNAG-001", "--unlink", " ABC-12", "--link", "#4")
    assert links() == ["docs/adr-7.md", "https://example.org/7", "#4"]
    told = desk.wrong(2, "answer", desk.file, "SNAG-001", "--by", "Ana", "--unlink", "ABC-12")
    assert "no link ABC-12 to take away; there is docs/adr-7.md, https://example.org/7, #4." in told
    told = desk.wrong(2, "answer", desk.file, "SNAG-001", "--by", "Ana", "--link", "the wiki")
    assert "--link: should be a web address (https://…), a path in the repository" in told
    desk.answer("SNAG-001", *(word for link in links() for word in ("--unlink", link)))
    assert links() == []

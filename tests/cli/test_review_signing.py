"""Signing by command line: what is said before, for how much, by how many, and what comes after."""

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cli.desk import ADDRESSED, Desk
from cli.test_review_git import bed, commit, git, on_main, on_other
from reviews.garden import all_answered, begun
from runner import snag

from snaglist.cli.review.options import effective_day, effective_time
from snaglist.reviews.commands import signatures
from snaglist.reviews.events.signatures import Signed
from snaglist.reviews.replay import rebuild
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.statuses import Status
from snaglist.reviews.yaml_file import read_record, save_record

__all__ = ["bed"]

CLEO = ("--by", "Cleo", "--role", "product owner")


@pytest.fixture
def half(desk: Desk) -> Desk:
    """A review of two issues, of which one is answered: open, and late."""
    desk.begin()
    desk.answer("SNAG-001", "--status", "open", "--owner", "Ben", "--due", "2026-11-20")
    return desk


@pytest.fixture
def signed(half: Desk) -> Desk:
    """The same with the other addressed, signed, and somebody else asked to sign."""
    half.answer("SNAG-002", *ADDRESSED)
    half.fine("sign", half.file, *CLEO, "--also", "Ben, safety officer")
    return half


def test_what_is_said_before_somebody_signs(half: Desk) -> None:
    stands = (
        "2 issues: 1 looked at, 1 not looked at, 1 open, 1 overdue, 0 acceptances that end within "
        "30 days.\n"
    )
    before = half.file.read_bytes()
    said = half.fine("sign", half.file, *CLEO, "--dry-run")
    assert said == f"{stands}To be answered or settled before:\n  SNAG-002\n"
    assert half.file.read_bytes() == before
    refused = half.snag("sign", half.file, *CLEO)
    assert (refused.code, refused.out) == (2, said)
    found = json.loads(half.fine("sign", half.file, *CLEO, "--dry-run", "--json"))
    assert found == {
        "issues": 2,
        "looked_at": 1,
        "not_looked_at": 1,
        "open": 1,
        "overdue": 1,
        "acceptances_ending": {"within_days": 30, "count": 0},
        "of": "all",
        "covers": [],
        "left_out": [],
        "missing": ["SNAG-002"],
        "signed": False,
        "digest": None,
        "awaited": [],
    }


def test_a_part_is_signed_and_the_rest_is_named_everywhere(half: Desk) -> None:
    said = half.fine("sign", half.file, *CLEO, "--of", "answered")
    assert "The signature covers 1 issue. Not covered:\n  SNAG-002\n" in said
    assert "for 1 of 2 issues (those answered); not for SNAG-002" in half.fine("status", half.file)
    assert "It is for 1 of 2 issues (those answered), and not for:\n    SNAG-002" in half.fine(
        "verify", half.file
    )
    (one,) = json.loads(half.fine("verify", half.file, "--json"))["signatures"]
    assert (one["of"], one["covers"], one["left_out"]) == ("answered", ["SNAG-001"], ["SNAG-002"])
    for kind in ("record", "short", "handout"):
        told = half.fine("report", half.file, "--kind", kind)
        assert "SNAG-002" in told.partition("overed")[2].partition("\n")[0], kind
        assert "1 of 2 issues" in told
    found = json.loads(half.fine("report", half.file, "--format", "json"))
    assert found["review"]["not_covered"] == ["SNAG-002"]
    # Nobody has looked at it, which the build still fails on; what is open, too.
    assert "SNAG-002 was not looked at" in half.wrong(1, "check", half.file)


def test_of_ten_needs_the_ten_and_says_which_are_left(half: Desk) -> None:
    assert "SNAG-002" in half.wrong(2, "sign", half.file, *CLEO, "--of", "ten")
    assert "--of" in half.wrong(2, "sign", half.file, *CLEO, "--of", "twelve")


def test_who_is_asked_to_sign_is_awaited_until_then(signed: Desk) -> None:
    assert "still to sign: Ben, safety officer" in signed.fine("status", signed.file)
    unsigned = ("check", signed.file, "--fail-on", "unsigned")
    found = signed.wrong(1, *unsigned)
    assert "Ben, safety officer, is asked to sign and has not." in found
    passed = signed.fine("check", signed.file, "--fail-on", "not-looked-at")
    assert "1 unsigned" in passed
    assert "Still awaited: Ben, safety officer" in signed.fine("verify", signed.file)
    for kind in ("record", "short", "handout"):
        assert "Ben, safety officer" in signed.fine("report", signed.file, "--kind", kind)
    wrong = signed.wrong(2, "sign", signed.file, "--by", "Ben", "--of", "answered")
    assert "Cleo signed for all issues" in wrong
    second = signed.fine("sign", signed.file, "--by", "Ben")
    assert "Signed by Ben as well." in second
    assert "awaited" not in second
    signed.fine(*unsigned)
    assert "signed off by Cleo, product owner on 2026-11-25, by Ben, safety officer" in signed.fine(
        "status", signed.file
    )
    assert signed.fine("verify", signed.file).count("Holds: ") == 2
    assert "has signed already" in signed.wrong(2, "sign", signed.file, "--by", "cleo")


def test_reopening_says_whose_signatures_it_takes(signed: Desk) -> None:
    signed.fine("sign", signed.file, "--by", "Ben")
    said = signed.fine("reopen", signed.file, "--by", "Ana", "--reason", "A second bed.")
    assert "the signatures of Cleo and Ben do not cover what comes now" in said
    found = signed.wrong(1, "check", signed.file, "--fail-on", "unsigned")
    assert "Cleo and Ben signed the review off on 2026-11-25; it was reopened since." in found
    assert "Cleo and Ben had signed, and it was reopened" in signed.fine("report", signed.file)


def test_work_done_after_the_signature_reopens_nothing(signed: Desk) -> None:
    assert "SNAG-001 is open" in signed.wrong(1, "check", signed.file)
    follow = ("follow-up", signed.file, "snag-001", "--by", "Ben")
    later = signed.fine(*follow, "--due", "2026-12-24", "--note", "The bell is ordered.")
    assert "SNAG-001 is open now, due 2026-12-24; its answer stays as it was signed." in later
    assert "overdue" not in signed.wrong(1, "check", signed.file, "--fail-on", "open,overdue")
    assert "was due on 2026-12-24" in signed.wrong(
        1, "check", signed.file, "--fail-on", "overdue", today="2026-12-25"
    )
    assert "The bell is ordered." in signed.fine("report", signed.file, "--kind", "handout")
    done = signed.fine(*follow, "--done", "A bell hangs.", "--link", "#12")
    assert "SNAG-001 is addressed now; its answer stays" in done
    assert "Nothing left to do." in done
    signed.fine("check", signed.file)
    status = signed.fine("status", signed.file)
    assert "FOLLOWED UP" in status
    assert "2026-11-25 Ben: done: A bell hangs.; #12" in status
    assert "Holds: signed by Cleo" in signed.fine("verify", signed.file)
    assert "2 follow-ups came after it" in signed.fine("verify", signed.file)
    for kind in ("record", "short", "handout"):
        told = signed.fine("report", signed.file, "--kind", kind)
        assert "addressed after the signature" in told or kind == "handout", kind
        assert "A bell hangs." in told
        assert "1 was done after the signature." in told
    assert "SNAG-001" not in signed.fine("export", signed.file, "--to", "tasklist")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((), "--done, --due, --link or --note"),
        (("--done", "x", "--due", "2026-12-24"), "has no new day"),
        (("--due", "2026-11-24"), "already passed"),
        (("--link", "javascript:x"), "--link"),
    ],
)
def test_a_follow_up_that_says_nothing_true_is_refused(
    signed: Desk, given: tuple[str, ...], told: str
) -> None:
    before = signed.file.read_bytes()
    assert told in signed.wrong(2, "follow-up", signed.file, "SNAG-001", "--by", "Ben", *given)
    assert signed.file.read_bytes() == before


def test_an_open_review_is_answered(half: Desk) -> None:
    told = half.wrong(2, "follow-up", half.file, "SNAG-001", "--by", "Ben", "--done", "x")
    assert "not signed off" in told


def test_git_merges_two_branches_that_follow_up_different_issues(bed: Desk) -> None:
    save_record(
        bed.file, signatures.sign(all_answered(begun()), by="Cleo", now=effective_time(None))
    )
    commit(bed, "main")
    git(bed.folder, "branch", "-f", "other")
    on_other(bed)
    bed.fine("follow-up", bed.file, "SNAG-102", "--by", "Ben", "--done", "Rung.")
    commit(bed, "other")
    on_main(bed)
    bed.fine("follow-up", bed.file, "SNAG-104", "--by", "Ana", "--done", "Hung.")
    commit(bed, "main")
    assert git(bed.folder, "merge", "-q", "other", "-m", "Both").returncode == 0
    items = rebuild(read_record(bed.file)).items
    done = {name for name, item in items.items() if item.done_since}
    assert done == {"SNAG-102", "SNAG-104"}
    assert "Holds: signed by Cleo" in bed.fine("verify", bed.file)
    # The same issue on both, or a signature on one of them: git asks, and join knows.
    on_other(bed)
    git(bed.folder, "merge", "-q", "main")
    bed.fine("follow-up", bed.file, "SNAG-101", "--by", "Ben", "--due", "2027-02-01")
    commit(bed, "other")
    on_main(bed)
    bed.fine("follow-up", bed.file, "SNAG-101", "--by", "Ana", "--done", "Hung.")
    bed.fine("sign", bed.file, "--by", "Eva")
    commit(bed, "main")
    assert git(bed.folder, "merge", "-q", "other").returncode == 1
    bed.fine("join", bed.file)
    item = rebuild(read_record(bed.file)).items["SNAG-101"]
    assert [(each.by, each.done) for each in item.follow_ups] == [("Ana", "Hung."), ("Ben", "")]
    assert bed.fine("verify", bed.file).count("Holds: ") == 2


@pytest.fixture
def zone() -> Iterator[object]:
    """Sets the zone of this process, and takes it back."""
    before = os.environ.get("TZ")

    def set_zone(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()

    yield set_zone
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(("name", "hours"), [("Pacific/Kiritimati", 14), ("Pacific/Niue", -11)])
def test_today_is_the_day_of_the_machine(zone: object, desk: Desk, name: str, hours: int) -> None:
    zone(name)  # type: ignore[operator]
    there = (datetime.now(UTC) + timedelta(hours=hours)).date()
    assert effective_day(None) in (there, there + timedelta(days=1))  # at midnight
    desk.begin()
    desk.answer("SNAG-001", "SNAG-002", *ADDRESSED)
    assert snag("review", "sign", str(desk.file), "--by", "Eva").code == 0
    signed = read_record(desk.file).events[-1]
    assert isinstance(signed, Signed)
    assert signed.offset == f"{hours:+03}:00"
    assert signed.day == (signed.at + timedelta(hours=hours)).date()
    assert "Holds: signed by Eva" in desk.fine("verify", desk.file)


def test_days_that_are_near_are_marked_in_every_report(tmp_path: Path) -> None:
    record = all_answered(begun(), Status.ACCEPTED)  # until the last day of 2026
    today, path = date(2026, 12, 20), tmp_path / "review.yaml"
    save_record(path, record)
    every = [
        *((ReportKind.RECORD, each) for each in ReportFormat),
        (ReportKind.SHORT, ReportFormat.MARKDOWN),
        (ReportKind.HANDOUT, ReportFormat.MARKDOWN),
        (ReportKind.HANDOUT, ReportFormat.HTML),
        (ReportKind.HANDOUT, ReportFormat.JSON),
    ]
    for kind, format_ in every:
        near, far = (
            render_report(record, format_, today=today, kind=kind, ahead=ahead).decode()
            for ahead in (11, 10)
        )
        mark = {
            ReportFormat.CSV: ",no,yes,",
            ReportFormat.JSON: '"ends_soon": true',
        }.get(format_, "ends soon")
        assert mark in near, (kind, format_)
        assert mark not in far, (kind, format_)
        late = render_report(record, format_, today=date(2027, 1, 1), kind=kind).decode()
        assert mark not in late
    words = ("review", "report", str(path), "--today", "2026-12-20", "--kind", "short")
    assert "5 acceptances end within 11 days" in snag(*words, "--warn-days", "11").out
    assert "ends soon" not in snag(*words, "--warn-days", "10").out
    status = ("review", "status", str(path), "--today", "2026-12-20")
    assert snag(*status, "--warn-days", "11").out.count("ENDS SOON") == 5
    assert "ENDS SOON" not in snag(*status, "--warn-days", "10").out
    assert '"ends soon"' not in snag(*status, "--warn-days", "10", "--json").out

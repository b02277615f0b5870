"""What ``snag review upgrade`` says of a newer catalogue, and what it leaves alone."""

import json
import shutil

import pytest
from cli.desk import ADDRESSED, Desk
from common import SAMPLE
from reviews.garden import at, begun, library

from snaglist.cli.review.issues import change_lines
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Status
from snaglist.reviews.upgrade import upgrade, upgrade_changes
from snaglist.reviews.yaml_file import read_record, save_record


def test_each_issue_is_told_by_what_became_of_it() -> None:
    newer = library(without=("SNAG-102",), reworded=("SNAG-103",), version="2.0.0")
    told = "\n".join(change_lines(upgrade_changes(begun(), newer)))
    for part in (
        "From 1.0.0 (11111111) to 2.0.0 (22222222):",
        "carried over as they are: 3 issues",
        "reworded: SNAG-103  The thermometer dies and nobody sees it (3)",
        "  definition: A [-measuring-] device",
        "new: SNAG-106  ",
        "  why: It replaces SNAG-102, which is retired.",
        "retired: SNAG-102  Nobody has thermometers any more.",
        "  replaced by SNAG-106",
    ):
        assert part in told


def test_an_upgrade_is_shown_then_made_and_answers_nothing(
    desk: Desk,
) -> None:
    desk.begin()
    desk.answer("SNAG-001", *ADDRESSED)
    newer = desk.folder / "newer"
    shutil.copytree(SAMPLE, newer)
    path = next((newer / "issues").glob("SNAG-001*"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("its silence is taken for calm", "its silence is not heard"))
    at_newer = Desk(desk.folder, desk.data, newer)
    before = desk.file.read_bytes()
    told = at_newer.fine("upgrade", desk.file, "--dry-run")
    assert "carried over as they are: 1 issue" in told
    assert "reworded: SNAG-001" in told
    assert "its silence is [-taken for calm.-] {+not heard.+}" in told
    assert "Nothing was written." in told
    assert desk.file.read_bytes() == before
    assert "The catalogue has moved on" in at_newer.wrong(
        2, "profile", desk.file, "--answer", "looks=bell", "--by", "Ana"
    )
    told = json.loads(at_newer.fine("upgrade", desk.file, "--by", "Ana", "--json"))
    assert told["written"]
    assert [one["issue"] for one in told["reworded"]] == ["SNAG-001"]
    item = rebuild(read_record(desk.file)).items["SNAG-001"]
    assert item.answer.status is Status.ADDRESSED
    assert "was reworded since" in desk.wrong(1, "check", desk.file, "--fail-on", "reworded")
    assert "REWORDED" in desk.fine("status", desk.file)
    desk.answer("SNAG-001", "--status", "addressed")
    desk.fine("check", desk.file, "--fail-on", "reworded")
    assert "nothing to carry over" in at_newer.fine("upgrade", desk.file, "--by", "Ana")


def test_what_falls_away_is_told_by_upgrade_status_and_check(desk: Desk) -> None:
    newer = library(without=("SNAG-102", "SNAG-103"), version="2.0.0")
    owned = ("--status", "open", "--owner", "Emil", "--due", "2026-12-30")
    save_record(desk.file, begun())
    desk.answer("SNAG-102", *owned)
    desk.answer("SNAG-103", *owned)
    record = read_record(desk.file)
    told = "\n".join(change_lines(upgrade_changes(record, newer)))
    assert "  SNAG-106 gets what it had: owner Emil, due 2026-12-30\n" in told
    assert "  falls away while it is open; nothing takes over its owner and day" in told
    save_record(desk.file, upgrade(record, newer, by="Ben", now=at(9)))
    told = " ".join(desk.fine("status", desk.file).split())
    assert "Fell away, unless somebody takes it up:" in told
    assert (
        "SNAG-102 was open, owner Emil, due 2026-12-30 when the catalogue retired it; SNAG-106 "
        "has them now." in told
    )
    assert "SNAG-103 was open, owner Emil, due 2026-12-30 when the catalogue retired it; " in told
    assert "SNAG-106 not looked at The thermometer dies and nobody sees it (6) Emil, due" in told
    found = desk.wrong(1, "check", desk.file, "--fail-on", "open,expired")
    assert "SNAG-102 was open, owner Emil, due 2026-12-30 when the catalogue retired it" in found
    assert "Answer SNAG-106 or SNAG-102: what was done, or why it no longer applies." in found
    assert "2 findings." in found
    # Of what was retired nothing is due; what has taken it over is.
    warned = ("check", desk.file, "--fail-on", "none", "--warn-days", "60", "--json")
    (soon,) = json.loads(desk.fine(*warned))["warnings"]
    assert soon["message"].startswith("SNAG-106 is due on 2026-12-30")
    rows = json.loads(desk.fine("status", desk.file, "--json"))["fell_away"]
    assert [(row["issue"], row["handed_to"], row["taken_up"]) for row in rows] == [
        ("SNAG-102", ["SNAG-106"], False),
        ("SNAG-103", [], False),
    ]
    desk.answer("SNAG-106", *ADDRESSED)
    desk.fine("check", desk.file, "--fail-on", "open,expired")
    assert "Fell away" not in desk.fine("status", desk.file)


@pytest.mark.thorough
def test_a_signed_review_says_that_the_catalogue_has_moved_on(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "SNAG-002", *ADDRESSED)
    desk.fine("sign", desk.file, "--by", "Eva")
    newer = desk.folder / "newer"
    shutil.copytree(SAMPLE, newer)
    path = next((newer / "issues").glob("SNAG-001*"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("its silence is taken for calm", "its silence is not heard"))
    at_newer = Desk(desk.folder, desk.data, newer)
    assert "reworded: SNAG-001" in at_newer.fine("upgrade", desk.file, "--dry-run")
    told = at_newer.wrong(2, "upgrade", desk.file, "--by", "Ana")
    assert "this review was signed off with" in told
    assert "reopen it and carry it over" in told

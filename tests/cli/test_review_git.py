"""Branches of a review, merged by git as the button of GitHub does it: no driver, no rerere."""

import json
import subprocess
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from cli.desk import ADDRESSED, Desk
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st
from reviews.garden import ANSWERS, NAMES, all_answered, at, begun, closing, library

from snaglist.reviews.agreement import Difference
from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.conflict_marks import conflict_sides, has_marks
from snaglist.reviews.events.answering import Answered
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.merge import merge_records
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.upgrade import upgrade
from snaglist.reviews.yaml_file import read_record, save_record, write_record
from snaglist.schema.report import FindingsError


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    plain = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "rerere.enabled=0"]
    return subprocess.run(["git", *plain, *words], capture_output=True, text=True, cwd=folder)


@pytest.fixture
def bed(desk: Desk) -> Desk:
    """A repository with a review of five issues on main, and a branch of it."""
    save_record(desk.file, begun())
    git(desk.folder, "init", "-q", "-b", "main")
    git(desk.folder, "add", "-A")
    assert git(desk.folder, "commit", "-qm", "Begin").returncode == 0
    git(desk.folder, "branch", "other")
    return desk


def commit(bed: Desk, branch: str) -> None:
    assert git(bed.folder, "commit", "-qam", f"On {branch}").returncode == 0


def on_other(bed: Desk) -> None:
    assert git(bed.folder, "checkout", "-q", "other").returncode == 0


def on_main(bed: Desk) -> None:
    assert git(bed.folder, "checkout", "-q", "main").returncode == 0


def test_two_branches_that_answer_different_issues_are_merged_by_git(bed: Desk) -> None:
    on_other(bed)
    bed.answer("SNAG-102", *ADDRESSED, by="Ben")
    bed.answer("SNAG-104", *ADDRESSED, by="Ben")
    commit(bed, "other")
    on_main(bed)
    bed.answer("SNAG-101", "SNAG-103", "--status", "open")
    commit(bed, "main")
    # What a server does, where nothing is checked out; then on one's own machine.
    assert git(bed.folder, "merge-tree", "--write-tree", "main", "other").returncode == 0
    assert git(bed.folder, "merge", "-q", "other", "-m", "Both").returncode == 0
    record = read_record(bed.file)
    by = {item.issue: item.answered_by for item in rebuild(record).items.values()}
    assert by == dict(zip(NAMES[:5], ("Ana", "Ben", "Ana", "Ben", ""), strict=True))
    assert record.numbers == (1, 2, 2, 3, 3)
    # And it goes on: to sign, and to verify, with the numbers as they are.
    bed.answer("SNAG-105", *ADDRESSED)
    bed.fine("sign", bed.file, "--by", "Eva")
    assert "over the 6 events before it" in bed.fine("verify", bed.file)
    assert read_record(bed.file).numbers == (1, 2, 2, 3, 3, 4, 5)


def test_two_branches_that_answer_one_issue_conflict_in_one_place(bed: Desk) -> None:
    on_other(bed)
    bed.answer("SNAG-101", *ADDRESSED, by="Ben")
    bed.answer("SNAG-102", "SNAG-103", *ADDRESSED, "--notes", "With a photograph.", by="Ben")
    bed.answer("SNAG-104", *ADDRESSED, by="Ben")
    commit(bed, "other")
    on_main(bed)
    bed.answer("SNAG-101", *ADDRESSED)
    bed.answer("SNAG-102", "--status", "open", "--owner", "Ana")
    bed.answer("SNAG-105", *ADDRESSED)
    commit(bed, "main")
    assert git(bed.folder, "merge", "-q", "other").returncode == 1
    text = bed.file.read_text()
    assert text.count("<<<<<<<") == 2
    assert "Join the two sides: snag review join FILE" in bed.wrong(1, "check", bed.file)
    told = bed.fine("join", bed.file)
    assert "4 events of the other side added" in told
    assert "1 issue was answered in two copies that did not know each other:\n" in told
    assert "SNAG-102  other statuses\n  Ana: open; owner Ana\n  Ben: addressed; " in told
    assert "; notes: With a photograph.\n" in told
    assert f"Settle each: snag review settle {bed.file} SNAG-102 --as NAME" in told
    state = rebuild(read_record(bed.file))
    # Both said the same of the first; of the others, each only one.
    assert [item.answered_by for item in state.items.values()] == [
        *("Ana and Ben", "", "Ben", "Ben", "Ana"),
    ]
    assert "SNAG-102 is seen differently" in bed.wrong(1, "check", bed.file, "--fail-on", "differs")
    git(bed.folder, "add", "review.yaml")
    assert git(bed.folder, "commit", "-qm", "Both").returncode == 0
    settle = ("settle", bed.file, "SNAG-102", "--as", "Ben", "--resolution", "Seen.", "--by", "Ana")
    assert "SNAG-102 is addressed now" in bed.fine(*settle)
    assert rebuild(read_record(bed.file)).items["SNAG-102"].answer.notes == "With a photograph."
    bed.fine("sign", bed.file, "--by", "Eva")
    assert "Holds" in bed.fine("verify", bed.file)


def test_a_conflict_that_is_resolved_by_keeping_both_is_a_difference(bed: Desk) -> None:
    """As the editor of GitHub lets one do: take the marks out."""
    on_other(bed)
    bed.answer("SNAG-101", "SNAG-102", *ADDRESSED, by="Ben")
    commit(bed, "other")
    on_main(bed)
    bed.answer("SNAG-101", "--status", "open")
    commit(bed, "main")
    assert git(bed.folder, "merge", "-q", "other").returncode == 1
    text = bed.file.read_text()
    marks = ("<<<<<<<", "=======", ">>>>>>>")
    kept = [line for line in text.split("\n") if not line.startswith(marks)]
    bed.file.write_text("\n".join(kept))
    record = read_record(bed.file)
    item = rebuild(record).items["SNAG-101"]
    assert (item.difference, item.collided) == (Difference.STATUS, True)
    sides = [parse_record(each, "side") for each in conflict_sides(text)]
    assert set(map(repr, record.events)) == set(map(repr, merge_records(*sides).events))
    # Without git, the marks alone are enough.
    bed.file.write_text(text)
    subprocess.run(["rm", "-rf", bed.folder / ".git"], check=True)
    assert "SNAG-101  other statuses" in bed.fine("join", bed.file)
    assert rebuild(read_record(bed.file)).items["SNAG-102"].answered_by == "Ben"
    assert "no conflict marks" in bed.wrong(2, "join", bed.file)


def test_what_somebody_goes_on_with_while_another_signs_is_a_conflict(bed: Desk) -> None:
    """The signature must not come to stand over what its signer never saw."""
    save_record(bed.file, all_answered(read_record(bed.file)))
    commit(bed, "main")
    git(bed.folder, "branch", "-f", "other")
    on_other(bed)
    bed.answer("SNAG-103", *ADDRESSED, by="Ben")
    commit(bed, "other")
    on_main(bed)
    bed.fine("sign", bed.file, "--by", "Eva")
    commit(bed, "main")
    assert git(bed.folder, "merge", "-q", "other").returncode == 1
    before = bed.file.read_bytes()
    told = bed.wrong(2, "join", bed.file)
    assert "signed off by Eva" in told
    assert "nothing has to be typed anew" in told
    assert bed.file.read_bytes() == before
    # As it says: reopen the signed copy, then join.
    git(bed.folder, "merge", "--abort")
    bed.fine("reopen", bed.file, "--reason", "Ben had more.", "--by", "Ana")
    commit(bed, "main")
    assert git(bed.folder, "merge", "-q", "other").returncode == 1
    assert "1 event of the other side added" in bed.fine("join", bed.file)
    assert "Holds" in bed.fine("verify", bed.file)
    assert rebuild(read_record(bed.file)).items["SNAG-103"].answered_by == "Ben"


def test_two_branches_that_were_both_signed_are_joined_with_a_reason(bed: Desk) -> None:
    """git leaves a conflict; nothing is typed again, and nobody's signature covers the rest."""
    for by, branch in (("Ben", on_other), ("Ana", on_main)):
        branch(bed)
        why = ("--status", "not-applicable", "--reason", f"Seen by {by}.")
        bed.answer(*NAMES[:5], *why, by=by)
        bed.fine("sign", bed.file, "--by", by)
        commit(bed, by)
    assert git(bed.folder, "merge", "-q", "other").returncode == 1
    refused = bed.wrong(2, "join", bed.file)
    assert "signed off by Ana and Ben is frozen" in refused
    assert f'At once: snag review join {bed.file} --reopen "why".' in refused
    told = bed.fine("join", bed.file, "--reopen", "Both signed.", "--by", "Cleo")
    assert "5 issues were each answered in two copies" in told
    record = read_record(bed.file)
    assert [each.holds for each in verify_signatures(record)] == [True, True]
    assert len(rebuild(record).apart) == 1
    assert "came from another copy" in bed.fine("verify", bed.file)
    assert "given on another copy" in bed.fine("status", bed.file)
    assert "was given on another copy" in bed.wrong(1, "check", bed.file, "--fail-on", "unsigned")


def test_a_branch_in_the_former_format_is_joined(bed: Desk) -> None:
    """One still has release 0.1, where all events are one list below a comment."""

    def in_format_1(record: Record) -> None:
        events = tuple(
            each.model_copy(update={"revises": None}) if isinstance(each, Answered) else each
            for each in record.events
        )
        plain = record.model_copy(update={"events": events}).plain()
        bed.file.write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")

    base = read_record(bed.file)
    in_format_1(base)
    commit(bed, "main")
    git(bed.folder, "branch", "-f", "other")
    on_other(bed)
    in_format_1(said(base, NAMES[:3], "Ben", 3))
    commit(bed, "other")
    on_main(bed)
    bed.answer("SNAG-101", "--status", "open", "--owner", "Ana")
    assert "format: 2\n" in bed.file.read_text()
    commit(bed, "main")
    assert git(bed.folder, "merge", "-q", "other").returncode == 1
    assert "3 events of the other side added" in bed.fine("join", bed.file)
    items = rebuild(read_record(bed.file)).items
    assert items["SNAG-101"].differs
    assert [items[name].answered_by for name in NAMES[1:3]] == ["Ben", "Ben"]


def test_join_says_all_of_it_as_json_too(bed: Desk) -> None:
    other = bed.folder / "theirs.yaml"
    save_record(other, read_record(bed.file))
    for name in NAMES[:3]:
        bed.answer(name, *ADDRESSED)
        bed.answer(name, "--status", "open", by="Ben", file=other)
    bed.answer(NAMES[3], "--status", "open", by="Ben", file=other)
    found = json.loads(bed.fine("join", bed.file, other, "--json"))
    assert found["gained"] == 4
    assert found["differs"] == [each["issue"] for each in found["differences"]] == [*NAMES[:3]]
    assert {each["difference"] for each in found["differences"]} == {"status"}
    assert rebuild(read_record(bed.file)).items[NAMES[3]].answered_by == "Ben"


def merged(ours: Record, base: Record, theirs: Record, folder: Path) -> tuple[str, int]:
    """What git makes of a file, and in how many places it finds a conflict."""
    paths = [folder / name for name in ("ours", "base", "theirs")]
    for path, record in zip(paths, (ours, base, theirs), strict=True):
        path.write_text(write_record(record), encoding="utf-8")
    done = subprocess.run(["git", "merge-file", "-p", *paths], capture_output=True)
    return done.stdout.decode(), done.returncode


def said(record: Record, names: Iterable[str], by: str, minute: int) -> Record:
    for n, name in enumerate(names):
        words = f"So says {by}, {minute + n}."
        answers = (
            closing(Status.OPEN, owner=f"{by} {minute + n}"),
            closing(Status.ADDRESSED, done=words),
            closing(Status.ACCEPTED, reason=words),
        )
        record = answering.answer(
            record, name, answers[(n + minute) % 3], by=by, now=at(minute + n)
        )
    return record


@pytest.mark.thorough
def test_any_two_issues_can_be_answered_on_two_branches(tmp_path: Path) -> None:
    for base in (begun(), all_answered(begun())):
        for one, other in combinations(NAMES[:5], 2):
            for same_time in (1, 2):
                ours = said(base, [one], "Ana", 1)
                theirs = said(base, [other], "Ben", same_time)
                text, conflicts = merged(ours, base, theirs, tmp_path)
                assert conflicts == 0, text
                again = parse_record(text, "review.yaml")
                assert rebuild(again).items[other].answered_by == "Ben"
                assert len(again.events) == len(base.events) + 2


ISSUES = st.lists(st.sampled_from(NAMES[:5]), min_size=1, max_size=6)
MANY_ISSUES = st.lists(ISSUES, min_size=2, max_size=4)


@settings(max_examples=times(10, 60), deadline=None)
@given(before=st.lists(st.sampled_from(NAMES[:5]), max_size=4), branches=MANY_ISSUES)
def test_however_branches_answer_git_merges_what_does_not_collide(
    before: list[str], branches: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One branch after the other into main, which goes on by itself between two of them."""
    folder = tmp_path_factory.mktemp("branches")
    base = said(begun(), before, "Ana", 1)
    main, answered = base, set[str]()
    for n, names in enumerate(branches):
        branch = said(base, names, f"Ben {n}", 20 * n + 10)
        text, conflicts = merged(main, base, branch, folder)
        assert conflicts == len(answered & set(names)), text
        joined = merge_records(main, branch)
        if conflicts:
            assert has_marks(text)
            with pytest.raises(FindingsError, match="conflict marks"):
                parse_record(text, "review.yaml")
        else:
            alike = parse_record(text, "review.yaml")
            assert sorted(map(repr, alike.events)) == sorted(map(repr, joined.events))
            assert standing(alike) == standing(joined)
        main = parse_record(write_record(joined), "review.yaml")
        assert main == joined
        answered |= set(names)
        mine = [each for each in NAMES[:5] if each not in before][:1]
        if mine and not rebuild(main).items[mine[0]].differs:
            main = said(main, mine, "Ana", 20 * n + 25)
            answered |= set(mine)
    lost = {repr(each) for each in main.events}
    assert len(lost) == len(main.events)


def standing(record: Record) -> dict[str, tuple[object, ...]]:
    """What holds of each issue, whoever comes first."""
    return {
        name: (item.answer, sorted(item.answerers), item.difference)
        for name, item in rebuild(record).items.items()
    }


def test_branches_that_add_carry_over_and_answer_go_together(tmp_path: Path) -> None:
    base = said(begun(), NAMES[:1], "Ana", 1)
    newer = library(reworded=("SNAG-103",), version="2.0.0")
    added = issue_list.add(base, library(), "SNAG-106", by="Ana", now=at(5))
    added = answering.answer(added, "SNAG-106", Answer(status=Status.OPEN), by="Ana", now=at(6))
    for theirs in (
        said(base, NAMES[1:3], "Ben", 4),
        upgrade(base, newer, by="Ben", now=at(4)),
        issue_list.profile_again(base, library(), answers={}, by="Ben", now=at(4)),
        issue_list.profile_again(base, library(), answers=ANSWERS, by="Ben", now=at(9)),
    ):
        text, conflicts = merged(added, base, theirs, tmp_path)
        assert conflicts == 0, text
        record = parse_record(text, "review.yaml")
        assert rebuild(record).items["SNAG-106"].answered_by == "Ana"


def test_an_answer_to_an_issue_that_another_profile_took_out_brings_it_back(tmp_path: Path) -> None:
    base = begun()
    theirs = issue_list.profile_again(base, library(), answers={}, by="Ben", now=at(1))
    assert not rebuild(theirs).items
    text, conflicts = merged(said(base, NAMES[:2], "Ana", 2), base, theirs, tmp_path)
    assert conflicts == 0
    items = rebuild(parse_record(text, "review.yaml")).items
    assert {name: (item.answered_by, item.fits) for name, item in items.items()} == {
        "SNAG-101": ("Ana", False),
        "SNAG-102": ("Ana", False),
    }


def test_the_same_deed_on_two_branches_is_done_once() -> None:
    base = signatures.sign(all_answered(begun()), by="Eva", now=at(2))
    ours, theirs = (
        signatures.reopen(base, "More.", by=by, now=at(n)) for n, by in enumerate(("Ana", "Ben"), 3)
    )
    ours = said(ours, NAMES[:1], "Ana", 5)
    ours, theirs = (
        issue_list.add(each, library(), "SNAG-106", by=by, now=at(n))
        for n, (by, each) in enumerate((("Ana", ours), ("Ben", theirs)), 7)
    )
    newer = library(without=("SNAG-102",), reworded=("SNAG-103",), version="2.0.0")
    ours, theirs = (
        upgrade(each, newer, by=by, now=at(n))
        for n, (by, each) in enumerate((("Ana", ours), ("Ben", theirs)), 9)
    )
    record = merge_records(ours, theirs)
    state = rebuild(record)
    assert all(each.holds for each in verify_signatures(record))
    assert state.signed is None
    assert state.items["SNAG-106"].by_hand
    assert state.items["SNAG-102"].retired
    assert parse_record(write_record(record), "review.yaml") == record

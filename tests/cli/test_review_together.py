"""Several people, several commands, several branches, and a disk that is full: nothing is lost."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.desk import ADDRESSED, TODAY, Desk
from common import TESTS, times
from reviews.garden import NAMES, begun
from runner import SNAG, process

from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Status
from snaglist.reviews.yaml_file import read_record, save_record


@pytest.fixture
def bed(desk: Desk) -> Desk:
    """A review of five issues, begun without a catalogue."""
    save_record(desk.file, begun())
    return desk


def blind(desk: Desk) -> tuple[Path, Path]:
    """A blind review of five issues, and a copy for each of two reviewers."""
    record = begun(reviewers=("Ana", "Ben"))
    for name in ("review.yaml", "ben.yaml"):
        save_record(desk.folder / name, record)
    return desk.file, desk.folder / "ben.yaml"


AT_ONCE = times(4, 24)

KILLS = times(4, 100)


class Forks:
    """Commands in processes of their own; ``forks.py`` says how."""

    def __init__(self, first: list[str]) -> None:
        path = os.pathsep.join(map(str, (TESTS.parent / "server", TESTS)))
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("forks.py"), *first],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    def run(self, *commands: list[str], kill: float | None = None) -> tuple[list[int], float]:
        """How commands ended that ran at once, and the seconds it took."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([kill, commands]) + "\n")
        self.process.stdin.flush()
        *ends, seconds = json.loads(self.process.stdout.readline())
        return ends, seconds


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    file = tmp_path_factory.mktemp("forks") / "review.yaml"
    save_record(file, begun())
    found = Forks(["review", "answer", str(file), NAMES[0], "--status", "open", "--by", "Ana"])
    yield found
    found.process.kill()
    found.process.communicate()


@pytest.mark.repeated
def test_many_at_once_lose_no_answer(bed: Desk, forks: Forks) -> None:
    """Processes on five issues: each says its own, none undoes another's."""
    words = ["review", "answer", str(bed.file), "--status", "open", "--today", TODAY]
    ends, _ = forks.run(*([*words, NAMES[n % 5], "--by", f"Reviewer {n}"] for n in range(AT_ONCE)))
    assert ends == [0] * AT_ONCE
    record = read_record(bed.file)
    assert {event.by for event in record.events[1:]} == {f"Reviewer {n}" for n in range(AT_ONCE)}
    assert [one.name for one in bed.folder.iterdir()] == ["review.yaml"]


@pytest.mark.repeated
def test_killed_at_any_time_the_file_is_whole(bed: Desk, forks: Forks) -> None:
    words = ["review", "answer", str(bed.file), *NAMES[:5], "--status", "open", "--by", "Ana"]
    before, killed = bed.file.read_bytes(), 0
    (end,), whole = forks.run(words)
    assert end == 0
    # From before it has begun until after it has written.
    for number in range(KILLS):
        bed.file.write_bytes(before)
        (end,), _ = forks.run(words, kill=1.2 * whole * number / KILLS)
        assert end in (0, -signal.SIGKILL)
        killed += end != 0
        assert len(read_record(bed.file).events) - 1 in ((5,) if end == 0 else (0, 5))
    assert killed


def test_a_full_disk_leaves_the_file_as_it_was(bed: Desk) -> None:
    before = bed.file.read_bytes()

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    words: list[str | Path] = [
        SNAG,
        "review",
        "answer",
        bed.file,
        "SNAG-101",
        "--status",
        "open",
        "--by",
        "Ana",
    ]
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=full)
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert bed.file.read_bytes() == before
    assert [one.name for one in bed.folder.iterdir()] == ["review.yaml"]


def test_a_check_needs_no_catalogue_and_imports_no_graph(bed: Desk) -> None:
    words = ("review", "check", bed.file, "--fail-on", "open")
    done = process(*words, SNAGLIST_CATALOG="/none", PATH="")
    assert done.returncode == 0, done.stderr
    heavy = "import sys, snaglist.cli.review.check as c; print('rdflib' in sys.modules)"
    child = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True)
    assert child.stdout == "False\n"


def test_two_answer_blind_then_compare_and_settle(desk: Desk) -> None:
    ana, ben = blind(desk)
    assert "Others see it when all have handed in" in desk.answer("SNAG-101", *ADDRESSED, file=ana)
    desk.answer("SNAG-102", "--status", "open", file=ana)
    desk.answer("SNAG-101", "--status", "open", "--owner", "Ben", by="Ben", file=ben)
    desk.answer("SNAG-102", "--status", "open", by="Ben", file=ben)
    told = desk.fine("status", ana, "--by", "Ana")
    assert "blind review by Ana, Ben; handed in: nobody yet" in told
    assert "1 addressed" in told
    assert "5 not looked at" in desk.fine("status", ana, "--by", "Eva")
    assert "Eva is no blind" in desk.wrong(2, "answer", ana, "SNAG-101", *ADDRESSED, "--by", "Eva")
    assert "waits until Ana and Ben" in desk.wrong(2, "sign", ana, "--by", "Ana")
    told = desk.fine("hand-in", ana, "--by", "Ana")
    assert "Ana did not look at 3 issues: SNAG-103, SNAG-104, SNAG-105.\n" in told
    assert "until Ben handed in too" in told
    both = shutil.copy(ana, desk.folder / "both.yaml")
    assert json.loads(desk.fine("join", both, ben, "--json"))["waiting"] == ["Ben"]
    desk.fine("hand-in", ben, "--by", "Ben")
    told = desk.fine("join", ana, ben)
    assert "3 events of" in told
    assert "The reviewers differ on 1 issue:\nSNAG-101  other statuses\n" in told
    assert "  Ana: addressed; done: A bell was hung.\n  Ben: open; owner Ben\n" in told
    assert "0 events" in desk.fine("join", ana, ben)
    joined = json.loads(desk.fine("join", ana, ben, "--json"))
    assert joined["differs"] == ["SNAG-101"]
    (found,) = joined["differences"]
    assert (found["issue"], found["difference"]) == ("SNAG-101", "status")
    assert [(each["by"], each["answer"]["status"]) for each in found["answers"]] == [
        ("Ana", "addressed"),
        ("Ben", "open"),
    ]
    found = desk.wrong(1, "check", ana, "--fail-on", "differs,open")
    assert "SNAG-101 is seen differently by the reviewers: other statuses" in found
    assert "2 findings." in found

    settle = ("settle", ana, "SNAG-101", "--resolution", "We rang it.", "--by", "Ana")
    assert "--as NAME or --status" in desk.wrong(2, *settle)
    assert "Eva said nothing of SNAG-101; Ana and Ben did" in desk.wrong(2, *settle, "--as", "Eva")
    assert "settle them" in desk.wrong(2, "answer", ana, "SNAG-101", *ADDRESSED, "--by", "Ana")
    assert "SNAG-101 is addressed now." in desk.fine(*settle, "--as", "Ana")
    item = rebuild(read_record(ana)).items["SNAG-101"]
    assert (item.answer.done, item.resolution) == ("A bell was hung.", "We rang it.")
    assert "nobody differs" in desk.wrong(2, *settle, "--as", "Ana")


def test_the_same_status_on_other_terms_is_settled_and_nobody_is_misquoted(desk: Desk) -> None:
    dora, emil = blind(desk)
    accepted = ("SNAG-101", "--status", "accepted", "--owner")
    reason = ("--notes", "See the *log*.", "--reason", "Cheap.", "--expires", "2026-12-31")
    desk.answer(*accepted, "Ana", *reason, file=dora)
    other = ("--reason", "No harm.", "--expires", "2099-12-31")
    desk.answer(*accepted, "Ben", *other, by="Ben", file=emil)
    desk.answer("SNAG-102", *ADDRESSED, file=dora)
    for name, file in (("Ana", dora), ("Ben", emil)):
        desk.fine("hand-in", file, "--by", name)
    told = desk.fine("join", dora, emil)
    assert "SNAG-101  same status, other terms\n" in told
    assert "; until 2026-12-31; notes: See the *log*.\n" in told
    assert "Only Ana looked at SNAG-102.\n" in told
    status = desk.fine("status", dora)
    assert "REVIEWERS DIFFER" not in status
    assert "DIFFERS" in status
    assert "ONE ONLY" in status
    assert "notes: See the *log*." in " ".join(status.split())
    report = desk.fine("report", dora)
    assert "Answered by Ana and Ben" not in report
    assert "open: the reviewers differ in terms" in report
    found = desk.wrong(1, "check", dora, "--fail-on", "differs,one-only")
    assert "SNAG-101 is seen differently by the reviewers: same status, other terms" in found
    assert "SNAG-102 was looked at by Ana only" in found


def test_copies_that_do_not_go_together_stay_as_they_are(bed: Desk) -> None:
    other = bed.folder / "other.yaml"
    bed.answer(*NAMES[:5], *ADDRESSED)
    shutil.copy(bed.file, other)
    bed.fine("sign", bed.file, "--by", "Ana")
    bed.answer("SNAG-101", "--status", "open", by="Ben", file=other)
    before = bed.file.read_bytes()
    assert "do not go together" in bed.wrong(2, "join", bed.file, other)
    assert bed.file.read_bytes() == before
    save_record(other, begun())
    assert "two reviews, not two copies" in bed.wrong(2, "join", bed.file, other)


def test_one_person_who_answered_twice_is_asked_which(bed: Desk) -> None:
    other = bed.folder / "other.yaml"
    shutil.copy(bed.file, other)
    bed.answer("SNAG-101", *ADDRESSED)
    bed.answer("SNAG-101", "--status", "open", file=other)
    told = bed.fine("join", bed.file, other)
    assert "  Ana (2): " in told
    assert "  Ana (3): " in told
    settle = ("settle", bed.file, "SNAG-101", "--resolution", "So.", "--by", "Ana", "--as")
    assert "say which: --as 2 or --as 3" in bed.wrong(2, *settle, "ana")
    addressed = "addressed" in told.partition("Ana (2): ")[2].partition("\n")[0]
    status = "addressed" if addressed else "open"
    assert f"SNAG-101 is {status} now" in bed.fine(*settle, "2")


def test_git_merges_branches_by_joining(bed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/reviews.md sets it up."""
    monkeypatch.chdir(bed.folder)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ana@example.org")
    monkeypatch.setenv("PATH", f"{SNAG.parent}{os.pathsep}{os.environ['PATH']}")
    (bed.folder / ".gitattributes").write_text("review.yaml merge=snag\n")

    def git(*words: str) -> int:
        return subprocess.run(["git", *words], capture_output=True, cwd=bed.folder).returncode

    git("init", "-q", "-b", "main")
    git("config", "merge.snag.driver", "snag review join %A %B")
    git("add", "-A")
    assert git("commit", "-qm", "Begin") == 0
    git("checkout", "-qb", "other")
    bed.answer("SNAG-101", *ADDRESSED, by="Ben")
    git("commit", "-qam", "Ben")
    git("checkout", "-q", "main")
    bed.answer("SNAG-102", "--status", "open")
    git("commit", "-qam", "Ana")
    assert git("merge", "-q", "other", "-m", "Both") == 0
    items = rebuild(read_record(bed.file)).items
    assert items["SNAG-101"].answer.status is Status.ADDRESSED
    assert items["SNAG-102"].answer.status is Status.OPEN


TAMPERED = {
    "an answer": ("A bell was hung.", "A gong was hung.", "is not what Ana signed"),
    "a day": ("SNAG-101, at: 2026-11-25", "SNAG-101, at: 2026-11-24", "is not what Ana"),
    "a question": ("- When did the bell", "- When did a bell", "is not as its hash"),
    "what cannot follow": ("before: not-looked-at", "before: open", "event 2 cannot follow"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_tampered_with_is_told(bed: Desk, name: str) -> None:
    bed.answer(*NAMES[:5], *ADDRESSED)
    digest = bed.fine("sign", bed.file, "--by", "Ana").splitlines()[2]
    assert "Holds" in bed.fine("verify", bed.file, "--digest", digest)
    assert "another record's" in bed.wrong(1, "verify", bed.file, "--digest", "abcdef0123")
    old, new, told = TAMPERED[name]
    text = bed.file.read_text(encoding="utf-8")
    assert old in text
    bed.file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert told in bed.wrong(1, "verify", bed.file)
    report = json.loads(bed.snag("verify", bed.file, "--json").out)
    assert not report["holds"]
    assert [one["holds"] for one in report["signatures"]] == [name == "a question"]


def test_what_nobody_signed_is_not_verified(bed: Desk) -> None:
    assert "There is no signature" in bed.wrong(1, "verify", bed.file)
    bed.file.write_text("- a\n")
    assert "this is no review" in bed.wrong(1, "verify", bed.file)


SPELLINGS = ["Ana Maria ", "Ana  Maria", "Ana\u00a0Maria", "ana maria", "ANA MARIA"]


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_reviewer_is_one_person_however_the_name_is_typed(desk: Desk, name: str) -> None:
    """Done and status of an earlier answer stay, as they do for any later answer of one's own."""
    record = begun(reviewers=("Ana Maria", "Ben"))
    save_record(desk.file, record)
    desk.answer(NAMES[0], *ADDRESSED, by="Ana Maria")
    said = desk.answer(NAMES[0], "--notes", "One more thing.", by=name)
    assert f"{NAMES[0]} is addressed now" in said
    for issue in NAMES[1:5]:
        desk.answer(issue, "--status", "open", by=name)
    for issue in NAMES[:5]:
        desk.answer(issue, "--status", "open", by="Ben")
    for by in (name, "Ben"):
        desk.fine("hand-in", desk.file, "--by", by)
    settled = ("settle", desk.file, NAMES[0], "--resolution", "Seen.", "--by", "Ben")
    assert "addressed" in desk.fine(*settled, "--as", name)
    answer = rebuild(read_record(desk.file)).items[NAMES[0]].answer
    assert (answer.done, answer.notes) == ("A bell was hung.", "One more thing.")


@pytest.mark.parametrize("name", ["Ana\u200b", "\u202eanA"])
def test_a_name_with_what_nobody_can_see_is_refused(bed: Desk, name: str) -> None:
    told = bed.wrong(2, "answer", bed.file, NAMES[0], "--status", "open", "--by", name)
    assert "a character that nobody can see, U+20" in told
    assert len(read_record(bed.file).events) == 1

"""``snag review answer --prompt``: one issue after the other, and nothing typed is lost."""

import os
import pty
import select
import signal
import subprocess
import time

import pytest
from cli.desk import TODAY, Desk
from common import TESTS
from runner import SNAG, Done

from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer
from snaglist.reviews.yaml_file import read_record


def answers(desk: Desk) -> dict[str, Answer]:
    return {name: item.answer for name, item in rebuild(read_record(desk.file)).items.items()}


def prompted(desk: Desk, *typed: str, issues: tuple[str, ...] = (), today: str = TODAY) -> Done:
    stdin = "".join(f"{line}\n" for line in typed)
    words = ("answer", desk.file, *issues, "--prompt", "--by", "Ana")
    return desk.snag(*words, stdin=stdin, today=today)


def test_each_issue_is_asked_and_kept(desk: Desk) -> None:
    desk.begin()
    done = prompted(
        desk, "d", "A bell was hung.", "docs/adr-7.md #4", "", "a", "Winter.", "", "2026-12-31"
    )
    assert (done.code, done.out) == (0, "")
    found = answers(desk)
    assert (found["SNAG-001"].done, found["SNAG-001"].links) == (
        "A bell was hung.",
        ("docs/adr-7.md", "#4"),
    )
    accepted = found["SNAG-002"]
    assert (accepted.status, accepted.reason, accepted.owner) == ("accepted", "Winter.", "Ana")
    assert "1 of 2 · SNAG-001 · " in done.err
    assert "Kept: SNAG-001 is addressed." in done.err
    assert done.err.endswith(f"2 answers are in {desk.file}. Nothing left to do.\n")
    assert "Nothing left to ask" in prompted(desk).err


def test_evidence_is_asked_for_and_what_is_none_is_typed_again(desk: Desk) -> None:
    desk.begin()
    test = "test junit.xml tests/test_bell.py::test_rings max-age=30"
    done = prompted(
        desk,
        *("d", "A bell was hung.", "", "the bell rang", ""),
        *("d", "", "", test, "value metrics.json /auc >=0.8", ""),
        "q",
    )
    assert "Evidence" in done.err.partition("the bell rang")[2]
    found = answers(desk)["SNAG-001"]
    assert (found.status, [each.kind for each in found.evidence]) == (
        "addressed",
        ["test", "value"],
    )
    prompted(desk, "d", "", "", "-", issues=("SNAG-001",))
    assert answers(desk)["SNAG-001"].evidence == ()


def test_one_can_go_on_and_back_ask_for_more_and_stop(desk: Desk) -> None:
    desk.begin()
    done = prompted(desk, "b", "x", "?", "", "b", "n", "No beds.", "q")
    assert done.code == 0
    assert "There is no 'x'." in done.err
    assert "It needs a reason, an owner, and the day it expires." in " ".join(done.err.split())
    found = answers(desk)
    assert found["SNAG-001"].status == "not-applicable"
    assert found["SNAG-002"].status == "not-looked-at"
    assert f"1 answer is in {desk.file}. 1 of 2 issues still to do." in done.err


def test_what_does_not_do_is_asked_again_with_what_was_typed(desk: Desk) -> None:
    desk.begin()
    done = prompted(
        desk,
        *("a", "Winter.", "Ben", "2026-11-01"),  # a day that has passed
        *("a", "", "", "31.12.2026"),
        *("a", "", "", "2026-12-31", "q"),
    )
    assert "which has already passed" in done.err
    assert "Accepted until, as 2026-12-31: " in done.err
    assert "Why [Winter.]: " in done.err
    assert "Who is responsible [Ben]: " in done.err
    accepted = answers(desk)["SNAG-001"]
    assert (accepted.reason, accepted.owner, str(accepted.expires)) == (
        "Winter.",
        "Ben",
        "2026-12-31",
    )
    done = prompted(desk, "d", "", "", "", "q", issues=("snag-002",))
    assert "Addressed needs done (what was done) or a link." in done.err
    assert done.code == 0


def test_what_stands_there_is_offered_and_can_be_taken_out(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--status", "open", "--owner", "Ben", "--due", "2026-12-01")
    done = prompted(desk, "o", "", "-", "It is loose.", issues=("SNAG-001",))
    assert "Who is responsible [Ben]: " in done.err
    found = answers(desk)["SNAG-001"]
    assert (found.owner, found.due, found.notes) == ("Ben", None, "It is loose.")
    desk.answer("SNAG-002", "--status", "addressed", "--link", "#1", "--done", "x")
    prompted(desk, "d", "", "-", "", issues=("SNAG-002",))
    assert (answers(desk)["SNAG-002"].done, answers(desk)["SNAG-002"].links) == ("x", ())


def test_a_blind_reviewer_is_asked_what_they_have_not_answered(desk: Desk) -> None:
    desk.begin("--reviewers", "Ana,Ben")
    desk.answer("SNAG-001", "--status", "open")
    desk.answer("SNAG-001", "--status", "addressed", "--done", "x", by="Ben")
    done = prompted(desk, "", "n", "No beds.")
    assert "1 of 2 · SNAG-001" in done.err
    assert "So far: x" not in done.err
    assert "1 issue still to do for Ana." in done.err
    state = rebuild(read_record(desk.file))
    assert [one.by for one in state.items["SNAG-002"].opinions] == ["Ana"]


def test_the_end_of_the_input_is_no_fault(desk: Desk) -> None:
    desk.begin()
    done = prompted(desk, "n", "No beds.", "d", "Half an ans")
    assert done.code == 0
    assert "Not kept for SNAG-002:\n  What was done: Half an ans" in done.err
    assert answers(desk)["SNAG-001"].status == "not-applicable"


def test_options_that_do_not_go_together_are_refused(desk: Desk) -> None:
    desk.begin()
    told = desk.wrong(2, "answer", desk.file, "--prompt", "--status", "open", "--by", "Ana")
    assert "--prompt no answer" in told
    assert "Say which" in desk.wrong(2, "answer", desk.file, "--status", "open", "--by", "Ana")
    told = desk.wrong(2, "answer", desk.file, "SNAG-099", "--prompt", "--by", "Ana")
    assert "SNAG-099 is not in the review" in told


class Screen:
    """What a terminal shows, read on from where one last was."""

    def __init__(self, terminal: int) -> None:
        self.terminal, self.unread = terminal, ""

    def shows(self, wanted: str, seconds: float = 20) -> bool:
        """True when ``wanted`` is there to be read."""
        end = time.monotonic() + seconds
        while wanted not in self.unread and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.2)[0]:
                self.unread += os.read(self.terminal, 10_000).decode(errors="replace")
        return wanted in self.unread

    def until(self, wanted: str) -> str:
        """All up to and with ``wanted``."""
        self.shows(wanted)
        seen, found, self.unread = self.unread.partition(wanted)
        assert found, seen
        return seen + found


def heed_interrupts() -> None:
    """As on a terminal; what is started in the background inherits that they are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.thorough
@pytest.mark.parametrize("columns", [50])
def test_ctrl_c_on_a_terminal_loses_no_answer(desk: Desk, columns: int) -> None:
    desk.begin()
    terminal, inside = pty.openpty()
    server = str(TESTS.parent / "server")
    environment = {**os.environ, "PYTHONPATH": server, "COLUMNS": str(columns)}
    process = subprocess.Popen(
        [SNAG, "review", "answer", desk.file, "--prompt", "--by", "Ana", "--today", TODAY],
        stdin=inside, stdout=inside, stderr=inside, env=environment, start_new_session=True,
        preexec_fn=heed_interrupts,
    )  # fmt: skip
    os.close(inside)
    screen = Screen(terminal)
    try:
        seen = screen.until("Enter next: ")
        head = seen.split("Enter goes on, b goes back, q stops; - empties a field.")[1]
        asked = head.split("o open")[0]
        assert max(map(len, asked.splitlines())) < columns
        os.write(terminal, b"n\n")
        screen.until("Why: ")
        os.write(terminal, b"No beds.\n")
        screen.until("2 of 2")
        screen.until("Enter next: ")
        os.write(terminal, b"d\n")
        screen.until("What was done: ")
        os.write(terminal, b"A bell.\n")
        screen.until("Links")
        # Python sees no signal that comes just before it begins to wait for a line.
        for _ in range(5):
            process.send_signal(signal.SIGINT)
            if screen.shows("Not kept", 3):
                break
        seen = screen.until("still to do.")
        assert "Not kept for SNAG-002:" in seen
        assert "What was done: A bell." in seen
        assert process.wait(20) == 130
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
    assert answers(desk)["SNAG-001"].reason == "No beds."
    assert answers(desk)["SNAG-002"].status == "not-looked-at"

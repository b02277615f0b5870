"""Progress: lines where nobody watches, a clock on a terminal."""

import io
import itertools
import sys
import threading

import pytest

from snaglist.cli import progress as module
from snaglist.cli.progress import progress


class Terminal(io.StringIO):
    """Takes what is written, and tells when a clock was."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal, self.clock = terminal, threading.Event()

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> int:
        if " s)" in text:
            self.clock.set()
        return super().write(text)


def test_elsewhere_each_sentence_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal(terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress() as tell:
        tell("one")
        tell("two")
    assert stream.getvalue() == "snag: one\nsnag: two\n"


def test_on_a_terminal_the_last_sentence_has_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, seconds = Terminal(terminal=True), itertools.count(step=7)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(module, "TICK", 0.001)
    monkeypatch.setattr("snaglist.cli.progress.time.monotonic", lambda: next(seconds))
    with progress() as tell:
        tell("one")
        assert stream.clock.wait(60)
        tell("two")
    first, second, rest = stream.getvalue().split("\n")
    assert first.startswith("snag: one\rsnag: one (7 s)")
    assert second.startswith("snag: two")
    assert rest == ""


def interrupted() -> None:
    with progress() as tell:
        tell("one")
        raise KeyboardInterrupt


def test_a_fault_ends_the_line_and_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, before = Terminal(terminal=True), threading.active_count()
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stream.getvalue().endswith("\n")
    assert threading.active_count() == before

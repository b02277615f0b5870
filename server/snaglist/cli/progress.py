"""What long work is doing, on standard error, with a clock where somebody watches."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

TICK = 0.5
"""Seconds from one look at the clock to the next."""


def tell(message: str) -> None:
    """Progress goes to standard error, so that standard output stays the answer's."""
    click.echo(f"snag: {message}", err=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """What takes sentences on what is being done.

    On a terminal the last sentence has the seconds behind it since it was given; elsewhere each
    is a line, and no more.
    """
    if not sys.stderr.isatty():
        yield tell
        return
    clock = _Clock()
    try:
        yield clock.tell
    finally:
        clock.stop()


class _Clock:
    """The line of the last sentence, written anew while time passes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._message = ""
        self._since = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def tell(self, message: str) -> None:
        """Begin the next line."""
        with self._lock:
            self._end_line()
            self._message, self._since = message, time.monotonic()
            click.echo(f"snag: {message}", err=True, nl=False)

    def _run(self) -> None:
        while not self._stopped.wait(TICK):
            with self._lock:
                seconds = int(time.monotonic() - self._since)
                if self._message and seconds:
                    click.echo(f"\rsnag: {self._message} ({seconds} s)", err=True, nl=False)

    def _end_line(self) -> None:
        if self._message:
            click.echo("", err=True)

    def stop(self) -> None:
        """End the last line; nothing is written after this."""
        self._stopped.set()
        self._thread.join()
        self._end_line()

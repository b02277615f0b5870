"""Take up a newer snapshot while serving: every other second, and at once on SIGHUP."""

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from snaglist.errors import SnaglistError
from snaglist.web.served import Served, Serving

SECONDS = 2.0
"""Seconds between two looks: each reads one file of a line."""

LAST_SECONDS = 1.0
"""Seconds that the end of a server waits for a look that is under way."""

logger = logging.getLogger(__name__)

Finder = Callable[[Served, bool], Served | None]
"""Gives what is newer than what is served, if anything is; True looks at what was refused too."""


class Reloader:
    """A thread that looks for something newer and has it served, ready to answer.

    ``sweep`` is called when what was served before is closed. What cannot be taken is logged, and
    the old serves on.
    """

    def __init__(self, serving: Serving, find: Finder, sweep: Callable[[], None]) -> None:
        self._serving, self._find, self._sweep = serving, find, sweep
        self._wake = threading.Event()
        self._asked = self._ended = False
        self._thread = threading.Thread(target=self._run, name="reload", daemon=True)

    def __enter__(self) -> "Reloader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        self._wake.set()
        # Where it loads a snapshot just now, nobody waits for that: it ends with the process.
        self._thread.join(LAST_SECONDS)

    def ask(self) -> None:
        """Look now; may be called by a signal's handler."""
        self._asked = True
        self._wake.set()

    def look(self, again: bool = False) -> None:
        """Look once, and close what is used no more; raises nothing."""
        try:
            new = self._find(self._serving.current, again)
            if new:
                self._serving.replace(new)
                logger.warning("Serving the snapshot %s now.", new.knowledge.folder)
            if self._serving.close_former():
                _collect()
                self._sweep()
        except SnaglistError as error:
            logger.error("The newer snapshot is not served: %s", error)
        except Exception:
            logger.exception("while looking for a newer snapshot")

    def _run(self) -> None:
        while not self._ended:
            self._wake.wait(SECONDS)
            self._wake.clear()
            if not self._ended:
                again, self._asked = self._asked, False
                self.look(again)


def _collect() -> None:
    """Free what was served before: it was frozen, so that no collection looked at it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def on_hangup(deed: Callable[[], None]) -> Iterator[None]:
    """Do something on SIGHUP.

    Where the signal says that the terminal is gone from which the server was started, it ends the
    server as it always did.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    terminal = os.isatty(0)

    def handle(signum: int, frame: FrameType | None) -> None:
        if terminal and not os.isatty(0):
            raise KeyboardInterrupt
        deed()

    former = signal.signal(signal.SIGHUP, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, former)

"""A lock with a queue, for SQLite lets one write at a time and is not fair to those who wait."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from snaglist.reviews.store.errors import BUSY, UNTOUCHED, DatabaseError


class FifoLock:
    """A lock that is given in the order in which it is asked for, so that nobody starves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @property
    def taken(self) -> bool:
        """True while somebody has it."""
        return self._taken

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """Wait for one's turn; raises ``DatabaseError`` where it does not come in time."""
        mine = threading.Event()
        with self._lock:
            if self._taken:
                self._waiting.append(mine)
            else:
                self._taken = True
                mine.set()
        if not mine.wait(seconds) and self._gave_up(mine):
            raise DatabaseError(f"{BUSY} {UNTOUCHED}")
        try:
            yield
        finally:
            self._pass_on()

    def _gave_up(self, mine: threading.Event) -> bool:
        """Leave the queue; False where the turn came in the same moment."""
        with self._lock:
            if mine.is_set():
                return False
            self._waiting.remove(mine)
            return True

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

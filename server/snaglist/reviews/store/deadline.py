"""A time for all that a call asks of the database: it ends then, whatever the database does.

A server that is frozen sends nothing and its kernel goes on acknowledging, so that no time limit of
the network ends the wait. A thread that watches the calls shuts the sockets of those whose time is
over; the driver, which waits for its socket, is told then that the connection is gone.
"""

import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from snaglist.reviews.store.errors import LATE, UNSURE, DatabaseError

DEADLINE_SECONDS = 10.0
"""Seconds for a call of the server: waiting for other writers, connecting, reading, committing."""

LONG_SECONDS = 3_600.0
"""Seconds for a call that reads or writes all reviews: a backup, a restore."""


class Deadline:
    """When a call ends, and the sockets that are shut then; a monotonic clock counts."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.over = False
        self._seconds = seconds
        self._sockets: list[socket.socket] = []

    @property
    def left(self) -> float:
        """Seconds that are left, 0 where it is over."""
        return max(0.0, self.ends - time.monotonic())

    @property
    def shut(self) -> bool:
        """True where sockets were shut since it is over."""
        return self.over and bool(self._sockets)

    def error(self) -> DatabaseError:
        """What to say of a call that did not end in time."""
        return DatabaseError(f"{LATE} {UNSURE}", f"no answer within {self._seconds:g} seconds")

    def add(self, descriptor: int) -> None:
        """Have a socket shut at the deadline, or at once where that was before."""
        # A descriptor of our own: the number of theirs may be another socket's by then.
        copy = socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM)
        with _WATCHDOG.lock:
            self._sockets.append(copy)
            if self.over:
                _shut(copy)

    def end(self) -> None:
        """Shut the sockets; called with the watchdog's lock."""
        self.over = True
        for each in self._sockets:
            _shut(each)

    def close(self) -> None:
        """Let go of the sockets, which their owners may go on using."""
        for each in self._sockets:
            each.close()
        self._sockets.clear()


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class _Watchdog:
    """One thread, begun with the first call, that ends each call whose time is over.

    It sleeps until the first of them would be over, also where that one has ended meanwhile.
    """

    def __init__(self) -> None:
        self.lock = threading.Condition()
        self._calls: set[Deadline] = set()
        self._looks = math.inf
        self._thread: threading.Thread | None = None

    @contextmanager
    def watching(self, deadline: Deadline) -> Iterator[None]:
        """Watch a call as long as this lasts."""
        with self.lock:
            self._calls.add(deadline)
            if self._thread is None or not self._thread.is_alive():
                # A daemon: it must not hold up a program that ends.
                self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)
                self._thread.start()
            # Only where it would look too late: to wake it for each call costs as much as some do.
            if deadline.ends < self._looks:
                self.lock.notify()
        try:
            yield
        finally:
            with self.lock:
                self._calls.discard(deadline)
                deadline.close()

    def _run(self) -> None:
        with self.lock:
            while True:
                now = time.monotonic()
                for each in self._calls:
                    if each.ends <= now and not each.over:
                        each.end()
                ahead = [each.ends for each in self._calls if not each.over]
                self._looks = min(ahead, default=math.inf)
                self.lock.wait(max(0.0, self._looks - now) if ahead else None)


_WATCHDOG = _Watchdog()

_CURRENT: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def limited(seconds: float) -> Iterator[Deadline]:
    """The time of a call; what is called inside has no more than is left of it."""
    outer = _CURRENT.get()
    deadline = Deadline(seconds if outer is None else min(seconds, outer.left))
    token = _CURRENT.set(deadline)
    try:
        with _WATCHDOG.watching(deadline):
            yield deadline
    finally:
        _CURRENT.reset(token)


def current() -> Deadline:
    """The deadline of the call that is under way; one that begins now where there is none."""
    return _CURRENT.get() or Deadline(DEADLINE_SECONDS)

"""How often an address may do something: a moving window over each address's last minute.

The clock is the machine's own, so that setting its time shuts nobody out and lets nobody in. What
is remembered is bounded: those who were here last.
"""

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW = 60.0
"""Seconds within which things are counted."""

MOST_REMEMBERED = 100_000
"""Things that are counted in all; of the addresses that have not been here for longest, none."""


class Pace:
    """Counts what addresses do; safe to share between threads.

    The work of a question is that of a count or two, however many addresses there are.
    """

    def __init__(
        self, most: int = MOST_REMEMBERED, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self.counted = 0

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._times)

    def spent(self, who: str, allowed: int) -> bool:
        """True where an address has done as much as is allowed in a minute."""
        with self._lock:
            return len(self._recent(who)) >= allowed

    def hit(self, who: str, allowed: int) -> bool:
        """Count one more; False, and nothing counted, where that is more than is allowed."""
        with self._lock:
            times = self._recent(who)
            if len(times) >= allowed:
                return False
            times.append(self._clock())
            self._times[who] = times
            self._times.move_to_end(who)
            self.counted += 1
            while self.counted > self._most and len(self._times) > 1:
                _, forgotten = self._times.popitem(last=False)
                self.counted -= len(forgotten)
            return True

    def wait(self, who: str) -> int:
        """In how many seconds, at least one, an address that has spent its pace may go on."""
        with self._lock:
            times = self._recent(who)
            return max(1, math.ceil(times[0] + WINDOW - self._clock())) if times else 1

    def _recent(self, who: str) -> deque[float]:
        """The times of the last minute; nobody is remembered for having asked."""
        times = self._times.get(who)
        if times is None:
            return deque()
        start = self._clock() - WINDOW
        while times and times[0] <= start:
            times.popleft()
            self.counted -= 1
        if not times:
            del self._times[who]
        return times

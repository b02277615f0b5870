"""How fast one address may go: so much in a time, counted by a clock that nobody can set."""

import math
import threading
from time import monotonic

MOST_ADDRESSES = 10_000
"""Addresses that are remembered; whoever would be one more displaces who has used the least."""


class Pace:
    """So many units in so many seconds for each address: a bucket that leaks (GCRA).

    An address that was idle for the whole time may use all of it at once; what it uses comes back
    evenly. Safe to share between threads. Time is monotonic, so that a clock that is set back locks
    nobody out, and what is remembered has a bound.
    """

    def __init__(self, most: float, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._lock = threading.Lock()
        self._empty_at: dict[str, float] = {}

    def wait(self, who: str, units: float = 1) -> int:
        """Whole seconds until ``who`` may use so many units: 0 for now, without using them."""
        with self._lock:
            return self._wait(who, units, monotonic())

    def use(self, who: str, units: float = 1) -> int:
        """Use so many units, if that may be now; gives the same, and 0 where they were used.

        More than all there are may be used by who has used none: what is refused then is refused
        for good, which is for others to say.
        """
        with self._lock:
            now = monotonic()
            wait = self._wait(who, units, now)
            if wait == 0:
                start = max(now, self._empty_at.get(who, now))
                self._empty_at[who] = start + units * self.seconds / self.most
                self._forget(now)
            return wait

    def _wait(self, who: str, units: float, now: float) -> int:
        used = max(0.0, self._empty_at.get(who, now) - now)
        free = self.seconds - min(units, self.most) * self.seconds / self.most
        # A hair more would be a matter of rounding.
        return max(0, math.ceil(used - free - 1e-6))

    def _forget(self, now: float) -> None:
        if len(self._empty_at) <= MOST_ADDRESSES:
            return
        self._empty_at = {who: end for who, end in self._empty_at.items() if end > now}
        while len(self._empty_at) > MOST_ADDRESSES:
            del self._empty_at[min(self._empty_at, key=self._empty_at.__getitem__)]

"""What a piece of work costs, counted so that a noisy machine does not change the answer."""

import gc
import time
from collections.abc import Callable

TIMES = 4
"""How much larger the second input is."""

MOST = 9
"""How much more work it may be: sixteen times as much would be quadratic, four linear."""

TRIES = 4
SHORTEST = 0.004
"""Seconds of the smaller run, below which clocks tell little; then sizes are doubled."""


def cpu_seconds(work: Callable[[int], object], size: int, tries: int = TRIES) -> float:
    """The least time that this thread computed for; what others do is not in it."""
    found = []
    for _ in range(tries):
        start = time.thread_time()
        work(size)
        found.append(time.thread_time() - start)
    return min(found)


def cost_grows_linearly(work: Callable[[int], object], size: int, *, grow: bool = True) -> bool:
    """Whether four times the size costs less than nine times the time.

    What looks otherwise is measured again, twice: chance does not err three times on one side, and
    what is quadratic is so each time. Without ``grow`` the sizes are these, as more is refused.
    """
    gc.collect()
    while grow and cpu_seconds(work, size, 1) < SHORTEST:
        size *= 2
    for _ in range(3):
        small, large = cpu_seconds(work, size), cpu_seconds(work, size * TIMES)
        if large < MOST * small:
            return True
    return False

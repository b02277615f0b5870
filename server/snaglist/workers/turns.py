"""Who may go on to a worker, who waits, and who is told to come back."""

import threading
import time
from collections import Counter

from snaglist.workers.service import WorkerLimits


class Turns:
    """Counts the orders under way, and those of each client; safe to share between threads.

    No client has more than all workers but one, so that there is always one for another client. A
    client without a name is none. Only clients with an order under way are remembered.
    """

    def __init__(self, limits: WorkerLimits) -> None:
        self._limits = limits
        self._share = max(1, limits.workers - 1)
        self._changed = threading.Condition()
        self._running = self._waiting = 0
        self._of: Counter[str] = Counter()

    def take(self, client: str = "") -> bool:
        """Wait for a turn; False where too many wait already, or patience ends."""
        end = time.monotonic() + self._limits.patience
        with self._changed:
            if self._running + self._waiting >= self._limits.workers + self._limits.waiting:
                return False
            self._waiting += 1
            try:
                while not self._free(client):
                    left = end - time.monotonic()
                    if left <= 0:
                        return False
                    self._changed.wait(left)
            finally:
                self._waiting -= 1
            self._running += 1
            self._of[client] += 1
            return True

    def _free(self, client: str) -> bool:
        mine = client != "" and self._of[client] >= self._share
        return self._running < self._limits.workers and not mine

    def give_back(self, client: str = "") -> None:
        """End a turn."""
        with self._changed:
            self._running -= 1
            self._of[client] -= 1
            if not self._of[client]:
                del self._of[client]
            self._changed.notify_all()

    def clients(self) -> int:
        """How many clients have an order under way."""
        with self._changed:
            return len(self._of)

"""Orders beside each other in worker processes that are killed at the time limit."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from snaglist.errors import SnaglistError
from snaglist.workers.channel import (
    NUMBER_SIZE,
    ORDER_SIZE,
    pack_message,
    raise_error,
    read_line,
    receive_message,
    send_message,
)
from snaglist.workers.environment import worker_environment
from snaglist.workers.errors import (
    BusyError,
    ClientGoneError,
    TimeLimitError,
    TooLargeError,
    WorkersEndedError,
)
from snaglist.workers.service import Messages, WorkerLimits
from snaglist.workers.turns import Turns

CAN_FORK = sys.platform != "win32"
"""Windows has no fork."""

FORK_SECONDS = 1.0
"""A fork takes milliseconds; one on a busy machine is waited for so long at least."""


def stays() -> bool:
    """Whether whoever asked has left: never, for who does not say."""
    return False


class Worker:
    """One process that answers one order at a time; ``fresh`` until it has answered one."""

    def __init__(self, peer: socket.socket, number: int) -> None:
        self.peer, self.number, self.fresh = peer, number, True


class Loading:
    """What the fork server says once it has loaded; many threads may wait for it."""

    def __init__(self, control: socket.socket) -> None:
        self.said: bytes | None = None
        self._thread = threading.Thread(target=self._listen, args=[control], daemon=True)
        self._thread.start()

    def _listen(self, control: socket.socket) -> None:
        with suppress(EOFError, OSError):
            self.said = read_line(control)

    @property
    def under_way(self) -> bool:
        """True until the fork server has said something or is gone."""
        return self._thread.is_alive()

    def wait(self, seconds: float | None) -> None:
        """Return when nothing is under way any more, or after so many seconds."""
        self._thread.join(seconds)


class ProcessPool:
    """A fork server that has loaded a service, and the workers it forks.

    Everything starts with the first order, or with ``start``. ``service`` is the name of a function
    that makes a ``Service`` of ``argument``, which is JSON; ``errors`` are those that it may raise,
    by the names of their classes. Safe to share between threads.
    """

    def __init__(
        self,
        service: str,
        argument: Any,
        limits: WorkerLimits,
        errors: Mapping[str, type[SnaglistError]],
        messages: Messages,
        *,
        network: bool = False,
    ) -> None:
        self.limits = limits
        task = {"service": service, "argument": argument, "limits": asdict(limits)}
        self._task = json.dumps(task).encode() + b"\n"
        self._errors, self._network = dict(errors), network
        self._messages = messages
        self._lock = threading.Lock()
        self._turns = Turns(limits)
        self._idle: list[Worker] = []
        self.process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._loading: Loading | None = None

    def start(self) -> None:
        """Begin to load, without waiting for it."""
        with self._lock:
            self._start()

    def _start(self) -> Loading:
        if self._loading and self.process is not None and self.process.poll() is None:
            return self._loading
        self._drop()
        ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "snaglist.workers.forkserver", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=worker_environment(os.environ, network=self._network),
        )
        theirs.close()
        with suppress(OSError):  # one that has ended at once is found out by who waits for it
            ours.sendall(self._task)
        self._control = ours
        self._loading = Loading(ours)
        return self._loading

    def _drop(self) -> None:
        """Forget a fork server that is gone or has to go, and its workers with it."""
        for worker in self._idle:
            worker.peer.close()
        self._idle.clear()
        if self.process is not None and self._loading is not None and self._loading.under_way:
            self.process.kill()
        if self._control is not None:
            # Closing alone would not wake a thread that listens.
            with suppress(OSError):
                self._control.shutdown(socket.SHUT_RDWR)
            self._control.close()
        if self.process is not None:
            self.process.wait()
        self._control = self.process = self._loading = None

    def greeting(self, seconds: float | None) -> dict[str, Any]:
        """What the service said of itself, which takes so many seconds at most.

        Raises what the service did when it was made, ``BusyError`` where that takes longer, and
        ``WorkersEndedError``.
        """
        with self._lock:
            loading = self._start()
        # Not behind the lock: each of those who wait should wait no longer than it has to.
        loading.wait(seconds)
        if loading.under_way:
            raise BusyError(self._messages.loading)
        if loading.said is None:
            raise WorkersEndedError(self._messages.ended)
        raise_error(loading.said, self._errors)
        found: dict[str, Any] = json.loads(loading.said)["greeting"]
        return found

    def run(
        self, order: bytes, gone: Callable[[], bool] = stays, client: str = ""
    ) -> tuple[bytes, bytes]:
        """The header and the content that a worker answers.

        ``gone`` says whether whoever asked has left; then the work is given up. ``client`` is whose
        orders share all workers but one. Raises ``ClientGoneError``, ``TimeLimitError`` and
        ``TooLargeError`` beyond the limits, ``BusyError`` where no worker is free,
        ``WorkersEndedError``, and whatever the service raises.
        """
        if not self._turns.take(client):
            raise BusyError(self._said("busy"))
        try:
            header, content = self._run(pack_message(b"", order), gone)
        finally:
            self._turns.give_back(client)
        raise_error(header, self._errors, self._said("memory"))
        return header, content

    def _run(self, message: bytes, gone: Callable[[], bool]) -> tuple[bytes, bytes]:
        self.greeting(self.limits.seconds)
        deadline = time.monotonic() + self.limits.seconds

        def check() -> None:
            if time.monotonic() >= deadline:
                raise TimeLimitError(self._said("late"))
            if gone():
                raise ClientGoneError

        worker = self._send(message, check)
        answered = False
        try:
            answer = receive_message(worker.peer, check)
            answered = True
        except (EOFError, OSError):
            raise TooLargeError(self._said("memory")) from None
        finally:
            self._give_back(worker, answered)
        return answer

    def _send(self, message: bytes, check: Callable[[], None]) -> Worker:
        """A worker that has got the message.

        One that died while it was idle, killed by whomever, got nothing: another is asked then.
        """
        while True:
            worker, sent = self._worker(), False
            try:
                send_message(worker.peer, message, check)
                sent = True
            except OSError:
                if worker.fresh:
                    raise WorkersEndedError(self._messages.ended) from None
            finally:
                if not sent:
                    self._give_back(worker, answered=False)
            if sent:
                return worker

    def _worker(self) -> Worker:
        with self._lock:
            return self._idle.pop() if self._idle else self._forked()

    def _forked(self) -> Worker:
        if self._control is None:
            raise WorkersEndedError("The server is about to stop.")
        ours, theirs = socket.socketpair()
        number = b""
        with theirs, suppress(OSError):
            socket.send_fds(self._control, [b"F".ljust(ORDER_SIZE)], [theirs.fileno()])
            # A fork takes milliseconds; one that is stopped must not hold up all who come after.
            self._control.settimeout(max(self.limits.seconds, FORK_SECONDS))
            number = self._control.recv(NUMBER_SIZE, socket.MSG_WAITALL)
        if not number:
            ours.close()
            if self.process is not None:  # one that only stopped would answer the next who asks
                self.process.kill()
            # The system may still count it among the living: whoever is next starts another.
            self._loading = None
            raise WorkersEndedError(self._messages.ended)
        return Worker(ours, int(number))

    def _give_back(self, worker: Worker, answered: bool) -> None:
        with self._lock:
            worker.fresh = False
            if answered and self._control is not None:
                self._idle.append(worker)
                return
            worker.peer.close()
            # Where the fork server is gone, the worker ends by its own clock.
            with suppress(OSError):
                if self._control is not None:
                    self._control.sendall(b"K%*d" % (NUMBER_SIZE, worker.number))

    def _said(self, what: str) -> str:
        text: str = getattr(self._messages, what)
        return text.format(workers=self.limits.workers, seconds=f"{self.limits.seconds:g}")

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            self._drop()

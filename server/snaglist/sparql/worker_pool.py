"""Queries beside each other in worker processes that are killed at the time limit."""

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
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from snaglist.sparql.ipc import (
    ERRORS,
    NUMBER_SIZE,
    ORDER_SIZE,
    pack_request,
    read_line,
    unpack_answer,
)
from snaglist.sparql.request import (
    OUT_OF_MEMORY,
    Answer,
    BusyError,
    GraphStoreError,
    Limits,
    Request,
    TimeLimitError,
    TooLargeError,
)

POLL_SECONDS = 0.05
"""Seconds between two looks at whether the client is still there."""


class Engine(Protocol):
    """Whatever answers queries; safe to share between threads."""

    limits: Limits

    def answer(self, request: Request, gone: Callable[[], bool] = lambda: False) -> Answer:
        """Answer a query.

        ``gone`` says whether whoever asked has left; then the query is given up. Raises
        ``ClientGoneError`` in that case, ``QueryError`` and ``RefusedError`` for a query that
        cannot be answered or may not be, ``TooLongError``, ``TooLargeError`` and ``TimeLimitError``
        beyond the limits, ``BusyError`` where all workers are taken, ``GraphStoreError`` where
        there are no graphs to ask.
        """

    def start(self) -> None:
        """Begin what takes long, without waiting for it."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted; empty where they are not known."""

    def close(self) -> None:
        """Stop."""


class ClientGoneError(Exception):
    """Nobody waits for the answer any more."""


class Worker:
    """One process that answers one query at a time."""

    def __init__(self, connection: Connection, number: int) -> None:
        self.connection, self.number = connection, number


class GraphLoading:
    """What the fork server says once it has loaded the graphs; many threads may wait for it."""

    def __init__(self, control: socket.socket) -> None:
        self._said: bytes | None = None
        self._thread = threading.Thread(target=self._listen, args=[control], daemon=True)
        self._thread.start()

    def _listen(self, control: socket.socket) -> None:
        with suppress(EOFError, OSError):
            self._said = read_line(control)

    @property
    def under_way(self) -> bool:
        """True until the fork server has said something or is gone."""
        return self._thread.is_alive()

    def wait(self, seconds: float | None) -> tuple[str, ...]:
        """The names of the graphs; raises what the fork server raised, or ``BusyError``."""
        self._thread.join(seconds)
        if self.under_way:
            raise BusyError("The graphs are still being loaded. Ask again soon.")
        if self._said is None:
            raise GraphStoreError("The process that loads the graphs has ended.")
        answer = json.loads(self._said)
        if "error" in answer:
            raise ERRORS[answer["error"]](answer["message"])
        return tuple(answer["graphs"])


class WorkerPool:
    """The embedded engine: a fork server that has loaded the graphs, and the workers it forks.

    Everything starts with the first query, or with ``start``. ``dump`` is N-Quads; ``beside`` maps
    IRIs of further graphs to RDF files; ``prefixes`` may be used in queries without declaration.
    """

    def __init__(
        self,
        dump: Path,
        beside: Mapping[str, Path],
        prefixes: Mapping[str, str],
        limits: Limits | None = None,
    ) -> None:
        self.limits = limits or Limits()
        task = {
            "dump": str(dump.resolve()),
            "beside": {iri: str(path.resolve()) for iri, path in beside.items()},
            "prefixes": dict(prefixes),
            "limits": asdict(self.limits),
        }
        self._task = json.dumps(task)
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(self.limits.workers)
        self._idle: list[Worker] = []
        self.process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._loading: GraphLoading | None = None

    def start(self) -> None:
        """Begin to load the graphs, without waiting for it."""
        with self._lock:
            self._start()

    def _start(self) -> GraphLoading:
        if self._loading and self.process is not None and self.process.poll() is None:
            return self._loading
        if sys.platform == "win32":
            raise GraphStoreError(
                "Queries are answered in processes that Windows cannot fork. Run the server in "
                "WSL, or set SNAGLIST_SPARQL_STORE to a SPARQL 1.1 store; snag query works."
            )
        self._drop()
        ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "snaglist.sparql.forkserver", str(theirs.fileno()), self._task],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        self._control = ours
        self._loading = GraphLoading(ours)
        return self._loading

    def _drop(self) -> None:
        """Forget a fork server that is gone or has to go, and its workers with it."""
        for worker in self._idle:
            worker.connection.close()
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

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs.

        Raises ``UsageError`` for a file beside the catalogue that is no RDF, ``GraphStoreError``
        where the graphs cannot be loaded, ``BusyError`` where that takes longer than a query may.
        """
        return self._loaded(self.limits.seconds)

    def load(self) -> tuple[str, ...]:
        """The same, however long it takes; raises no ``BusyError``."""
        return self._loaded(None)

    def _loaded(self, seconds: float | None) -> tuple[str, ...]:
        with self._lock:
            loading = self._start()
        # Not behind the lock: each of those who wait should wait no longer than it has to.
        return loading.wait(seconds)

    def answer(self, request: Request, gone: Callable[[], bool] = lambda: False) -> Answer:
        """Answer a query in a worker; raises what ``Engine.answer`` does."""
        self.limits.check(request.query)
        if not self._free.acquire(timeout=self.limits.patience):
            raise BusyError(
                f"{self.limits.workers} queries are being answered, which is all at a time. "
                "Ask again in a second."
            )
        try:
            return self._answer(request, gone)
        finally:
            self._free.release()

    def _answer(self, request: Request, gone: Callable[[], bool]) -> Answer:
        worker = self._worker()
        deadline = time.monotonic() + self.limits.seconds
        answered = False
        try:
            worker.connection.send_bytes(pack_request(request))
            while not worker.connection.poll(
                min(POLL_SECONDS, max(0.0, deadline - time.monotonic()))
            ):
                if time.monotonic() >= deadline:
                    raise TimeLimitError(
                        f"The query was stopped after {self.limits.seconds:g} seconds. Add a "
                        "LIMIT, make the patterns narrower, or take a dump from /data."
                    )
                if gone():
                    raise ClientGoneError
            header = worker.connection.recv_bytes()
            content = worker.connection.recv_bytes()
            answered = True
        except (EOFError, OSError):
            raise TooLargeError(OUT_OF_MEMORY) from None
        finally:
            self._give_back(worker, answered)
        return unpack_answer(header, content)

    def _worker(self) -> Worker:
        self.graphs()
        with self._lock:
            return self._idle.pop() if self._idle else self._forked()

    def _forked(self) -> Worker:
        if self._control is None:
            raise GraphStoreError("The server is about to stop.")
        ours, theirs = socket.socketpair()
        number = b""
        with theirs, suppress(OSError):
            socket.send_fds(self._control, [b"F".ljust(ORDER_SIZE)], [theirs.fileno()])
            number = self._control.recv(NUMBER_SIZE, socket.MSG_WAITALL)
        if not number:
            ours.close()
            raise GraphStoreError("The process that forks the workers has ended; ask again.")
        return Worker(Connection(ours.detach()), int(number))

    def _give_back(self, worker: Worker, answered: bool) -> None:
        with self._lock:
            if answered and self._control is not None:
                self._idle.append(worker)
                return
            worker.connection.close()
            # Where the fork server is gone, the worker ends by its own clock.
            with suppress(OSError):
                if self._control is not None:
                    self._control.sendall(b"K%*d" % (NUMBER_SIZE, worker.number))

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            self._drop()

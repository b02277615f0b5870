"""Queries beside each other in worker processes that are killed at the time limit."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from snaglist.sparql.ipc import ERRORS, pack_request, unpack_answer
from snaglist.sparql.request import Answer, GraphStoreError, Limits, Request
from snaglist.workers.errors import WorkersEndedError
from snaglist.workers.pool import CAN_FORK, ProcessPool, stays
from snaglist.workers.service import Messages

MESSAGES = Messages(
    busy="{workers} queries are being answered, which is all at a time. Ask again in a second.",
    late=(
        "The query was stopped after {seconds} seconds. Add a LIMIT, make the patterns narrower, "
        "or take a dump from /data."
    ),
    memory=(
        "The query was stopped: it took more memory than a query is given here, or nested too "
        "deeply. Ask for less at a time: fewer patterns without a common variable, less to sort or "
        "group."
    ),
    loading="The graphs are still being loaded. Ask again soon.",
    ended="The process that has the graphs has ended; ask again.",
)


class Engine(Protocol):
    """Whatever answers queries; safe to share between threads."""

    limits: Limits

    def answer(
        self, request: Request, gone: Callable[[], bool] = stays, client: str = ""
    ) -> Answer:
        """Answer a query.

        ``gone`` says whether whoever asked has left; then the query is given up. ``client`` is
        whose queries are under way in all workers but one at most. Raises
        ``ClientGoneError`` in that case, ``QueryError``, ``RefusedError`` and ``NoFormatError`` for
        a query that cannot be answered or may not be, ``TooLongError``, ``TooLargeError`` and
        ``TimeLimitError`` beyond the limits, ``BusyError`` where all workers are taken,
        ``GraphStoreError`` where there are no graphs to ask.
        """

    def start(self) -> None:
        """Begin what takes long, without waiting for it."""

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted; empty where they are not known."""

    def close(self) -> None:
        """Stop."""


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
        self.pool = ProcessPool(
            "snaglist.sparql.local_service:open_service",
            task,
            self.limits.of_workers(),
            ERRORS,
            MESSAGES,
        )

    def start(self) -> None:
        """Begin to load the graphs, without waiting for it; raises ``GraphStoreError``."""
        _check_platform()
        self.pool.start()

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
        _check_platform()
        try:
            return tuple(self.pool.greeting(seconds)["graphs"])
        except WorkersEndedError as error:
            raise GraphStoreError(str(error)) from None

    def answer(
        self, request: Request, gone: Callable[[], bool] = stays, client: str = ""
    ) -> Answer:
        """Answer a query in a worker; raises what ``Engine.answer`` does."""
        _check_platform()
        self.limits.check(request.query)
        try:
            return unpack_answer(*self.pool.run(pack_request(request), gone, client))
        except WorkersEndedError as error:
            raise GraphStoreError(str(error)) from None

    def close(self) -> None:
        """End all processes."""
        self.pool.close()


def _check_platform() -> None:
    if not CAN_FORK:
        raise GraphStoreError(
            "Queries are answered in processes that Windows cannot fork. Run the server in WSL, or "
            "set SNAGLIST_SPARQL_STORE to a SPARQL 1.1 store; snag query works."
        )

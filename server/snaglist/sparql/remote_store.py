"""Queries handed to another SPARQL 1.1 store over HTTP, under the same rules as here."""

import json
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import asdict

from snaglist.errors import UsageError
from snaglist.sparql.ipc import ERRORS, pack_request, unpack_answer
from snaglist.sparql.remote_client import GRAPHS_ORDER
from snaglist.sparql.request import Answer, GraphStoreError, Limits, Request
from snaglist.workers.errors import WorkersEndedError
from snaglist.workers.inline import open_workers
from snaglist.workers.pool import stays
from snaglist.workers.service import Messages

MESSAGES = Messages(
    busy="{workers} queries are being answered, which is all at a time. Ask again in a second.",
    late=(
        "The store had no whole answer after {seconds} seconds. Add a LIMIT or make the patterns "
        "narrower."
    ),
    memory="The query was stopped: to read the store's answer took more memory than is given here.",
    loading="The server has just begun. Ask again soon.",
    ended="The process that asks the store has ended; ask again.",
)


class RemoteStore:
    """The engine that asks a store at ``url``, in workers that are killed at the time limit.

    Nothing that it answers is kept. Limits of time, rows, bytes, length and concurrency hold here
    too. Raises ``UsageError`` for an address that is not http or https.
    """

    def __init__(self, url: str, prefixes: Mapping[str, str], limits: Limits | None = None) -> None:
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise UsageError(
                f"The SPARQL store {url!r} is no web address; it should start with http:// or "
                "https://."
            )
        self.limits = limits or Limits()
        task = {"url": url, "prefixes": dict(prefixes), "limits": asdict(self.limits)}
        self._workers = open_workers(
            "snaglist.sparql.remote_client:open_service",
            task,
            self.limits.of_workers(),
            ERRORS,
            MESSAGES,
            network=True,
        )

    def start(self) -> None:
        """Begin the processes; nothing has to be loaded."""
        self._workers.start()

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the store's named graphs, asked for anew; raises as ``answer`` does."""
        header, _ = self._run(GRAPHS_ORDER, stays, "")
        return tuple(json.loads(header)["graphs"])

    def answer(
        self, request: Request, gone: Callable[[], bool] = stays, client: str = ""
    ) -> Answer:
        """Hand a query on; raises what ``Engine.answer`` does."""
        self.limits.check(request.query)
        return unpack_answer(*self._run(pack_request(request), gone, client))

    def _run(self, order: bytes, gone: Callable[[], bool], client: str) -> tuple[bytes, bytes]:
        try:
            return self._workers.run(order, gone, client)
        except WorkersEndedError as error:
            raise GraphStoreError(str(error)) from None

    def close(self) -> None:
        """End all processes."""
        self._workers.close()

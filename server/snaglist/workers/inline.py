"""The same orders answered in this very process, where there is no fork: nothing can be killed."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from snaglist.errors import SnaglistError
from snaglist.workers.channel import raise_error
from snaglist.workers.errors import BusyError
from snaglist.workers.pool import CAN_FORK, ProcessPool, stays
from snaglist.workers.service import Messages, Service, WorkerLimits, answer_order, open_service
from snaglist.workers.turns import Turns


class Workers(Protocol):
    """Whoever takes orders for a service."""

    limits: WorkerLimits

    def start(self) -> None:
        """Begin to load, without waiting for it."""

    def run(
        self, order: bytes, gone: Callable[[], bool] = stays, client: str = ""
    ) -> tuple[bytes, bytes]:
        """The header and the content that are answered; raises as ``ProcessPool.run`` does."""

    def close(self) -> None:
        """Stop."""


class InlineWorkers:
    """Answers orders in the thread that brings them, no more than ``limits.workers`` at a time."""

    def __init__(
        self,
        service: str,
        argument: Any,
        limits: WorkerLimits,
        errors: Mapping[str, type[SnaglistError]],
        messages: Messages,
    ) -> None:
        self.limits, self._messages, self._errors = limits, messages, dict(errors)
        self._named = service, json.loads(json.dumps(argument))
        self._service: Service | None = None
        self._turns = Turns(limits)

    def start(self) -> None:
        """Load the service; raises what it raises."""
        self._service = self._service or open_service(*self._named)

    def run(
        self, order: bytes, gone: Callable[[], bool] = stays, client: str = ""
    ) -> tuple[bytes, bytes]:
        """The header and the content; raises as ``ProcessPool.run`` does, but keeps no clock."""
        if not self._turns.take(client):
            raise BusyError(self._messages.busy.format(workers=self.limits.workers))
        try:
            self.start()
            assert self._service is not None
            header, content = answer_order(self._service.handle, order)
        finally:
            self._turns.give_back(client)
        raise_error(header, self._errors, self._messages.memory)
        return header, content

    def close(self) -> None:
        """There is nothing to stop."""


def open_workers(
    service: str,
    argument: Any,
    limits: WorkerLimits,
    errors: Mapping[str, type[SnaglistError]],
    messages: Messages,
    *,
    network: bool = False,
) -> Workers:
    """Processes for a service, or this one where the system cannot fork."""
    if CAN_FORK:
        return ProcessPool(service, argument, limits, errors, messages, network=network)
    return InlineWorkers(service, argument, limits, errors, messages)

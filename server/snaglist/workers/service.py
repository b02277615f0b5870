"""What a worker does, and what it may take for it."""

import importlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from snaglist.errors import SnaglistError
from snaglist.workers.channel import pack_error

Handler = Callable[[bytes], tuple[bytes, bytes]]
"""From an order to a header and the content of the answer.

It raises a ``SnaglistError`` that the pool knows, or one of ours, which is logged.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What the fork server has loaded, for its workers to share.

    ``greeting`` is told to the pool as JSON, once. A worker opens no file and no connection unless
    ``outside`` says that it may.
    """

    handle: Handler
    greeting: dict[str, Any] = field(default_factory=dict)
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLimits:
    """What the workers of a pool may take.

    ``seconds`` is wall time for one order, ``memory`` bytes beyond what the fork server has loaded.
    Who finds all ``workers`` taken waits ``patience`` seconds, if no more than ``waiting`` wait.
    """

    seconds: float = 5.0
    memory: int = 1_000_000_000
    workers: int = 4
    patience: float = 0.2
    waiting: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """What a pool says to who asked; ``{workers}`` and ``{seconds}`` are filled in."""

    busy: str
    late: str
    memory: str
    loading: str
    ended: str


def open_service(name: str, argument: Any) -> Service:
    """What the function ``module:function`` makes of an argument; raises what it does."""
    module, _, function = name.partition(":")
    made: Service = getattr(importlib.import_module(module), function)(argument)
    return made


def answer_order(handle: Handler, order: bytes) -> tuple[bytes, bytes]:
    """What the service answers, or the error that it raises, packed."""
    try:
        return handle(order)
    except (SnaglistError, MemoryError) as error:
        return pack_error(error), b""
    except Exception:  # told to the server, which says that it was not the client's fault
        traceback.print_exc()
        return pack_error(None), b""

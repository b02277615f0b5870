"""What the workers of the embedded engine do: the graphs of a snapshot, loaded once."""

from pathlib import Path
from typing import Any

from snaglist.sparql.ipc import pack_answer, unpack_request
from snaglist.sparql.local_store import LocalStore
from snaglist.sparql.request import Limits
from snaglist.workers.service import Service


def open_service(task: dict[str, Any]) -> Service:
    """Load the graphs; the greeting has their names as ``graphs``.

    ``task`` has ``dump``, ``beside`` and ``prefixes`` as ``LocalStore`` takes them, and ``limits``.
    Raises what ``LocalStore`` does.
    """
    limits = Limits(**task["limits"])
    beside = {iri: Path(path) for iri, path in task["beside"].items()}
    store = LocalStore(Path(task["dump"]), beside, task["prefixes"])

    def handle(order: bytes) -> tuple[bytes, bytes]:
        answer = store.answer(unpack_request(order), limits)
        return pack_answer(answer), answer.content

    return Service(handle=handle, greeting={"graphs": sorted(store.graphs)})

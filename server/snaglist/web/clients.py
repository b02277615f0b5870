"""Who asks: the address that is counted, and whether anybody still waits for the answer."""

from collections.abc import Callable

from flask import request

from snaglist.addresses import client_network
from snaglist.workers.pool import stays


def current_client() -> str:
    """Whose requests are counted: the address that asks, or its network of IPv6."""
    return client_network(request.remote_addr or "")


def client_gone() -> Callable[[], bool]:
    """A function that says, from any thread, whether the client has hung up."""
    found: Callable[[], bool] = request.environ.get("waitress.client_disconnected", stays)
    return found

"""Who asks: the address that is counted, and whether anybody still waits for the answer."""

import ipaddress
from collections.abc import Callable

from flask import request

from snaglist.workers.pool import stays


def client_network() -> str:
    """Whose requests are counted: an address, or its network of IPv6, as one has all of it."""
    found = request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(found)
    except ValueError:
        return found
    if isinstance(parsed, ipaddress.IPv4Address):
        return found
    return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))


def client_gone() -> Callable[[], bool]:
    """A function that says, from any thread, whether the client has hung up."""
    found: Callable[[], bool] = request.environ.get("waitress.client_disconnected", stays)
    return found

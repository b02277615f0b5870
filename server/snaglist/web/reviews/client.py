"""Who asks, as far as a server can tell."""

import ipaddress

from flask import request


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

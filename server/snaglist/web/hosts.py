"""Which names the server answers to.

A page elsewhere can have a name of its own point at this machine, and a client can say any name. So
a name is believed only where somebody said so: see docs/serving.md.
"""

import socket
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, Response, request

from snaglist.addresses import find_address, normal_name, split_port
from snaglist.web.errors import error_response
from snaglist.web.forwarding import PROXIED

EVERY_NAME = "*"
LOCAL = "localhost"
PROBES = ("/healthz", "/readyz")
"""Asked for by whoever watches the server, under whatever address they have of it."""


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """``listed`` is what the operator named, ``own`` what the machine is called besides."""

    listed: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def allows(self, host: str, proxied: bool = False) -> bool:
        """True for a ``Host`` that the server answers to.

        This machine's own names for itself always. Else what is listed. Where nothing is: the
        machine's name, addresses and names without a dot, none of which a foreign page can have,
        and whatever a proxy that is believed says, as it has a list itself.
        """
        name = normal_name(split_port(host)[0])
        if name is None:
            return False
        address = find_address(name)
        if name == LOCAL or name.endswith(f".{LOCAL}") or (address and address.is_loopback):
            return True
        if self.listed:
            return any(_fits(name, each) for each in self.listed)
        return proxied or address is not None or "." not in name or name in self.own


def _fits(name: str, listed: str) -> bool:
    if listed.startswith("."):
        return name == listed[1:] or name.endswith(listed)
    return listed in (EVERY_NAME, name)


def own_names(bound: str) -> tuple[str, ...]:
    """What the machine is called: by the address given to listen on, and by itself."""
    names: Iterable[str | None] = (normal_name(name) for name in (bound, socket.gethostname()))
    return tuple(name for name in names if name)


def install(app: Flask, hosts: AllowedHosts) -> None:
    """Answer 400 to who asks for another server, before anything else is looked at."""

    @app.before_request
    def check_host() -> Response | None:
        host = request.environ.get("HTTP_HOST")
        # HTTP/1.0 knows of none.
        if host is None or request.path in PROBES:
            return None
        if hosts.allows(host, bool(request.environ.get(PROXIED))):
            return None
        return error_response(
            400,
            f"This server does not answer to the name {split_port(host)[0][:80]!r}. If it should, "
            "whoever runs it can add the name to SNAGLIST_HOSTS.",
        )

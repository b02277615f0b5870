"""What proxies say of a request: for whom, how, under which name and below which path they ask.

``X-Forwarded-*`` of anybody else is taken off. Where a header has a list, each proxy added a value
at its right end: the one that counts is that of the outermost proxy that is believed, found by
counting from the right, as many as there are believed proxies in ``X-Forwarded-For``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import BadRequest

from snaglist.addresses import (
    Network,
    find_address,
    is_within,
    normal_name,
    read_prefix,
    split_port,
)

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

FORWARDED = ("FOR", "PROTO", "HOST", "PREFIX", "PORT", "BY", "SERVER", "SSL", "SCHEME")
PROXIED = "snaglist.proxied"
"""In the environment of a request: True where a proxy that is believed brought it."""


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Which proxies are believed, and the path that pages are below where no proxy says one."""

    proxies: tuple[Network, ...] = ()
    prefix: str = ""

    def wrap(self, application: Application) -> Application:
        """The application as a client of the outermost proxy sees it."""

        def wrapped(environ: Environ, start_response: Any) -> Iterable[bytes]:
            try:
                self.translate(environ)
            except BadRequest as error:
                return error.get_response(environ)(environ, start_response)
            return application(environ, start_response)

        return wrapped

    def translate(self, environ: Environ) -> None:
        """Put what is believed into the environment, and take the rest off.

        Raises ``BadRequest`` for what a proxy cannot have meant.
        """
        said = {name: environ.pop(f"HTTP_X_FORWARDED_{name}", "") for name in FORWARDED}
        environ.pop("HTTP_FORWARDED", None)
        peer = find_address(environ.get("REMOTE_ADDR") or "")
        environ[PROXIED] = is_within(peer, self.proxies)
        prefix = self.prefix
        if environ[PROXIED]:
            client, hops = self._client(str(peer), said["FOR"])
            environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = client
            _set_scheme(environ, _counted(said["PROTO"], hops).lower())
            _set_host(environ, _counted(said["HOST"], hops))
            prefix = _read_prefix(_counted(said["PREFIX"], hops)) or prefix
        _set_prefix(environ, prefix)

    def _client(self, peer: str, chain: str) -> tuple[str, int]:
        """Who asks, and how many proxies that are believed passed it on."""
        client, hops = peer, 1
        for entry in reversed(list(_values(chain))):
            address = find_address(_without_port(entry))
            if address is None:
                break
            client = str(address)
            if not is_within(address, self.proxies):
                break
            hops += 1
        return client, hops


def _values(header: str) -> Iterator[str]:
    return (part.strip().strip('"') for part in header.split(",") if part.strip())


def _counted(header: str, hops: int) -> str:
    values = list(_values(header))
    return values[-min(hops, len(values))] if values else ""


def _without_port(entry: str) -> str:
    """``192.0.2.7:4711`` and ``[2001:db8::1]:80`` without their ports."""
    if entry.startswith("[") or entry.count(":") == 1:
        return split_port(entry)[0].strip("[]")
    return entry


def _set_scheme(environ: Environ, scheme: str) -> None:
    if not scheme:
        return
    if scheme not in ("http", "https"):
        raise BadRequest("X-Forwarded-Proto should be http or https.")
    environ["wsgi.url_scheme"] = scheme


def _set_host(environ: Environ, host: str) -> None:
    if not host:
        return
    if normal_name(split_port(host)[0]) is None:
        raise BadRequest("X-Forwarded-Host should be the name of a host.")
    environ["HTTP_HOST"] = host


def _read_prefix(prefix: str) -> str:
    try:
        return read_prefix(prefix)
    except ValueError as error:
        raise BadRequest(f"X-Forwarded-Prefix should be {error}.") from None


def _set_prefix(environ: Environ, prefix: str) -> None:
    """Have links begin with the prefix, whether or not the proxy took it off the path."""
    if not prefix:
        return
    environ["SCRIPT_NAME"] = prefix
    path = environ.get("PATH_INFO", "")
    if path == prefix or path.startswith(f"{prefix}/"):
        environ["PATH_INFO"] = path[len(prefix) :] or "/"

"""Addresses as settings and headers write them: of machines, networks, hosts, and prefixes."""

import re
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

EVERYBODY: tuple[Network, ...] = (IPv4Network("0.0.0.0/0"), IPv6Network("::/0"))
"""What ``*`` stands for."""

MAPPED = IPv6Network("::ffff:0:0/96")
"""Where IPv6 has the addresses of IPv4: a socket for both kinds says so of who connects."""

CLIENT_BITS = 64
"""Of an IPv6 address that tell one client from another: the rest is for each to choose."""

LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAME = re.compile(rf"(?:{LABEL}\.)*{LABEL}", re.ASCII)
"""Names of hosts, in lower case; those with other letters are compared in their ASCII form."""

PREFIX = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*", re.ASCII)
"""Paths without signs that would be quoted: a link and the path that is asked for are the same."""

MOST_NAME = 253
"""Letters of the longest name (RFC 1035)."""


def find_address(text: str) -> Address | None:
    """The address that a text is, without its zone, and as IPv4 where it is one of those; or None.

    >>> find_address("::ffff:192.0.2.7")
    IPv4Address('192.0.2.7')
    """
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def client_network(text: str) -> str:
    """Whose requests and connections are counted together: an address, or its /64 of IPv6."""
    found = find_address(text)
    if found is None:
        return text
    if isinstance(found, IPv4Address):
        return str(found)
    rest = found.max_prefixlen - CLIENT_BITS
    return str(IPv6Network((int(found) >> rest << rest, CLIENT_BITS)))


def is_within(address: Address | None, networks: tuple[Network, ...]) -> bool:
    """True for an address of one of the networks."""
    return address is not None and any(address in network for network in networks)


def read_networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks with commas or spaces between; ``*`` is all there are.

    Raises ``ValueError`` with what would be right.
    """
    parts = re.split(r"[\s,]+", text.strip(" ,"))
    if parts == [""] and text:
        raise ValueError("at least one IP address or network")
    networks: list[Network] = []
    for part in filter(None, parts):
        networks.extend(EVERYBODY if part == "*" else [_read_network(part)])
    return tuple(networks)


def _read_network(text: str) -> Network:
    try:
        found = ip_network(text)
    except ValueError:
        raise ValueError(
            "IP addresses or networks of proxies, as 127.0.0.1, 10.0.0.0/8 or ::1, with commas "
            f"between; {text!r} is {_why_none(text)}"
        ) from None
    if isinstance(found, IPv6Network) and found.subnet_of(MAPPED):
        inner = int(found.network_address) - int(MAPPED.network_address)
        return IPv4Network((inner, found.prefixlen - MAPPED.prefixlen))
    return found


def _why_none(text: str) -> str:
    try:
        whole = ip_network(text, strict=False)
    except ValueError:
        return "neither"
    return f"an address within {whole}, so write one or the other"


def read_hosts(text: str) -> tuple[str, ...]:
    """Names and addresses with commas or spaces between, in lower case.

    ``.example.org`` is the name and all below it, ``*`` is every name. Raises ``ValueError`` with
    what would be right.
    """
    parts = re.split(r"[\s,]+", text.strip(" ,"))
    if parts == [""] and text:
        raise ValueError("at least one name of a host")
    return tuple(_read_host(part) for part in filter(None, parts))


def _read_host(text: str) -> str:
    if text == "*":
        return text
    name = normal_name(text.removeprefix("."))
    if name is None or (text.startswith(".") and find_address(name)):
        hint = f".{text[2:]}" if text.startswith("*.") else ""
        raise ValueError(
            "names or addresses of this server, as snags.example.org or 192.0.2.7, without "
            "http:// and port, .example.org for all names below it, or * for any; "
            f"{text!r} is none of these{f': write {hint}' if hint else ''}"
        )
    return f".{name}" if text.startswith(".") else name


def normal_name(text: str) -> str | None:
    """A host's name or address in the one form that is compared; None where it can be neither.

    Addresses of IPv6 may stand in brackets. A name that ends in a number is an address that is
    none, as browsers have it (WHATWG URL).
    """
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    if (address := find_address(bare)) is not None:
        return str(address)
    try:
        name = text.removesuffix(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    last = name.rpartition(".")[2]
    if len(name) > MOST_NAME or last.isdigit() or not NAME.fullmatch(name):
        return None
    return name


def split_port(host: str) -> tuple[str, str]:
    """``name:80`` and ``[::1]:80`` as name and port; the port is empty where there is none."""
    found = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::(\d*))?", host, re.ASCII)
    return (found[1], found[2] or "") if found else (host, "")


def read_prefix(text: str) -> str:
    """The path that pages are below, without a slash at its end.

    Raises ``ValueError`` with what would be right.
    """
    path = text.removesuffix("/")
    if not PREFIX.fullmatch(path):
        raise ValueError("the path that the pages are below, as /snaglist")
    return path

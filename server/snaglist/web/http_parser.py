"""How requests are read from a connection: waitress's parser, stricter and without its delays."""

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest

END_OF_HEAD = b"\r\n\r\n"

MAX_CHUNK_LINE = 4096
"""Octets of a line before a chunk: sixteen say its size, the rest would be extensions."""

MAX_TRAILER = 16_384
"""Octets of the fields after the last chunk."""


class StrictParser(HTTPRequestParser):
    """Refuses what RFC 9112 has servers refuse, and waits for nothing that will not come."""

    headers: dict[str, str]
    proxy_netloc: str = ""
    path: str
    query: str

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self._head = bytearray()

    @property
    def begun(self) -> bool:
        """True once an octet of the request is here."""
        return bool(self._head) or self.headers_finished or self.completed

    def received(self, data: bytes) -> int:
        """Take in octets; returns how many were of this request."""
        consumed = self._receive_head(data) if self.body_rcv is None else super().received(data)
        if isinstance(self.body_rcv, ChunkedReceiver) and not self.completed:
            self._check_chunks(self.body_rcv)
        if self.completed:
            # Waitress would ask for a body that there is none of, or that it has just refused, and
            # hold the connection until it comes.
            self.expect_continue = False
        return consumed

    def _receive_head(self, data: bytes) -> int:
        """Hand the head on when it is whole: waitress searches all of it at each octet."""
        begin = max(0, len(self._head) - len(END_OF_HEAD) + 1)
        self._head += data
        whole = self._head.find(END_OF_HEAD, begin) >= 0
        if not whole and len(self._head) < self.adj.max_request_header_size:
            return len(data)
        before = len(self._head) - len(data)
        return int(super().received(bytes(self._head))) - before

    def _check_chunks(self, body: ChunkedReceiver) -> None:
        if len(body.control_line) > MAX_CHUNK_LINE or len(body.trailer) > MAX_TRAILER:
            self.error = BadRequest("Line of a chunked body is too long")
            self.completed = True

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; raises ``ParsingError`` where it is ambiguous (RFC 9112, 3.2 and 6.1)."""
        lines = header_plus.split(b"\r\n")[1:]
        names = [line.partition(b":")[0].lower() for line in lines]
        if b"content-length" in names and b"transfer-encoding" in names:
            raise ParsingError("Content-Length and Transfer-Encoding are both given")
        if names.count(b"host") > 1:
            raise ParsingError("Host is given more than once")
        super().parse_header(header_plus)
        if b"transfer-encoding" in names and self.version != "1.1":
            raise ParsingError("Transfer-Encoding is none of HTTP/1.0")
        if self.version == "1.1" and not self.headers.get("HOST"):
            raise ParsingError("Host is missing")
        if self.proxy_netloc:
            # Of ``GET http://host/path`` the address counts (RFC 9112, 3.2.2).
            self.headers["HOST"] = self.proxy_netloc

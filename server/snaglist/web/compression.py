"""Answers in fewer octets for who takes them so: Brotli or gzip, by the weights of the client.

Private pages are never compressed: they hold tokens beside words that others can choose, and the
length of what is compressed tells how alike the two are (BREACH). ``headers`` asks nothing here
for them. Public pages hold nothing secret, and are the same for everybody.
"""

import hashlib
import threading
import zlib
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from flask import Response, request

BROTLI, GZIP = "br", "gzip"
NAMES = {BROTLI: ("br",), GZIP: ("gzip", "x-gzip")}
"""What clients call the encodings; the first is preferred where they like both alike."""

BROTLI_QUALITY, GZIP_LEVEL = 5, 6
"""Measured: the next steps take half as long again, and more, for two octets in a hundred."""

SHORTEST = 1_000
"""Octets below which an answer fits into a packet either way."""

LONGEST_FILE = 64_000_000
"""Octets above which a file is sent as it is: to compress it, it is held in memory."""

MOST_KEPT = 32_000_000
"""Octets of compressed files that are kept in memory."""

TYPES = {
    "application/javascript",
    "application/json",
    "application/n-quads",
    "application/n-triples",
    "application/trig",
    "application/vnd.sqlite3",
    "application/xml",
}
"""Media types that become shorter, beside ``text/…``, ``…+json`` and ``…+xml``."""


@dataclass(frozen=True, slots=True)
class Compressed:
    """A compressed file; ``digest`` is the SHA-256 of its octets."""

    octets: bytes
    digest: bytes


def compress(octets: bytes, encoding: str) -> bytes:
    """The octets in an encoding; both libraries let other threads run meanwhile."""
    if encoding == BROTLI:
        found: bytes = brotli.compress(octets, quality=BROTLI_QUALITY)
        return found
    packer = zlib.compressobj(GZIP_LEVEL, wbits=zlib.MAX_WBITS | 16)
    return packer.compress(octets) + packer.flush()


def is_compressible(kind: str) -> bool:
    """True for a media type of what becomes shorter."""
    return kind in TYPES or kind.startswith("text/") or kind.endswith(("+json", "+xml"))


def becomes_shorter(response: Response) -> bool:
    """True for an answer of a kind that may be compressed; it then says so in ``Vary``."""
    if is_compressible(response.mimetype or "") and not response.headers.get("Content-Encoding"):
        response.vary.add("Accept-Encoding")
        return True
    return False


def chosen_encoding(size: int) -> str | None:
    """The encoding for an answer of this size, or None to send it as it is.

    A request for a range is about the octets as they are. Where the client refuses those, short
    answers are compressed too; where it takes nothing that there is, it gets them all the same.
    """
    accepted = request.accept_encodings
    if not accepted or "Range" in request.headers:
        return None
    weights = {name: max(map(accepted.quality, known)) for name, known in NAMES.items()}
    best = max(weights, key=lambda name: weights[name])
    listed = {name.casefold() for name, _ in accepted}
    plain = accepted.quality("identity") if listed & {"identity", "*"} else None
    if not weights[best] or (plain is not None and plain > weights[best]):
        return None
    return None if size < SHORTEST and plain != 0 else best


def name_encoding(response: Response, encoding: str) -> None:
    """Say which encoding an answer is in; its validator becomes that of this form of it."""
    response.headers["Content-Encoding"] = encoding
    etag, weak = response.get_etag()
    if etag is not None:
        response.set_etag(f"{etag}-{encoding}", weak=bool(weak))


class CompressedFiles:
    """Compressed files by their validators; the one that was asked for longest ago goes first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], Compressed] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._working = threading.Lock()

    @property
    def size(self) -> int:
        """Octets that are kept."""
        return self._size

    def get(self, name: str, encoding: str, read: Callable[[], bytes]) -> Compressed | None:
        """A file in an encoding, read and compressed where it is not kept.

        None while another is being compressed: nobody waits, and no two are made at a time.
        """
        with self._lock:
            found = self._kept.get((name, encoding))
            if found:
                self._kept.move_to_end((name, encoding))
                return found
        if not self._working.acquire(blocking=False):
            return None
        try:
            octets = compress(read(), encoding)
            made = Compressed(octets, hashlib.sha256(octets).digest())
            self._keep((name, encoding), made)
        finally:
            self._working.release()
        return made

    def _keep(self, key: tuple[str, str], made: Compressed) -> None:
        # A file that would push out much of the others is made anew each time.
        if len(made.octets) > self._most // 4:
            return
        with self._lock:
            self._kept[key] = made
            self._size += len(made.octets)
            while self._size > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest.octets)


_files = CompressedFiles()


def compress_body(response: Response) -> None:
    """Compress an answer that is in memory, and make it conditional (304).

    Its validator is that of the form that is sent. Who has that form already costs no compressing.
    """
    octets = response.get_data()
    encoding = chosen_encoding(len(octets)) if becomes_shorter(response) else None
    if encoding:
        name_encoding(response, encoding)
    if response.status_code == 200:
        response.make_conditional(request)
    if encoding and response.status_code != 304:
        response.set_data(compress(octets, encoding))


def compress_file(response: Response, size: int, read: Callable[[], bytes]) -> bool:
    """Compress an answer that is a file with a strong validator, and make it conditional.

    ``read`` gives its octets, ``size`` of them. False, with nothing done, where it is sent as it
    is.
    """
    etag, _ = response.get_etag()
    encoding = chosen_encoding(size) if becomes_shorter(response) else None
    if encoding is None or etag is None or size > LONGEST_FILE:
        return False
    found = _files.get(etag, encoding, read)
    if found is None:
        return False
    response.response.close()  # type: ignore[union-attr]  # a file, as nothing here is a list
    response.direct_passthrough = False
    response.set_data(found.octets)
    name_encoding(response, encoding)
    response.headers.pop("Accept-Ranges", None)
    if "Repr-Digest" in response.headers:
        # The digest is of the representation as it is encoded (RFC 9530, 3).
        response.headers["Repr-Digest"] = f"sha-256=:{b64encode(found.digest).decode()}:"
    response.make_conditional(request)
    return True

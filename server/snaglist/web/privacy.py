"""Which addresses are private, and how to write them into a log."""

import re

PRIVATE_PATH = re.compile(r"^[/.]+reviews(?:[/.;]|$)", re.IGNORECASE)
EDITING_PATH = re.compile(r"^[/.]+code(?:[/.;]|$)", re.IGNORECASE)
TOKEN_PATH = re.compile(
    r"([/.]+reviews(?:;[^/]*)?/+)(?!(?:new|import|admin)(?:[/.]|$))[^/.]+", re.IGNORECASE
)
"""Whatever follows ``/reviews/`` may be a link's token; the three words are pages of ours.

It may be below a prefix, which a log has before it was taken off.

Spelt otherwise the address leads nowhere, but who mistypes it has the token in it all the same.
"""


def is_private(path: str) -> bool:
    """True for everything at and below ``/reviews``."""
    return PRIVATE_PATH.match(path) is not None


def is_editing(path: str) -> bool:
    """True for everything at and below ``/code``, where files of this machine are changed."""
    return EDITING_PATH.match(path) is not None


def redact_path(path: str) -> str:
    """A path without the token in it: whoever reads a log must not get into a review by it."""
    return TOKEN_PATH.sub(r"\1…", path)

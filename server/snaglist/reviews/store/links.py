"""Links to a review and their tokens: who has one needs no account."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TOKEN_OCTETS = 24
"""Of chance in a token: 192 bits, which nobody guesses."""


class LinkKind(StrEnum):
    """What a link allows: to edit, to view, or to answer in one reviewer's name."""

    EDIT = "edit"
    VIEW = "view"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link without its token, of which only the hash is stored. ``name`` says whose it is."""

    id: str
    kind: LinkKind
    name: str
    made: datetime
    revoked: datetime | None = None


def new_token() -> str:
    """A random token, of characters that need no escape in a URL."""
    return secrets.token_urlsafe(TOKEN_OCTETS)


def token_hash(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal. No salt: a token is random, no password to guess."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()

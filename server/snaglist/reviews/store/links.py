"""Links to a review: whoever has one may come in, so that no review needs an account."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

OCTETS = 24
"""Of chance in a token: 192 bits, which nobody guesses."""


class Kind(StrEnum):
    """What a link admits to; a reviewer's edits in one name, and blind where the review is."""

    EDIT = "edit"
    VIEW = "view"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it is kept: not the token, only its hash. ``name`` is for those who manage it."""

    id: str
    kind: Kind
    name: str
    made: datetime
    revoked: datetime | None = None


def new_token() -> str:
    """A token that stands in a link, of letters that need no escape there."""
    return secrets.token_urlsafe(OCTETS)


def token_hash(token: str) -> str:
    """What is kept of a token. No salt: a token is chance, not a password that can be guessed."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()

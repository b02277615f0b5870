"""The reviews that this server keeps, if it keeps any."""

from dataclasses import dataclass

from flask import current_app

from snaglist.errors import SnaglistError
from snaglist.reviews.store.review_store import ReviewStore

KEY = "snaglist-reviews"
"""Under which the application's extensions hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """Where reviews are kept, and what the settings say of them.

    ``admin_token`` lets in who may list them; ``counts`` says whether pages of issues may tell how
    often they were open; ``writes`` are the changes that one address may make in a minute.
    """

    store: ReviewStore
    admin_token: str = ""
    counts: bool = False
    writes: int = 120


class NoReviewsError(SnaglistError):
    """The server keeps no reviews."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            "This server keeps no reviews. A review also lives in a file, without any server: "
            "snag review new."
        )


def kept() -> Reviews | None:
    """The reviews of this server, or None."""
    found = current_app.extensions.get(KEY)
    return found if isinstance(found, Reviews) else None


def reviews() -> Reviews:
    """The reviews of this server; raises ``NoReviewsError`` where it keeps none."""
    found = kept()
    if found is None:
        raise NoReviewsError
    return found

"""The reviews that this server keeps, if it keeps any, and what its settings say of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Response, after_this_request, current_app

from snaglist.errors import SnaglistError
from snaglist.reviews.store.counts import FEWEST_REVIEWS
from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.work import ReviewWork
from snaglist.web.site import View

EXTENSION_KEY = "snaglist-reviews"
"""Under which the application's extensions hold them."""

COUNTS_CACHE = "max-age=60"
"""How long a page with a count may be kept: unlike all else it changes without a new snapshot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """What reviews may fill: ``reviews`` and ``megabytes`` by one address in a day, ``disk``
    megabytes all together, of a million octets as they are kept.
    """

    reviews: int = 100
    megabytes: int = 50
    disk: int = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """Where reviews are kept, and what the settings say of them.

    ``admin_token`` lets in who may list them; ``counts`` says whether pages of issues may say how
    often they were open; ``writes`` are the changes that one address may make in a minute,
    ``places`` the requests for reviews that are answered at a time: half of the server's threads.
    Whoever begins a review must know the ``word``, if there is one. ``work`` makes records of
    files, and files and reports of records; a server for strangers gives one that has processes.
    """

    store: ReviewStore
    admin_token: str = ""
    counts: bool = False
    writes: int = 120
    work: ReviewWork = field(default_factory=lambda: ReviewWork(processes=False))
    places: int = 4
    word: str = ""
    quotas: Quotas = field(default_factory=Quotas)


class NoReviewsError(SnaglistError):
    """The server keeps no reviews."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            "This server keeps no reviews. A review also lives in a file, without any server: "
            "snag review new."
        )


def find_reviews() -> Reviews | None:
    """The reviews of this server, or None."""
    found = current_app.extensions.get(EXTENSION_KEY)
    return found if isinstance(found, Reviews) else None


def get_reviews() -> Reviews:
    """The reviews of this server; raises ``NoReviewsError`` where it keeps none."""
    found = find_reviews()
    if found is None:
        raise NoReviewsError
    return found


def open_count_view(issue: str) -> View | None:
    """How often an issue was open in the reviews of this server, for its page in the catalogue.

    None where the server does not count, or the number is so small that it shows a single team.
    """
    found = find_reviews()
    if found is None or not found.counts:
        return None

    @after_this_request
    def limit_cache(response: Response) -> Response:
        response.headers["Cache-Control"] = COUNTS_CACHE
        return response

    try:
        counts = found.store.open_counts(datetime.now(UTC).date())
    except DatabaseError:
        return None
    number = counts.open.get(issue, 0)
    return {"open": number, "reviews": counts.reviews} if number >= FEWEST_REVIEWS else None

"""How often an issue was open in the reviews of this server, for its page in the catalogue."""

from flask import Response, after_this_request

from snaglist.reviews.store.counts import FEWEST
from snaglist.reviews.store.errors import StoreError
from snaglist.web.reviews.kept import kept
from snaglist.web.reviews.room import now
from snaglist.web.site import View

FRESH = "max-age=60"
"""How long a page with a count may be kept: unlike all else it changes without a new snapshot."""


def seen_here(issue: str) -> View | None:
    """The number, if this server counts and it is large enough to show no single team."""
    found = kept()
    if found is None or not found.counts:
        return None

    @after_this_request
    def for_a_minute(response: Response) -> Response:
        response.headers["Cache-Control"] = FRESH
        return response

    try:
        counts = found.store.open_counts(now().date())
    except StoreError:
        return None
    number = counts.open.get(issue, 0)
    return {"open": number, "reviews": counts.reviews} if number >= FEWEST else None

"""How much of the disk reviews may fill: by one address in a day, and all of them together."""

from collections.abc import Callable

from flask import current_app

from snaglist.errors import SnaglistError
from snaglist.web.clients import current_client
from snaglist.web.reviews.pace import Pace
from snaglist.web.reviews.storage import Quotas, get_reviews

DAY = 86_400
MEGABYTE = 1_000_000

BEGUN, KEPT = "snaglist-review-begun", "snaglist-review-kept"
"""Under which the application's extensions hold what each address has begun, and has filled."""


class DailyQuotaError(SnaglistError):
    """An address has used up what it may in a day; ``seconds`` is how long to wait."""

    http_status = 429

    def __init__(self, message: str, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"{message} Nothing was changed. Try again in {_time(seconds)}.")


class TotalQuotaError(SnaglistError):
    """The reviews of the server fill all that they may."""

    http_status = 413

    def __init__(self, most: int) -> None:
        super().__init__(
            f"The reviews of this server fill the {most} MB that they may. Nothing was changed. "
            "Ask whoever runs it to delete some, or to raise SNAGLIST_REVIEW_DISK; signing is "
            "always taken. A review also lives in a file, without any server: snag review new."
        )


def new_counters(quotas: Quotas) -> dict[str, Pace]:
    """What counts by address, empty."""
    return {
        BEGUN: Pace(quotas.reviews, DAY),
        KEPT: Pace(quotas.megabytes * MEGABYTE, DAY),
    }


def check_may_begin() -> None:
    """Count a review that is begun; raises ``DailyQuotaError`` for one too many."""
    begun: Pace = current_app.extensions[BEGUN]
    wait = begun.use(current_client())
    if wait:
        raise DailyQuotaError(
            f"From your address {get_reviews().quotas.reviews} reviews may be begun in a day.", wait
        )


def space_meter() -> Callable[[int], None]:
    """What the store is to call with the octets of a change, before they are kept.

    It raises ``DailyQuotaError`` and ``TotalQuotaError``, and nothing is kept then. To make it
    raises ``DatabaseError``.
    """
    reviews, who = get_reviews(), current_client()
    kept: Pace = current_app.extensions[KEPT]
    # Now, as the store calls the meter while others wait.
    most, filled = reviews.quotas.disk, reviews.store.total_octets()

    def check(octets: int) -> None:
        if filled + octets > most * MEGABYTE:
            raise TotalQuotaError(most)
        wait = kept.use(who, octets)
        if wait:
            raise DailyQuotaError(
                f"From your address {reviews.quotas.megabytes} MB may be kept in a day.", wait
            )

    return check


def _time(seconds: int) -> str:
    """A wait as people say it."""
    if seconds < 120:
        return f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{-(-minutes // 60)} hours"

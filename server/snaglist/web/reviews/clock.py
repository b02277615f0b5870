"""The day of whoever reads a page: the script tells how far the browser's clock is from UTC.

It is said in a cookie of its own, for review pages alone. Without it, as on the first page and
without a script, the day is that of the server.
"""

import re
from datetime import datetime, timedelta, timezone

from flask import request

CLOCK_COOKIE = "snaglist-clock"
"""The minutes by which the browser's clock is ahead of UTC; ``static/snaglist.js`` writes it."""

FURTHEST = 14 * 60
"""Minutes; no clock on Earth is further ahead of UTC, or behind it."""


def reader_now() -> datetime:
    """The present moment, by the clock of the browser that asks; else by that of this machine."""
    found = re.fullmatch("-?[0-9]{1,3}", request.cookies.get(CLOCK_COOKIE, ""), re.ASCII)
    minutes = int(found[0]) if found else None
    if minutes is None or abs(minutes) > FURTHEST:
        return datetime.now().astimezone()
    return datetime.now(timezone(timedelta(minutes=minutes)))

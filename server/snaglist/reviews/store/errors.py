"""Errors of the database of reviews, in words that give nothing of the reviews away.

The texts are shown to anyone who has a link, so they name no path, no host and no token.
"""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from snaglist.errors import NotFoundError, SnaglistError

UNTOUCHED = "Nothing was changed."
UNSURE = "If you were changing something, see whether it was kept before you send it again."


class DatabaseError(SnaglistError):
    """The database cannot be reached, read or written; ``detail`` is what its driver says."""

    http_status = 503

    def __init__(self, message: str, detail: str = "") -> None:
        self.detail = detail
        super().__init__(message)


class DamagedReviewError(DatabaseError):
    """The rows of one review cannot be read; ``review`` is its id. All others are not touched."""

    def __init__(self, review: str, detail: str) -> None:
        super().__init__(UNREADABLE, f"review {review}: {detail}")


class LinkError(SnaglistError):
    """A link does not allow what was asked of it."""

    http_status = 403


class NoReviewError(NotFoundError):
    """No review is at a link. The text is one for all causes, and does not repeat the link."""

    def __init__(self) -> None:
        SnaglistError.__init__(
            self,
            "There is no review at this link. The link is not whole, it was revoked, or the "
            "review was deleted. Ask whoever sent it to you.",
        )
        self.identifier = "this link"
        self.nearest = ()


READ_ONLY = "The database of reviews is read-only. Make its folder and its disk writable."
FULL = "The disk of the database of reviews is full. Make room on it."
BUSY = "The database of reviews is busy. Try again in a moment."
LATE = "The database of reviews did not answer in time. Try again in a moment."
DAMAGED = (
    "The database of reviews is damaged, or is none. Put back a backup: stop the server, move the "
    "file away, start it, and run snag reviews restore FILE."
)
GONE = (
    "The database of reviews cannot be opened. Put its file back, or let the server read and "
    "write it."
)
AWAY = (
    "The database of reviews cannot be reached. Start it, or mend its address, its user and "
    "password."
)
REFUSED = "The database of reviews refuses the server. Let its user make and change tables there."
DISK = "The disk of the database of reviews gives errors. It is full, or it is failing."
BROKEN = "The database of reviews gave an error."
EMPTIED = (
    "The database of reviews has lost its tables. Put it back, or restart the server to begin "
    "with an empty one."
)
NEWER = "The database of reviews was made by a newer Snaglist. Install that one."
UNREADABLE = "This review is damaged and cannot be read. Put back a backup of the database."

SQLITE = {
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_INTERRUPT: LATE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: GONE,
    sqlite3.SQLITE_IOERR: DISK,
}
"""What to say by SQLite's result code; the extended ones have theirs in the lowest octet."""

POSTGRESQL = {
    "25006": READ_ONLY,
    "53100": FULL,
    "55P03": BUSY,
    "57014": BUSY,
    "40": BUSY,
    "53": BUSY,
    "28": REFUSED,
    "3D": REFUSED,
    "42501": REFUSED,
    "58": DISK,
    "XX": DAMAGED,
    "57": AWAY,
    "08": AWAY,
}
"""What to say by SQLSTATE, or by its class."""


def database_error(error: Exception) -> DatabaseError:
    """The error of a driver in words for people.

    The driver's own text, which may quote a review, is only in ``detail``, for the server's log.
    """
    if isinstance(error, PoolTimeoutError):
        return _fault(BUSY, "all connections are in use")
    if isinstance(error, UnicodeDecodeError):
        return _fault(DAMAGED, "text that is not UTF-8")
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", 0) & 0xFF
        return _fault(SQLITE.get(code, BROKEN), str(origin))
    state = getattr(origin, "sqlstate", None)
    if state is None:
        # Without a state the server did not get as far as to answer, or is no longer there.
        text = AWAY if isinstance(error, DBAPIError) else BROKEN
        return _fault(text, next(iter(str(origin).splitlines()), ""))
    return _fault(POSTGRESQL.get(state) or POSTGRESQL.get(state[:2], BROKEN), f"SQLSTATE {state}")


def _fault(text: str, detail: str) -> DatabaseError:
    # A connection that breaks while a change is being kept leaves open whether it was.
    return DatabaseError(f"{text} {UNSURE if text == AWAY else UNTOUCHED}", detail)

"""All reviews of a server as one file, which any database can take in again.

JSON Lines: a header with the number of reviews, so that a file that was cut off is noticed, then a
line for each review. Of links it holds the hashes, so that they work again after a restore.
"""

import codecs
import os
import tempfile
from pathlib import Path
from typing import IO, Literal
from uuid import UUID

from pydantic import AwareDatetime, ValidationError
from pydantic_core import to_json
from sqlalchemy import Connection, func, insert, select

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.reviews.canonical import plain_data
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.hashing import mismatched_entries, unnamed_entries
from snaglist.reviews.record import AnyEvent, Record, plain_event
from snaglist.reviews.replay import rebuild
from snaglist.reviews.state import RecordError
from snaglist.reviews.store.deadline import LONG_SECONDS
from snaglist.reviews.store.errors import DamagedReviewError, DatabaseError
from snaglist.reviews.store.links import Link, LinkKind
from snaglist.reviews.store.repository import (
    insert_entries,
    insert_events,
    insert_link,
    load_record,
)
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.tables import LINK, REVIEW
from snaglist.schema.fields import Form, Sha256


class BackupHeader(Form):
    """The first line."""

    format: Literal["snaglist-reviews"] = "snaglist-reviews"
    version: Literal[1] = 1
    reviews: int


class BackupLink(Form):
    """A link, by the hash of its token."""

    id: UUID
    kind: LinkKind
    name: str
    hash: Sha256
    made: AwareDatetime
    revoked: AwareDatetime | None = None


class BackupReview(Form):
    """A review with all that belongs to it; ``record`` is the record's own id."""

    id: UUID
    record: UUID
    made: AwareDatetime
    changed: AwareDatetime
    events: tuple[AnyEvent, ...]
    entries: dict[Sha256, EntrySnapshot]
    links: tuple[BackupLink, ...]


def backup(store: ReviewStore, path: Path) -> int:
    """Write all reviews to a file, in one step, as they are at one time; gives their number.

    Raises ``DatabaseError`` where the database cannot be used or a review cannot be read, and
    ``SnaglistError`` where the file cannot be written; no file is left then.
    """
    try:
        # Readable only to whoever makes it, as temporary files are.
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            try:
                number = _write(store, file)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise SnaglistError(f"{path} cannot be written: {error.strerror}.") from error
    return number


def _write(store: ReviewStore, file: IO[bytes]) -> int:
    with store.database.read(LONG_SECONDS) as connection:
        number = connection.execute(select(func.count()).select_from(REVIEW)).scalar_one()
        file.write(to_json(BackupHeader(reviews=number)) + b"\n")
        for (review,) in connection.execute(select(REVIEW.c.id).order_by(REVIEW.c.id)).all():
            file.write(_line(connection, review) + b"\n")
    return number


def _line(connection: Connection, review: str) -> bytes:
    row = connection.execute(select(REVIEW).where(REVIEW.c.id == review)).one()
    try:
        record = load_record(connection, review)
    except DamagedReviewError:
        raise DatabaseError(
            f"The review {review} is damaged and cannot be read; nothing was written. Delete it "
            "as the administrator, or put back an older backup."
        ) from None
    query = select(LINK).where(LINK.c.review == review).order_by(LINK.c.id)
    links = connection.execute(query).all()
    return to_json(
        {
            "id": row.id,
            "record": row.record,
            "made": row.made,
            "changed": row.changed,
            "events": [plain_event(event) for event in record.events],
            "entries": {name: plain_data(shown) for name, shown in record.entries.items()},
            "links": [
                {name: getattr(link, name) for name in BackupLink.model_fields} for link in links
            ],
        }
    )


def restore(store: ReviewStore, path: Path) -> int:
    """Take in all reviews of a file, or none of them; gives their number.

    Raises ``UsageError`` for a file that is not whole, and where one of its reviews is there;
    ``NotFoundError`` without such a file, ``DatabaseError`` where the database cannot be used.
    """
    try:
        with path.open("rb") as file, store.database.write(LONG_SECONDS) as connection:
            return _take_in(connection, file, path.name)
    except FileNotFoundError:
        raise NotFoundError(str(path)) from None
    except OSError as error:
        raise SnaglistError(f"{path} cannot be read: {error.strerror}.") from error


def _take_in(connection: Connection, file: IO[bytes], name: str) -> int:
    header = _header(file.readline(), name)
    known = {row[0] for row in connection.execute(select(REVIEW.c.id)).all()}
    taken = {row[0] for row in connection.execute(select(LINK.c.hash)).all()}
    there, found = [], 0
    for number, line in enumerate(file, start=2):
        kept = _review(line, f"{name}, line {number}")
        found += 1
        links = {link.hash for link in kept.links}
        if str(kept.id) in known or links & taken:
            there.append(str(kept.id))
            continue
        known.add(str(kept.id))
        taken |= links
        _insert(connection, kept)
    if found != header.reviews:
        raise UsageError(
            f"{name} should hold {header.reviews} reviews and holds {found}: it is not whole. "
            "Nothing was restored."
        )
    if there:
        more = f" and {len(there) - 5} more" if len(there) > 5 else ""
        raise UsageError(
            f"Reviews of {name} are here already: {', '.join(there[:5])}{more}. Nothing was "
            "restored. Restore to an empty database, or delete them first."
        )
    return found


def _header(line: bytes, name: str) -> BackupHeader:
    try:
        return BackupHeader.model_validate_json(line.removeprefix(codecs.BOM_UTF8))
    except ValidationError:
        raise UsageError(
            f"{name} is no backup of reviews that this Snaglist knows. It should be a file that "
            "snag reviews backup made."
        ) from None


def _review(line: bytes, place: str) -> BackupReview:
    """The review in a line, checked as a record is; raises ``UsageError``."""
    try:
        kept = BackupReview.model_validate_json(line)
        record = Record(format=1, id=kept.record, events=kept.events, entries=kept.entries)
        rebuild(record)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in wrong["loc"]) or "it"
        raise UsageError(
            f"{place} is damaged or cut off ({where}: {wrong['msg']}). Nothing was restored."
        ) from None
    except RecordError as error:
        raise UsageError(f"{place}: {error} Nothing was restored.") from None
    if mismatched_entries(record) or unnamed_entries(record):
        raise UsageError(
            f"{place}: an entry is not as its hash says, or no event shows it. Nothing was "
            "restored."
        )
    return kept


def _insert(connection: Connection, kept: BackupReview) -> None:
    row = {"id": str(kept.id), "record": str(kept.record)}
    connection.execute(insert(REVIEW), {**row, "made": kept.made, "changed": kept.changed})
    insert_events(connection, row["id"], kept.events, 1)
    insert_entries(connection, row["id"], kept.entries)
    for each in kept.links:
        link = Link(
            id=str(each.id), kind=each.kind, name=each.name, made=each.made, revoked=each.revoked
        )
        insert_link(connection, row["id"], link, each.hash)

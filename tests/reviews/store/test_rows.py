"""How large a review may become: its events and its entries count, up to the last character."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from reviews.garden import NOW, begun
from reviews.store.histories import noting
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from snaglist.errors import UsageError
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.store import repository
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.tables import ENTRY, EVENT, UtcDateTime


def kept_size(store: ReviewStore) -> int:
    """Characters of all that a database holds of reviews."""
    with store.database.read() as connection:
        texts = [
            text
            for table in (EVENT, ENTRY)
            for (text,) in connection.execute(select(table.c.content)).all()
        ]
    return sum(map(len, texts))


def test_a_review_may_be_as_large_as_the_limit_and_no_larger(
    store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit, _ = store.create(begun(), now=NOW)
    before = kept_size(store)
    after = noting("x" * 100)(begun(), store.visit(edit).link)
    added = len(repository.event_json(after.events[-1]))
    monkeypatch.setattr(repository, "MOST_CHARACTERS", before + added - 1)
    with pytest.raises(UsageError, match="full"):
        store.change(edit, noting("x" * 100))
    assert kept_size(store) == before
    monkeypatch.setattr(repository, "MOST_CHARACTERS", before + added)
    store.change(edit, noting("x" * 100))
    assert kept_size(store) == before + added


def test_new_entries_count_before_they_are_kept(
    store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = begun()
    edit, _ = store.create(record, now=NOW)
    before = kept_size(store)
    link = store.visit(edit).link
    changed = noting("more")(record, link)
    large = next(iter(record.entries.values())).model_copy(update={"definition": "d" * 5_000})
    entries = {**changed.entries, entry_digest(large): large}
    monkeypatch.setattr(repository, "MOST_CHARACTERS", before + 1_000)
    with pytest.raises(UsageError, match="full"):
        store.change(edit, lambda kept, link: changed.model_copy(update={"entries": entries}))
    assert kept_size(store) == before
    store.change(edit, lambda kept, link: changed)
    assert kept_size(store) > before


@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(hours=14))])
def test_moments_come_back_in_utc_wherever_the_server_stands(
    zone: timezone | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite gives them without a zone, PostgreSQL in the one of its session."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        moment = datetime(2026, 11, 29, 12, tzinfo=UTC)
        given = moment.astimezone(zone) if zone else moment.replace(tzinfo=None)
        found = UtcDateTime().process_result_value(given, sqlite.dialect())
        assert found is not None
        assert (found, found.tzinfo) == (moment, UTC)
    finally:
        monkeypatch.undo()
        time.tzset()

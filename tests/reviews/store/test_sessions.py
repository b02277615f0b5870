"""Sessions of the administrator end to the second, and those that ended are not kept."""

from datetime import UTC, datetime, timedelta

from snaglist.reviews.store.review_store import ReviewStore

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
IDLE, LONGEST, AHEAD = timedelta(minutes=30), timedelta(hours=12), timedelta(minutes=5)
"""As docs/asvs.md promises; the last is how far the clocks of two servers may differ."""


def holds(store: ReviewStore, key: str, now: datetime) -> bool:
    return store.sessions.holds(key, "token", now)


def kept(store: ReviewStore) -> int:
    with store.database.read() as connection:
        return len(connection.exec_driver_sql("SELECT hash FROM session").all())


def test_it_ends_when_nobody_used_it_for_half_an_hour(store: ReviewStore) -> None:
    key = store.sessions.begin("token", NOW)
    assert holds(store, key, NOW + IDLE - SECOND)
    assert holds(store, key, NOW + 2 * (IDLE - SECOND))
    assert not holds(store, key, NOW + 2 * (IDLE - SECOND) + IDLE)


def test_it_ends_after_twelve_hours_however_it_was_used(store: ReviewStore) -> None:
    key = store.sessions.begin("token", NOW)
    for minutes in range(20, 12 * 60, 20):
        assert holds(store, key, NOW + timedelta(minutes=minutes))
    assert holds(store, key, NOW + LONGEST - SECOND)
    assert not holds(store, key, NOW + LONGEST)


def test_a_clock_may_be_five_minutes_behind_the_one_that_began_it(store: ReviewStore) -> None:
    key = store.sessions.begin("token", NOW)
    assert holds(store, key, NOW - AHEAD + SECOND)
    assert not holds(store, key, NOW - AHEAD)


def test_a_new_one_removes_what_ended_and_nothing_else(store: ReviewStore) -> None:
    for first, unused in ((NOW + IDLE - SECOND, NOW + IDLE), (NOW - AHEAD + SECOND, NOW - AHEAD)):
        store.sessions.begin("token", NOW)
        store.sessions.begin("token", first)
        assert kept(store) == 2
        last = store.sessions.begin("token", unused)
        assert kept(store) == 2
        store.sessions.end(last, "another token")
        assert kept(store) == 2
        # Two days later nothing of this is left.
        store.sessions.end(store.sessions.begin("token", NOW + timedelta(days=2)), "token")
        assert kept(store) == 0

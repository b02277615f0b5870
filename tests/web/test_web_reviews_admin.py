"""The administrator's session ends: by leaving, when nobody uses it, by age, with the token."""

from datetime import UTC, datetime, timedelta

import pytest
from web.review_desk import ADMIN, Desk, review_app, says

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.sessions import IDLE, LONGEST
from snaglist.snapshot.snapshot import Snapshot

OUTSIDE, INSIDE = "The administrator's token", "Sign out"


class Clock:
    """The time of the server, which a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 11, 25, 8, tzinfo=UTC)
        monkeypatch.setattr("snaglist.web.reviews.admin.now", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def inside(desk: Desk, clock: Clock) -> Desk:
    """A browser whose user has given the token."""
    assert OUTSIDE in says(desk.get("/reviews/admin"))
    desk.post("/reviews/admin", admin_token=ADMIN)
    assert INSIDE in says(desk.get("/reviews/admin"))
    return desk


def cookie_name(desk: Desk) -> str:
    with desk.app.test_request_context():
        return desk.app.session_interface.get_cookie_name(desk.app)


def cookie(desk: Desk) -> str:
    found = desk.browser.get_cookie(cookie_name(desk), path="/reviews")
    assert found is not None
    return found.value


def copied(desk: Desk, value: str) -> Desk:
    """Another browser with a copy of a cookie."""
    other = Desk(desk.app)
    other.browser.set_cookie(cookie_name(desk), value, path="/reviews")
    return other


def test_leaving_ends_the_session_for_copies_of_its_cookie(inside: Desk) -> None:
    old = cookie(inside)
    assert INSIDE in says(copied(inside, old).get("/reviews/admin"))
    inside.post("/reviews/admin", leave="yes")
    assert OUTSIDE in says(inside.get("/reviews/admin"))
    thief = copied(inside, old)
    assert OUTSIDE in says(thief.get("/reviews/admin"))
    assert thief.post("/reviews/admin/x/delete").status_code == 403


def test_a_new_session_ends_the_one_before(inside: Desk) -> None:
    old = cookie(inside)
    inside.post("/reviews/admin", admin_token=ADMIN)
    assert INSIDE in says(inside.get("/reviews/admin"))
    assert OUTSIDE in says(copied(inside, old).get("/reviews/admin"))


def test_a_session_that_nobody_uses_ends(inside: Desk, clock: Clock) -> None:
    clock.now += IDLE - timedelta(seconds=1)
    assert INSIDE in says(inside.get("/reviews/admin"))
    clock.now += IDLE - timedelta(seconds=1)
    assert INSIDE in says(inside.get("/reviews/admin"))
    clock.now += IDLE
    assert OUTSIDE in says(inside.get("/reviews/admin"))


def test_a_session_ends_by_age_however_it_is_used(inside: Desk, clock: Clock) -> None:
    end = clock.now + LONGEST
    while clock.now < end:
        assert INSIDE in says(inside.get("/reviews/admin"))
        clock.now += timedelta(minutes=29)
    assert OUTSIDE in says(inside.get("/reviews/admin"))


def test_a_clock_that_is_set_back_makes_no_session_longer(inside: Desk, clock: Clock) -> None:
    clock.now -= timedelta(days=1)
    assert OUTSIDE in says(inside.get("/reviews/admin"))
    # And locks nobody out.
    inside.post("/reviews/admin", admin_token=ADMIN)
    assert INSIDE in says(inside.get("/reviews/admin"))


def test_another_token_ends_all_sessions(
    inside: Desk, sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    renamed = review_app(sample_knowledge, store, admin_token="another token by chance")
    inside.browser.application = renamed
    assert OUTSIDE in says(inside.get("/reviews/admin"))


def test_servers_of_one_database_share_sessions(
    inside: Desk, sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    old = cookie(inside)
    other = copied(inside, old)
    other.browser.application = review_app(
        sample_knowledge, ReviewStore.open(f"sqlite:///{store.where}")
    )
    assert INSIDE in says(other.get("/reviews/admin"))
    inside.post("/reviews/admin", leave="yes")
    assert OUTSIDE in says(other.get("/reviews/admin"))


def test_the_database_holds_no_key_and_forgets_what_ended(
    inside: Desk, clock: Clock, store: ReviewStore
) -> None:
    with inside.browser.session_transaction("/reviews") as session:
        key = session["admin"]

    def hashes() -> list[str]:
        with store.database.read() as connection:
            return [str(row[0]) for row in connection.exec_driver_sql("SELECT hash FROM session")]

    (kept,) = hashes()
    assert key not in kept
    clock.now += LONGEST
    inside.post("/reviews/admin", admin_token=ADMIN)
    assert kept not in hashes()
    assert len(hashes()) == 1

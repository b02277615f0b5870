"""Reviews fill no more than they may: by address, by day, by disk, and for who knows the word."""

import io
from typing import Any

import pytest
from flask import Flask
from reviews.garden import NOW, begun
from reviews.store.histories import noting
from web.review_desk import ADMIN, Desk, review_app, says

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.yaml_file import write_record
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews import pace as pace_module
from snaglist.web.reviews.pace import Pace
from snaglist.web.reviews.storage import Quotas

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


class Clock:
    """A monotonic clock for tests."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr("snaglist.web.reviews.pace.monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_what_was_used_comes_back_evenly(clock: Clock) -> None:
    pace = Pace(3, 60)
    assert [pace.use("a") for _ in range(5)] == [0, 0, 0, 20, 20]
    assert pace.use("b") == 0
    clock.now += 20
    assert [pace.use("a") for _ in range(2)] == [0, 20]
    clock.now += 60
    assert [pace.use("a") for _ in range(4)] == [0, 0, 0, 20]


def test_to_ask_uses_nothing(clock: Clock) -> None:
    pace = Pace(1, 60)
    assert pace.wait("a") == pace.wait("a") == 0
    assert pace.use("a") == 0
    assert pace.wait("a") == 60


def test_units_count(clock: Clock) -> None:
    pace = Pace(100, 100)
    assert pace.use("a", 60) == 0
    assert pace.use("a", 60) == 20
    assert pace.use("a", 40) == 0
    # Of more than there is, who has used nothing gets it, and waits all the longer.
    assert pace.use("b", 1_000) == 0
    assert pace.use("b", 1) == 901


def test_the_wall_clock_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    pace = Pace(1, 60)
    assert pace.use("a") == 0
    # Set back a day, as a clock is that was wrong: nobody waits for the day to come again.
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert 0 < pace.use("a") <= 60


def test_what_is_remembered_has_a_bound(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "MOST_ADDRESSES", 10)
    pace = Pace(2, 60)
    for _ in range(2):
        pace.use("192.0.2.1")
    for number in range(1_000):
        assert pace.use(f"2001:db8:{number:x}::/64") == 0
    assert len(pace._empty_at) == 10
    assert pace.use("192.0.2.1") == 30


def quota_app(knowledge: Snapshot, store: ReviewStore, word: str = "", **quotas: int) -> Flask:
    return review_app(knowledge, store, word=word, quotas=Quotas(**quotas))


def brought(desk: Desk, **fields: Any) -> Any:
    file = io.BytesIO(write_record(begun()).encode())
    return desk.post("/reviews/import", file=(file, "review.yaml"), **fields)


def test_an_address_begins_so_many_reviews_in_a_day(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    desk = Desk(quota_app(sample_knowledge, store, reviews=2))
    edit, _ = desk.begin()
    assert brought(desk).status_code == 201
    for told in (brought(desk), desk.post("/reviews/new", title="T", by="A")):
        assert told.status_code == 429
        assert "2 reviews may be begun in a day" in says(told)
        assert "Try again in 12 hours" in says(told)
        assert 40_000 < int(told.headers["Retry-After"]) <= 43_200
    # What is there can be worked on, and others can begin.
    assert desk.answer(edit, "SNAG-001").status_code == 303
    desk.browser.environ_base.update(ELSEWHERE)
    assert brought(desk).status_code == 201
    assert len(store.rows()) == 3


def test_an_address_adds_so_many_megabytes_in_a_day(
    sample_knowledge: Snapshot, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("snaglist.web.reviews.quota.MEGABYTE", 50_000)
    desk = Desk(quota_app(sample_knowledge, store, megabytes=1))
    edit, _ = desk.begin()
    notes = "é" * 2_500  # 5,000 octets, as they are kept
    answers = [desk.answer(edit, "SNAG-001", notes=f"{n}{notes}") for n in range(10)]
    statuses = [answer.status_code for answer in answers]
    # The review itself takes some of it, too.
    assert statuses == sorted(statuses)
    assert 5 <= statuses.count(303) < 10
    assert answers[-1].status_code == 429
    assert "1 MB may be kept in a day" in says(answers[-1])
    assert sum(row.octets for row in store.rows()) <= 50_000
    # Nothing was begun in part.
    assert len(desk.json(edit)["history"]) == 1 + statuses.count(303)


def test_all_reviews_fill_so_much_of_the_disk_and_can_be_signed(
    sample_knowledge: Snapshot, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("snaglist.reviews.store.sizes.TOTAL_SECONDS", 0)
    monkeypatch.setattr("snaglist.web.reviews.quota.MEGABYTE", 300_000)
    desk = Desk(quota_app(sample_knowledge, store, disk=1))
    edit, _ = desk.begin()
    for name in ("SNAG-001", "SNAG-002"):
        assert desk.answer(edit, name).status_code == 303
    big, _ = store.create(begun(), now=NOW)
    for number in range(30):
        store.change(big, noting(f"{number}" + "x" * 9_900))
    told = desk.answer(edit, "SNAG-001", status="addressed", done="A bell.")
    assert told.status_code == 413
    assert "fill the 1 MB that they may" in says(told)
    assert "SNAGLIST_REVIEW_DISK" in says(told)
    assert brought(desk).status_code == 413
    assert desk.post(f"{edit}/sign", by="Eva").status_code == 303
    # Whoever deletes makes room.
    store.delete(big)
    assert desk.post(f"{edit}/reopen", by="Eva", reason="News.").status_code == 303
    assert desk.answer(edit, "SNAG-001", status="addressed", done="A bell.").status_code == 303


def test_who_begins_must_know_the_word(sample_knowledge: Snapshot, store: ReviewStore) -> None:
    desk = Desk(quota_app(sample_knowledge, store, word="open sesame"))
    for wrong in ({}, {"word": "open"}):
        told = desk.post("/reviews/new", title="The bed", by="Ana", **wrong)
        assert told.status_code == 400
        assert "not the access word of this server" in says(told)
        assert 'value="The bed"' in told.text
        assert brought(desk, **wrong).status_code == 403
    assert "open sesame" not in desk.get("/reviews/new").text
    assert store.rows() == ()
    edit, _ = desk.begin(word=" open sesame ")
    assert brought(desk, word="open sesame").status_code == 201
    assert desk.answer(edit, "SNAG-001").status_code == 303


def test_without_a_word_nobody_is_asked_for_one(desk: Desk) -> None:
    for path in ("/reviews", "/reviews/new"):
        assert 'name="word"' not in desk.get(path).text


def test_the_administrator_sees_what_is_filled(desk: Desk, store: ReviewStore) -> None:
    edit, _ = desk.begin()
    before = store.rows()[0].octets
    desk.answer(edit, "SNAG-001", notes="é" * 1_000)
    (row,) = store.rows()
    assert 2_000 < row.octets - before < 2_600
    desk.post("/reviews/admin", admin_token=ADMIN)
    page = says(desk.get("/reviews/admin"))
    assert "of 2000 MB" in page
    assert f" {row.octets / 1000:.1f} " in page
    head = {"Authorization": f"Bearer {ADMIN}"}
    found = desk.get("/reviews.json", headers=head).json
    assert found is not None
    assert found["reviews"][0]["octets"] == row.octets

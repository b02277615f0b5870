"""A review whose catalogue has moved on says so, signed or not, and what carrying it over means."""

from datetime import date

import pytest
from reviews.garden import NAMES, NOW, all_answered, at, begun, closing, library
from web.review_desk import Desk, says

from snaglist.reviews.commands import answering, signatures
from snaglist.reviews.library import Library
from snaglist.reviews.record import Record
from snaglist.reviews.statuses import Status
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.web.reviews import access


def serve(monkeypatch: pytest.MonkeyPatch, known: Library) -> None:
    """Have the server consult this catalogue."""
    monkeypatch.setattr(access, "review_library", lambda _: known)


def kept(store: ReviewStore, record: Record) -> tuple[str, str]:
    edit, view = store.create(record, now=NOW)
    return f"/reviews/{edit}", f"/reviews/{view}"


def test_a_signed_review_says_that_the_catalogue_has_moved_on(
    desk: Desk, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = signatures.sign(all_answered(begun()), by="Eva", now=at(50))
    edit, view = kept(store, signed)
    serve(monkeypatch, library())
    for link in (edit, view):
        for path in ("", "/sign"):
            assert "moved on" not in says(desk.get(f"{link}{path}"))
        assert desk.json(link)["moved_on"] == desk.json(f"{link}/sign")["moved_on"] == ""
    serve(monkeypatch, library(version="2.0.0"))
    for link in (edit, view):
        for path in ("", "/sign"):
            words = says(desk.get(f"{link}{path}"))
            assert "signed off with 1.0.0 (11111111), and the catalogue is 2.0.0" in words
            assert "What was signed stays" in words
            assert f'href="{link}/upgrade"' in desk.get(f"{link}{path}").text
        for told in (desk.json(link), desk.json(f"{link}/sign")):
            assert told["moved_on"].startswith("The catalogue has moved on")
        assert "reopen it to carry it over" in says(desk.get(f"{edit}/upgrade"))
    told = desk.json(f"{view}/sign")
    assert [each["holds"] for each in told["signatures"]] == [True]


def test_a_review_in_work_says_it_too(
    desk: Desk, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit, _ = kept(store, begun())
    serve(monkeypatch, library(version="2.0.0"))
    assert "made with 1.0.0 (11111111)" in says(desk.get(edit))
    assert "Carry the review over to be asked what is new" in says(desk.get(f"{edit}/sign"))


def test_what_was_to_be_done_is_carried_or_named(
    desk: Desk, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = closing(Status.OPEN).model_copy(update={"owner": "Emil", "due": date(2026, 12, 30)})
    record = answering.answer(begun(), NAMES[0], planned, by="Ana", now=at(1))
    record = answering.answer(record, NAMES[1], planned, by="Ana", now=at(2))
    edit, _ = kept(store, record)
    serve(monkeypatch, library(without=NAMES[:2], version="2.0.0"))
    page = says(desk.get(f"{edit}/upgrade"))
    assert "SNAG-106 A sensor" in page or "SNAG-106" in page
    assert "gets what SNAG-101 had: owner Emil, due 2026-12-30" in page
    assert "Nobody gets what was open of SNAG-102." in page
    assert "Was open, owner Emil, due 2026-12-30 → SNAG-106" in page
    assert "Was open, owner Emil, due 2026-12-30 · falls away" in page
    told = desk.json(f"{edit}/upgrade")
    (work,) = told["work"]
    assert (work["id"], work["of"], work["owner"], work["due"]) == (
        "SNAG-106",
        "SNAG-101",
        "Emil",
        "2026-12-30",
    )
    assert told["fallen"] == ["SNAG-102"]
    assert desk.json(edit)["fell_away"] == []
    assert desk.post(f"{edit}/upgrade", by="Ana").status_code == 303
    rows = {row["id"]: row["answer"] for row in desk.json(edit)["issues"]}
    assert (rows["SNAG-106"]["owner"], rows["SNAG-106"]["due"]) == ("Emil", "2026-12-30")
    gone = desk.json(edit)["fell_away"]
    assert [(each["id"], each["handed_to"]) for each in gone] == [
        ("SNAG-101", ["SNAG-106"]),
        ("SNAG-102", []),
    ]
    assert "Fell away, unless somebody takes it up" in says(desk.get(edit))
    desk.answer(edit, "SNAG-106", status="addressed", done="Batteries changed.")
    assert desk.json(edit)["fell_away"] == []


def test_the_upgrade_waits_for_the_blind(desk: Desk) -> None:
    edit = desk.begin(reviewers="Ana\nBen")[0]
    for path in ("upgrade.json", "sign.json"):
        assert desk.get(f"{edit}/{path}").status_code == 409

"""The way of a review through the pages, on each kind of database: the same words, the same end."""

import pytest
from web.review_desk import Desk, review_app, says

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot


@pytest.mark.each_database
def test_a_review_goes_its_whole_way(sample_knowledge: Snapshot, database_url: str) -> None:
    store = ReviewStore.open(database_url)
    desk = Desk(review_app(sample_knowledge, store))
    edit, view = desk.begin()
    assert desk.answer(edit, "SNAG-001", status="addressed", done="A bell.").status_code == 303
    late = desk.answer(edit, "SNAG-001", seen=0, status="open", by="Ben")
    assert late.status_code == 409
    assert "Ana" in says(late)
    assert (
        desk.answer(edit, "SNAG-002", status="not-applicable", reason="No dial.").status_code == 303
    )
    assert desk.post(f"{edit}/sign", by="Eva", role="head").status_code == 303
    assert desk.answer(edit, "SNAG-001", status="open").status_code == 409
    assert desk.json(view)["signed"]["by"] == "Eva"
    stands = {row["id"]: row["status"] for row in desk.json(view)["issues"]}
    assert stands == {"SNAG-001": "addressed", "SNAG-002": "not-applicable"}
    assert desk.post(f"{view}/delete").status_code == 403
    assert desk.post(f"{edit}/delete", title=desk.json(edit)["title"]).status_code == 200
    assert desk.get(view).status_code == 404
    assert store.rows() == ()
    store.close()

"""A review says how many people in how many interviews reported an issue."""

from web.review_desk import Desk, links_in, review_app, says

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot


def test_every_page_of_a_review_says_how_many_said_so(
    five_interviews: Snapshot, store: ReviewStore
) -> None:
    desk = Desk(review_app(five_interviews, store))
    made = desk.post("/reviews/new", **{"title": "A gauge", "by": "Ana", "q.devices": "gauges"})
    link = links_in(made)[0]
    words = "Reported: 3 interviews, 2 people"
    for path in (link, f"{link}/issues/SNAG-001", f"{link}?mode=short"):
        assert words in says(desk.get(path)), path
    assert "Reported: 2 interviews, 1 person" in says(desk.get(link))
    rows = desk.json(link)["issues"]
    assert [(row["id"], row["people"], row["interviews"], row["publications"]) for row in rows] == [
        ("SNAG-002", 4, 2, 0),
        ("SNAG-001", 2, 3, 0),
        ("SNAG-003", 1, 2, 0),
    ]


def test_with_one_interview_there_is_nothing_to_count(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    desk = Desk(review_app(sample_knowledge, store))
    link = desk.begin()[0]
    assert "Reported:" not in says(desk.get(link))
    assert {row["people"] for row in desk.json(link)["issues"]} == {1}

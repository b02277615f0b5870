"""What a review did not ask, and issues of the team's own, on the web."""

import pytest
from web.review_desk import Desk, says

EDGE = "EDGE-MOONLIGHT"
HEADING = "What this review did not ask"
TOUCHED = {"q.devices": ["thumb", "thermometer"], "q.looks": ""}


def begun(desk: Desk) -> str:
    return desk.begin(**TOUCHED)[0]


def test_beginning_a_review_counts_issues_and_topics_apart(desk: Desk) -> None:
    made = desk.post("/reviews/new", title="T", by="Ana", **TOUCHED)
    assert "1 issue and 1 topic not asked about" in says(made)


def test_the_overview_has_topics_in_a_section_of_their_own(desk: Desk) -> None:
    edit = begun(desk)
    page = says(desk.get(edit))
    assert "0 of 1 looked at" in page
    assert "Not asked about : 1 topic, not looked at 1" in page
    assert page.index("A thermometer") < page.index(f"{HEADING} The catalogue has no issue")
    assert "Moonlight EDGE-MOONLIGHT" in page
    assert "No issue came of: A wet thumb." in page
    found = desk.json(edit)
    assert [row["id"] for row in found["edges"]] == [EDGE]
    assert EDGE not in [row["id"] for row in found["issues"]]
    assert found["edge_progress"]["total"] == 1
    assert found["progress"]["total"] == 1
    assert found["silent"] == ["A wet thumb"]


def test_a_filter_narrows_topics_too(desk: Desk) -> None:
    edit = begun(desk)
    desk.answer(edit, EDGE, status="open")
    found = desk.get(f"{edit}.json?status=open").json
    assert found is not None
    assert [row["id"] for row in found["edges"]] == [EDGE]
    page = says(desk.get(f"{edit}?status=accepted"))
    assert "No topic matches. See all 1" in page


def test_a_topic_is_answered_on_its_page(desk: Desk) -> None:
    edit = begun(desk)
    page = says(desk.get(f"{edit}/issues/{EDGE}"))
    assert "1 of 1 · not asked about by the catalogue" in page
    assert "looked at elsewhere" in page
    assert "L2:2025 Visitors in The Leaf List" in page
    assert "/edges#moonlight" in desk.get(f"{edit}/issues/{EDGE}").text
    assert desk.answer(edit, EDGE, status="addressed", done="See the minutes.").status_code == 303
    found = desk.json(f"{edit}/issues/{EDGE}")
    assert (found["kind"], found["status_label"]) == ("edge", "looked at elsewhere")
    assert found["pointers"][0]["item"] == "L2:2025"


def test_the_ten_questions_are_followed_by_what_is_not_asked(desk: Desk) -> None:
    edit = begun(desk)
    page = says(desk.get(f"{edit}?mode=short"))
    assert page.index("1 question for a meeting") < page.index(HEADING) < page.index("Moonlight")


def test_the_sign_page_lists_topics_and_waits_for_them(desk: Desk) -> None:
    edit = begun(desk)
    assert "1 issue and 1 topic not asked about still to be looked at" in says(
        desk.get(f"{edit}/sign")
    )
    desk.answer(edit, "SNAG-001", status="addressed", done="x")
    page = says(desk.get(f"{edit}/sign"))
    assert "Moonlight : not looked at" in page
    assert "1 topic not asked about still to be looked at" in page
    assert desk.post(f"{edit}/sign", by="Ana").status_code == 400
    desk.answer(edit, EDGE, status="not-applicable", reason="We sow by day.")
    assert desk.post(f"{edit}/sign", by="Ana").status_code == 303
    assert "Moonlight : not applicable" in says(desk.get(f"{edit}/sign"))


def test_nothing_is_signed_where_there_is_nothing(desk: Desk) -> None:
    edit = desk.begin(**{"q.devices": [], "q.looks": "bell"})[0]
    assert "That says nothing of the project" in says(desk.get(edit))
    assert "nothing to sign off" in says(desk.get(f"{edit}/sign"))
    assert "<button>Sign off" not in desk.get(f"{edit}/sign").text
    refused = desk.post(f"{edit}/sign", by="Ana")
    assert refused.status_code == 400
    assert "nothing in this review that anybody could have looked at" in says(refused)


def test_an_issue_of_one_s_own_is_added_and_answered(desk: Desk) -> None:
    edit = begun(desk)
    done = desk.post(
        f"{edit}/add", by="Ana", own="Moles", questions="Who saw one?\n\nWhen?", why="They dig."
    )
    assert done.status_code == 303
    assert done.location.endswith("/issues/OWN-1")
    page = says(desk.get(f"{edit}/issues/OWN-1"))
    assert "2 of 2 · your own issue" in page
    assert "They dig." in page
    assert "Who saw one?" in page
    found = desk.json(f"{edit}/issues/OWN-1")
    assert (found["kind"], found["category"], found["questions"]) == (
        "own",
        "",
        ["Who saw one?", "When?"],
    )
    assert desk.answer(edit, "OWN-1", status="addressed", done="x").status_code == 303
    again = desk.post(f"{edit}/add", by="Ana", own="Slugs", category="data")
    assert again.location.endswith("/issues/OWN-2")
    assert desk.json(f"{edit}/issues/OWN-2")["category"] == "data"
    assert desk.get(f"{edit}?flag=by hand").status_code == 200


def test_blind_reviewers_hand_in_what_they_did_not_look_at(desk: Desk) -> None:
    edit, _, ana, ben = desk.begin(reviewers="Ana\nBen", **TOUCHED)
    page = says(desk.get(f"{ana}/hand-in"))
    assert "You have not looked at 1 issue and 1 topic not asked about" in page
    desk.answer(ana, EDGE, status="addressed", done="x")
    desk.answer(ben, EDGE, status="open")
    for link in (ana, ben):
        assert desk.post(f"{link}/hand-in").status_code == 303
    page = says(desk.get(f"{edit}/differences"))
    assert "Ana looked at elsewhere" in page
    done = desk.answer(edit, EDGE, status="open", resolution="We asked.")
    assert done.status_code == 303


def test_a_topic_of_the_catalogue_is_added_by_hand(desk: Desk) -> None:
    edit = begun(desk)
    assert "Bees that stay away (EDGE-BEES)" in says(desk.get(f"{edit}/add"))
    assert desk.post(f"{edit}/add", by="Ana", issue="EDGE-BEES").status_code == 303
    assert len(desk.json(edit)["edges"]) == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choose one, or say below what your own is about"),
        ({"issue": "SNAG-002", "own": "Moles"}, "one after the other"),
        ({"own": "x" * 201}, "What it is about: "),
        ({"own": "Moles", "why": "x" * 2001}, "What may go wrong: "),
        ({"own": "Moles", "questions": "x" * 2001}, "Questions: "),
        ({"own": "Moles", "category": "moles"}, "Category: Choose one."),
    ],
)
def test_what_cannot_be_added_is_shown_in_the_form(
    desk: Desk, fields: dict[str, str], told: str
) -> None:
    edit = begun(desk)
    refused = desk.post(f"{edit}/add", by="Ana", **fields)
    assert refused.status_code == 400
    assert told in says(refused)
    assert "Moles" in refused.text or "own" not in fields or len(fields["own"]) > 200
    assert not [row for row in desk.json(edit)["issues"] if row["kind"] == "own"]


def test_a_file_with_topics_goes_out_and_comes_back(desk: Desk) -> None:
    edit = begun(desk)
    desk.post(f"{edit}/add", by="Ana", own="Moles")
    desk.answer(edit, EDGE, status="open")
    out = desk.get(f"{edit}/review.yaml").text
    assert EDGE in out
    assert "OWN-1" in out
    for path in ("report.md", "report.html", "report.md?kind=handout"):
        assert HEADING in desk.get(f"{edit}/{path}").text

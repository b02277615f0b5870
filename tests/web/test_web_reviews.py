"""From a profile to answers: the way of a team through a review on the web."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from web.review_desk import Desk, says

from snaglist.reviews.flags import FLAGS
from snaglist.web.reviews import access


def test_without_a_store_the_front_says_how_to_do_it_in_a_file(client: FlaskClient) -> None:
    page = client.get("/reviews")
    assert page.status_code == 200
    assert "snag review new" in page.text
    assert '<form class="written"' not in page.text
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    "path", ["/reviews/new", "/reviews/abc", "/reviews/abc.json", "/reviews/admin", "/reviews.json"]
)
def test_without_a_store_other_pages_say_that_there_is_none(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "keeps no reviews" in response.text
    assert client.post("/reviews/new").status_code == 404


def test_the_front_leads_to_the_profile(desk: Desk) -> None:
    assert 'href="/reviews/new"' in desk.get("/reviews").text
    assert 'href="/reviews/new"' in desk.get("/").text
    assert 'href="/reviews/new"' in desk.get("/questions").text


def test_the_profile_asks_what_the_guide_asks(desk: Desk) -> None:
    page = desk.get("/reviews/new").text
    assert "<legend>What measures?</legend>" in page
    assert 'type="checkbox" name="q.devices" value="thermometer"' in page
    assert 'type="radio" name="q.looks" value="nobody"' in page
    assert "Tick all of them." in page


def test_a_review_begins_with_links_that_are_shown_once(desk: Desk) -> None:
    edit, view = desk.begin()
    assert edit != view
    review = desk.json(edit)
    assert review["title"] == "The new bed"
    assert [issue["id"] for issue in review["issues"]] == ["SNAG-001", "SNAG-002"]
    assert review["may"] == {"write": True, "answer": True, "manage": True}
    assert desk.json(view)["may"] == {"write": False, "answer": False, "manage": False}
    token = view.rpartition("/")[2]
    assert token not in desk.get(f"{edit}/links").text


def test_what_is_wrong_in_the_profile_is_said_beside_what_was_typed(desk: Desk) -> None:
    page = desk.post(
        "/reviews/new", title="", by="Ana", words="peas", reviewers="Bo", **{"q.devices": ["thumb"]}
    )
    assert page.status_code == 400
    assert "Fill this in." in page.text
    assert "name two or more" in page.text
    assert 'aria-invalid="true"' in page.text
    assert 'value="thumb" checked' in page.text
    assert ">\npeas</textarea>" in page.text
    unknown = desk.post("/reviews/new", title="T", by="Ana", **{"q.devices": "telescope"})
    assert unknown.status_code == 400
    assert "no answer 'telescope'" in says(unknown)


def test_a_row_says_why_it_is_there_and_what_would_remove_it(desk: Desk) -> None:
    edit, _ = desk.begin()
    row = desk.json(edit)["issues"][0]
    assert row["why"][0]["text"] == "A thermometer died."
    assert row["why"][0]["answers"][0]["label"] == "A thermometer"
    assert row["why"][0]["answers"][0]["url"] == f"{edit}/profile#devices-thermometer"
    assert [ref["id"] for ref in row["leaves_without"]] == [
        "devices/thermometer",
        "devices/rain-gauge",
    ]
    assert row["quote"]["url"] == "/interviews/I01#I01-Q001"
    assert row["severity"] == "Something was lost"
    assert row["strategies"][0]["outcome"] == "worked"
    page = says(desk.get(edit))
    assert "A thermometer died." in page
    assert "You would not see it without: A thermometer and A rain gauge" in page
    assert "0 of 2 looked at" in page
    place = 'id="devices-thermometer"'
    assert place in desk.get(f"{edit}/profile").text


def test_filters_stand_in_the_address(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", status="open")
    found = desk.browser.get(f"{edit}.json?status=open").json
    assert found is not None
    assert [row["id"] for row in found["issues"]] == ["SNAG-001"]
    chosen = {value["value"]: value for value in found["facets"]["status"]}
    assert chosen["open"]["chosen"]
    assert chosen["open"]["url"] == edit
    assert chosen["not-looked-at"]["count"] == 1
    nothing = desk.get(f"{edit}?status=accepted")
    assert nothing.status_code == 200
    assert "No issue in this review matches." in says(nothing)


@pytest.mark.parametrize("query", ["status=opne", "categry=data", "category=x", "mode=long"])
def test_a_misspelled_filter_is_no_filter(desk: Desk, query: str) -> None:
    edit, _ = desk.begin()
    response = desk.get(f"{edit}?{query}")
    assert response.status_code == 400
    assert "Try " in response.text


def test_ten_questions_for_a_meeting(desk: Desk) -> None:
    edit, _ = desk.begin()
    page = desk.get(f"{edit}?mode=short")
    assert "When did the bell last ring in a test?" in page.text
    assert 'method="post"' not in page.text


def test_an_answer_leads_to_the_next_issue_and_then_back(desk: Desk) -> None:
    edit, _ = desk.begin()
    first = desk.answer(edit, "SNAG-001", status="addressed", done="A bell.", notes="*So* SNAG-002")
    assert (first.status_code, first.location) == (303, f"{edit}/issues/SNAG-002")
    second = desk.answer(edit, "SNAG-002", status="not-applicable", reason="No users.")
    assert (second.status_code, second.location) == (303, edit)
    issue = desk.json(f"{edit}/issues/SNAG-001")
    assert issue["answer"]["done"] == "A bell."
    assert issue["answered_by"] == "Ana"
    assert [event["did"] for event in issue["history"]] == ["answered", "created"]
    page = desk.get(f"{edit}/issues/SNAG-001").text
    assert '<em>So</em> <a href="/issues/SNAG-002"' in page
    assert 'value="addressed" checked' in page


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"status": "addressed"}, "done", "Say what was done, or give a link."),
        ({"status": "accepted", "owner": "Bo", "expires": "2999-01-01"}, "reason", "Say why."),
        ({"status": "accepted", "reason": "R", "owner": ""}, "owner", "Say who answers for it."),
        ({"status": "accepted", "reason": "R", "owner": "B"}, "expires", "until which day"),
        ({"status": "not-applicable"}, "reason", "Say why."),
        ({"status": "open", "expires": "2999-01-01"}, "expires", "Only what is accepted expires"),
        ({"status": "open", "due": "soon"}, "due", "Write a day as 2026-12-31."),
        ({"status": "open", "links": "https://a.org\nftp://b"}, "links", "Line 2: "),
        ({"status": "open", "notes": "x" * 10_001}, "notes", "At most 10,000 characters"),
        ({"status": "", "notes": "kept"}, "status", "Choose one."),
        ({"status": "perhaps"}, "status", "Choose one of those there are."),
        ({"by": " "}, "by", "Fill this in."),
        ({"notes": "a\x00b"}, "notes", "U+0000"),
    ],
)
def test_a_fault_is_said_at_its_field(
    desk: Desk, fields: dict[str, Any], field: str, message: str
) -> None:
    edit, _ = desk.begin()
    page = desk.answer(edit, "SNAG-001", **({"owner": "Chloé"} | fields))
    assert page.status_code == 400
    assert f'href="#f-{field}"' in page.text
    assert f'id="f-{field}"' in page.text
    assert message in page.text
    assert f'value="{fields.get("owner", "Chloé")}"' in page.text
    assert desk.json(f"{edit}/issues/SNAG-001")["version"] == 0


def test_an_acceptance_that_is_over_already_is_refused(desk: Desk) -> None:
    edit, _ = desk.begin()
    page = desk.answer(
        edit, "SNAG-001", status="accepted", reason="R", owner="O", expires="2001-01-01"
    )
    assert page.status_code == 400
    assert "which has already passed" in page.text


def test_the_day_of_a_former_acceptance_does_not_stand_in_the_way(desk: Desk) -> None:
    edit, _ = desk.begin()
    accepted: dict[str, Any] = {
        "status": "accepted",
        "reason": "R",
        "owner": "O",
        "expires": "2999-01-01",
    }
    assert desk.answer(edit, "SNAG-001", **accepted).status_code == 303
    left_over = {**accepted, "status": "addressed", "done": "All of it."}
    assert desk.answer(edit, "SNAG-001", **left_over).status_code == 303
    assert desk.json(f"{edit}/issues/SNAG-001")["answer"]["expires"] is None


def test_of_two_at_once_the_second_sees_both_and_loses_nothing(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", seen=0, status="open", owner="Bo", by="Bo")
    page = desk.answer(edit, "SNAG-001", seen=0, status="addressed", done="A bell & a light.")
    assert page.status_code == 409
    words = says(page)
    assert "Bo changed SNAG-001 while you were at it" in words
    assert "The answer now, by Bo" in words
    assert "A bell &amp; a light.</textarea>" in page.text
    assert 'value="addressed" checked' in page.text
    seen = re.search(r'name="seen" value="(\d+)"', page.text)
    assert seen is not None
    again = desk.answer(
        edit, "SNAG-001", seen=int(seen[1]), status="addressed", done="A bell & a light."
    )
    assert again.status_code == 303
    history = desk.json(f"{edit}/issues/SNAG-001")["history"]
    assert [event["what"] for event in history[:2]] == [
        "answered: open → addressed",
        "answered: not looked at → open",
    ]


def test_without_the_state_that_was_seen_nothing_is_saved(desk: Desk) -> None:
    edit, _ = desk.begin()
    page = desk.post(f"{edit}/issues/SNAG-001", status="open", by="Ana")
    assert page.status_code == 400
    assert "reload" in page.text


def test_flags_say_what_to_look_at_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    edit, _ = desk.begin()
    accepted: dict[str, Any] = {
        "status": "accepted",
        "reason": "R",
        "owner": "O",
        "expires": "2999-01-01",
    }
    desk.answer(edit, "SNAG-001", **accepted)
    desk.answer(edit, "SNAG-002", status="open", due="2998-01-01")
    monkeypatch.setattr(access, "now", lambda: datetime(2999, 1, 2, tzinfo=UTC))
    rows = {row["id"]: row for row in desk.json(edit)["issues"]}
    assert rows["SNAG-001"]["flags"] == ["expired"]
    assert rows["SNAG-001"]["status"] == "open"
    assert rows["SNAG-002"]["flags"] == ["overdue"]
    assert "acceptance expired" in says(desk.get(f"{edit}?flag=expired"))


LATER = datetime(2999, 1, 2, tzinfo=UTC)
DUE = "2999-01-01"


@pytest.mark.parametrize(
    ("answer", "overdue"),
    [
        ({"status": "open"}, True),
        ({"status": "not-looked-at", "owner": "Bo"}, True),
        ({"status": "addressed", "done": "A bell."}, False),
        ({"status": "accepted", "reason": "R", "owner": "O", "expires": "3000-01-01"}, False),
        ({"status": "not-applicable", "reason": "No garden."}, False),
    ],
    ids=lambda value: value["status"] if isinstance(value, dict) else "",
)
def test_only_what_is_left_to_do_is_overdue(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any], overdue: bool
) -> None:
    edit, _ = desk.begin()
    assert desk.answer(edit, "SNAG-001", due=DUE, **answer).status_code == 303
    for day, late in ((LATER, overdue), (datetime(2999, 1, 1, 23, tzinfo=UTC), False)):
        monkeypatch.setattr(access, "now", lambda day=day: day)
        assert desk.json(f"{edit}/issues/SNAG-001")["flags"] == (["overdue"] if late else [])


def test_each_flag_has_a_name_and_a_filter(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-002", status="open", due=DUE)
    monkeypatch.setattr(access, "now", lambda: LATER)
    for flag in FLAGS:
        shown = desk.get(f"{edit}.json?flag={flag}").json
        assert shown is not None
        found = [row["id"] for row in shown["issues"]]
        assert found == (["SNAG-002"] if flag == "overdue" else [])
        assert shown["total"] == len(found)
    assert desk.get(f"{edit}?flag=colour").status_code == 400


def test_progress_counts_each_status_and_fills_the_bar(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", status="addressed", done="A bell.")
    found = desk.json(edit)["progress"]
    assert (found["total"], found["looked_at"]) == (2, 1)
    rows = [(row["status"], row["count"], row["x"], row["width"]) for row in found["rows"]]
    assert rows == [
        ("open", 0, 0.0, 0.0),
        ("addressed", 1, 0.0, 50.0),
        ("accepted", 0, 50.0, 0.0),
        ("not-applicable", 0, 50.0, 0.0),
        ("not-looked-at", 1, 50.0, 50.0),
    ]


def test_the_next_issue_is_the_next_that_nobody_answered(desk: Desk) -> None:
    edit, _ = desk.begin()
    first, second = f"{edit}/issues/SNAG-001", f"{edit}/issues/SNAG-002"
    assert desk.json(first)["next_unanswered"]["url"] == second
    assert desk.json(second)["next_unanswered"]["url"] == first
    assert (desk.json(first)["previous"], desk.json(second)["following"]) == (None, None)
    assert desk.json(first)["following"]["url"] == second
    assert desk.json(second)["previous"]["url"] == first
    assert desk.json(edit)["next"] == first
    assert desk.answer(edit, "SNAG-001", status="open").location == second
    assert desk.json(second)["next_unanswered"] is None
    assert desk.json(first)["next_unanswered"]["url"] == second
    assert desk.answer(edit, "SNAG-002", status="open").location == edit
    assert desk.json(edit)["next"] is None


def test_the_profile_again_keeps_what_was_answered(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", status="open")
    form = desk.get(f"{edit}/profile").text
    assert 'value="thermometer" checked' in form
    done = desk.post(f"{edit}/profile", by="Bo", words="", **{"q.devices": "thumb"})
    assert done.location == edit
    rows = {row["id"]: row["flags"] for row in desk.json(edit)["issues"]}
    assert rows["SNAG-001"] == ["no longer fits"]


def test_an_issue_is_added_by_hand(desk: Desk) -> None:
    edit, _ = desk.begin(**{"q.devices": "thumb", "q.looks": ""})
    assert "No answer in the profile leads to an issue." in says(desk.get(edit))
    form = desk.get(f"{edit}/add").text
    assert 'value="SNAG-001"' in form
    done = desk.post(f"{edit}/add", by="Ana", issue="SNAG-001")
    assert done.location == f"{edit}/issues/SNAG-001"
    assert desk.json(edit)["issues"][0]["flags"] == ["by hand"]
    again = desk.post(f"{edit}/add", by="Ana", issue="SNAG-001")
    assert again.status_code == 400
    assert "in the review already" in again.text
    assert desk.post(f"{edit}/add", by="Ana", issue="").status_code == 400
    assert desk.post(f"{edit}/add", by="Ana", issue="SNAG-999").status_code == 404


def test_an_issue_that_is_not_in_the_review_is_not_found(desk: Desk) -> None:
    edit, _ = desk.begin()
    response = desk.get(f"{edit}/issues/SNAG-999.json")
    assert response.status_code == 404
    assert response.json is not None
    assert "SNAG-999" in response.json["error"]["message"]


def test_the_name_is_remembered_for_the_next_form(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", by="Dorothée")
    assert 'value="Dorothée"' in desk.get(f"{edit}/issues/SNAG-002").text


def test_what_is_typed_cannot_run(desk: Desk) -> None:
    script = "<script>alert(1)</script>"
    edit, _ = desk.begin(title=script, by=script, words=script)
    desk.answer(
        edit,
        "SNAG-001",
        status="addressed",
        done=script,
        owner=script,
        notes=script,
        links="https://example.org/?<script>",
        by=script,
    )
    for path in ("", "?mode=short", "/issues/SNAG-001", "/profile", "/sign", "/links", "/delete"):
        assert "<script>alert" not in desk.get(f"{edit}{path}").text

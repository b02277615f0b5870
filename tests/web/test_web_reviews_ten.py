"""The ten for a meeting on the web, and a team's own severity and likelihood, which decide them."""

import re
from typing import Any

import pytest
from web.review_desk import Desk, says

from snaglist.reviews import questions


def first(desk: Desk, edit: str) -> str:
    return str(desk.json(edit)["questions"][0]["id"])


def test_a_form_offers_each_step_with_its_meaning(desk: Desk) -> None:
    edit, _ = desk.begin()
    page = desk.get(f"{edit}/issues/SNAG-002").text
    for name, steps in (("severity", 4), ("likelihood", 5)):
        (found,) = re.findall(rf'<select id="f-{name}" name="{name}">(.*?)</select>', page)
        assert found.count("<option") == steps + 1
        assert f'<label for="f-{name}">' in page
    assert "Hardly anybody outside the team notices." in page
    assert "We know of no way in which it could happen here" in page


def test_an_issue_is_rated_before_anybody_looks_at_it(desk: Desk) -> None:
    edit, view = desk.begin()
    assert first(desk, edit) == "SNAG-001"
    saved = desk.answer(edit, "SNAG-002", status="", severity="critical", likelihood="likely")
    assert saved.status_code == 303
    found = desk.json(f"{edit}/issues/SNAG-002")
    assert (found["status"], found["answer"]["severity"]) == ("not-looked-at", "critical")
    assert found["answer"]["rating"] == "severity critical, likelihood likely"
    assert found["meeting"]["reason"] == (
        "You rated it: severity critical, likelihood likely (32 of 40)."
    )
    assert first(desk, edit) == first(desk, view) == "SNAG-002"
    assert desk.json(edit)["next"] == f"{edit}/issues/SNAG-002"
    page = desk.get(f"{edit}/issues/SNAG-002").text
    assert '<option value="critical" selected>critical</option>' in page
    assert "Number 1 of the ten for a meeting: You rated it" in says(
        desk.get(f"{edit}/issues/SNAG-002")
    )
    assert "severity critical, likelihood likely" in says(desk.get(edit))
    short = says(desk.get(f"{edit}?mode=short"))
    assert "Why it is among the ten: You rated it" in short
    assert "Why it is among the ten: " in short.partition("SNAG-001")[2]


def test_an_answer_keeps_it_and_an_empty_choice_takes_it_out(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", status="open", severity="major")
    page = desk.get(f"{edit}/issues/SNAG-001")
    assert "for this project severity major" in says(page)
    desk.answer(edit, "SNAG-001", status="open")
    assert desk.json(f"{edit}/issues/SNAG-001")["answer"]["severity"] is None


def test_what_is_no_step_is_said_at_its_field(desk: Desk) -> None:
    edit, _ = desk.begin()
    refused = desk.answer(edit, "SNAG-001", status="open", severity="huge")
    assert refused.status_code == 400
    assert "Severity for this project: Choose one of those there are." in says(refused)


def test_a_rating_does_not_stand_in_for_a_status_where_more_is_said(desk: Desk) -> None:
    edit, _ = desk.begin()
    days = {"due": "2999-01-01", "expires": "2999-01-01"}
    for name in ("done", "reason", "owner", "links", "notes", *days):
        more: dict[str, Any] = {name: days.get(name, "Winter")}
        refused = desk.answer(edit, "SNAG-001", status="", severity="major", seen=0, **more)
        assert refused.status_code == 400, name
        assert "Status: Choose one." in says(refused), name
    assert desk.json(f"{edit}/issues/SNAG-001")["answer"]["severity"] is None


def test_a_conflict_shows_what_was_typed(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", status="open")
    late = desk.answer(edit, "SNAG-001", seen=0, status="open", severity="minor")
    assert late.status_code == 409
    assert "severity for this project minor" in says(late)


def test_blind_reviewers_do_not_see_each_others_ratings_in_the_order(desk: Desk) -> None:
    edit, view, ana, ben = desk.begin(reviewers="Ana\nBen")
    desk.answer(ana, "SNAG-002", status="", severity="critical")
    assert first(desk, ana) == "SNAG-002"
    for link in (ben, view, edit):
        assert first(desk, link) == "SNAG-001"
        assert "critical" not in desk.get(f"{link}?mode=short").text
    desk.answer(ben, "SNAG-002", status="", severity="minor")
    for link in (ana, ben):
        desk.post(f"{link}/hand-in", by="")
    found = desk.json(f"{edit}/issues/SNAG-002")
    assert (found["difference"], found["answer"]["severity"]) == ("terms", None)


def test_saving_goes_on_in_the_order_of_the_meeting(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-002", status="", severity="critical")
    saved = desk.answer(edit, "SNAG-002", status="open", severity="critical")
    assert saved.headers["Location"].endswith("/issues/SNAG-001")
    assert desk.json(f"{edit}/issues/SNAG-002")["next_unanswered"]["id"] == "SNAG-001"
    assert desk.json(f"{edit}/issues/SNAG-001")["next_unanswered"] is None


def test_what_is_left_after_the_ten_stands_in_its_order(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "SHORT_QUESTIONS", 1)
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-002", status="", severity="critical")
    review = desk.json(edit)
    assert [each["id"] for each in review["questions"]] == ["SNAG-002"]
    (later,) = review["later"]
    for each in (*review["questions"], later):
        assert each["url"] == f"{edit}/issues/{each['id']}"
    assert (later["id"], later["place"], later["of_the_ten"]) == ("SNAG-001", 2, False)
    assert review["after_the_ten"].startswith("1 more is left after these.")
    page = desk.get(f"{edit}?mode=short")
    assert f'<ol start="2"><li><a href="{later["url"]}">' in page.text
    assert review["after_the_ten"] in says(page)
    assert "1 issue for a meeting , then 1 more:" in says(desk.get(edit))
    assert "1 of the ten" in says(desk.get(edit))
    told = says(desk.get(f"{edit}/issues/SNAG-001"))
    assert f"Number 2 to ask, after the ten: {later['reason']}" in told

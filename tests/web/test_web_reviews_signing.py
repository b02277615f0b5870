"""Signing on the web: what it says before, for how much, by how many; follow-ups; the day."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from web.review_desk import Desk, says

from snaglist.web.reviews import access, clock, follow_up, sign

OPEN: dict[str, Any] = {"status": "open", "owner": "Ben", "due": "2026-11-20"}
LATER = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (access, sign, follow_up):
        monkeypatch.setattr(module, "now", lambda: LATER)


@pytest.fixture
def half(desk: Desk) -> str:
    """The link to a review of two issues, of which one is open and late, one not looked at."""
    edit = desk.begin()[0]
    desk.answer(edit, "SNAG-001", **OPEN)
    return edit


@pytest.fixture
def signed(desk: Desk, half: str) -> str:
    desk.answer(half, "SNAG-002", status="addressed", done="A bell was hung.")
    asked = "Ben, safety officer\n\nEva"
    said = {"role": "owner", "statement": "Dig.", "also": asked, "of": "all"}
    done = desk.post(f"{half}/sign", by="Cleo", **said)
    assert done.status_code == 303, done.text
    return half


def test_the_page_says_how_it_stands_before_anybody_signs(desk: Desk, half: str) -> None:
    page = desk.get(f"{half}/sign")
    assert (
        "2 issues: 1 looked at, 1 not looked at, 1 open, 1 overdue, 0 acceptances that end within "
        "30 days." in says(page)
    )
    assert "Not yet for all: 1 issue still to be looked at or settled." in says(page)
    choices = re.findall(r'name="of" value="(\w+)"( checked)?( disabled)?', page.text)
    assert choices == [
        ("all", "", " disabled"),
        ("ten", "", " disabled"),
        ("answered", " checked", ""),
    ]
    assert "1 of 2. The signature names the others as not covered: SNAG-002" in says(page)


def test_a_part_is_signed_and_the_rest_is_named(desk: Desk, half: str) -> None:
    refused = desk.post(f"{half}/sign", by="Cleo", of="ten", role="owner")
    assert refused.status_code == 400
    assert 'value="owner"' in refused.text
    assert desk.post(f"{half}/sign", by="Cleo", of="half").status_code == 400
    assert desk.post(f"{half}/sign", by="Cleo", of="answered").status_code == 303
    assert "Not covered: SNAG-002." in says(desk.get(f"{half}/sign"))
    assert "for 1 of 2 issues (those answered)" in says(desk.get(half))
    assert "Not covered by the signature: SNAG-002." in says(desk.get(half))
    assert desk.json(half)["not_covered"] == ["SNAG-002"]


def test_without_issues_nobody_signs(desk: Desk) -> None:
    edit = desk.begin(**{"q.devices": [], "q.looks": ""})[0]
    assert "so there is nothing to sign off." in says(desk.get(f"{edit}/sign"))
    refused = desk.post(f"{edit}/sign", by="Ana")
    assert refused.status_code == 400
    assert "nothing to sign off" in says(refused)


def test_several_sign_and_the_page_says_who_is_awaited(desk: Desk, signed: str) -> None:
    assert "Still to sign: Ben, safety officer; Eva." in says(desk.get(f"{signed}/sign"))
    assert desk.json(signed)["awaited"][0]["role"] == "safety officer"
    twice = desk.post(f"{signed}/sign", by="cleo")
    assert twice.status_code == 400
    assert "cleo has signed already" in says(twice)
    assert desk.post(f"{signed}/sign", by="Ben").status_code == 303
    page = says(desk.get(f"{signed}/sign"))
    assert "Ben, safety officer" in page
    assert page.count("holds : the record up to event") == 2
    assert "Still to sign: Eva" in page
    assert "Signed off by Cleo, owner, on 2026-11-25 and by Ben" in says(desk.get(signed))


def test_who_is_asked_must_have_a_name(desk: Desk, half: str) -> None:
    for also in (", officer", "x" * 201):
        refused = desk.post(f"{half}/sign", by="Cleo", of="answered", also=also)
        assert refused.status_code == 400
        assert also in refused.text
    assert desk.json(half)["signed"] is None


def test_nobody_signs_what_changed_under_their_eyes(desk: Desk, half: str) -> None:
    page = desk.get(f"{half}/sign").text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    desk.answer(half, "SNAG-001", status="not-applicable", reason="No thermometer.")
    refused = desk.post(f"{half}/sign", by="Cleo", of="answered", seen=seen[1])
    assert refused.status_code == 400
    assert "has changed since this page was made" in says(refused)
    assert f'value="{int(seen[1]) + 1}"' in refused.text
    assert desk.json(half)["signed"] is None


def test_reopening_voids_all_and_a_failed_one_stays_with_its_form(desk: Desk, signed: str) -> None:
    assert desk.post(f"{signed}/sign", by="Ben").status_code == 303
    refused = desk.post(f"{signed}/reopen", by="Ana", reason="")
    assert refused.status_code == 400
    assert refused.text.rindex("Fill this in") > refused.text.index("Work done since")
    assert desk.post(f"{signed}/reopen", by="Ana", reason="A second bed.").status_code == 303
    page = says(desk.get(f"{signed}/sign"))
    assert page.count("reopened since, so it does not cover what came later") == 2
    assert desk.json(signed)["awaited"] == []


def test_work_done_since_is_followed_up(desk: Desk, signed: str) -> None:
    issue = f"{signed}/issues/SNAG-001"
    assert f"{issue}/follow-up" in desk.get(issue).text
    form = desk.get(f"{issue}/follow-up")
    assert form.status_code == 200
    assert "The answer as it was signed" in says(form)
    later = desk.post(f"{issue}/follow-up", by="Ben", due="2026-12-24", note="Ordered.", links="#7")
    assert (later.status_code, later.location) == (303, issue)
    found = desk.json(issue)
    assert (found["status"], found["due"]) == ("open", "2026-12-24")
    assert found["flags"] == ["followed up"]
    assert "due 2026-12-24" in says(desk.get(signed))
    done = desk.post(f"{issue}/follow-up", by="Ben", done="A bell hangs.")
    assert done.status_code == 303
    found = desk.json(issue)
    assert (found["status"], found["answer"]["status"]) == ("addressed", "open")
    assert [each["done"] for each in found["follow_ups"]] == ["", "A bell hangs."]
    assert "After the signature" in says(desk.get(issue))
    assert "followed up: done: A bell hangs." in says(desk.get(issue))
    rows = {row["id"]: row for row in desk.json(signed)["issues"]}
    listed = desk.get(f"{signed}.json?flag=followed up").json
    assert listed is not None
    assert [row["id"] for row in listed["issues"]] == ["SNAG-001"]
    assert rows["SNAG-001"]["flags"] == ["followed up"]
    assert desk.get(f"{signed}/sign").text.count("<strong>holds</strong>") == 1
    assert "A bell hangs." in desk.get(f"{signed}/report.md?kind=handout").text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Say what was done, or give a new day"),
        ({"done": "x", "due": "2026-12-24"}, "has no new day"),
        ({"due": "soon"}, "Write a day as"),
        ({"due": "2026-11-24"}, "already passed"),
        ({"links": "javascript:x"}, "web address"),
        ({"note": "x" * 2_001}, "At most 2,000"),
    ],
)
def test_a_follow_up_that_does_not_do_is_shown_again(
    desk: Desk, signed: str, said: dict[str, str], told: str
) -> None:
    path = f"{signed}/issues/SNAG-001/follow-up"
    refused = desk.post(path, by="Ben", **said)
    assert refused.status_code == 400
    assert told in says(refused)
    assert all(value in refused.text for value in said.values())
    assert desk.json(f"{signed}/issues/SNAG-001")["follow_ups"] == []


def test_an_open_review_and_a_link_to_read_follow_up_nothing(desk: Desk, half: str) -> None:
    page = says(desk.get(f"{half}/issues/SNAG-001/follow-up"))
    assert "The review is not signed off; change the answer ." in page
    refused = desk.post(f"{half}/issues/SNAG-001/follow-up", by="Ben", done="x")
    assert refused.status_code == 400
    _, view = desk.begin()[:2]
    denied = desk.post(f"{view}/issues/SNAG-001/follow-up", by="Ben", done="x")
    assert denied.status_code == 403
    assert desk.get(f"{half}/issues/SNAG-999/follow-up").status_code == 404


@pytest.mark.parametrize(
    ("cookie", "offset"),
    [("840", 840), ("-660", -660), ("0", 0), ("345", 345)],
)
def test_the_day_is_the_readers(
    desk: Desk, half: str, monkeypatch: pytest.MonkeyPatch, cookie: str, offset: int
) -> None:
    for module in (access, sign):
        monkeypatch.setattr(module, "now", clock.reader_now)
    there = timezone(timedelta(minutes=offset))
    before, after = (f"{datetime.now(there) - timedelta(days=days):%Y-%m-%d}" for days in (1, 0))
    desk.browser.set_cookie(clock.CLOCK_COOKIE, cookie, path="/reviews")
    desk.answer(half, "SNAG-001", status="open", due=before)
    desk.answer(half, "SNAG-002", status="open", due=after)
    flags = {row["id"]: row["flags"] for row in desk.json(half)["issues"]}
    assert flags == {"SNAG-001": ["overdue"], "SNAG-002": []}
    assert desk.post(f"{half}/sign", by="Eva").status_code == 303
    page = says(desk.get(f"{half}/sign"))
    assert ("where it was signed" in page) == (offset != 0)


@pytest.mark.parametrize("cookie", ["", "841", "-9999", "1.5", "x", "１２"])
def test_a_clock_that_there_is_not_is_that_of_the_server(desk: Desk, cookie: str) -> None:
    headers = {"Cookie": f"{clock.CLOCK_COOKIE}={cookie}".encode().decode("latin-1")}
    with desk.app.test_request_context("/reviews", headers=headers):
        assert clock.reader_now().utcoffset() == datetime.now().astimezone().utcoffset()


def test_the_script_is_told_where_the_clock_is_asked_for(desk: Desk, half: str) -> None:
    assert '<meta name="clock" content="/reviews">' in desk.get(half).text
    assert 'name="clock"' not in desk.get("/").text

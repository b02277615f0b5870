"""After a save: what failed is first on the page and has the focus, what was saved is said once."""

import re
from io import BytesIO
from typing import Any

import pytest
from reviews.garden import at
from web.review_desk import Desk, says
from web.test_web_reviews_joining import hidden, send
from web.test_web_reviews_sharing import closed
from werkzeug.test import TestResponse

from snaglist.reviews.commands import answering
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.statuses import Answer, Status

SAVED = '<div class="saved" data-saved role="status" tabindex="-1" autofocus>'


def title(page: TestResponse) -> str:
    """The title of a page."""
    return page.text.partition("<title>")[2].partition("</title>")[0]


def assert_first(page: TestResponse, start: str) -> None:
    """What begins so is the first thing in the main part, and the only one to take the focus."""
    main = page.text.partition("<main")[2].partition(">")[2].lstrip()
    assert main.startswith(start)
    assert page.text.count(" autofocus") == 1


def test_what_failed_stands_first_with_the_focus_and_in_the_title(desk: Desk) -> None:
    edit, _ = desk.begin()
    pages = (
        desk.answer(edit, "SNAG-001", status="accepted"),
        desk.post("/reviews/new", title=""),
        desk.post(f"{edit}/profile", by=""),
        desk.post(f"{edit}/add", by=""),
        desk.post(f"{edit}/links", kind="reviewer"),
        desk.post(f"{edit}/upgrade", by="Ana"),
        desk.post(f"{edit}/sign", by=""),
        desk.post(f"{edit}/answers", by=""),
    )
    for page in pages:
        assert page.status_code == 400
        assert title(page).startswith("Error: ")
        assert_first(page, '<div class="problem" role="alert" tabindex="-1" autofocus>')
    assert not title(desk.get(edit)).startswith("Error: ")


def test_what_failed_after_a_signature_stands_first_too(desk: Desk) -> None:
    edit = closed(desk)
    row = desk.json(edit)["issues"][0]["id"]
    early = desk.post(f"{edit}/issues/{row}/follow-up", by="Ana", done="A net.")
    assert_first(early, '<div class="problem"')
    assert "Nothing was saved." in says(early)
    assert "A net." in says(early)
    desk.post(f"{edit}/sign", by="Ana")
    for path, field in (("reopen", "reopener"), (f"issues/{row}/follow-up", "by")):
        page = desk.post(f"{edit}/{path}", by="", reason="More.", done="A net.")
        assert page.status_code == 400
        assert title(page).startswith("Error: ")
        assert_first(page, '<div class="problem" role="alert" tabindex="-1" autofocus>')
        problem = page.text.partition('<div class="problem"')[2].partition("</div>")[0]
        assert f'href="#f-{field}">Your name' in problem
        assert f'id="f-{field}"' in page.text


def test_a_file_or_an_export_that_failed_stands_first_too(desk: Desk) -> None:
    edit, _ = desk.begin()
    file = desk.get(f"{edit}/review.yaml").data
    pages = (
        desk.get(f"{edit}/export?to=tasklist&repository=here"),
        desk.post(f"{edit}/join", file=(BytesIO(b"a: 1"), "review.yaml")),
        desk.post("/reviews/import", link="none", file=(BytesIO(file), "review.yaml")),
    )
    for page in pages:
        assert page.status_code in (400, 404)
        assert title(page).startswith("Error: ")
        assert_first(page, '<div class="problem" role="alert" tabindex="-1" autofocus>')


def test_a_conflict_has_the_focus_too(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", seen=0, by="Bo")
    page = desk.answer(edit, "SNAG-001", seen=0, status="addressed", done="A bell.")
    assert title(page).startswith("Error: ")
    assert page.text.count(" autofocus") == 1


def test_a_good_save_says_so_once_and_where_one_is(desk: Desk) -> None:
    edit, _ = desk.begin()
    done = desk.answer(edit, "SNAG-001", status="addressed", done="A bell.")
    page = desk.get(done.location)
    assert_first(page, SAVED)
    told = "Saved. SNAG-001 is addressed now. 1 issue is left to look at. Next: SNAG-002."
    assert told in says(page)
    assert title(page).startswith("Saved: SNAG-002")
    assert SAVED not in desk.get(done.location).text
    last = desk.get(desk.answer(edit, "SNAG-002", status="open").location)
    assert "SNAG-002 is open now. No issue is left to look at." in says(last)


def test_what_was_saved_is_not_told_on_the_pages_of_another_review(desk: Desk) -> None:
    edit, view = desk.begin()
    other, _ = desk.begin()
    desk.answer(edit, "SNAG-001")
    for path in (other, view, "/reviews", "/reviews/new"):
        assert SAVED not in desk.get(path).text
    assert SAVED in desk.get(edit).text


def test_every_change_that_leads_elsewhere_says_what_it_did(desk: Desk) -> None:
    edit, _ = desk.begin(**{"q.looks": ""})

    def after(response: TestResponse) -> str:
        assert response.status_code == 303, says(response)
        page = desk.get(response.location)
        assert SAVED in page.text
        return says(page)

    link = {"q.devices": "thumb"}
    assert "0 of them are new" in after(desk.post(f"{edit}/profile", by="Ana", words="", **link))
    left = desk.json(edit)["issues"]
    for name in {"SNAG-001", "SNAG-002"} - {row["id"] for row in left}:
        assert "is in the review now" in after(desk.post(f"{edit}/add", by="Ana", issue=name))
    found = desk.json(edit)
    for row in (*found["issues"], *found["edges"]):
        desk.answer(edit, row["id"])
    assert "is signed off" in after(desk.post(f"{edit}/sign", by="Ana"))
    assert "is open again" in after(desk.post(f"{edit}/reopen", by="Ana", reason="More."))
    desk.post(f"{edit}/links", kind="view")
    address = re.findall(r'action="([^"]+/revoke)"', desk.get(f"{edit}/links").text)[0]
    assert "opens nothing any more" in after(desk.post(address))


def test_what_was_joined_settled_or_followed_up_is_said(desk: Desk) -> None:
    edit, _ = desk.begin()
    file = parse_record(desk.get(f"{edit}/review.yaml").text, "review.yaml")
    other = answering.answer(file, "SNAG-001", Answer(status=Status.OPEN), by="Bo", now=at(5))
    desk.answer(edit, "SNAG-001", status="addressed", done="A bell.")
    desk.answer(edit, "SNAG-002", status="addressed", done="A bell.")
    compared = send(desk, f"{edit}/join", other)
    joined = desk.get(desk.post(f"{edit}/join", **hidden(compared)).location)
    assert "Saved. 1 event of the file came to the review. 1 answer differs now." in says(joined)
    done: dict[str, Any] = {"status": "addressed", "done": "A bell.", "resolution": "It rang."}
    settled = desk.get(desk.answer(edit, "SNAG-001", **done).location)
    assert "Saved. SNAG-001 is settled: addressed. No issue is left to look at." in says(settled)
    desk.post(f"{edit}/sign", by="Ana", also="Bo, gardener")
    assert "The review is signed off. Still to sign: Bo, gardener." in says(
        desk.get(f"{edit}/sign")
    )
    followed = desk.post(f"{edit}/issues/SNAG-001/follow-up", by="Bo", note="It rings.")
    page = desk.get(followed.location)
    assert "Saved. What became of SNAG-001 is in the record." in says(page)


def test_hand_in_says_whether_the_others_are_still_at_it(desk: Desk) -> None:
    _, _, own, other = desk.begin(reviewers="Bo\nCleo")
    for link, told in ((own, "Others are still at it."), (other, "where you see differently")):
        done = desk.post(f"{link}/hand-in")
        assert told in says(desk.get(done.location))


def test_addresses_of_forms_that_failed_can_be_gone_back_to(desk: Desk) -> None:
    edit, _ = desk.begin()
    assert desk.get(f"{edit}/reopen").location == f"{edit}/sign"
    assert desk.get(f"{edit}/links/x/revoke").location == f"{edit}/links"


def test_the_answer_stands_before_what_is_behind_the_issue(desk: Desk) -> None:
    edit, view = desk.begin()
    page = desk.get(f"{edit}/issues/SNAG-001").text
    places = [page.index(f'id="{name}"') for name in ("ask", "answer", "why", "tried", "history")]
    assert places == sorted(places)
    assert page.index("Skip to the answer") < page.index("<main")
    assert "Skip to the answer" not in desk.get(f"{view}/issues/SNAG-001").text


# What cannot be undone.


def test_a_link_is_revoked_after_one_more_look(desk: Desk) -> None:
    edit, _ = desk.begin()
    page = desk.get(f"{edit}/links").text
    form = page.index('<form method="post"')
    assert page.rindex("<details><summary>Revoke", 0, form) < form
    assert "no longer open the review" in page
    assert "details open" not in page


def test_who_deletes_sees_what_goes_and_gets_the_file_first(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", by="Bo")
    page = desk.get(f"{edit}/delete")
    words = says(page)
    assert page.text.index("review.yaml") < page.text.index("Delete for good")
    assert "2 events and 1 answer" in words
    assert "2 links that still open it" in words
    assert "signed" not in words
    assert "is deleted" in says(desk.post(f"{edit}/delete"))


@pytest.mark.parametrize("reopened", [False, True])
def test_a_review_that_was_signed_goes_only_by_its_name(desk: Desk, reopened: bool) -> None:
    edit = closed(desk)
    assert desk.post(f"{edit}/sign", by="Ana").status_code == 303
    if reopened:
        desk.post(f"{edit}/reopen", by="Ana", reason="More.")
    name = desk.json(edit)["title"]
    words = says(desk.get(f"{edit}/delete"))
    assert "the signature of" in words
    for typed in ("", "another", f"{name}!"):
        page = desk.post(f"{edit}/delete", title=typed)
        assert page.status_code == 400
        assert title(page).startswith("Error: ")
        assert f"Type it as it stands here: {name}" in says(page)
    assert desk.get(edit).status_code == 200
    assert "is deleted" in says(desk.post(f"{edit}/delete", title=f"  {name.upper()} "))
    assert desk.get(edit).status_code == 404


def test_while_it_is_blind_who_deletes_learns_no_number(desk: Desk) -> None:
    edit, _, own, _ = desk.begin(reviewers="Bo\nCleo")
    before = says(desk.get(f"{edit}/delete"))
    desk.answer(own, "SNAG-001")
    desk.get(own)
    assert says(desk.get(f"{edit}/delete")) == before
    assert "those that you cannot see yet" in before

"""A file of a review that is on the server: what it adds is shown, then joined, never doubled."""

import random
import re
import threading
import zlib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from common import repeatedly
from reviews.garden import at
from reviews.sample_review import BLIND, rich, upto
from web.review_desk import ADMIN, Desk, links_in, review_app, says
from web.test_web_pages import sound
from werkzeug.test import TestResponse

from snaglist.reviews.commands import answering, issue_list, signatures
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.hashing import verify_signatures
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.work import ReviewWork
from snaglist.reviews.yaml_file import write_record
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews import uploads
from snaglist.web.reviews.guard import MAX_FORM_BYTES
from snaglist.workers.service import WorkerLimits


def send(desk: Desk, path: str, record: Record | None, **fields: Any) -> TestResponse:
    """A form with a record as its file."""
    if record is not None:
        fields["file"] = (BytesIO(write_record(record).encode()), "review.yaml")
    return desk.post(path, **fields)


def exported(desk: Desk, link: str) -> Record:
    return parse_record(desk.get(f"{link}/review.yaml").text, "review.yaml")


def said(record: Record, issue: str, minute: int, by: str, **fields: Any) -> Record:
    given = Answer.model_validate({"status": "open", **fields})
    return answering.answer(record, issue, given, by=by, now=at(minute))


def hidden(page: TestResponse) -> dict[str, str]:
    """The fields that a page carries along in its first form."""
    form = page.text.partition('<form class="written')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found if name != "csrf_token"}


def reviews_in(store: ReviewStore) -> int:
    return len(store.rows())


def test_a_file_is_compared_then_joined(desk: Desk, store: ReviewStore) -> None:
    edit, view = desk.begin()
    file = exported(desk, edit)
    desk.answer(edit, "SNAG-001", status="addressed", done="A bell.", by="Ana")
    file = said(file, "SNAG-001", 5, "Ben", notes="It rang on Sunday.")
    file = said(file, "SNAG-002", 6, "Ben", owner="Ben")

    known = send(desk, "/reviews/import", file)
    assert known.status_code == 409
    assert "This review is already on this server" in says(known)
    for secret in ("The new bed", "Ana", "A bell", edit, view):
        assert secret not in known.text

    compared = desk.post("/reviews/import", **hidden(known), link=f"http://localhost{edit}")
    assert compared.status_code == 200, says(compared)
    words = says(compared)
    assert "Only in the file: 2 events" in words
    assert "Ben answered SNAG-002" in words
    assert "Only on this server: 1 event" in words
    assert "Answered in both, and differently: 1 issue" in words
    assert "other statuses" in words
    assert "It rang on Sunday." in words
    assert len(desk.json(view)["history"]) == 2

    joined = desk.post(f"{edit}/join", **hidden(compared))
    assert (joined.status_code, joined.location) == (303, f"{edit}/differences")
    rows = {row["id"]: row for row in desk.json(view)["issues"]}
    assert "differs" in rows["SNAG-001"]["flags"]
    assert rows["SNAG-002"]["answer"]["owner"] == "Ben"
    assert reviews_in(store) == 1
    # Sent twice, or brought once more, it changes nothing.
    assert desk.post(f"{edit}/join", **hidden(compared)).status_code == 303
    again = send(desk, f"{edit}/join", file)
    assert "This review has all that the file has." in says(again)
    assert "seen" not in again.text
    assert len(desk.json(view)["history"]) == 4


def test_a_file_without_the_link_shows_and_changes_nothing(desk: Desk, store: ReviewStore) -> None:
    edit, view = desk.begin(reviewers="Ana\nBen")[:2]
    file = store.visit(edit.rpartition("/")[2]).record
    for link, status, words in (
        (view, 403, "not the link to edit"),
        ("/reviews/never-was", 404, "no review at this link"),
        ("", 404, "no review at this link"),
        ("https://example.org/a b", 404, "no review at this link"),
    ):
        page = send(desk, "/reviews/import", file, link=link)
        assert page.status_code == status, link
        assert words in says(page)
        assert "Only in the file" not in page.text
        assert "already on this server" not in says(page)
    assert send(desk, f"{view}/join", file).status_code == 403
    assert desk.get(f"{view}/join").status_code == 403
    assert len(store.visit(edit.rpartition("/")[2]).record.events) == 1


def test_a_link_needs_no_word_and_a_copy_does(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    desk = Desk(review_app(sample_knowledge, store, word="open sesame"))
    edit, _ = desk.begin(word="open sesame")
    file = exported(desk, edit)
    assert send(desk, "/reviews/import", file).status_code == 403
    assert send(desk, "/reviews/import", file, copy="yes").status_code == 403
    known = send(desk, "/reviews/import", file, word="open sesame")
    assert known.status_code == 409
    assert "open sesame" not in known.text
    assert 'name="word"' in known.text
    assert send(desk, "/reviews/import", file, link=edit).status_code == 200


def test_a_copy_is_asked_for_and_has_an_id_of_its_own(desk: Desk, store: ReviewStore) -> None:
    edit, _ = desk.begin()
    for issue in ("SNAG-001", "SNAG-002"):
        desk.answer(edit, issue, status="not-applicable", reason="No garden.")
    desk.post(f"{edit}/sign", by="Eva")
    file = exported(desk, edit)
    known = send(desk, "/reviews/import", file)
    made = desk.post("/reviews/import", copy="yes", carried=hidden(known)["carried"])
    assert made.status_code == 201
    copy, _ = links_in(made)
    copied = exported(desk, copy)
    assert copied.id != file.id
    assert copied.events == file.events[:-1]
    assert verify_signatures(copied) == ()
    assert reviews_in(store) == 2
    # The two are two from now on.
    assert "two reviews" in says(send(desk, f"{copy}/join", file))
    assert send(desk, "/reviews/import", copied).status_code == 409


def test_the_id_alone_does_not_tell_that_a_review_is_here(desk: Desk, store: ReviewStore) -> None:
    edit, _ = desk.begin()
    file = exported(desk, edit)
    first = file.events[0].model_copy(update={"by": "Eve"})
    forged = file.model_copy(update={"events": (first,)})
    assert send(desk, "/reviews/import", forged).status_code == 201
    assert reviews_in(store) == 2


def test_what_changed_meanwhile_is_shown_before_it_is_joined(desk: Desk) -> None:
    edit, view = desk.begin()
    file = said(exported(desk, edit), "SNAG-001", 5, "Ben")
    compared = send(desk, f"{edit}/join", file)
    assert "No answer collides" in says(compared)
    # What does not collide is no reason to look again.
    desk.answer(edit, "SNAG-002", status="open", by="Ana")
    desk.answer(edit, "SNAG-001", status="addressed", done="A bell.", by="Ana")
    stale = desk.post(f"{edit}/join", **hidden(compared))
    assert stale.status_code == 409
    assert "changed while you looked" in says(stale)
    assert "differently: 1 issue" in says(stale)
    assert len(desk.json(view)["history"]) == 3
    assert desk.post(f"{edit}/join", **hidden(stale)).status_code == 303
    assert len(desk.json(view)["history"]) == 4


def test_answers_elsewhere_hold_nobody_up(desk: Desk) -> None:
    edit, view = desk.begin()
    file = said(exported(desk, edit), "SNAG-001", 5, "Ben")
    compared = send(desk, f"{edit}/join", file)
    desk.answer(edit, "SNAG-002", status="open", by="Ana")
    joined = desk.post(f"{edit}/join", **hidden(compared))
    assert (joined.status_code, joined.location) == (303, edit)
    assert len(desk.json(view)["history"]) == 3


def test_a_signed_review_takes_nothing_but_its_own_signature(desk: Desk) -> None:
    edit, view = desk.begin()
    file = exported(desk, edit)
    for minute, issue in enumerate(("SNAG-001", "SNAG-002")):
        file = said(file, issue, minute, "Ben", status="not-applicable", reason="No garden.")
    signed = signatures.sign(file, by="Eva", now=at(9))
    compared = send(desk, f"{edit}/join", signed)
    assert "Eva signed off" in says(compared)
    assert desk.post(f"{edit}/join", **hidden(compared)).status_code == 303
    assert [each.holds for each in verify_signatures(exported(desk, view))] == [True]
    late = send(desk, f"{edit}/join", said(file, "SNAG-001", 10, "Ben"))
    assert late.status_code == 409
    assert "signed off by Eva" in says(late)


def test_two_who_signed_apart_are_joined_once_both_are_reopened(desk: Desk) -> None:
    edit, _ = desk.begin()
    file = exported(desk, edit)
    copies = []
    for name, issues in (("Eva", ("SNAG-001", "SNAG-002")), ("Ben", ("SNAG-002", "SNAG-001"))):
        copy = file
        for minute, issue in enumerate(issues):
            why = f"{name} saw no garden."
            copy = said(copy, issue, minute, name, status="not-applicable", reason=why)
        copies.append(signatures.sign(copy, by=name, now=at(9)))
    eva, ben = copies
    desk.post(f"{edit}/join", **hidden(send(desk, f"{edit}/join", eva)))
    refused = send(desk, f"{edit}/join", ben)
    assert refused.status_code == 409
    assert "what was signed off by Eva and Ben is frozen" in says(refused)
    assert f'href="{edit}/sign#reopen"' in refused.text
    assert desk.post(f"{edit}/reopen", reason="Ben signed too.", by="Eva").status_code == 303
    again = send(desk, f"{edit}/join", ben)
    assert (again.status_code, "signed off by Ben is frozen" in says(again)) == (409, True)
    opened = signatures.reopen(ben, "Eva signed too.", by="Ben", now=at(11))
    compared = send(desk, f"{edit}/join", opened)
    assert "The signature of Ben comes with it and does not stand" in says(compared)
    assert desk.post(f"{edit}/join", **hidden(compared)).status_code == 303
    whole = exported(desk, edit)
    assert [each.holds for each in verify_signatures(whole)] == [True, True]
    state = rebuild(whole)
    assert (state.signed, [each.by for each in state.apart]) == (None, ["Ben"])
    assert sum(item.differs for item in state.items.values()) == 2
    page = says(desk.get(f"{edit}/sign"))
    assert "does not stand for the review as it is" in page
    assert "given on another copy" in page


def test_the_link_of_a_reviewer_takes_no_file_and_says_why(desk: Desk) -> None:
    _, view, ana, _ = desk.begin(reviewers="Ana\nBen")
    for link in (view, ana):
        for page in (desk.get(f"{link}/join"), desk.post(f"{link}/join")):
            assert page.status_code == 403
            assert "A file can speak for anybody" in says(page)
            assert "Send your file to whoever sent you this link" in says(page)


def test_a_row_without_category_has_no_mark_where_it_collides(desk: Desk) -> None:
    edit, _ = desk.begin()
    file = issue_list.add_own(exported(desk, edit), "Slugs", by="Ben", now=at(1))
    desk.post(f"{edit}/join", **hidden(send(desk, f"{edit}/join", file)))
    desk.answer(edit, "OWN-1", status="open", by="Ana")
    page = send(desk, f"{edit}/join", said(file, "OWN-1", 5, "Ben", owner="Ben"))
    (row,) = re.findall(r'<li class="row[^>]*>.*?</li>', page.text, re.DOTALL)
    assert ("OWN-1" in row, 'class="mark' in row, "c-None" in row) == (True, False, False)


def test_a_blind_review_takes_a_file_and_tells_nothing(desk: Desk, store: ReviewStore) -> None:
    edit, _, ana, _ = desk.begin(reviewers="Ana\nBen")
    begun = store.visit(edit.rpartition("/")[2]).record
    desk.answer(ana, "SNAG-001", status="addressed", done="A secret bell.")
    file = said(begun, "SNAG-001", 5, "Ben")
    file = answering.hand_in(answering.hand_in(file, by="Ben", now=at(6)), by="Ana", now=at(6))
    for page in (send(desk, f"{edit}/join", file), send(desk, "/reviews/import", file, link=edit)):
        assert page.status_code == 200
        assert "Reviewers still answer blind here" in says(page)
        assert "Only in the file: 3 events" in says(page)
        assert "secret" not in page.text
        assert "differently" not in page.text


def test_what_is_no_file_is_told(desk: Desk) -> None:
    edit, _ = desk.begin()
    bomb = b64encode(zlib.compress(b"a" * 6_000_000)).decode()
    for fields, words in (
        ({}, "Choose a file first"),
        ({"carried": "!"}, "did not come back whole"),
        ({"carried": b64encode(b"no").decode()}, "did not come back whole"),
        ({"carried": bomb}, "did not come back whole"),
        ({"carried": b64encode(zlib.compress(b"a: 1")).decode()}, "review.yaml"),
        ({"carried": "!", "seen": "0"}, "did not come back whole"),
    ):
        page = desk.post(f"{edit}/join", **fields)
        assert page.status_code == 400
        assert words in says(page)
    other = send(desk, f"{edit}/join", rich())
    assert other.status_code == 400
    assert "two reviews" in says(other)


def test_a_file_too_large_to_be_carried_is_chosen_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert uploads.carried_file(random.Random(7).randbytes(MAX_FORM_BYTES)) is None
    monkeypatch.setattr(uploads, "MOST_CARRIED", 100)
    edit, view = desk.begin()
    file = said(exported(desk, edit), "SNAG-001", 5, "Ben")
    known = send(desk, "/reviews/import", file)
    assert hidden(known) == {}
    page = send(desk, "/reviews/import", file, link=edit)
    assert page.status_code == 200
    assert list(hidden(page)) == ["seen"]
    assert "The same file once more" in says(page)
    assert "Choose a file first" in says(desk.post(f"{edit}/join", **hidden(page)))
    assert send(desk, f"{edit}/join", file, **hidden(page)).status_code == 303
    assert len(desk.json(view)["history"]) == 2


def test_comparing_ends_at_its_limit(sample_knowledge: Snapshot, store: ReviewStore) -> None:
    work = ReviewWork(processes=True, limits=WorkerLimits(seconds=0.001, workers=1))
    begun = Desk(review_app(sample_knowledge, store))
    edit, _ = begun.begin()
    desk = Desk(review_app(sample_knowledge, store, work=work))
    try:
        assert send(desk, f"{edit}/join", exported(begun, edit)).status_code in (503, 504)
    finally:
        work.close()


def test_blind_files_come_together_on_the_server(desk: Desk) -> None:
    record = upto(BLIND)
    made = send(desk, "/reviews/import", record)
    assert made.status_code == 201
    known = send(desk, "/reviews/import", record)
    assert known.status_code == 409
    assert rebuild(record).title not in known.text


def test_pages_of_a_file_are_sound(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    edit, _ = desk.begin()
    file = said(exported(desk, edit), "SNAG-001", 5, "Ben")
    desk.answer(edit, "SNAG-001", status="addressed", done="A bell.")
    for most in (uploads.MOST_CARRIED, 0):
        monkeypatch.setattr(uploads, "MOST_CARRIED", most)
        pages = (
            send(desk, "/reviews/import", file),
            send(desk, "/reviews/import", file, link="x"),
            send(desk, "/reviews/import", file, link=edit),
            send(desk, f"{edit}/join", file, seen="stale"),
        )
        for response in pages:
            page = sound(response.text)
            assert (page.problems, page.open) == ([], [])
            assert len(page.ids) == len(set(page.ids))


@repeatedly(1, 20)
def test_two_who_join_at_once_add_all_once(sample_knowledge: Snapshot, database_url: str) -> None:
    store = ReviewStore.open(database_url)
    app = review_app(sample_knowledge, store)
    desk = Desk(app)
    edit, view = desk.begin()
    begun = exported(desk, edit)
    files = [said(begun, "SNAG-001", 5, "Ben"), said(begun, "SNAG-002", 5, "Cleo")]
    files.append(files[0])
    desks = [Desk(app) for _ in files]
    forms = [
        hidden(send(each, f"{edit}/join", file)) for each, file in zip(desks, files, strict=True)
    ]
    start = threading.Barrier(len(files))

    def join(number: int) -> int:
        start.wait()
        return desks[number].post(f"{edit}/join", **forms[number]).status_code

    with ThreadPoolExecutor(len(files)) as pool:
        assert set(pool.map(join, range(len(files)))) == {303}
    record = store.visit(view.rpartition("/")[2]).record
    assert sorted(event.by for event in record.events) == ["Ana", "Ben", "Cleo"]
    assert not any(item.differs for item in rebuild(record).items.values())
    assert rebuild(record).items["SNAG-001"].answer.status is Status.OPEN
    store.close()


@pytest.mark.parametrize("text", ["{0}", "http://localhost{0}", "https://h.example/x{0}/issues/S"])
def test_a_link_is_taken_however_it_is_pasted(desk: Desk, text: str) -> None:
    edit, _ = desk.begin()
    file = exported(desk, edit)
    assert send(desk, "/reviews/import", file, link=f" {text.format(edit)} ").status_code == 200


def test_who_lost_all_links_imports_the_file_once_the_review_is_deleted(desk: Desk) -> None:
    edit, _ = desk.begin()
    file = exported(desk, edit)
    assert "by the id in your file" in says(send(desk, "/reviews/import", file))
    desk.post("/reviews/admin", admin_token=ADMIN)
    page = desk.get("/reviews/admin").text
    row = page.partition("<tbody>")[2].partition("</tr>")[0]
    assert str(file.id) in row
    assert "The new bed" not in row
    address = row.partition('action="')[2].partition('"')[0]
    assert desk.post(address).status_code == 303
    assert send(desk, "/reviews/import", file).status_code == 201

"""Links, blind reviewers, signatures, files, another edition, the administrator, and counts."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from common import each_in_ci, times
from hypothesis import given, settings
from hypothesis import strategies as st
from reviews.garden import begun
from reviews.sample_review import BLIND, DIFFERING, SIGNED, rich, upto
from reviews.test_file import DEED, Deed, done
from web.review_desk import ADMIN, Desk, links_in, review_app, says
from werkzeug.test import TestResponse

from snaglist.model.catalogue import Catalogue
from snaglist.reviews.commands import answering, issue_list
from snaglist.reviews.events.fields import Edition
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.library import Library
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status
from snaglist.reviews.store.links import LinkKind
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.yaml_file import write_record
from snaglist.snapshot.snapshot import Snapshot

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def bring(desk: Desk, text: str) -> TestResponse:
    """A file brought to the server."""
    return desk.post("/reviews/import", file=(BytesIO(text.encode()), "review.yaml"))


def brought(desk: Desk, record: Record) -> list[str]:
    """A record brought as a file; the links to it."""
    made = bring(desk, write_record(record))
    assert made.status_code == 201, says(made)
    return links_in(made)


# Links.


@pytest.mark.thorough
def test_a_link_for_reading_reads_and_changes_nothing(desk: Desk) -> None:
    _, view = desk.begin()
    assert desk.get(view).status_code == 200
    assert 'class="written' not in desk.get(f"{view}/issues/SNAG-001").text
    posts = ("issues/SNAG-001", "profile", "add", "sign", "reopen", "upgrade", "hand-in")
    for path in posts:
        response = desk.post(f"{view}/{path}", by="Eve", status="open", seen="0", reason="So")
        assert response.status_code == 403, path
        assert "This link is read-only" in says(response)
    for path in ("links", "links/x/revoke", "delete"):
        assert desk.post(f"{view}/{path}").status_code == 403
    for path in ("links", "delete"):
        assert desk.get(f"{view}/{path}").status_code == 403
    assert len(desk.json(view)["history"]) == 1


def test_a_link_is_made_shown_once_and_revoked(desk: Desk) -> None:
    edit, _ = desk.begin()
    made = desk.post(f"{edit}/links", kind="edit", name="for the night shift")
    assert made.status_code == 201
    (night,) = links_in(made)
    assert desk.get(night).status_code == 200
    page = desk.get(f"{edit}/links")
    assert "for the night shift" in page.text
    assert night not in page.text
    revoke = page.text.partition("for the night shift")[2].partition('action="')[2]
    address = revoke.partition('"')[0]
    assert desk.post(address).location == f"{edit}/links"
    gone = desk.get(night)
    assert gone.status_code == 404
    assert "revoked" in says(gone)
    assert says(desk.get("/reviews/never-was")) == says(gone)
    assert desk.get(edit).status_code == 200


def test_nobody_locks_themselves_out(desk: Desk, store: ReviewStore) -> None:
    edit, _ = desk.begin()
    mine = store.visit(edit.rpartition("/")[2]).link.id
    response = desk.post(f"{edit}/links/{mine}/revoke")
    assert response.status_code == 403
    assert "lock yourself out" in says(response)
    assert desk.post(f"{edit}/links/no-such/revoke").status_code == 404


@pytest.mark.parametrize("fields", [{"kind": "reviewer"}, {"kind": "all"}, {"name": "x" * 201}])
def test_a_link_needs_a_kind_and_a_reviewers_a_name(desk: Desk, fields: dict[str, str]) -> None:
    edit, _ = desk.begin()
    response = desk.post(f"{edit}/links", **fields)
    assert response.status_code == 400
    assert links_in(response) == []


def test_a_deleted_review_is_gone_for_all(desk: Desk, store: ReviewStore) -> None:
    edit, view = desk.begin()
    assert "It cannot be undone" in says(desk.get(f"{edit}/delete"))
    assert desk.get(edit).status_code == 200
    assert "is deleted" in says(desk.post(f"{edit}/delete"))
    for link in (edit, view, f"{edit}/review.yaml", f"{edit}/issues/SNAG-001.json"):
        assert desk.get(link).status_code == 404
    assert desk.post(f"{edit}/delete").status_code == 404
    assert store.rows() == ()


# Blind reviewers.


@pytest.fixture
def blind(desk: Desk) -> tuple[str, str, str, str]:
    """Links of a review with two blind reviewers: edit, view, Bo's, Cleo's; Bo said something."""
    edit, view, bo, cleo = desk.begin(reviewers="Bo\nCleo\n")
    assert desk.answer(bo, "SNAG-001", by="somebody else", notes="Bo's secret").status_code == 303
    return edit, view, bo, cleo


def test_blind_reviewers_see_their_own_alone(desk: Desk, blind: tuple[str, str, str, str]) -> None:
    edit, view, bo, cleo = blind
    own = desk.json(f"{bo}/issues/SNAG-001")
    assert own["answer"]["notes"] == "Bo's secret"
    assert own["answered_by"] == "Bo"
    assert desk.json(bo)["progress"]["looked_at"] == 1
    for link in (edit, view, cleo):
        other = desk.json(f"{link}/issues/SNAG-001")
        assert (other["status"], other["version"], other["opinions"]) == ("not-looked-at", 0, [])
        assert [event["did"] for event in other["history"]] == ["created"]
        for path in ("", ".json", "?mode=short", "/issues/SNAG-001", "/issues/SNAG-001.json"):
            assert "secret" not in desk.get(f"{link}{path}").text
        assert desk.json(link)["progress"]["looked_at"] == 0


def test_who_manages_links_cannot_look_on_in_secret(
    desk: Desk, blind: tuple[str, str, str, str]
) -> None:
    edit, _, bo, _ = blind
    second = desk.post(f"{edit}/links", kind="reviewer", name=" Bo ")
    assert second.status_code == 400
    assert "Bo answers blind and has a link" in says(second)
    assert links_in(desk.post(f"{edit}/links", kind="reviewer", name="Dot"))
    page = desk.get(f"{edit}/links").text
    lost = re.search(r'action="([^"]+/revoke)"(?:(?!</form>).)*of a reviewer Bo ', page, re.S)
    assert lost is not None
    assert desk.post(lost[1]).status_code == 303
    assert links_in(desk.post(f"{edit}/links", kind="reviewer", name="Bo"))
    assert desk.get(bo).status_code == 404


def test_two_windows_of_a_blind_reviewer_conflict(
    desk: Desk, blind: tuple[str, str, str, str]
) -> None:
    _, _, bo, cleo = blind
    late = desk.answer(bo, "SNAG-001", seen=0, notes="From my other window.")
    assert late.status_code == 409
    assert "From my other window.</textarea>" in late.text
    assert "Bo's secret" in says(late)
    assert desk.answer(cleo, "SNAG-001", seen=0).status_code == 303


@pytest.mark.parametrize(
    "path", ["review.yaml", "report.md", "report.json?kind=handout", "differences", "sign",
             "upgrade"]
)  # fmt: skip
def test_what_would_show_the_others_waits(
    desk: Desk, blind: tuple[str, str, str, str], path: str
) -> None:
    for link in blind:
        response = desk.get(f"{link}/{path}")
        assert response.status_code == 409
        assert "It waits until Bo and Cleo handed in" in says(response)


def test_meanwhile_nobody_else_answers(desk: Desk, blind: tuple[str, str, str, str]) -> None:
    edit, _, bo, _ = blind
    for by in ("Ana", "Bo"):
        response = desk.post(f"{edit}/issues/SNAG-001", status="open", by=by, seen="0")
        assert response.status_code == 403
        assert "answer blind here" in says(response)
    assert desk.post(f"{edit}/hand-in").status_code == 403
    assert desk.get(f"{edit}/hand-in").status_code == 403
    assert desk.post(f"{edit}/profile", by="Ana").status_code == 400
    assert desk.get(f"{bo}/links").status_code == 403


def test_a_hand_in_is_taken_back_while_others_still_answer(
    desk: Desk, blind: tuple[str, str, str, str]
) -> None:
    edit, view, bo, cleo = blind
    assert desk.post(f"{bo}/take-back").status_code == 403
    desk.post(f"{bo}/hand-in")
    assert f'href="{bo}/hand-in"' in desk.get(bo).text
    assert "nobody has seen your answers yet" in says(desk.get(f"{bo}/hand-in"))
    assert "It waits until Cleo handed in" in says(desk.get(f"{edit}/differences"))
    for link in (edit, view, cleo):
        assert desk.post(f"{link}/take-back").status_code == 403
    assert desk.post(f"{bo}/take-back").location == bo
    assert desk.answer(bo, "SNAG-001", status="open").status_code == 303
    for link in (bo, cleo):
        assert desk.post(f"{link}/hand-in").status_code == 303
    assert desk.post(f"{bo}/take-back").status_code == 403


def test_differences_are_settled_with_a_resolution(
    desk: Desk, blind: tuple[str, str, str, str]
) -> None:
    edit, view, bo, cleo = blind
    assert "Hand in your answers" in says(desk.get(f"{bo}/hand-in"))
    assert desk.post(f"{bo}/hand-in").location == bo
    assert "You have handed in" in says(desk.get(bo))
    assert desk.post(f"{bo}/hand-in").status_code == 403
    desk.answer(cleo, "SNAG-001", status="addressed", done="A bell.")
    assert desk.post(f"{cleo}/hand-in").location == f"{cleo}/differences"
    for link in (edit, view):
        page = says(desk.get(f"{link}/differences"))
        assert "Bo's secret" in page
        assert "A bell." in page
    item = desk.json(f"{edit}/issues/SNAG-001")
    assert item["flags"] == ["differs"]
    bare = desk.answer(edit, "SNAG-001", status="addressed", done="A bell.")
    assert bare.status_code == 400
    assert 'href="#f-resolution"' in bare.text
    settled = desk.answer(
        edit, "SNAG-001", status="addressed", done="A bell.", resolution="We rang it together."
    )
    assert settled.status_code == 303
    found = desk.json(f"{edit}/issues/SNAG-001")
    assert (found["flags"], found["resolution"]) == ([], "We rang it together.")
    assert "Settled: addressed We rang it together." in says(desk.get(f"{edit}/differences"))
    mine = desk.answer(bo, "SNAG-002", by="Not Bo")
    assert mine.status_code == 303
    assert desk.json(f"{edit}/issues/SNAG-002")["answered_by"] == "Bo"


# Signing.


def closed(desk: Desk) -> str:
    """A review in which all issues are answered; its link to edit."""
    edit, _ = desk.begin()
    for issue in ("SNAG-001", "SNAG-002"):
        desk.answer(edit, issue, status="not-applicable", reason="No garden.")
    return edit


def test_a_signature_freezes_the_record_until_it_is_opened_again(desk: Desk) -> None:
    edit = closed(desk)
    signed = desk.post(f"{edit}/sign", by="Ana", role="Lead", statement="So be it.")
    assert signed.location == f"{edit}/sign"
    page = says(desk.get(f"{edit}/sign"))
    assert "Ana, Lead So be it." in page
    assert "holds : the record up to event 3 is what was signed" in page
    late = desk.answer(edit, "SNAG-001", status="open", notes="Too late.")
    assert late.status_code == 409
    assert "signed off by Ana" in says(late)
    assert "Too late." in says(late)
    assert 'class="written' not in desk.get(f"{edit}/issues/SNAG-001").text
    assert desk.post(f"{edit}/profile", by="Ana").status_code == 409
    assert desk.post(f"{edit}/reopen", by="Bo", reason="").status_code == 400
    assert desk.post(f"{edit}/reopen", by="Bo", reason="A new bed.").location == edit
    assert desk.answer(edit, "SNAG-001", status="open").status_code == 303
    assert "holds" in says(desk.get(f"{edit}/sign"))


def test_what_is_not_answered_is_not_signed(desk: Desk) -> None:
    edit, _ = desk.begin()
    assert "2 issues still to be looked at" in says(desk.get(f"{edit}/sign"))
    response = desk.post(f"{edit}/sign", by="Ana")
    assert response.status_code == 400
    assert "2 issues were not looked at" in says(response)
    assert desk.post(f"{edit}/reopen", by="Ana", reason="So.").status_code == 400


# Files.


def test_a_review_goes_out_as_a_file_and_comes_back_the_same(desk: Desk) -> None:
    edit = closed(desk)
    out = desk.get(f"{edit}/review.yaml")
    assert out.content_type == "application/yaml; charset=utf-8"
    assert "review.yaml" in out.headers["Content-Disposition"]
    assert out.text.startswith("# A Snaglist design review")
    assert bring(desk, out.text).status_code == 409  # it is here
    assert desk.post(f"{edit}/delete").status_code == 200
    again, _ = links_in(bring(desk, out.text))
    assert again != edit
    assert desk.get(f"{again}/review.yaml").text == out.text


@pytest.mark.parametrize(
    ("handed_in", "asked"), [([], ["Bo", "Cleo"]), (["Bo"], ["Cleo"]), (["Bo", "Cleo"], [])]
)
def test_only_who_has_not_handed_in_is_asked_again(
    desk: Desk, store: ReviewStore, handed_in: list[str], asked: list[str]
) -> None:
    record = begun(reviewers=("Bo", "Cleo"))
    for name in handed_in:
        record = answering.hand_in(record, by=name, now=NOW)
    edit, _, *blind = brought(desk, record)
    links = [store.visit(link.rpartition("/")[2]).link for link in blind]
    assert [(link.kind, link.name) for link in links] == [
        (LinkKind.REVIEWER, name) for name in asked
    ]
    assert desk.json(edit)["blind"] is bool(asked)


@settings(max_examples=times(6, 45))
@given(deeds=st.lists(DEED, max_size=10))
@pytest.mark.thorough
def test_whatever_was_done_nothing_is_lost_on_the_way(
    sample_knowledge: Snapshot, tmp_path_factory: pytest.TempPathFactory, deeds: list[Deed]
) -> None:
    record = done(begun(), deeds)
    path = tmp_path_factory.mktemp("way") / "reviews.sqlite3"
    store = ReviewStore.open(f"sqlite:///{path}")
    desk = Desk(review_app(sample_knowledge, store))
    edit, view = brought(desk, record)
    assert parse_record(desk.get(f"{edit}/review.yaml").text, "review.yaml") == record
    state, today = rebuild(record), datetime.now(UTC).date()
    for link in (edit, view):
        shown = desk.json(link)
        stands = {row["id"]: (row["status"], row["answer"]["owner"]) for row in shown["issues"]}
        assert stands == {
            name: (item.status(today).value, item.answer.owner)
            for name, item in state.items.items()
        }
        assert (shown["signed"] is not None) == (state.signed is not None)
        counts = {row["status"]: row["count"] for row in shown["progress"]["rows"]}
        assert counts == {k.value: v for k, v in state.progress(today).items()}
    store.close()


@pytest.mark.parametrize("number", each_in_ci([BLIND, DIFFERING, len(rich().events), SIGNED, 1], 2))
def test_a_record_in_any_state_is_shown(desk: Desk, number: int) -> None:
    """Of entries that this catalogue does not have, and of an edition that is not this one."""
    record = upto(number)
    links = brought(desk, record)
    assert len(links) >= 2
    for link in links:
        issue = next(iter(desk.json(link)["issues"]))["id"]
        for path in ("", "?mode=short", f"/issues/{issue}", "/profile", "/add"):
            assert desk.get(f"{link}{path}").status_code == 200, path
        for path in ("/sign", "/upgrade", "/differences", "/review.yaml", "/report.html"):
            assert desk.get(f"{link}{path}").status_code in (200, 409), path


def test_blind_reviewers_of_a_file_get_their_links(desk: Desk) -> None:
    made = bring(desk, write_record(upto(BLIND)))
    names = [name for name in ("Link of ", "Link to edit", "Link to read") if name in made.text]
    assert names == ["Link of ", "Link to edit", "Link to read"]


def test_who_has_handed_in_in_a_file_needs_no_link(desk: Desk) -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    record = answering.hand_in(begun(reviewers=("Ana", "Ben")), by="Ana", now=now)
    made = bring(desk, write_record(record))
    assert len(links_in(made)) == 3
    assert [name in says(made) for name in ("Link of Ana", "Link of Ben")] == [False, True]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is no review"),
        ("format: 3\n", "format"),
        ("a: [\n", "review.yaml:"),
        ("<<<<<<< ours\n", "git left conflict marks"),
        ("[" * 20_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_review_is_not_taken(desk: Desk, text: str, message: str) -> None:
    page = bring(desk, text)
    assert page.status_code == 400
    assert "The file was not imported." in says(page)
    assert message in says(page)


def test_a_file_must_be_chosen_and_be_text(desk: Desk) -> None:
    assert "Choose a file first" in says(desk.post("/reviews/import"))
    binary = desk.post("/reviews/import", file=(BytesIO(b"\xff\xfe"), "review.yaml"))
    assert binary.status_code == 400
    assert "not UTF-8" in says(binary)


def test_an_edited_record_is_not_taken(desk: Desk) -> None:
    edit = closed(desk)
    text = desk.get(f"{edit}/review.yaml").text
    page = bring(desk, text.replace("reason: No garden.", "reason: ''", 1))
    assert page.status_code == 400
    assert "review.yaml:" in says(page)


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("report.md", 200, "text/markdown"),
        ("report.html", 200, "text/html"),
        ("report.json", 200, "application/json"),
        ("report.csv", 200, "text/csv"),
        ("report.ttl", 200, "text/turtle"),
        ("report.md?kind=handout", 200, "text/markdown"),
        ("report.csv?kind=handout", 400, "text/html"),
        ("report.md?kind=short", 200, "text/markdown"),
        ("report.html?kind=short", 400, "text/html"),
        ("report.md?kind=brief", 400, "text/html"),
        ("report.md?kin=handout", 400, "text/html"),
        ("report.pdf", 404, "text/html"),
    ],
)
def test_reports(desk: Desk, path: str, status: int, media_type: str) -> None:
    edit = closed(desk)
    with desk.get(f"{edit}/{path}") as response:
        assert response.status_code == status
        if status == 200:
            assert response.mimetype == media_type
            shown, _, name = response.headers["Content-Disposition"].partition("; filename=")
            assert (shown == "inline") == (media_type == "text/html")
            assert name
            policy = response.headers["Content-Security-Policy"]
            assert ("unsafe-inline" in policy) == (media_type == "text/html")
            # Without a word on scripts none may run, as what is not named may not be loaded.
            scripts = [part for part in policy.split("; ") if part.startswith("script-src")]
            assert scripts in ([], ["script-src 'self'"])
            assert policy.startswith("default-src 'none'")
            assert edit.rpartition("/")[2] not in response.get_data(as_text=True)


# Another edition of the catalogue.


def former(knowledge: Snapshot) -> Library:
    """What the sample was before: SNAG-001 in other words, SNAG-002 not yet, SNAG-777 still."""
    current = knowledge.catalogue
    first = replace(current.issues[0], definition="A measuring device stops and is believed.")
    last = replace(current.issues[1], id="SNAG-777")
    catalogue: Catalogue = replace(current, issues=(first, last))
    edition = Edition(version="0.0.9", digest="0" * 64)
    return Library(catalogue=catalogue, edition=edition, search=lambda words: ())


def test_a_review_is_carried_over_and_nothing_is_answered_by_it(
    desk: Desk, sample_knowledge: Snapshot
) -> None:
    old = former(sample_knowledge)
    answers = {"devices": ["thermometer"], "looks": ["nobody"]}
    record = issue_list.begin(old, title="The bed", answers=answers, by="Ana", now=NOW)
    record = issue_list.add(record, old, "SNAG-777", by="Ana", now=NOW)
    given = Answer(status=Status.OPEN, notes="Look at it.")
    record = answering.answer(record, "SNAG-001", given, by="Ana", now=NOW)
    edit, view = brought(desk, record)
    assert "The catalogue has moved on" in says(desk.get(edit))
    refused = desk.post(f"{edit}/add", by="Ana", issue="SNAG-002")
    assert "carry the review over first" in says(refused)
    page = desk.get(f"{edit}/upgrade")
    words = says(page)
    assert "0 carried as they are, 1 reworded, 1 new, 1 retired" in words
    assert "<del>believed.</del>" in page.text
    assert "<ins>taken for calm.</ins>" in page.text
    assert 'class="written' not in desk.get(f"{view}/upgrade").text
    assert desk.post(f"{edit}/upgrade", by="").status_code == 400
    assert desk.post(f"{edit}/upgrade", by="Bo").location == edit
    rows = {row["id"]: row for row in desk.json(edit)["issues"]}
    assert rows["SNAG-001"]["flags"] == ["reworded"]
    assert rows["SNAG-001"]["answer"]["notes"] == "Look at it."
    assert rows["SNAG-002"]["status"] == "not-looked-at"
    assert rows["SNAG-777"]["flags"] == ["retired", "by hand"]
    assert rows["SNAG-777"]["retired"]["why"] == "This catalogue does not have it."
    issue = desk.get(f"{edit}/issues/SNAG-001")
    assert "Reworded since it was answered" in says(issue)
    assert "<del>" in issue.text
    assert "Nothing to carry over" in says(desk.get(f"{edit}/upgrade"))
    assert desk.post(f"{edit}/upgrade", by="Bo").status_code == 400


# The administrator.


def test_the_administrator_sees_that_there_are_reviews_and_deletes(
    desk: Desk, store: ReviewStore
) -> None:
    edit, _ = desk.begin(title="Top secret")
    assert desk.post("/reviews/admin", admin_token="guess").status_code == 403
    (row,) = store.rows()
    assert row.id not in desk.get("/reviews/admin").text
    assert desk.post(f"/reviews/admin/{row.id}/delete").status_code == 403
    assert desk.post("/reviews/admin", admin_token=ADMIN).location == "/reviews/admin"
    page = desk.get("/reviews/admin")
    assert row.id in page.text
    assert "secret" not in page.text
    assert desk.post("/reviews/admin/no-such/delete").status_code == 404
    assert desk.post(f"/reviews/admin/{row.id}/delete").status_code == 303
    assert desk.get(edit).status_code == 404
    assert "keeps no review yet" in says(desk.get("/reviews/admin"))
    desk.post("/reviews/admin", leave="yes")
    assert "The administrator's token" in says(desk.get("/reviews/admin"))


def test_programs_of_the_administrator_send_a_bearer_token(desk: Desk) -> None:
    desk.begin()
    good = desk.get("/reviews.json", headers={"Authorization": f"Bearer {ADMIN}"})
    assert good.json is not None
    (row,) = good.json["reviews"]
    assert set(row) == {"id", "record", "made", "changed", "events", "links", "octets"}
    for moment in (row["made"], row["changed"]):
        assert (
            timedelta() <= datetime.now(UTC) - datetime.fromisoformat(moment) < timedelta(minutes=5)
        )
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Basic {ADMIN}"}):
        bad = desk.browser.get("/reviews.json", headers=headers)
        assert bad.status_code == 401
        assert bad.headers["WWW-Authenticate"] == "Bearer"


def test_guesses_at_the_token_are_paced(sample_knowledge: Snapshot, store: ReviewStore) -> None:
    browser = review_app(sample_knowledge, store, writes=3).test_client()
    tried = [browser.get("/reviews.json").status_code for _ in range(5)]
    assert tried == [401, 401, 401, 429, 429]


def test_a_right_guess_after_too_many_is_told_from_no_other(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    browser = review_app(sample_knowledge, store, writes=2).test_client()
    guesses = ("Bearer x", "Bearer y", f"Bearer {ADMIN}", "Bearer z")
    tried = [
        browser.get("/reviews.json", headers={"Authorization": guess}).status_code
        for guess in guesses
    ]
    assert tried == [401, 401, 429, 429]


def test_without_a_token_nobody_administers(sample_knowledge: Snapshot, store: ReviewStore) -> None:
    desk = Desk(review_app(sample_knowledge, store, admin_token=""))
    desk.begin()
    for response in (
        desk.get("/reviews/admin"),
        desk.get("/reviews.json", headers={"Authorization": "Bearer "}),
        desk.post("/reviews/admin", admin_token=""),
        desk.post("/reviews/admin/x/delete"),
    ):
        assert response.status_code == 403
        assert "SNAGLIST_ADMIN_TOKEN" in says(response)
    assert "/reviews/admin" not in desk.get("/reviews").text


# Counts.


def test_an_issue_says_how_often_it_was_open_here_but_never_of_few(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    desk = Desk(review_app(sample_knowledge, store, counts=True))
    for number in range(1, 6):
        edit, _ = desk.begin()
        desk.answer(edit, "SNAG-001", status="open")
        found = desk.json("/issues/SNAG-001").get("seen_here")
        assert found == ({"open": 5, "reviews": 5} if number == 5 else None)
    page = desk.get("/issues/SNAG-001")
    assert "open in 5 of 5 reviews on this server" in says(page)
    assert page.headers["Cache-Control"] == "max-age=60"
    assert "seen_here" not in desk.json("/issues/SNAG-002")
    assert desk.get("/issues").headers["Cache-Control"] == "no-cache"


def test_by_default_nothing_is_counted(desk: Desk) -> None:
    for _ in range(5):
        edit, _ = desk.begin()
        desk.answer(edit, "SNAG-001", status="open")
    page = desk.get("/issues/SNAG-001")
    assert "this server keeps" not in says(page)
    assert page.headers["Cache-Control"] == "no-cache"


def test_reviews_are_in_nothing_that_is_public(desk: Desk) -> None:
    desk.begin(title="Zanzibar", words="Zanzibar")
    for path in ("/suggest.json?q=Zanz", "/changes.atom", "/data.json", "/index.json", "/issues"):
        response = desk.get(path)
        assert response.status_code == 200
        assert "Zanzibar" not in response.text
    found = desk.get("/search.json?q=Zanzibar").json
    assert found is not None
    assert found["total"] == 0


def test_the_pages_of_a_review_have_their_json(desk: Desk) -> None:
    edit, view = desk.begin()
    for link in (edit, view):
        for path in ("profile", "sign", "upgrade", "differences"):
            assert desk.json(f"{link}/{path}")["title"] == "The new bed"
            assert f'href="{link}/{path}.json"' in desk.get(f"{link}/{path}").text
    ticked = {
        answer["id"]
        for question in desk.json(f"{view}/profile")["profile"]["questions"]
        for answer in question["answers"]
        if answer["ticked"]
    }
    assert ticked == {"thermometer", "rain-gauge", "nobody"}
    assert desk.get(f"{view}/links.json").status_code == 403
    told = desk.json(f"{edit}/links")
    assert [(each["kind"], each["here"]) for each in told["links"]] in (
        [("edit", True), ("view", False)],
        [("view", False), ("edit", True)],
    )
    assert edit.rpartition("/")[2] not in {*map(str, told["links"][0].values())}
    assert view.rpartition("/")[2] not in desk.get(f"{edit}/links.json").text

"""Reviews are private, forms are ours, writers are paced, sizes are capped, faults are told."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from web.review_desk import Desk, review_app, says

from snaglist.addresses import client_network
from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_engine
from snaglist.web.privacy import is_private, redact_path
from snaglist.web.reviews import overview
from snaglist.web.reviews.security_log import LOGGER
from snaglist.web.served import serving_of

TOKEN = "Abc-def_0123456789abcdef01234567"


@pytest.fixture(scope="module")
def quick(sample_knowledge: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with one store for many looks."""
    path = tmp_path_factory.mktemp("kept") / "reviews.sqlite3"
    store = ReviewStore.open(f"sqlite:///{path}")
    app = review_app(sample_knowledge, store)
    engine = serving_of(app).current.engine = open_engine(sample_knowledge)
    yield app
    store.close()
    engine.close()


def filled(app: Flask, method: str, token: str) -> list[str]:
    """The addresses of review pages that take a method, each with its names filled in."""
    found = [
        rule.rule.replace("<token>", token)
        .replace("<identifier>", "SNAG-001")
        .replace("<suffix>", "md")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/reviews") and method in (rule.methods or ())
    ]
    assert len(found) > 8
    return sorted(found)


def assert_unseen(headers: object) -> None:
    get = headers.get  # type: ignore[attr-defined]
    assert get("Cache-Control") == "no-store"
    assert get("X-Robots-Tag") == "noindex, nofollow"
    assert get("Referrer-Policy") == "no-referrer"
    assert get("Content-Security-Policy", "").startswith("default-src 'none'; ")
    assert not [name for name in dict(headers) if name.startswith("Access-Control")]  # type: ignore[call-overload]
    assert get("ETag") is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"])
def test_every_answer_below_reviews_is_private(quick: Flask, method: str) -> None:
    desk = Desk(quick)
    edit, _ = desk.begin()
    for token in (edit.rpartition("/")[2], TOKEN):
        paths = {*filled(quick, "GET", token), *filled(quick, "POST", token)}
        for path in [*paths, f"/reviews/{token}/nowhere", "/reviews/"]:
            with desk.browser.open(f"http://localhost{path}", method=method) as response:
                assert_unseen(response.headers)
                assert response.status_code < 500, path


def test_slashes_more_or_less_make_nothing_public(quick: Flask) -> None:
    twice = {"PATH_INFO": f"/reviews//{TOKEN}"}
    with quick.test_client().get("/", environ_overrides=twice) as response:
        assert response.status_code == 404
        assert "Location" not in response.headers
        assert_unseen(response.headers)
    twice = {"PATH_INFO": f"//reviews//{TOKEN}"}
    with quick.test_client().get("/", environ_overrides=twice) as response:
        assert response.status_code in (308, 404)
        assert_unseen(response.headers)


def test_a_page_of_a_review_names_no_token_to_others(quick: Flask) -> None:
    desk = Desk(quick)
    edit, view = desk.begin()
    token = edit.rpartition("/")[2]
    for path in ("", "?mode=short", "/issues/SNAG-001", "/links", "/sign"):
        page = desk.get(f"{edit}{path}").text
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert token not in title
        assert 'content="noindex, nofollow"' in page
        assert view.rpartition("/")[2] not in page
        for link in re.findall(r'href="(https?:[^"]*)"', page):
            assert token not in link


def test_robots_are_asked_to_stay_out(quick: Flask) -> None:
    response = quick.test_client().get("/robots.txt")
    assert response.text == (
        "User-agent: *\nDisallow: /reviews/\n\nSitemap: http://localhost/sitemap.xml\n"
    )
    assert response.mimetype == "text/plain"


def test_a_review_is_never_kept_in_memory(quick: Flask) -> None:
    desk = Desk(quick)
    edit, _ = desk.begin()
    path = f"{edit}/issues/SNAG-001"
    before = desk.get(path).text
    desk.answer(edit, "SNAG-001", status="open", owner="Somebody")
    assert "Somebody" in desk.get(path).text
    assert "Somebody" not in before
    # A reader without the cookie is not given what another one got, with that one's cookie.
    assert "Set-Cookie" in quick.test_client().get(path).headers


def test_no_token_comes_into_the_log(
    quick: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(quick)
    edit, _ = desk.begin()

    def broken(*arguments: object) -> None:
        raise RuntimeError("secret of the machine")

    monkeypatch.setattr(overview, "overview", broken)
    with caplog.at_level(logging.DEBUG):
        assert desk.get(edit).status_code == 500
        assert desk.get(f"{edit}.json").status_code == 500
        desk.get(f"{edit}/nowhere")
        quick.test_client().post(f"{edit}/links")
    assert "while answering /reviews/…" in caplog.text
    assert edit.rpartition("/")[2] not in caplog.text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"/reviews/{TOKEN}", "/reviews/…"),
        (f"/reviews/{TOKEN}.json", "/reviews/….json"),
        (f"/reviews/{TOKEN}/issues/SNAG-001", "/reviews/…/issues/SNAG-001"),
        (f"//reviews//{TOKEN}/x", "//reviews//…/x"),
        (f"/./Reviews/{TOKEN}", "/./Reviews/…"),
        (f"/reviews;x/{TOKEN}", "/reviews;x/…"),
        ("/reviews/newest", "/reviews/…"),
        ("/reviews/new", "/reviews/new"),
        ("/reviews/admin/7/delete", "/reviews/admin/7/delete"),
        ("/reviews.json", "/reviews.json"),
        ("/issues/SNAG-001", "/issues/SNAG-001"),
    ],
)
def test_what_a_log_says_of_a_path(path: str, told: str) -> None:
    assert redact_path(path) == told


@given(st.text(max_size=40))
def test_whatever_follows_is_private(rest: str) -> None:
    assert is_private(f"/reviews/{rest}")
    assert not is_private(f"/reviewsx{rest}")
    assert not is_private(f"/issues/reviews/{rest}")


def test_a_page_that_is_not_there_does_not_repeat_the_token(quick: Flask) -> None:
    page = quick.test_client().get(f"/reviews/{TOKEN}/nowhere")
    assert page.status_code == 404
    assert "/reviews/…/nowhere" in page.text


@pytest.mark.parametrize("wrong", [{}, {"csrf_token": "x"}, {"csrf_token": ""}])
def test_a_form_of_somebody_else_is_not_taken(quick: Flask, wrong: dict[str, str]) -> None:
    desk = Desk(quick)
    edit, _ = desk.begin()
    for path in filled(quick, "POST", edit.rpartition("/")[2]):
        response = desk.browser.post(path, data=wrong)
        assert response.status_code == 400, path
        assert "not filled in on a page that this browser has from here" in says(response)
    assert len(desk.json(edit)["history"]) == 1


def test_a_form_without_its_cookie_keeps_what_was_typed(quick: Flask) -> None:
    desk, other = Desk(quick), Desk(quick)
    edit, _ = desk.begin()
    typed = {"csrf_token": "x", "seen": "0", "by": "Ana", "notes": "Long thoughts."}
    page = other.browser.post(f"{edit}/issues/SNAG-001", data=typed)
    assert page.status_code == 400
    assert "Long thoughts.</textarea>" in page.text
    again = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert again is not None
    sent = {**typed, "csrf_token": again[1], "status": "open"}
    assert other.browser.post(f"{edit}/issues/SNAG-001", data=sent).status_code == 303
    new = other.browser.post("/reviews/new", data={"title": "A garden", "q.devices": "thumb"})
    assert new.status_code == 400
    assert 'value="A garden"' in new.text
    assert 'value="thumb" checked' in new.text


def test_queries_need_no_token(quick: Flask) -> None:
    """The protocol of SPARQL posts queries from anywhere; they change nothing."""
    response = quick.test_client().post("/sparql", data={"query": "no query"})
    assert response.status_code == 400
    assert "not filled in" not in response.text


def test_the_cookie_is_for_reviews_alone(quick: Flask) -> None:
    browser = quick.test_client()
    cookie = browser.get("/reviews").headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Lax", "Path=/reviews"):
        assert part in cookie
    assert "Secure" not in cookie
    below = quick.test_client().get(
        "/reviews", base_url="https://localhost", environ_overrides={"SCRIPT_NAME": "/snags"}
    )
    # ``__Host-`` is for the whole host, or browsers refuse it.
    assert re.match(
        r"__Host-snaglist-reviews-\w+=.*; Secure; HttpOnly; Path=/;", below.headers["Set-Cookie"]
    )
    plain = quick.test_client().get("/reviews", environ_overrides={"SCRIPT_NAME": "/snags"})
    assert "Path=/snags/reviews" in plain.headers["Set-Cookie"]
    for path in ("/", "/issues/SNAG-001", "/sparql", "/robots.txt"):
        assert "Set-Cookie" not in browser.get(path).headers


def test_two_servers_of_one_database_know_each_others_forms(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    one, other = (review_app(sample_knowledge, store) for _ in range(2))
    desk = Desk(one)
    edit, _ = desk.begin()
    desk.browser.application = other
    assert desk.answer(edit, "SNAG-001").status_code == 303


def test_who_writes_too_fast_is_told_when_to_go_on(
    sample_knowledge: Snapshot, store: ReviewStore
) -> None:
    desk = Desk(review_app(sample_knowledge, store, writes=2))
    edit, _ = desk.begin()
    assert desk.answer(edit, "SNAG-001").status_code == 303
    response = desk.answer(edit, "SNAG-002")
    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert "more than 2 changes in a minute" in says(response)
    assert_unseen(response.headers)
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert desk.get(edit).status_code == 200
    page = desk.browser.post("/reviews/new", environ_overrides=elsewhere)
    assert page.status_code == 400
    as_data = desk.browser.post("/reviews/new", headers={"Accept": "application/json"})
    assert as_data.json is not None
    assert as_data.json["error"]["status"] == 429


def test_a_form_has_a_size(quick: Flask) -> None:
    desk = Desk(quick)
    edit, _ = desk.begin()
    page = desk.post(f"{edit}/issues/SNAG-001", notes="x" * 1_000_001)
    assert page.status_code == 413
    assert "more than 1 MB" in says(page)
    parts = desk.post("/reviews/import", **{f"field{at}": "x" for at in range(2_000)})
    assert parts.status_code in (400, 413)


def test_a_file_has_a_size(quick: Flask) -> None:
    page = quick.test_client().post(
        "/reviews/import",
        data=b"#" * 5_000_001,
        content_type="multipart/form-data; boundary=x",
    )
    assert page.status_code == 413
    assert "more than 5 MB" in says(page)


def test_without_its_database_the_catalogue_goes_on(
    sample_knowledge: Snapshot, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    store = ReviewStore.open(f"sqlite:///{blocked / 'reviews.sqlite3'}")
    browser = review_app(sample_knowledge, store, counts=True).test_client()
    for path in ("/", "/issues", "/issues/SNAG-001", "/healthz", "/robots.txt"):
        assert browser.get(path).status_code == 200, path
    for path in ("/reviews", "/reviews/new", f"/reviews/{TOKEN}", "/reviews/admin"):
        response = browser.get(path)
        assert response.status_code == 503, path
        assert "database of reviews" in says(response)
        assert str(tmp_path) not in response.text
        assert_unseen(response.headers)
    assert browser.post("/reviews/new", data={"title": "T"}).status_code == 503
    store.close()


def test_a_database_that_is_lost_later_is_told_too(
    desk: Desk, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit, _ = desk.begin()

    def lost(*arguments: object, **given: object) -> None:
        raise DatabaseError("The disk of the database of reviews is full.")

    for name in ("visit", "change", "create"):
        monkeypatch.setattr(store, name, lost)
    monkeypatch.setattr(store, "fault", lambda: "lost")
    assert desk.get(edit).status_code == 503
    assert "is full" in desk.get(edit).text
    assert desk.get("/reviews").status_code == 503
    assert "cannot be reached" in says(desk.get("/reviews"))
    assert desk.get("/reviews/new").status_code == 200


def test_a_form_has_a_number_of_fields(quick: Flask) -> None:
    desk = Desk(quick)
    page = desk.post("/reviews/new", **{f"q.{at}": "x" for at in range(1_001)})
    assert page.status_code == 413
    assert "more than 1,000 fields" in says(page)


@pytest.mark.parametrize(
    ("address", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("", "", True),
    ],
)
def test_who_counts_as_one_visitor(address: str, other: str, same: bool) -> None:
    assert (client_network(address) == client_network(other)) is same


@pytest.mark.parametrize("name", ["B\x01o", "B\ufdd0o", "\u0344" * 150, "x" * 201])
def test_a_name_that_cannot_be_kept_is_told_and_not_logged(
    quick: Flask, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    page = Desk(quick).post("/reviews/new", title="T", by="A", reviewers=f"{name}\nCleo")
    assert page.status_code == 400
    assert "A name: " in says(page)
    assert not [each for each in caplog.records if each.name != LOGGER.name]


@pytest.mark.parametrize(
    "notes", ["> " * 4_990 + "x", "- " * 4_990 + "x", "1. " * 3_000, "<a " * 3_000]
)
def test_notes_that_would_keep_the_server_busy_are_shown_as_typed(quick: Flask, notes: str) -> None:
    desk = Desk(quick)
    edit, _ = desk.begin()
    assert desk.answer(edit, "SNAG-001", notes=notes).status_code == 303
    shown = f'<p class="said">{escape(notes.strip())}</p>'
    for path in (edit, f"{edit}/issues/SNAG-001", f"{edit}/report.html"):
        page = desk.get(path)
        assert page.status_code == 200
        assert shown in page.text


def test_a_state_that_nobody_can_have_seen_is_refused(quick: Flask) -> None:
    desk = Desk(quick)
    edit, _ = desk.begin()
    assert (
        desk.post(f"{edit}/issues/SNAG-001", status="open", by="A", seen="9" * 5_000).status_code
        == 400
    )


def test_the_log_of_last_resort_names_no_token(
    quick: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("not even the session")

    monkeypatch.setattr(quick.session_interface, "open_session", broken)
    monkeypatch.setitem(quick.config, "PROPAGATE_EXCEPTIONS", False)
    assert quick.test_client().get(f"/reviews/{TOKEN}").status_code == 500
    assert "while answering /reviews/…" in caplog.text
    assert TOKEN not in caplog.text

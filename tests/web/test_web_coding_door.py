"""Nobody writes but the browser that has the printed address, from our pages, on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from runner import snag
from web.coding_desk import HOST, ORIGIN, PAGE, SECRET, Coding, coding_app

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app

GOOD = {"words": "hung a bell", "code": "SNAG-001"}


@pytest.fixture
def app(sample_knowledge: Snapshot, sample: Path) -> Flask:
    return coding_app(sample_knowledge, sample)


@pytest.fixture
def untouched(sample: Path, app: Flask) -> Iterator[None]:
    yield
    assert not (sample / "interviews/I01/codings").exists()


def test_without_edit_there_is_no_such_page(sample_knowledge: Snapshot) -> None:
    client = create_app(sample_knowledge).test_client()
    assert client.get("/code").status_code == 404
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, data=GOOD).status_code in (404, 405)
    assert "/code/" not in client.get("/interviews/I01").text


def test_the_printed_address_lets_in_once_and_leaves_no_trace(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/code", base_url=ORIGIN).status_code == 403
    assert client.get("/code?key=wrong", base_url=ORIGIN).status_code == 403
    first = client.get(f"/code?key={SECRET}", base_url=ORIGIN)
    assert (first.status_code, first.headers["Location"]) == (303, "/code")
    cookie = first.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/code", "snaglist-code-8000="):
        assert part in cookie
    page = client.get("/code", base_url=ORIGIN)
    assert page.status_code == 200
    assert SECRET not in page.text
    for response in (first, page, client.get("/code?key=wrong", base_url=ORIGIN)):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in response.headers
    # Under no-referrer a browser would not say where a form comes from.
    assert page.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "http://localhost:8000"},
        {"Origin": f"https://{HOST}"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.usefixtures("untouched")
def test_a_form_from_elsewhere_writes_nothing(app: Flask, headers: dict[str, str]) -> None:
    browser = Coding(app)
    data = {**browser.shown(), **GOOD}
    for path in (PAGE, f"{PAGE}/hand-in"):
        done = browser.client.post(path, base_url=ORIGIN, data=data, headers=headers)
        assert done.status_code == 403


@pytest.mark.usefixtures("untouched")
def test_a_form_without_our_field_or_without_the_cookie_writes_nothing(app: Flask) -> None:
    browser = Coding(app)
    shown = browser.shown()
    for without in (
        {**shown, "form": ""},
        {**shown, "form": SECRET},
        {"version": shown["version"]},
    ):
        assert browser.send(shown=without, **GOOD).status_code == 403
    stranger = app.test_client()
    data = {**shown, **GOOD, "key": SECRET}
    for path in (PAGE, f"{PAGE}?key={SECRET}"):
        done = stranger.post(path, base_url=ORIGIN, data=data, headers={"Origin": ORIGIN})
        assert done.status_code == 403


@pytest.mark.parametrize(
    ("host", "peer"),
    [
        ("evil.example", "127.0.0.1"),
        ("rebound.localhost.evil.example:8000", "127.0.0.1"),
        ("mymachine", "127.0.0.1"),
        ("192.168.1.7:8000", "127.0.0.1"),
        (HOST, "192.168.1.9"),
        (HOST, ""),
    ],
)
def test_a_foreign_name_or_neighbour_gets_nothing(app: Flask, host: str, peer: str) -> None:
    browser = Coding(app)
    environ = {"REMOTE_ADDR": peer}
    url = f"http://{host}"
    cookie = {"Cookie": f"snaglist-code-8000={SECRET}; snaglist-code-80={SECRET}"}
    answer = browser.client.get(PAGE, base_url=url, environ_overrides=environ, headers=cookie)
    assert answer.status_code == 403
    assert "thermometer" not in answer.text
    opened = f"/code?key={SECRET}"
    answer = browser.client.get(opened, base_url=url, environ_overrides=environ)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("way", ["..", "%2e%2e", "I01%2F..", "I01\\..", "I99"])
def test_no_other_folder_can_be_named(app: Flask, way: str) -> None:
    assert Coding(app).get(f"/code/{way}").status_code == 404


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--edit", "--coder", "ana", "--host", "0.0.0.0"), "not 0.0.0.0"),
        (("--edit", "--coder", "ana", "--host", "192.168.1.7"), "not 192.168.1.7"),
        (("--edit",), "Who codes?"),
        (("--edit", "--coder", "bert"), "no coder bert"),
        (("--coder", "ana"), "needs --edit"),
    ],
)
def test_it_does_not_start_where_others_could_come_in(
    app: Flask, sample: Path, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    done = snag("serve", "--catalog", sample, "--data", tmp_path / "data", "--port", "0", *options)
    assert done.code == 2
    assert told in done.err

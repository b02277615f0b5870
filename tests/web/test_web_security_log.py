"""The log of review pages: who was let in and who was refused, and nothing that lets anybody in."""

import io
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from web.review_desk import ADMIN, Desk, review_app

from snaglist.errors import UsageError
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews.security_log import LOGGER, security_log

Line = dict[str, Any]


@pytest.fixture
def desk(sample_knowledge: Snapshot, tmp_path: Path) -> Iterator[Desk]:
    store = ReviewStore.open(f"sqlite:///{tmp_path / 'reviews.sqlite3'}")
    yield Desk(review_app(sample_knowledge, store))
    store.close()


@contextmanager
def logged() -> Iterator[Callable[[], list[Line]]]:
    """What is logged to standard error meanwhile."""
    text = io.StringIO()
    with security_log("-", text):
        yield lambda: [json.loads(line) for line in text.getvalue().splitlines()]


def told(line: Line) -> tuple[str, str, str, int]:
    return line["event"], line["method"], line["outcome"], line["status"]


def test_what_was_permitted_and_what_was_refused(desk: Desk) -> None:
    with logged() as lines:
        edit, view = desk.begin()[:2]
        desk.get(view)
        desk.post(f"{view}/delete", by="Ana")
        desk.get(edit[:-1] + ("x" if edit[-1] != "x" else "y"))
        desk.browser.post(f"{edit}/delete", data={"by": "Ana"})
    found = [told(line) for line in lines() if line["event"] != "show_index"]
    assert found[0] == ("submit_new", "POST", "permitted", 201)
    assert found[1] == ("show_review", "GET", "permitted", 200)
    assert found[2][1:] == ("POST", "refused", 403)
    assert found[3] == ("show_review", "GET", "refused", 404)
    assert found[4][1:] == ("POST", "refused", 400)
    assert {line["client"] for line in lines()} == {"127.0.0.1"}


def test_the_administrator_too(desk: Desk) -> None:
    with logged() as lines:
        desk.post("/reviews/admin", admin_token="a guess that is wrong")
        desk.post("/reviews/admin", admin_token=ADMIN)
        desk.get("/reviews.json")
    found = [told(line) for line in lines() if line["event"] != "show_index"]
    assert found == [
        ("submit_token", "POST", "refused", 403),
        ("submit_token", "POST", "permitted", 303),
        ("reviews_json", "GET", "refused", 401),
    ]


def test_requests_by_one_link_can_be_told_and_no_link_be_made(desk: Desk) -> None:
    edit, view = desk.begin(title="A title nobody should read")[:2]
    text = io.StringIO()
    with security_log("-", text):
        for path in (edit, view, f"{edit}/report.html", f"{edit}\n{{}}"):
            desk.get(path)
    links = [json.loads(line)["link"] for line in text.getvalue().splitlines()]
    assert links[0] == links[2] != links[1]
    for secret in (edit, view):
        assert secret.rpartition("/")[2] not in text.getvalue()
    assert "nobody should read" not in text.getvalue()


def test_the_rest_of_the_site_is_not_in_it(desk: Desk) -> None:
    with logged() as lines:
        for path in ("/", "/issues", "/search?q=rain", "/nowhere"):
            desk.get(path)
    assert lines() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_file_is_its_owners_and_made_anew_when_it_was_moved(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "security.log"
    old = os.umask(0)
    try:
        with security_log(str(file), io.StringIO()):
            desk.get("/reviews")
            file.rename(tmp_path / "security.log.1")
            desk.get("/reviews")
    finally:
        os.umask(old)
    desk.get("/reviews")
    for name in ("security.log", "security.log.1"):
        (line,) = (tmp_path / name).read_text().splitlines()
        assert json.loads(line)["event"] == "show_index"
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_log_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="cannot be written"),
        security_log(str(tmp_path), io.StringIO()),
    ):
        raise AssertionError("it was opened")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_full_disk_stops_no_request(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with security_log("/dev/full", io.StringIO()):
        assert [desk.get("/reviews").status_code for _ in range(3)] == [200] * 3
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert said == ["/dev/full cannot be written."]


def test_nobody_who_did_not_ask_is_told(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    desk.get("/reviews/a-guess")
    assert not LOGGER.propagate
    assert "security" not in capfd.readouterr().err

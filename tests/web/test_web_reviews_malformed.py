"""What no browser sends is answered 4xx by every form of reviews, and nothing is changed by it."""

import logging
import re
from collections.abc import Iterator

import pytest
from common import each_in_ci
from flask import Flask
from web.review_desk import Desk, review_app, says

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.reviews.security_log import LOGGER


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewStore]:
    """One for many looks."""
    found = ReviewStore.open(f"sqlite:///{tmp_path_factory.mktemp('kept')}/reviews.sqlite3")
    yield found
    found.close()


@pytest.fixture(scope="module")
def app(sample_knowledge: Snapshot, store: ReviewStore) -> Flask:
    return review_app(sample_knowledge, store)


@pytest.fixture(scope="module")
def desk(app: Flask) -> Desk:
    return Desk(app)


@pytest.fixture(scope="module")
def link(desk: Desk) -> str:
    """The link to edit a review, of which every form is tried."""
    return desk.begin(reviewers="Ana\nBen")[0]


def part(disposition: bytes, content: bytes = b"x", more: bytes = b"") -> bytes:
    """A part of a form; ``more`` are headers."""
    head = b"--b\r\nContent-Disposition: " + disposition + b"\r\n" + more + b"\r\n"
    return head + content + b"\r\n"


TITLE = b'form-data; name="title"'

PARTS = {
    "without a name": part(b"form-data"),
    "a file without a name": part(b'form-data; filename="a"'),
    "without a disposition": b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n",
    "without headers": b"--b\r\n\r\nx\r\n",
    "an attachment": part(b'attachment; name="title"'),
    "an empty name": part(b'form-data; name=""'),
    "a file where text is expected": part(b'form-data; name="title"; filename="a"'),
    "a name twice": part(TITLE) * 2,
    "NUL": part(TITLE, b"a\0b"),
    "NUL in a name": part(b'form-data; name="ti\0tle"'),
    "invalid UTF-8": part(TITLE, b"\xff\xfe"),
    "a name in invalid UTF-8": part(b'form-data; name="\xff"'),
    "half of a surrogate pair": part(TITLE, b"\xed\xa0\x80"),
    "UTF-7": part(TITLE, b"+AGE-", b"Content-Type: text/plain; charset=utf-7\r\n"),
    "an unknown charset": part(TITLE, b"a", b"Content-Type: text/plain; charset=nosuch\r\n"),
    "a charset that is no charset": part(TITLE, b"a", b"Content-Type: a/b; charset=base64\r\n"),
    "a name in odd encoding": part(b"form-data; name*=utf-16''%ff"),
    "a name in pieces": part(b"form-data; name*0=a; name*2=b"),
    "a long header": part(TITLE, b"x", b"X: " + b"a" * 100_000 + b"\r\n"),
    "nothing": b"",
}

ENDS = {"whole": b"--b--", "cut": b"", "in the middle": b"--b\r\nContent-Dis"}

TYPES = [
    "multipart/form-data",
    "multipart/form-data; boundary=",
    'multipart/form-data; boundary="b"',
    'multipart/form-data; boundary="b\\"',
    f"multipart/form-data; boundary={'b' * 5_000}",
    "multipart/form-data; boundary=é",
    "multipart/form-data; boundary*=utf-8''b",
    "multipart/form-data; boundary=b; charset=utf-16",
    "multipart/mixed; boundary=b",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/json",
    "text/plain",
    ";",
    "",
]

QUERIES = [
    b"&=x", b"&title=%ff", b"&title=%00", b"&title=%ED%A0%80", b"&%ff=1", b"&title=a&title=b",
    b"&title=\xff", b"&\xff", b"&by=%ED%A0%80&reviewers=%ED%A0%80%0Ax", b"&seen=%00",
    b"&" * 500, b"&status=open&status=open", b"&due=%00&expires=%ff&status=accepted", b"%", b"&%zz",
]  # fmt: skip


def forms(app: Flask, link: str) -> list[str]:
    """The address of every form of reviews."""
    token = link.rpartition("/")[2]
    return sorted(
        rule.rule.replace("<token>", token).replace("<identifier>", "SNAG-001")
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.rule.startswith("/reviews")
    )


def token_of(desk: Desk) -> bytes:
    found = re.search(r'name="csrf_token" value="([^"]+)"', desk.get("/reviews").text)
    assert found is not None
    return found[1].encode()


def check(app: Flask, desk: Desk, link: str, kind: str, body: bytes) -> None:
    for path in forms(app, link):
        if path.endswith("/delete"):
            continue  # which takes anything for a yes, below
        answer = desk.browser.post(path, data=body, content_type=kind)
        assert answer.status_code in (303, *range(400, 500)), (path, answer.status_code)
    assert len(desk.json(link)["history"]) == 1


@pytest.mark.parametrize("name", each_in_ci(PARTS, 3))
def test_odd_parts_change_nothing(app: Flask, desk: Desk, link: str, name: str) -> None:
    ours = part(b'form-data; name="csrf_token"', token_of(desk))
    for start in (ours, b""):
        body = start + PARTS[name] + ENDS["whole"]
        check(app, desk, link, "multipart/form-data; boundary=b", body)


@pytest.mark.parametrize("end", ENDS)
def test_forms_that_are_cut_change_nothing(app: Flask, desk: Desk, link: str, end: str) -> None:
    body = part(b'form-data; name="csrf_token"', token_of(desk)) + ENDS[end]
    check(app, desk, link, "multipart/form-data; boundary=b", body)


@pytest.mark.parametrize("kind", TYPES)
def test_odd_types_change_nothing(app: Flask, desk: Desk, link: str, kind: str) -> None:
    check(app, desk, link, kind, part(TITLE) + ENDS["whole"])


@pytest.mark.parametrize("query", QUERIES)
def test_odd_fields_change_nothing(app: Flask, desk: Desk, link: str, query: bytes) -> None:
    body = b"csrf_token=" + token_of(desk) + query
    check(app, desk, link, "application/x-www-form-urlencoded", body)


def test_what_is_wrong_is_said_and_not_logged(
    desk: Desk, link: str, caplog: pytest.LogCaptureFixture
) -> None:
    ours = part(b'form-data; name="csrf_token"', token_of(desk))
    told = {}
    with caplog.at_level(logging.ERROR):
        for name in ("without a name", "a file where text is expected", "a name twice"):
            body = ours + PARTS[name] + ENDS["whole"]
            kind = "multipart/form-data; boundary=b"
            answer = desk.browser.post("/reviews/new", data=body, content_type=kind)
            assert answer.status_code == 400
            told[name] = says(answer)
        for path in (f"{link}/delete", "/reviews/admin/x/delete"):
            body = PARTS["without a name"] + ENDS["whole"]
            assert desk.browser.post(path, data=body, content_type=kind).status_code == 400
    assert "A part of the form has no name." in told["without a name"]
    assert (
        "A file came as 'title', where none is expected." in told["a file where text is expected"]
    )
    assert "The field 'title' came 2 times." in told["a name twice"]
    assert not [each for each in caplog.records if each.name != LOGGER.name]

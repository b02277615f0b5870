"""Answers are kept only if they are everybody's, and are the same when given again."""

from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from snaglist.web.kept import Kept


class Counting:
    """An application that counts how often it was asked."""

    def __init__(self, status: str = "200 OK", **headers: str) -> None:
        self.asked = 0
        self.status = status
        self.headers = {"Cache-Control": "no-cache", "ETag": '"a"', **headers}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        body = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']} {self.asked}".encode()
        headers = {"Content-Type": "text/plain", "Content-Length": str(len(body)), **self.headers}
        start_response(self.status, [pair for pair in headers.items() if pair[1]])
        return [body]


def test_what_was_asked_before_is_not_asked_again() -> None:
    app = Counting()
    client = Client(Kept(app))
    assert [client.get("/a").text for _ in range(3)] == ["/a? 1"] * 3
    assert client.get("/a?q=1").text == "/a?q=1 2"
    assert client.get("/a", headers={"Accept": "text/turtle"}).text == "/a? 3"
    assert client.get("/a", base_url="http://other.example").text == "/a? 4"
    assert app.asked == 4


def test_who_has_it_gets_nothing() -> None:
    client = Client(Kept(Counting()))
    client.get("/a")
    again = client.get("/a", headers={"If-None-Match": '"a"'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", '"a"')
    assert client.get("/a", headers={"If-None-Match": '"b"'}).status_code == 200


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 NOT FOUND", {}),
        ("303 SEE OTHER", {}),
        ("200 OK", {"Cache-Control": "no-store"}),
        ("200 OK", {"Cache-Control": "private, no-cache"}),
        ("200 OK", {"ETag": ""}),
        ("200 OK", {"Set-Cookie": "a=b"}),
        ("200 OK", {"Content-Length": "2000000"}),
    ],
)
def test_what_is_not_everybodys_is_asked_for_every_time(
    status: str, headers: dict[str, str]
) -> None:
    app = Counting(status, **headers)
    client = Client(Kept(app))
    client.get("/a")
    client.get("/a")
    assert app.asked == 2


def test_other_methods_and_ranges_pass() -> None:
    app = Counting()
    client = Client(Kept(app))
    client.get("/a")
    client.post("/a")
    client.head("/a")
    client.get("/a", headers={"Range": "bytes=0-1"})
    assert app.asked == 4


def test_the_oldest_goes_when_there_is_too_much() -> None:
    app = Counting()
    client = Client(Kept(app, most=len("/a? 1") * 2))
    for path in ("/a", "/b", "/a", "/c", "/a"):
        client.get(path)
    assert app.asked == 3
    client.get("/b")
    assert app.asked == 4, "what was asked for longest ago was kept"


@pytest.mark.parametrize(
    "address", ["/", "/issues/SNAG-001", "/issues/SNAG-001.ttl", "/search?q=sensor", "/map.json"]
)
def test_what_is_given_again_is_the_same(app: Flask, address: str) -> None:
    kept = app.wsgi_app
    assert isinstance(kept, Kept)
    plain = Client(kept._app)
    client = app.test_client()
    first, again, asked = client.get(address), client.get(address), plain.get(address)
    assert first.data == again.data == asked.data
    for answer in (first, again, asked):
        answer.headers.pop("Date")
    assert list(first.headers) == list(again.headers) == list(asked.headers)

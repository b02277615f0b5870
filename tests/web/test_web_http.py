"""Raw HTTP: what RFC 9112 has servers refuse is refused; nothing waits for what will not come."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waitress.adjustments import Adjustments
from web.by_hand import ASK, by_hand
from web.test_web_connections import application

from snaglist.web.http_parser import MAX_CHUNK_LINE, MAX_TRAILER, StrictParser
from snaglist.web.serving import MAX_HEAD_OCTETS

CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"


@pytest.mark.parametrize(
    "request_text",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nhOST : b\r\n\r\n",
        b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
        CHUNKED.replace(b"Host", b"Content-Length: 3\r\nHost") + b"0\r\n\r\n",
        CHUNKED.replace(b"\r\n\r\n", b"\r\ncontent-length: 0\r\n\r\n") + b"0\r\n\r\n",
        b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        CHUNKED + b"1;" + b"x" * (MAX_CHUNK_LINE + 100),
        CHUNKED + b"0\r\nX: " + b"x" * (MAX_TRAILER + 100),
    ],
)
def test_what_is_ambiguous_is_refused_and_the_connection_closed(request_text: bytes) -> None:
    with by_hand(application) as site:
        client = site.connect()
        assert site.ask(client, request_text).startswith((b"HTTP/1.1 400 ", b"HTTP/1.0 400 "))
        assert site.is_closed(client)


@pytest.mark.parametrize(
    "request_text",
    [
        ASK,
        b"\r\n" + ASK,
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
        CHUNKED + b"3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n",
    ],
)
def test_what_is_clear_is_answered(request_text: bytes) -> None:
    with by_hand(application) as site:
        assert b" 200 OK\r\n" in site.ask(site.connect(), request_text).partition(b"\r\n\r\n")[0]


def test_a_body_that_is_waited_for_is_asked_for_once() -> None:
    with by_hand(application) as site:
        client = site.connect()
        assert site.ask(client, BODY) == b"HTTP/1.1 100 Continue\r\n\r\n"
        assert site.ask(client, b"abc").startswith(b"HTTP/1.1 200 OK")


def test_a_body_that_is_too_large_is_refused_and_not_asked_for() -> None:
    with by_hand(application) as site:
        client = site.connect()
        large = BODY.replace(b"Length: 3", b"Length: 30000000")
        assert site.ask(client, large).startswith(b"HTTP/1.1 413 ")
        assert site.is_closed(client)


def test_of_an_absolute_address_its_host_counts() -> None:
    parser = StrictParser(Adjustments())
    parser.received(b"GET http://snags.example/issues HTTP/1.1\r\nHost: evil.example\r\n\r\n")
    assert (parser.headers["HOST"], parser.path) == ("snags.example", "/issues")


def test_a_head_that_is_too_long_is_refused() -> None:
    with by_hand(application) as site:
        client = site.connect()
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * MAX_HEAD_OCTETS)
        assert site.answer(client).startswith(b"HTTP/1.0 431 ")


@given(
    cuts=st.lists(st.integers(0, 400), max_size=12),
    body=st.binary(max_size=30),
    more=st.binary(max_size=30),
)
def test_it_is_the_same_request_however_it_is_cut(
    cuts: list[int], body: bytes, more: bytes
) -> None:
    head = b"POST /a?b=c HTTP/1.1\r\nHost: a\r\nX-Y: z\r\nContent-Length: %d\r\n\r\n" % len(body)
    stream = head + body + more
    parser = StrictParser(Adjustments())
    places = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    consumed = 0
    for begin, end in pairwise(places):
        piece = stream[begin:end]
        while piece and not parser.completed:
            taken = parser.received(piece)
            piece, consumed = piece[taken:], consumed + taken
    # What follows is of the next request.
    assert parser.completed
    assert parser.error is None
    assert consumed == len(head + body)
    assert parser.get_body_stream().read() == body
    assert (parser.path, parser.query, parser.headers["X_Y"]) == ("/a", "b=c", "z")

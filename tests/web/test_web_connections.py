"""Connections: nobody who only waits keeps others out, and nothing lasts for ever."""

import errno
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from web.by_hand import ASK, ByHand, by_hand

from snaglist.addresses import read_networks
from snaglist.web import connections
from snaglist.web.channels import ConnectionLimits, Phase
from snaglist.web.serving import fit_descriptors

BIG = 20_000_000
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
FORM = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Says hello, or much."""
    body = b"x" * BIG if environ["PATH_INFO"] == "/big" else b"hello"
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


class Held:
    """An application whose answers wait until they are let go."""

    def __init__(self) -> None:
        self.asked, self.let_go = threading.Semaphore(0), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.release()
        assert self.let_go.wait(30)
        return application(environ, start_response)


def phases(site: ByHand) -> list[Phase]:
    """What each connection is at."""
    return sorted(channel.phase for channel in site.channels())


def test_three_hundred_that_send_an_octet_at_a_time_keep_nobody_out() -> None:
    with by_hand(application) as site:
        slow = [site.connect(turns=0) for _ in range(300)]
        for octet in (HEAD, b"a", b"b"):
            for client in slow:
                client.sendall(octet)
            assert site.ask(site.connect()).startswith(b"HTTP/1.1 200 OK")
        assert len(site.channels()) == 303


@pytest.mark.parametrize("begun", [b"", HEAD, b"G"])
def test_a_head_has_its_time(begun: bytes) -> None:
    with by_hand(application, request_seconds=20) as site:
        client = site.connect()
        if begun:
            site.send(client, begun)
        site.later = 19
        assert site.is_open(client)
        if begun:
            site.send(client, b"a")
        site.later = 21
        # Nobody waits for an answer who has not asked.
        assert site.answer(client).startswith(b"HTTP/1.1 408 " if begun else b"")
        assert site.is_closed(client)


def test_between_requests_a_connection_has_a_time_of_its_own() -> None:
    with by_hand(application, request_seconds=20, idle_seconds=30) as site:
        client = site.connect()
        assert b" 200 OK" in site.ask(client)
        assert site.is_open(client)
        site.later = 29
        assert b" 200 OK" in site.ask(client)
        assert site.is_open(client)
        site.later = 58
        assert site.is_open(client)
        site.send(client, HEAD)
        site.later = 77
        assert site.is_open(client)
        site.later = 80
        assert b" 408 " in site.answer(client)
        other = site.connect()
        assert b" 200 OK" in site.ask(other)
        assert site.is_open(other)
        site.later = 112
        assert site.answer(other) == b""


def test_a_body_may_take_long_that_comes_on() -> None:
    with by_hand(application, request_seconds=20) as site:
        steady, slow = site.connect(), site.connect()
        for client in (steady, slow):
            site.send(client, FORM)
        site.send(steady, b"x" * 100_000)
        site.turn(20)
        site.later = 25
        assert b" 408 " in site.answer(slow)
        assert site.is_open(steady)
        site.later = 119
        assert site.is_open(steady)
        site.later = 121
        assert b" 408 " in site.answer(steady)


def test_no_body_takes_ten_minutes() -> None:
    with by_hand(application, request_seconds=20) as site:
        client = site.connect()
        site.send(client, FORM)
        for _ in range(9):
            site.send(client, b"x" * 100_000)
            site.turn(20)
        site.later = 590
        assert site.is_open(client)
        site.later = 601
        assert b" 408 " in site.answer(client)


def test_who_does_not_read_is_let_go_and_holds_no_thread() -> None:
    with by_hand(application, threads=1, request_seconds=20) as site:
        reader = site.connect()
        site.send(reader, b"GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2)
        # The only thread is free for others, though nothing of the answers was read.
        assert b" 200 OK" in site.ask(site.connect())
        # Each answer has its time from when it is there; both are before the clock moves.
        site.until(lambda: not any(each.requests for each in site.channels()))
        assert Phase.SENDING in phases(site)
        site.later = 19
        site.turn()
        assert Phase.SENDING in phases(site)
        site.later = 60 + 2 * BIG / 1000
        site.turn()
        assert Phase.SENDING not in phases(site)


def test_answers_that_wait_are_bounded_in_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_BUFFERED_OCTETS", BIG + 4_000_000)
    with by_hand(application) as site:
        for _ in range(3):
            site.send(site.connect(), b"GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n")
            site.until(lambda: phases(site) == [Phase.SENDING])


def test_at_the_limit_who_has_waited_longest_makes_room() -> None:
    with by_hand(application, connections=3) as site:
        head, idle, body = site.connect(), site.connect(), site.connect()
        site.send(head, HEAD)
        assert b" 200 OK" in site.ask(idle)
        site.send(body, FORM)
        for gone in (idle, head):
            last = site.connect()
            assert b" 200 OK" in site.ask(last)
            assert site.is_closed(gone)
            site.send(last, FORM)
        assert site.is_open(body)
        assert len(site.channels()) == 3


def test_a_client_makes_room_for_itself_and_for_nobody_else() -> None:
    with by_hand(application, client_connections=2) as site:
        other = site.connect(address="192.0.2.8")
        mine = [site.connect(address=f"2001:db8::{number}") for number in range(4)]
        assert [site.is_open(each) for each in mine] == [False, False, True, True]
        assert site.is_open(other)
        assert site.is_open(site.connect(address="2001:db8:0:1::1"))
        assert b" 200 OK" in site.ask(mine[-1])


@pytest.mark.parametrize(
    ("limits", "address", "status"),
    [
        ({"client_connections": 1}, "192.0.2.8", b"429 Too Many Requests"),
        ({"connections": 1}, "127.0.0.1", b"503 Service Unavailable"),
    ],
)
def test_where_all_are_being_answered_one_more_is_refused(
    limits: dict[str, int], address: str, status: bytes
) -> None:
    held = Held()
    with by_hand(held, **limits) as site:
        first = site.connect(address=address)
        site.send(first, ASK)
        held.asked.acquire()
        assert site.answer(site.connect(address=address)).startswith(b"HTTP/1.1 " + status)
        held.let_go.set()
        assert b" 200 OK" in site.answer(first)


def test_this_machine_and_proxies_are_not_counted() -> None:
    with by_hand(application, client_connections=1, exempt=read_networks("192.0.2.0/24")) as site:
        for address in ("127.0.0.1", "192.0.2.8", "::1", "::ffff:127.0.0.1"):
            both = [site.connect(address=address) for _ in range(2)]
            assert [site.is_open(each) for each in both] == [True, True], address


def test_without_descriptors_the_server_waits_and_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("snaglist.connections"), "disabled", False)
    with by_hand(application) as site:
        idle = site.connect()
        accept = site.server.accept
        asked: list[None] = []

        def fail() -> None:
            asked.append(None)
            raise OSError(errno.EMFILE, "Too many open files")

        site.server.accept = fail  # type: ignore[method-assign]
        waiting = site.connect()
        site.turn(50)
        assert len(asked) == 1
        assert site.is_closed(idle)
        site.later = 1
        site.turn()
        assert len(asked) == 2
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert "ulimit -n" in caplog.text
        site.server.accept = accept  # type: ignore[method-assign]
        site.later = 2
        assert b" 200 OK" in site.ask(waiting)


def test_connections_are_as_many_as_there_are_descriptors_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits))
    limits = ConnectionLimits(connections=1000)
    for soft, hard, fitting in ((64, 64, 16), (20, 20, 8), (256, 5000, 1000), (5000, 5000, 1000)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, found=(soft, hard): found)
        assert fit_descriptors(limits).connections == fitting
    assert asked == [(64, 64), (20, 20), (3048, 5000)]

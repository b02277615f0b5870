"""The server binds before it serves, says what is wrong with a port, and stops cleanly."""

import logging
import os
import signal
import socket
import threading
import time
import urllib.request

import pytest
from flask import Flask, request

from snaglist.addresses import read_networks
from snaglist.errors import UsageError
from snaglist.web.forwarding import Forwarding
from snaglist.web.serving import base_url, bind, redact_log_record, serve


def test_a_port_in_use_is_named_with_a_way_out() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} is in use.*--port {port + 1}"):
            bind("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", 70_000), ("127.0.0.1", -1), ("192.0.2.1", 8000), ("a b", 80)]
)
def test_what_cannot_be_listened_on_is_said(host: str, port: int) -> None:
    with pytest.raises(UsageError):
        bind(host, port)


@pytest.mark.parametrize(
    ("proxy", "seen"),
    [("", "http://127.0.0.1 127.0.0.1"), ("127.0.0.1", "https://snags.example 192.0.2.7")],
)
def test_only_the_proxy_named_is_believed(proxy: str, seen: str) -> None:
    app = Flask("told")

    @app.get("/")
    def told() -> str:
        return f"{request.scheme}://{request.host.partition(':')[0]} {request.remote_addr}"

    listener = bind("127.0.0.1", 0)
    said = {
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "snags.example",
    }
    asked = urllib.request.Request(base_url(listener), headers=said)
    answers: list[str] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(asked, timeout=10) as response:
                answers.append(response.read().decode())
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    asking = threading.Thread(target=ask)
    asking.start()
    serve(app, listener, threads=2, forwarding=Forwarding(read_networks(proxy)))
    asking.join()
    assert answers == [seen]


def test_serves_until_terminated_and_restores_the_handler(app: Flask) -> None:
    before = signal.getsignal(signal.SIGTERM)
    listener = bind("127.0.0.1", 0)
    url, answers = base_url(listener), []

    def ask() -> None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=10) as response:
                answers.append((response.status, response.headers["Server"]))
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    asking = threading.Thread(target=ask)
    asking.start()
    started = time.monotonic()
    serve(app, listener, threads=2)
    asking.join()
    assert answers == [(200, None)]
    assert time.monotonic() - started < 10
    assert signal.getsignal(signal.SIGTERM) is before
    with pytest.raises(OSError, match=r"(?i)refused|reset"):
        socket.create_connection(listener_address(url), timeout=2)


def listener_address(url: str) -> tuple[str, int]:
    """Host and port of an address."""
    host, _, port = url.removeprefix("http://").partition(":")
    return host, int(port)


def test_the_address_is_one_a_browser_can_open() -> None:
    with bind("0.0.0.0", 0) as listener:
        assert base_url(listener).startswith("http://127.0.0.1:")


def test_waitress_logs_no_token(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("waitress")
    # import-linter, which another test runs, switches off all loggers that it finds.
    monkeypatch.setattr(logger, "disabled", False)
    monkeypatch.setattr(logger, "filters", [redact_log_record])
    with caplog.at_level(logging.INFO):
        logger.info("Client disconnected while serving /reviews/Abc-def_0123/links")
        logger.info("Client disconnected while serving /issues/SNAG-001")
        logger.info("Client disconnected while serving /below/reviews/Abc-def_0123/links")
    told = [record.getMessage().rpartition(" ")[2] for record in caplog.records]
    assert told == ["/reviews/…/links", "/issues/SNAG-001", "/below/reviews/…/links"]

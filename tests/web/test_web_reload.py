"""A running server lives through rebuilds and takes up what was built, without a request lost."""

import http.client
import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from common import ONTOLOGY
from prebuilt import put_built
from reasoners import known_entailed
from servers import snag_serve

from snaglist.build.current import open_current
from snaglist.snapshot.lock import is_read
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web import reload
from snaglist.web.reload import Reloader, on_hangup
from snaglist.web.served import Served, Serving

ENTRY = "issues/SNAG-001-the-thermometer-dies.md"
SPARQL = "/sparql?format=csv&query=SELECT%20%3Ft%20%7B%20id:SNAG-001%20skos:definition%20%3Ft%20%7D"
PATHS = (
    "/",
    "/issues/SNAG-001",
    "/issues/SNAG-001.ttl",
    "/search?q=bell",
    "/data",
    "/data/ontology.owl",
    "/ontology.ttl",
    "/context.jsonld",
    "/sparql?query=ASK%7B%7D",
    "/healthz",
    "/readyz",
)
PATIENCE = 60


class Clients:
    """People who ask for page after page, each over a connection of their own."""

    def __init__(self, port: int, number: int = 2) -> None:
        self._port = port
        self._enough = threading.Event()
        self.answers = 0
        self.wrong: list[str] = []
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(number)]

    def __enter__(self) -> "Clients":
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for each in self._threads:
            each.join()

    def _ask(self, first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        at = first
        while not self._enough.is_set():
            path = PATHS[at % len(PATHS)]
            at += 1
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                length = len(response.read())
            except OSError as error:
                self.wrong.append(f"{path}: {error!r}")
                continue
            if response.status != 200 or not length:
                self.wrong.append(f"{path}: {response.status}")
            self.answers += 1
            time.sleep(0.05)
        connection.close()


def ask(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode()
    finally:
        connection.close()
    assert response.status == 200, (path, response.status, text)
    return text


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def edit(catalog: Path, one: str, other: str) -> None:
    entry = catalog / ENTRY
    text = entry.read_text()
    assert one in text
    entry.write_text(text.replace(one, other))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder in use")
@pytest.mark.thorough
def test_a_server_lives_through_rebuilds_and_the_loss_of_its_folder(
    tmp_path: Path, sample: Path, sample_knowledge: Snapshot
) -> None:
    data, reason = tmp_path / "data", known_entailed(sample_knowledge)
    folder = put_built(sample_knowledge, data, sample)
    told: list[str] = []

    def build() -> str:
        known = open_current(data, sample, ONTOLOGY, told.append, reason)
        known.close()
        return known.manifest.key

    def serves(key: str) -> bool:
        return bool(json.loads(ask(port, "/healthz"))["snapshot"] == key)

    with snag_serve("--catalog", sample, "--data", data) as port, Clients(port) as clients:
        first = json.loads(ask(port, "/healthz"))["snapshot"]
        assert first == sample_knowledge.manifest.key
        # What was built is served, in every form.
        edit(sample, "would have told", "would have rung")
        second = build()
        wait_until(lambda: serves(second))
        assert "would have rung" in ask(port, "/issues/SNAG-001")
        assert "would have rung" in ask(port, "/issues/SNAG-001.ttl")
        # An edit taken back leads back to the first snapshot, which is there still.
        edit(sample, "would have rung", "would have told")
        before = len(told)
        assert build() == first
        assert told[before:] == [], "it was built anew"
        wait_until(lambda: serves(first))
        # Without its folder the server goes on.
        shutil.rmtree(data)
        assert "would have told" in ask(port, "/issues/SNAG-001")
        for path in PATHS:
            ask(port, path)
        # What is put there later is taken up.
        put_built(sample_knowledge, data, sample)
        wait_until(lambda: is_read(folder / first))
    assert clients.wrong == []
    assert clients.answers > len(PATHS)


SLOW = (
    "/sparql?format=csv&query="
    "SELECT%20%28COUNT%28%2A%29%20AS%20%3Fn%29%20%7B%20%3Fa%20a%20%3Fb%20.%20%3Fc%20%3Fd%20%3Fe%20"
    "FILTER%28STRLEN%28CONCAT%28STR%28%3Fa%29%2CSTR%28%3Fc%29%29%29%3E5%29%20%7D"
)
"""Counts every type with every statement, which takes seconds."""


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers no queries in processes")
def test_a_query_ends_in_the_processes_it_began_in(
    tmp_path: Path, sample: Path, sample_knowledge: Snapshot
) -> None:
    data, answers = tmp_path / "data", list[str]()
    put_built(sample_knowledge, data, sample)
    folders = ("--catalog", sample, "--data", data)
    with snag_serve(*folders, SNAGLIST_QUERY_SECONDS="300") as port:
        asking = threading.Thread(target=lambda: answers.append(ask(port, SLOW)))
        asking.start()
        edit(sample, "taken for calm.", "taken for quiet.")
        known = open_current(data, sample, ONTOLOGY, print, known_entailed(sample_knowledge))
        known.close()
        wait_until(lambda: json.loads(ask(port, "/healthz"))["snapshot"] == known.manifest.key)
        assert asking.is_alive(), "the query was over before the new snapshot was taken up"
        assert "taken for quiet" in ask(port, SPARQL)
        asking.join()
    assert answers
    assert int(answers[0].split()[1]) > 1_000_000


class Engine:
    """Says whether it was closed."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


def pretended(name: str) -> Served:
    known = SimpleNamespace(folder=Path(name), close=lambda: None)
    return Served(cast(Snapshot, known), cast(Any, Engine()))


def closed(served: Served) -> bool:
    return cast(Engine, served.engine).closed


def test_a_request_ends_on_what_it_began_with() -> None:
    old, new = pretended("old"), pretended("new")
    serving = Serving(old)
    with serving.request() as early, serving.request():
        serving.replace(new)
        assert serving.close_former() == 0
        with serving.request() as late:
            assert (early, late) == (old, new)
        assert not closed(old)
    assert serving.close_former() == 1
    assert closed(old)
    assert not closed(new)
    serving.close()
    assert closed(new)


def test_a_request_that_fails_is_over_too() -> None:
    serving = Serving(pretended("old"))
    with pytest.raises(ZeroDivisionError), serving.request():
        raise ZeroDivisionError
    serving.replace(pretended("new"))
    assert serving.close_former() == 1


def test_who_is_asked_looks_at_once_even_at_what_was_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reload, "SECONDS", 3600)
    serving, new = Serving(pretended("old")), pretended("new")
    found = threading.Event()

    def find(served: Served, again: bool) -> Served | None:
        found.set()
        return new if again and served is not new else None

    with Reloader(serving, find, lambda: None) as reloader:
        reloader.ask()
        assert found.wait(PATIENCE)
        wait_until(lambda: serving.current is new)


@pytest.mark.parametrize("error", [ValueError("a bug"), MemoryError()])
def test_whatever_goes_wrong_the_old_one_serves_on(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    old, answers = pretended("old"), [error]
    serving, new = Serving(old), pretended("new")

    def find(served: Served, again: bool) -> Served | None:
        if answers:
            raise answers.pop()
        return new

    swept: list[int] = []
    reloader = Reloader(serving, find, lambda: swept.append(1))
    reloader.look()
    assert serving.current is old
    assert "newer snapshot" in caplog.text
    reloader.look()
    assert serving.current is new
    assert swept == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
def test_a_hangup_asks_and_the_former_handler_comes_back() -> None:
    before, asked = signal.getsignal(signal.SIGHUP), []
    with on_hangup(lambda: asked.append(1)):
        os.kill(os.getpid(), signal.SIGHUP)
        wait_until(lambda: bool(asked))
    assert signal.getsignal(signal.SIGHUP) is before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals of this kind")
def test_a_terminal_that_is_gone_ends_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    there = [True]
    monkeypatch.setattr(os, "isatty", lambda descriptor: there[0])
    asked: list[int] = []

    def hang_up() -> None:
        there[0] = False
        os.kill(os.getpid(), signal.SIGHUP)
        time.sleep(PATIENCE)

    with pytest.raises(KeyboardInterrupt), on_hangup(lambda: asked.append(1)):
        hang_up()
    assert asked == []

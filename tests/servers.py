"""Real servers on loopback for tests: our own, and Oxigraph's."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

BIN = Path(sys.executable).parent
START = 120
"""Seconds within which a server must answer, a build included."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environment: Mapping[str, str]) -> Iterator[int]:
    """A server's process, once it answers at ``port``."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait(process: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if process.poll() is not None:
            assert process.stderr is not None
            raise AssertionError(f"the server ended: {process.stderr.read()}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise AssertionError(f"the server did not answer within {START} seconds")


@contextmanager
def snag_serve(*arguments: str | Path, **environment: str) -> Iterator[int]:
    """``snag serve`` with these arguments; gives its port."""
    port = free_port()
    command = [str(part) for part in (BIN / "snag", "serve", "--port", port, *arguments)]
    # Reviews of tests must not come into the data folder of who runs them.
    with tempfile.TemporaryDirectory() as folder:
        kept = {"SNAGLIST_DATABASE_URL": f"sqlite:///{folder}/reviews.sqlite3"}
        with running(command, port, kept | environment) as found:
            yield found


@contextmanager
def oxigraph_serve(graphs: Mapping[str, bytes], *arguments: str) -> Iterator[int]:
    """Oxigraph's own server with these named graphs of N-Triples; gives its port."""
    port = free_port()
    command = [str(BIN / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}", *arguments]
    with running(command, port, {}) as found:
        for iri, content in graphs.items():
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            address = f"/store?graph={quote(iri, safe='')}"
            headers = {"Content-Type": "application/n-triples"}
            connection.request("PUT", address, content, headers)
            status = connection.getresponse().status
            connection.close()
            assert status in (201, 204), status
        yield found

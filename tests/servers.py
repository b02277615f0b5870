"""Real servers on loopback for tests: our own, and Oxigraph's."""

import http.client
import os
import re
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
def snag_process(*arguments: str | Path, **environment: str) -> Iterator[tuple[int, int, Path]]:
    """``snag serve`` at a free port: the port, its process, and the file with what it says.

    What it says goes into a file, as a pipe that nobody reads stops who writes much.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        kept = {"SNAGLIST_DATABASE_URL": f"sqlite:///{folder}/reviews.sqlite3"}
        with said.open("w") as file:
            process = subprocess.Popen(
                [str(part) for part in (BIN / "snag", "serve", "--port", 0, *arguments)],
                env={**os.environ, **kept, **environment},
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
            )
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
            assert found is not None, said.read_text()
            yield int(found[1]), process.pid, said
        finally:
            process.terminate()
            process.communicate(timeout=60)


def octets_resident(pid: int) -> int:
    """Octets of memory that a process of this machine has; Linux only."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


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

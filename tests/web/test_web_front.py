"""`snag serve` in front of everything: its port, names, proxies, and few descriptors."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from common import SAMPLE
from servers import BIN

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
from flask import Flask
from snaglist.web.serving import bind, serve
app = Flask("small")
app.get("/")(lambda: "hello")
listener = bind("127.0.0.1", 0)
print(listener.getsockname()[1], flush=True)
serve(app, listener, threads=2)
"""
HELD = 90
SECONDS = 2
MOST_CPU = 0.3
"""Of a core, while nothing happens; what never rests takes all of one."""


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple[int, list[str]]]:
    """`snag serve --port 0` of the sample: the port it says, and all it says on stderr."""
    told: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        environment.setdefault("SNAGLIST_DATABASE_URL", f"sqlite:///{folder}/reviews.sqlite3")
        process = subprocess.Popen(
            [str(BIN / "snag"), "serve", "--port", "0", "--catalog", str(SAMPLE), *arguments],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            assert found is not None, line
            yield int(found[1]), told
        finally:
            process.terminate()
            told.append(process.communicate(timeout=60)[1])


def ask(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Status and text."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


@pytest.mark.thorough
def test_a_port_that_the_system_chose_a_proxy_and_a_prefix(tmp_path: Path) -> None:
    given = {"SNAGLIST_PROXY": "10.0.0.0/8, 127.0.0.0/8,::1", "SNAGLIST_DATA": str(tmp_path)}
    with served(**given) as (port, told):
        secure = {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "snags.example"}
        _, text = ask(port, "/opensearch.xml", **secure, X_Forwarded_Prefix="/kb")
        assert 'template="https://snags.example/kb/search?' in text
        assert ask(port, "/", Host="evil.example")[0] == 200
        assert re.findall('href="(/[^"]*)"', ask(port, "/", X_Forwarded_Prefix="/kb")[1])
    assert "Warning" not in told[0]
    given |= {"SNAGLIST_PROXY": "*", "SNAGLIST_PREFIX": "/b", "SNAGLIST_HOSTS": "snags.example"}
    with served(**given) as (port, told):
        assert ask(port, "/issues", Host="evil.example")[0] == 400
        _, text = ask(port, "/b/opensearch.xml", Host="snags.example")
        assert 'template="http://snags.example/b/search?' in text
    assert "Warning: SNAGLIST_PROXY names every address" in told[0]


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_few_descriptors_leave_the_processor_and_the_log_alone() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LIMITED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    held: list[socket.socket] = []
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        for _ in range(HELD):
            held.append(socket.create_connection(("127.0.0.1", port), timeout=60))
            held[-1].sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
        assert ask(port, "/") == (200, "hello")
        before = cpu_seconds(process.pid)
        time.sleep(SECONDS)
        assert cpu_seconds(process.pid) - before < MOST_CPU * SECONDS
        assert ask(port, "/") == (200, "hello")
    finally:
        for each in held:
            each.close()
        process.terminate()
        log = process.communicate(timeout=60)[1]
    assert "16 connections at a time instead of 1000" in log
    assert len(log.splitlines()) < 10


def cpu_seconds(pid: int) -> float:
    """What a process has used of processors."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

"""The Caddyfile, with Caddy in front of a real server: below a path, over HTTPS, of one name."""

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from common import SAMPLE, TESTS, need
from servers import free_port, snag_serve

FILE = TESTS.parent / "server" / "deploy" / "Caddyfile"
START = 30


@contextmanager
def caddy(folder: Path, upstream: int) -> Iterator[int]:
    """Caddy with our file and a certificate of its own making; gives its port."""
    port = free_port()
    text = FILE.read_text(encoding="utf-8")
    # The ports 80 and 443 are not a test's to take, nor is the machine's store of certificates.
    options = "\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\tlocal_certs\n"
    assert "\tadmin off\n" in text
    file = folder / "Caddyfile"
    file.write_text(text.replace("\tadmin off\n", options), encoding="utf-8")
    kept = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    own = {"SITE": f"localhost:{port}", "UPSTREAM": f"127.0.0.1:{upstream}"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
            env=os.environ | kept | own,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        end = time.monotonic() + START
        while ask(port, "/nothing")[0] != 404:
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < end, (folder / "log").read_text()
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body; status 0 where nobody answers yet."""
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    connection = HTTPSConnection("localhost", port, timeout=10, context=unchecked)
    try:
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    except OSError:
        return 0, {}, ""
    finally:
        connection.close()


@pytest.mark.thorough
def test_pages_are_below_the_path_over_https(tmp_path: Path) -> None:
    need(shutil.which("caddy") is not None, "Caddy is not installed")
    settings = {"SNAGLIST_PROXY": "127.0.0.1,::1", "SNAGLIST_HOSTS": "localhost"}
    with (
        snag_serve("--catalog", SAMPLE, SNAGLIST_PREFIX="/snaglist", **settings) as upstream,
        caddy(tmp_path, upstream) as port,
    ):
        status, headers, page = ask(port, "/snaglist/")
        assert status == 200
        assert 'href="/snaglist/issues' in page
        assert 'href="/issues' not in page
        assert "Strict-Transport-Security" in headers
        status, _, text = ask(port, "/snaglist/opensearch.xml")
        assert f"https://localhost:{port}/snaglist/search" in text
        assert ask(port, "/snaglist")[0] == 302
        assert ask(port, "/issues")[0] == 404
        # What a visitor says of a path is not believed.
        _, _, page = ask(port, "/snaglist/", X_Forwarded_Prefix="/evil")
        assert "/evil" not in page


@pytest.mark.thorough
def test_caddy_finds_nothing_wrong() -> None:
    need(shutil.which("caddy") is not None, "Caddy is not installed")
    command = ["caddy", "validate", "--config", str(FILE), "--adapter", "caddyfile"]
    found = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"SITE": "snags.example.org"}
    )
    assert found.returncode == 0, found.stderr

"""Taguette, driven over HTTP as its own pages do; needs the peer that ``.ci/run`` installs."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from servers import START, free_port

BOUNDARY = "snaglist-7b2f"


class Taguette:
    """One project of a running Taguette."""

    def __init__(self, door: str) -> None:
        self.base = door.partition("/?")[0]
        self.jar = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar))
        self._open(Request(door))
        page = self._send("/project/new", {"name": "Snaglist", "description": ""})
        found = re.search(r"/project/(\d+)", page)
        assert found
        self.project = found[1]
        self.get(f"/project/{self.project}")

    def get(self, path: str) -> bytes:
        """What is at an address."""
        return self._open(Request(self.base + path))[1]

    def export(self, name: str) -> bytes:
        """A file of its export."""
        return self.get(f"/project/{self.project}/export/{name}")

    def import_codebook(self, content: bytes) -> None:
        """Give it a codebook, and confirm what it proposes."""
        path = f"/project/{self.project}/import_codebook"
        page = self._upload(path, "codebook.csv", content)
        fields = {
            name: _attribute(tag, "value") or ("" if name.endswith("-description") else "on")
            for tag in re.findall(r"<input[^>]*>", page)
            if (name := _attribute(tag, "name")).endswith(("-path", "-description", "-import"))
        }
        assert any(name.endswith("-path") for name in fields), page
        self._send(path, fields)

    def add_document(self, name: str, content: bytes) -> int:
        """Give it a text; its number there."""
        fields = {"name": name, "description": "", "text_direction": "LEFT_TO_RIGHT"}
        path = f"/api/project/{self.project}/document/new"
        number: int = json.loads(self._upload(path, f"{name}.html", content, fields))["created"]
        return number

    def contents(self, document: int) -> str:
        """A text as Taguette shows it: HTML."""
        path = f"/api/project/{self.project}/document/{document}/contents"
        return "".join(each["contents"] for each in json.loads(self.get(path))["contents"])

    def highlight(self, document: int, start: int, end: int, *tags: int) -> None:
        """Mark a stretch, in octets of the text without its tags, as its script does."""
        self.post(
            f"document/{document}/highlight/new",
            {"start_offset": start, "end_offset": end, "tags": tags},
        )

    def post(self, path: str, data: Any) -> Any:
        """What the interface of its own script answers."""
        headers = {"Content-Type": "application/json", "X-XSRFToken": self._xsrf()}
        url = f"{self.base}/api/project/{self.project}/{path}"
        return json.loads(self._open(Request(url, json.dumps(data).encode(), headers))[1])

    def _open(self, request: Request) -> tuple[str, bytes]:
        with self.opener.open(request, timeout=START) as answer:
            return answer.url, answer.read()

    def _xsrf(self) -> str:
        return next((c.value or "" for c in self.jar if c.name == "_xsrf"), "")

    def _send(self, path: str, fields: dict[str, str]) -> str:
        self.get(path)
        data = urlencode({**fields, "_xsrf": self._xsrf()}).encode()
        url, content = self._open(Request(self.base + path, data))
        return url + content.decode()

    def _upload(
        self, path: str, name: str, content: bytes, fields: dict[str, str] | None = None
    ) -> str:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
        parts = [
            f'{head}{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {**(fields or {}), "_xsrf": self._xsrf()}.items()
        ]
        kind = "Content-Type: application/octet-stream\r\n\r\n"
        parts += [f'{head}file"; filename="{name}"\r\n{kind}'.encode(), content]
        body = b"".join((*parts, f"\r\n--{BOUNDARY}--\r\n".encode()))
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._open(Request(self.base + path, body, headers))[1].decode()


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


@contextmanager
def running(program: Path, folder: Path) -> Iterator[Taguette]:
    """A Taguette with a new project, its database in a folder of its own."""
    process = subprocess.Popen(
        [program, "--no-browser", "--port", str(free_port()), "--database", folder / "database"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        door = next(line.strip() for line in process.stdout if "?token=" in line)
        yield Taguette(door)
    finally:
        process.kill()
        process.communicate(timeout=START)

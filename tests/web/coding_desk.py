"""A catalogue that a test may change, and a browser that may code in it."""

import html
import re
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from snaglist.coding.editor import CodingEditor
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.editing.editor import Editing

DAY = date(2026, 11, 29)
SECRET = "the-secret-of-this-test"
HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"
TWO = "coders:\n  - {id: ana, name: Ana}\n  - {id: ben, name: Ben B., interviews: [I01]}\n"
PAGE = "/code/I01"


def coding_app(known: Snapshot, catalog: Path, coder: str = "ana") -> Flask:
    """The application as ``snag serve --edit`` makes it."""
    if not (catalog / "coders.yaml").exists():
        (catalog / "coders.yaml").write_text(TWO)
    return create_app(known, editing=Editing(CodingEditor(catalog, coder, lambda: DAY), SECRET))


class Coding:
    """A browser that came in by the printed address."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        assert self.get(f"/code?key={SECRET}").status_code == 303

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=ORIGIN)

    def page(self, path: str = PAGE) -> str:
        response = self.get(path)
        assert response.status_code == 200, response.text
        return response.text

    def shown(self) -> dict[str, str]:
        """The hidden fields of the forms of the page as it is now."""
        return hidden(self.page())

    def post(self, path: str = PAGE, shown: dict[str, str] | None = None, **fields: str) -> str:
        """Where a form leads that was saved."""
        response = self.send(path, shown, **fields)
        assert response.status_code == 303, saying(response.text)
        return str(response.headers["Location"])

    def send(
        self, path: str = PAGE, shown: dict[str, str] | None = None, **fields: str
    ) -> TestResponse:
        data = {**(self.shown() if shown is None else shown), **fields}
        return self.client.post(path, base_url=ORIGIN, data=data, headers={"Origin": ORIGIN})


def hidden(page: str) -> dict[str, str]:
    """The hidden fields that every form has."""
    found = dict(re.findall(r'type="hidden" name="(form|version)" value="(\w+)"', page))
    assert set(found) == {"form", "version"}
    return found


def saying(page: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())

"""A browser at a server that keeps reviews, for tests: it begins them, answers, and looks."""

import re
from html import unescape
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.reviews.storage import Reviews

PROFILE = {"q.devices": ["thermometer", "rain-gauge"], "q.looks": "nobody"}
"""Answers that lead to SNAG-001 and SNAG-002 of the sample."""

ADMIN = "the administrator's own words"


def review_app(knowledge: Snapshot, store: ReviewStore, **given: Any) -> Flask:
    """An application that keeps reviews in a store."""
    reviews = Reviews(store=store, **{"admin_token": ADMIN, "writes": 10_000, **given})
    return create_app(knowledge, None, reviews)


class Desk:
    """A browser with a cookie, and the way from a form to its answer."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser = app.test_client()
        self._token = ""

    def get(self, path: str, **given: Any) -> TestResponse:
        """What stands at an address."""
        return self.browser.get(path, **given)

    def json(self, path: str) -> dict[str, Any]:
        """The JSON at an address."""
        found = self.browser.get(f"{path}.json")
        assert found.status_code == 200, found.text
        assert found.json is not None
        return dict(found.json)

    def post(self, path: str, **fields: Any) -> TestResponse:
        """A form sent, with the token that belongs to this browser."""
        if not self._token:
            page = self.browser.get("/reviews").text
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert found is not None
            self._token = found[1]
        return self.browser.post(path, data={"csrf_token": self._token, **fields})

    def begin(self, **fields: Any) -> list[str]:
        """A review begun; the paths of its links: to edit, to read, then one a reviewer."""
        given = {"title": "The new bed", "by": "Ana", **PROFILE, **fields}
        made = self.post("/reviews/new", **given)
        assert made.status_code == 201, made.text
        return links_in(made)

    def answer(
        self, link: str, issue: str, *, seen: int | None = None, **fields: Any
    ) -> TestResponse:
        """An issue answered as a person does it, who has just looked at it."""
        path = f"{link}/issues/{issue}"
        version = self.json(path)["version"] if seen is None else seen
        given = {"status": "open", "by": "Ana", "seen": str(version), **fields}
        return self.post(path, **given)


def links_in(page: TestResponse) -> list[str]:
    """The links that a page shows to be kept."""
    return re.findall(r'<code id="link-\d+">http://localhost(/reviews/[\w-]+)</code>', page.text)


def says(page: TestResponse) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())

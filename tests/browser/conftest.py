"""A real server and a real browser: Chromium, driven by Playwright."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.fit import WIDE
from common import CATALOG, ONTOLOGY, chromium, need
from playwright.sync_api import Browser, Page, expect, sync_playwright
from servers import snag_serve

from snaglist.snapshot.snapshot import Snapshot

# Patience, not a measure: the machine may be busy, and what is there is found at once.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def base(
    shipped: Snapshot, snapshots: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server with the shipped catalogue."""
    reviews = tmp_path_factory.mktemp("reviews") / "reviews.sqlite3"
    folders = {
        "SNAGLIST_CATALOG": str(CATALOG),
        "SNAGLIST_ONTOLOGY": str(ONTOLOGY),
        "SNAGLIST_DATA": str(snapshots),
        "SNAGLIST_DATABASE_URL": f"sqlite:///{reviews}",
        "SNAGLIST_REVIEW_WRITES": "10000",
    }
    with snag_serve(**folders) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; nothing is downloaded."""
    path = chromium()
    need(path is not None, "Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A wide window on the site, in light colours and without motion."""
    context = browser.new_context(base_url=base, viewport=WIDE, reduced_motion="reduce")
    opened = context.new_page()
    yield opened
    context.close()

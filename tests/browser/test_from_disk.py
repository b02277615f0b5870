"""The site as files in a browser: of the sample, or of the shipped catalogue when thorough."""

from pathlib import Path

import pytest
from browser.fit import WIDE
from common import THOROUGH
from playwright.sync_api import Browser, expect

WORDS, FOUND, TITLE = (
    ("alert shut", "SNAG-036", "So many alerts")
    if THOROUGH
    else ("dead thermometer", "SNAG-001", "The thermometer dies")
)
"""Words to search for, the issue that has them, and how its title begins."""


@pytest.mark.thorough
@pytest.mark.repeated
def test_the_site_opens_and_searches_from_disk(browser: Browser, static_site: Path) -> None:
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((static_site / "index.html").as_uri())
    page.get_by_label("Words to search for").fill(WORDS)
    page.keyboard.press("Enter")
    first = page.locator("#hits .row a").first
    expect(first).to_contain_text(FOUND)
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.get_by_role("link", name="in place").first.click()
    expect(page.locator("mark:target").first).to_be_in_viewport()
    assert problems == []
    context.close()

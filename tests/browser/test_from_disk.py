"""The site as files in a browser; runs where the files are written, which takes half a minute."""

from pathlib import Path

from browser.fit import WIDE
from playwright.sync_api import Browser, expect


def test_the_site_opens_and_searches_from_disk(browser: Browser, static_site: Path) -> None:
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((static_site / "index.html").as_uri())
    page.get_by_label("Words to search for").fill("alert shut")
    page.keyboard.press("Enter")
    first = page.locator("#hits .row a").first
    expect(first).to_contain_text("SNAG-036")
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("So many alerts")
    page.get_by_role("link", name="in place").first.click()
    expect(page.locator("mark:target").first).to_be_in_viewport()
    assert problems == []
    context.close()

"""What every page must be: fit for everybody, in both colours, and at 320 pixels."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}

COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
REST = {"rules": {"color-contrast": {"enabled": False}}, "resultTypes": ["violations"]}
ALL = {"resultTypes": ["violations"]}

LOOKS = {
    "light": (WIDE, "light", ALL),
    "dark": (WIDE, "dark", COLOURS),
    "narrow": (NARROW, "light", REST),
}
"""How pages are looked at: the size of the window, the reader's colours, and what axe tests."""


def assert_fit(page: Page, look: str) -> None:
    """Axe finds nothing, and nothing sticks out of a narrow window."""
    size, _, options = LOOKS[look]
    found = Axe().run(page, options=options)
    told = [
        (rule["id"], [node["html"][:200] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]
    assert not told, page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url

"""What every page must be: fit for everybody, in both colours, and at 320 pixels."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}

COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
REST = {"rules": {"color-contrast": {"enabled": False}}, "resultTypes": ["violations"]}
ALL = {"resultTypes": ["violations"]}

LOOKS: dict[str, tuple[ViewportSize, Literal["light", "dark"], dict[str, Any]]] = {
    "light": (WIDE, "light", ALL),
    "narrow": (NARROW, "light", REST),
    "dark": (WIDE, "dark", COLOURS),
}
"""How pages are looked at: the size of the window, the reader's colours, and what axe tests."""


def assert_fit(page: Page, look: str = "light") -> None:
    """Axe finds nothing, and nothing sticks out of the window.

    Axe is put into a page once; it stays there until the page is left.
    """
    size, scheme, options = LOOKS[look]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(options)", options)
    told = [
        (rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found["violations"]
    ]
    assert not told, (look, page.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (look, page.url)


def assert_fit_in_every_look(page: Page) -> None:
    """The page as it was loaded, in a window made narrow, and in dark colours."""
    for look in LOOKS:
        assert_fit(page, look)

"""Every kind of page: fit for everybody, light, at rest, and alone."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.conftest import NARROW, WIDE
from browser.kinds import KINDS
from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.slow

HEAVIEST = 150_000
"""Octets of HTML, CSS and script of a page together, compressed."""

HEAVIEST_SCRIPT = 15_000
"""Octets of script of a page, compressed."""

SHIFTS = """() => new Promise((done) => {
    let total = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) total += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(total), 200);
})"""

COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
REST = {"rules": {"color-contrast": {"enabled": False}}, "resultTypes": ["violations"]}
ALL = {"resultTypes": ["violations"]}


@pytest.mark.parametrize("address", KINDS)
@pytest.mark.parametrize(
    ("size", "scheme", "options"),
    [(WIDE, "light", ALL), (WIDE, "dark", COLOURS), (NARROW, "light", REST)],
    ids=["light", "dark", "narrow"],
)
def test_axe_finds_nothing(
    browser: Browser, base: str, address: str, size: dict[str, int], scheme: str, options: object
) -> None:
    context = browser.new_context(
        base_url=base, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    found = Axe().run(page, options=options)
    told = [
        (rule["id"], [node["html"][:200] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]
    assert not told
    if size == NARROW:
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    context.close()


@pytest.mark.parametrize("address", KINDS)
def test_a_page_is_light_at_rest_and_alone(page: Page, base: str, address: str) -> None:
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address, wait_until="load")
    assert page.evaluate(SHIFTS) == 0
    assert problems == []
    assert {answer.url.startswith(base) for answer in answers} == {True}
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    assert scripts < HEAVIEST_SCRIPT
    assert sum(size for url, size in sizes.items() if not re.search(r"\.svg$", url)) < HEAVIEST
